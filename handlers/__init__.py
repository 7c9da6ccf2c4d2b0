"""What a person can ask for, and what the bot says; knows no platform. `commands.py` is its table of contents."""
