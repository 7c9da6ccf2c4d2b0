"""The audit log: what a transaction changed, kept as a chain; read again, replayed, verified, and forgotten in part."""
