"""How a duty, a follow-up or a meeting is drawn in any list or message."""
