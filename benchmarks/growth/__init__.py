"""How long commands take as catalogs grow, and those of other tools with the same content: what run.py measures."""
