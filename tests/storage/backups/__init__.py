"""Backups, going back to one, moving."""
