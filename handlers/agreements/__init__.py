"""Cooperation agreements, their measures, and what is reported."""
