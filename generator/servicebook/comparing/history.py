"""What changed, commit by commit: read from git, but for what is known already of earlier commits."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from servicebook.comparing.named_people import NamedPeople
from servicebook.comparing.past_commits import PastChange, PastCommit
from servicebook.documents.document import Document
from servicebook.frozen import frozen
from servicebook.loading.loaded import LoadedCatalog
from servicebook.loading.past_catalogs import PastCatalog, catalog_history, past_catalogs
from servicebook.source.git_log import Commit, History

_KEPT_AT_ONCE = 50
"""Commits that are read before they are kept."""


class Begins(StrEnum):
    """Why nothing is told of the time before the first commit of a history."""

    FIRST = "first"
    """The catalog began with it."""
    SHALLOW = "shallow"
    """The clone has no older ones."""
    LIMIT = "limit"
    """Older ones are not asked for."""


@frozen(kw_only=True)
class ChangeHistory:
    """The commits of a branch, newest first, without the one that they begin with, which is of ``since``.

    ``compared`` are the hashes of those that had to be read for it.
    """

    since: datetime
    begins: Begins
    commits: tuple[PastCommit, ...]
    compared: tuple[str, ...]


def change_history(
    root: Path,
    known: Mapping[str, PastCommit],
    *,
    most: int,
    revision: str = "HEAD",
    like: LoadedCatalog | None = None,
    keep: Callable[[Sequence[PastCommit]], None] = lambda _: None,
) -> ChangeHistory | None:
    """What the last ``most`` commits changed; None where none of them has a catalog.

    ``known`` are commits by their hashes, as an earlier history kept them: these are not read again. Whenever many have
    been read, and at the end, ``keep`` gets all so far: who is interrupted goes on from there. What commits hold as a
    catalog that is loaded does (``like``) need not be read. Raises
    :class:`~servicebook.source.git_command.RevisionError` without git, a repository or a commit.
    """
    whole = catalog_history(root, revision=revision)
    if not whole.commits:
        return None
    is_cut = len(whole.commits) > most + 1
    first, *later = whole.commits[-most - 1 :]
    taken = list(_taken_over(first, later, known))
    # those that could not be read are looked at again: what they hold is part of the next one that can be
    while taken and len(taken) < len(later) and not taken[-1].is_read:
        taken.pop()
    rest = tuple(later[len(taken) :])
    last = taken[-1].hash if taken else first.hash
    found = History(revision=whole.revision, commits=rest, after=last, is_shallow=whole.is_shallow)
    compared: list[PastCommit] = []
    for commit in _compared(past_catalogs(root, found, like=like), last):
        compared.append(commit)
        if len(compared) % _KEPT_AT_ONCE == 0 or len(compared) == len(rest):
            keep((*taken, *compared))
    commits = (*taken, *compared)
    return ChangeHistory(
        since=first.committed,
        begins=Begins.LIMIT if is_cut else Begins.SHALLOW if first.is_boundary else Begins.FIRST,
        commits=commits[::-1],
        compared=tuple(commit.hash for commit in compared),
    )


def _taken_over(
    first: Commit, commits: Sequence[Commit], known: Mapping[str, PastCommit]
) -> Iterator[PastCommit]:
    """The first of the commits, as long as each is known as compared with what can be read before it here."""
    last = first.hash
    for commit in commits:
        found = known.get(commit.hash)
        if found is None or found.since != last:
            return
        yield found
        if found.is_read:
            last = commit.hash


def _compared(catalogs: Iterator[PastCatalog], since: str) -> Iterator[PastCommit]:
    """Each commit with what it changed; the first of the catalogs is that of the commit ``since``."""
    last = next(catalogs, None)
    people = _PeopleOfBoth()
    for past in catalogs:
        assert last is not None and past.commit is not None, "only the first catalog is of no commit of these"
        commit, broken = past.commit, set(past.unread)
        is_read = not any(document.path in broken for document in last.documents)
        yield PastCommit(
            hash=commit.hash,
            moment=commit.committed,
            since=since,
            is_read=is_read,
            changes=_changes(last, past, people) if is_read else (),
        )
        if is_read:
            last, since = past, commit.hash


def _changes(before: PastCatalog, after: PastCatalog, people: _PeopleOfBoth) -> tuple[PastChange, ...]:
    from servicebook.comparing.compare import Compared  # most builds know all commits, or have none
    from servicebook.comparing.past_changes import past_changes

    assert after.commit is not None
    day = after.commit.committed.date()  # both as of one day, so that its passing is no change
    return past_changes(
        Compared(catalog=before.on(day), documents=before.documents),
        Compared(catalog=after.on(day), documents=after.documents),
        people.of(before, after),
    )


class _PeopleOfBoth:
    """The people of two catalogs; made anew only where a commit touches them."""

    def __init__(self) -> None:
        self._documents: tuple[Document, ...] = ()
        self._people = NamedPeople(())

    def of(self, before: PastCatalog, after: PastCatalog) -> NamedPeople:
        documents = tuple(
            document
            for past in (before, after)
            for document in past.documents
            if document.location.kind.name == "person"
        )
        if len(documents) != len(self._documents) or any(
            one is not other for one, other in zip(documents, self._documents, strict=True)
        ):
            everybody = (*before.catalog.people.values(), *after.catalog.people.values())
            self._documents, self._people = documents, NamedPeople(everybody)
        return self._people
