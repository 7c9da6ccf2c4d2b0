"""From a line to its command."""
