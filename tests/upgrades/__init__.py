"""Databases filled by the versions that have landed, and every button and form that stands in their chats."""
