"""The list of items: shown, changed, sent, with what falls in under its standing points."""
