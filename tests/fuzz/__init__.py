"""Lines and payloads that nobody would send, and what must never come of them. `make fuzz`, and a short form of it."""
