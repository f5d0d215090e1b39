"""Two revisions of a catalog: what has changed between them, what that means, and for whom."""
