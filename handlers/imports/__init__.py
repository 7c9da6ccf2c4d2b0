"""Lists taken over: previewed, applied, undone."""
