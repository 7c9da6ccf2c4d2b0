"""What follows from other data and is kept true: duties, the words decisions are found by, marks on messages."""
