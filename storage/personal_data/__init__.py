"""What is kept about a person, for them to read; and forgetting who has had no role for long."""
