"""Meetings, their steps and offsets."""
