"""What somebody must do by a date, and the ladder of reminders it climbs."""
