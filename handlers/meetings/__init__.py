"""Meetings: set up, dated, convened, moved, held."""
