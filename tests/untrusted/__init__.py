"""What people and networks send, at its worst."""
