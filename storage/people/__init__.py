"""Who is who: organisations, people, roles, rooms, linked accounts."""
