"""Commits with what each changed, for readers: what is kept of them, and told."""

from __future__ import annotations

from datetime import datetime

from servicebook.comparing.changes import Effect
from servicebook.frozen import frozen


@frozen(kw_only=True)
class PastChange:
    """What became of one object, in sentences.

    ``name`` is what it was called then. ``moved_from`` is its former id, where it got another one. ``is_minor``: only
    words are others. ``departments`` and ``services`` are the ids, as of then, of those that it concerns, its own
    first.
    """

    kind: str
    object_id: str
    name: str
    effect: Effect
    what: str
    by: str
    more: tuple[str, ...]
    is_minor: bool
    moved_from: str | None
    departments: tuple[str, ...]
    services: tuple[str, ...]

    @property
    def sentences(self) -> tuple[str, ...]:
        """All that is said of it."""
        return tuple(line for line in (self.what, self.by, *self.more) if line)


@frozen(kw_only=True)
class PastCommit:
    """A commit and what it changed; ``moment`` is in the committer's zone.

    ``since`` is the hash of the commit with which it was compared, the last one before that could be read. ``is_read``:
    whether its own files could be; then ``changes`` are the worst first.
    """

    hash: str
    moment: datetime
    since: str
    is_read: bool
    changes: tuple[PastChange, ...]
