"""What follows from changes: for whom, and what no longer holds because of them, anywhere in the catalog."""

from __future__ import annotations

from collections.abc import Sequence

from servicebook.comparing.affected import with_affected
from servicebook.comparing.chain_changes import chain_changes
from servicebook.comparing.changes import Change, worst_first
from servicebook.comparing.journey_changes import journey_changes
from servicebook.comparing.lost_addresses import lost_addresses
from servicebook.comparing.terms_changed import terms_changed
from servicebook.model.catalog import Catalog


def with_consequences(before: Catalog, after: Catalog, changes: Sequence[Change]) -> tuple[Change, ...]:
    """The changes with what follows from them, each with whom it concerns: the worst first."""
    consequences = (
        *chain_changes(before, after, changes),
        *journey_changes(before, after, changes),
        *terms_changed(before, after, changes),
    )
    # of what is equally bad, an address is told after what was removed
    found = (*consequences, *changes, *lost_addresses(before, after, changes))
    return tuple(worst_first(with_affected(before, after, found)))
