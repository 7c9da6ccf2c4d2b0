"""What somebody took on in a meeting or between two."""
