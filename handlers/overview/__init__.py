"""Status, the annual wheel, the home page, help, what the model says."""
