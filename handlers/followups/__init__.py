"""Follow-ups: noted, answered, changed."""
