"""What was found, written out: one output a file."""
