"""What only Teams does: who is let in, rooms that come and go, cards pressed in channels, a service that fails."""
