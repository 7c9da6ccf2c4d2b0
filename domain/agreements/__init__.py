"""Cooperation agreements: their states, measures, what is reported on them, and indicators."""
