"""Measured results for programs: JSON with its schema, and CSV."""
