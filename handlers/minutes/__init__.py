"""Minutes: drafted, commented on, approved, corrected."""
