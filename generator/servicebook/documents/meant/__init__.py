"""What somebody probably meant by a value that the schema refuses: what to write in its place."""
