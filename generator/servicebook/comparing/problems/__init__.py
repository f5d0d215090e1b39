"""Two states of a catalog, compared: which problems are new since a revision, which stand, and which are cured."""

from __future__ import annotations

from servicebook.comparing.problems.since import Revision, Side, SinceThen, all_new, compare

__all__ = ["Revision", "Side", "SinceThen", "all_new", "compare"]
