"""What meetings decided, and the index it is found by."""
