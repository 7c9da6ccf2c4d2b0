"""Accounts, roles, rooms."""
