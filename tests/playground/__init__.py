"""The bot against Microsoft's local Teams client: for looking, not part of the test suite. See `__main__`."""
