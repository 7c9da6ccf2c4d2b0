"""Backups, going back to one, and moving to another database."""
