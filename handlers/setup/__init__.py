"""What the demo adds by commands."""
