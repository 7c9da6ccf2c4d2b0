"""The page to try the bot on, as a front end."""
