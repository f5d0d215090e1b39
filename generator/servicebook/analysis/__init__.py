"""What follows from the model: what is missing, who needs whom."""
