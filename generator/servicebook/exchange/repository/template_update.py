"""What newer templates change in the files of a repository, with its own edits kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import Enum

from servicebook.frozen import frozen
from servicebook.source.three_way import Conflict, merge


class Outcome(Enum):
    """What becomes of a file; the values are keys of texts."""

    ADDED = "added"
    CHANGED = "changed"
    MERGED = "merged"
    CONFLICT = "conflict"
    REMOVED = "removed"
    NO_LONGER_WRITTEN = "no-longer-written"
    STAYS_DELETED = "stays-deleted"
    UNKNOWN = "unknown"
    KEPT = "kept"
    TAKEN = "taken"


@frozen(kw_only=True)
class FileUpdate:
    """A file before and after; None: it is not there.

    A file with conflicts stays as it is: half of a change might do something that nobody meant. ``kept`` is what it
    becomes with the repository's own lines in their place, ``taken`` with the new ones.
    """

    path: str
    outcome: Outcome
    before: str | None
    after: str | None
    conflicts: tuple[Conflict, ...] = ()
    kept: str | None = None
    taken: str | None = None


def file_updates(
    *, base: Mapping[str, str], own: Mapping[str, str], new: Mapping[str, str]
) -> Iterator[FileUpdate]:
    """What there is to do or to say, by path; nothing of files that are as they should be.

    ``base`` are the files as they were written, ``own`` as they are, ``new`` as they would be written now. Raises
    :class:`~servicebook.source.three_way.NoMergeError`.
    """
    for path in sorted({*base, *new}):
        update = _update(path, base.get(path), own.get(path), new.get(path))
        if update:
            yield update


def _update(path: str, base: str | None, own: str | None, new: str | None) -> FileUpdate | None:
    if own is None:
        return _missing(path, base, new)
    if new is None:
        outcome = Outcome.REMOVED if _same(own, base) else Outcome.NO_LONGER_WRITTEN
        return FileUpdate(path=path, outcome=outcome, before=own, after=None if _same(own, base) else own)
    if _same(own, new) or _same(base, new):
        return None
    if base is None:
        taken = _with_ends_of(own, new)
        return FileUpdate(path=path, outcome=Outcome.UNKNOWN, before=own, after=own, kept=own, taken=taken)
    if _same(own, base):
        return FileUpdate(path=path, outcome=Outcome.CHANGED, before=own, after=_with_ends_of(own, new))
    merged = merge(own=_plain(own), base=base, new=new)
    kept = _with_ends_of(own, merged.text)
    if not merged.conflicts:
        return FileUpdate(path=path, outcome=Outcome.MERGED, before=own, after=kept)
    return FileUpdate(
        path=path,
        outcome=Outcome.CONFLICT,
        before=own,
        after=own,
        conflicts=merged.conflicts,
        kept=kept,
        taken=_with_ends_of(own, merged.with_new),
    )


def _missing(path: str, base: str | None, new: str | None) -> FileUpdate | None:
    """A file that is not there: what was written once and removed since is not written again."""
    if new is None or new == base:
        return None
    outcome = Outcome.ADDED if base is None else Outcome.STAYS_DELETED
    return FileUpdate(path=path, outcome=outcome, before=None, after=new if base is None else None)


def _same(one: str | None, other: str | None) -> bool:
    """Whether two texts differ in nothing but their line ends, which git may change on its way to a Windows machine."""
    return one == other or (one is not None and other is not None and _plain(one) == _plain(other))


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n")


def _with_ends_of(own: str, text: str) -> str:
    return text.replace("\n", "\r\n") if "\r\n" in own else text
