"""The try-out: a chat without a chat, and a clock that can be moved."""
