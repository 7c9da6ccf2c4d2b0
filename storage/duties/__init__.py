"""Duties as kept, the reminders that are due, and how often each was sent."""
