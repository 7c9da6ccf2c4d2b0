"""A spreadsheet from disk to `handlers.imports`."""
