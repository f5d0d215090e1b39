"""What objects are called, for sentences about them."""

from __future__ import annotations

from typing import Any

from servicebook.analysis.resolved import KINDS
from servicebook.model.catalog import Catalog


def name_of(catalog: Catalog, kind: str, qualified_id: str) -> str | None:
    """What an object is called in a catalog; None where it is not there, or has no name."""
    item = KINDS[kind](catalog).get(qualified_id) if kind in KINDS else None
    return own_name(item)


def own_name(item: Any) -> str | None:
    """The name, title or question of an object; None where it has none."""
    for key in ("name", "title", "question"):
        if name := getattr(item, key, None):
            return str(name)
    return None
