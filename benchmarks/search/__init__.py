"""How well and how fast readers find what they look for."""
