"""The same conversations in every chat: written once in a user's words, held in Slack, Teams, terminal and page."""
