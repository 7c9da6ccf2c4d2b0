"""Dates as people type them: from words to a day, or to what is unclear about it."""
