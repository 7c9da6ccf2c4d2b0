"""What is kept, and how it is read and changed: the tables and everything that asks them."""
