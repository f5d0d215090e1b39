"""The JSON document of a whole catalog, in both directions, and its schema."""
