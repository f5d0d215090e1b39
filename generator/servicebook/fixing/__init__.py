"""Mend what is wrong with a catalog, where there is exactly one right answer."""

from __future__ import annotations

from servicebook.fixing.fixes import Fixed, Fixes, find_fixes

__all__ = ["Fixed", "Fixes", "find_fixes"]
