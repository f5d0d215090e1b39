"""What follows from changes: for whom, and what no longer holds because of them, anywhere in the catalog."""

from __future__ import annotations

from collections.abc import Sequence

from servicebook.comparing.affected import with_affected
from servicebook.comparing.changes import Change, Effect
from servicebook.model.catalog import Catalog

_ORDER = (
    Effect.BROKEN,
    Effect.WEAKENED,
    Effect.INCOMPARABLE,
    Effect.TERMS_CHANGED,
    Effect.REMOVED,
    Effect.RETIRED,
    Effect.NARROWED,
    Effect.HANDED_OVER,
    Effect.MOVED,
    Effect.CHANGED,
    Effect.WIDENED,
    Effect.TIGHTENED,
    Effect.ADDED,
    Effect.MENDED,
    Effect.REWORDED,
)
"""What readers have to know first."""


def with_consequences(before: Catalog, after: Catalog, changes: Sequence[Change]) -> tuple[Change, ...]:
    """The changes with what follows from them, each with whom it concerns: the worst first."""
    found = with_affected(before, after, changes)
    return tuple(sorted(found, key=lambda change: _ORDER.index(change.effect)))
