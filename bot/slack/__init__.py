"""Slack as a front end."""
