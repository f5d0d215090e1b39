"""Other formats, a folder each: ``from_*.py`` imports, ``to_*.py`` exports. ``formats.py`` has the tables."""
