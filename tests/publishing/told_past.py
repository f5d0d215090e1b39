"""Made-up histories of catalogs."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from servicebook.comparing.changes import Effect
from servicebook.comparing.history import Begins, ChangeHistory
from servicebook.comparing.past_commits import PastChange, PastCommit
from servicebook.model.catalog import Catalog

_FIRST = datetime(2026, 3, 1, 12, tzinfo=UTC)


def eventful(catalog: Catalog) -> ChangeHistory:
    """A history in which everything that has one changed: some of it so often that pages have to leave some out."""
    names = sorted(catalog.services)
    return history_of([names, *([name] for name in names[:1] for _ in range(130))])


def history_of(commits: Iterable[Iterable[str]]) -> ChangeHistory:
    """A history of commits, oldest first, each of which weakened promises of some services, by their ids."""
    made = [
        PastCommit(
            hash=f"{number:040x}",
            moment=_FIRST + timedelta(days=number),
            since=f"{number - 1:040x}",
            is_read=True,
            changes=tuple(map(_weakened, names)),
        )
        for number, names in enumerate(commits, 1)
    ]
    return ChangeHistory(since=_FIRST, begins=Begins.FIRST, commits=tuple(reversed(made)), compared=())


def _weakened(name: str) -> PastChange:
    return PastChange(
        kind="service",
        object_id=name,
        name=name,
        effect=Effect.WEAKENED,
        what="It takes longer.",
        by="",
        more=(),
        moved_from=None,
        is_minor=False,
        departments=(name.partition("/")[0],),
        services=(name,),
    )
