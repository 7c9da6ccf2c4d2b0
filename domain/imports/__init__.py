"""Lists that people have in spreadsheets: which column is what, and what each row says."""
