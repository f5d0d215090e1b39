"""Formats for other programs to read: calendars, contact cards, linked data, language models."""
