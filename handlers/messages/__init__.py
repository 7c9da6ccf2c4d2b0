"""What the bot says unasked: drawn, kept true, reminded of."""
