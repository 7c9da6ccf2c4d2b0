"""Teams as a front end."""
