"""Lists taken over, and what each of them brought."""
