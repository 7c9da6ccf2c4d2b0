"""The items of a meeting."""
