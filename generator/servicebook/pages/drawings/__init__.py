"""Drawings of work over time, as SVG with finished coordinates, and the sentences that say the same."""
