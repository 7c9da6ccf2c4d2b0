"""From the outbox to the chat, and what stands kept true."""
