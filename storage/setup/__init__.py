"""What an installation begins with: organisations, the year, demo data."""
