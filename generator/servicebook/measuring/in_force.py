"""Which promises were in force when tickets were asked, as the history of the catalog in git says.

A commit is in force from the moment on at which it came to the branch: its committer's date, on the branch's line of
first parents. The author's date may lie weeks before a merge, when nobody was promised anything yet. Where a clock was
wrong, a commit is not in force before the one that it follows.

What was asked before the history begins is judged by the oldest catalog that is known, without git by today's: nobody
knows what was promised then, and :attr:`KnownPromises.begins` lets results say so. Calendars are those of the catalog
in force, with the closures that were announced by then, as far as they are known on the day of counting.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

from servicebook.clock.zones import seconds_of, start_of_day
from servicebook.documents.document import Document
from servicebook.frozen import frozen
from servicebook.loading.past_catalogs import PastCatalog, catalog_history, past_catalogs
from servicebook.measuring.promised_then import Held, Pair, PromisedThen
from servicebook.measuring.tickets import InForce, Kind, Promised
from servicebook.model.catalog import Catalog
from servicebook.source.git_command import RevisionError

SHORT_HASH = 7
"""The digits of a commit's hash that stand in results."""
_DECIDING = frozenset(
    {"service", "department", "agreement", "notice", "organization", "calendar", "priorities"}
)
"""The kinds of files that decide what is promised, and how it is counted."""


@frozen(kw_only=True)
class KnownPromises:
    """``rows`` for kinds of tickets, in the order of the kinds, the earliest first.

    ``begins`` is the second with which the history begins; None without one, and ``why_not`` says why.
    ``is_shallow``: the clone lacks older commits.
    """

    rows: tuple[InForce, ...]
    begins: int | None
    is_shallow: bool = False
    why_not: str = ""


def in_force(root: Path, catalog: Catalog, kinds: Iterable[Kind], first: int, now: int) -> KnownPromises:
    """What was in force for each kind of ticket, asked from second ``first`` through ``now``.

    ``catalog`` is the one on disk as of the day of counting: its services say under which ids they were known before.
    Without git, or in a folder that it does not know, it is all that is known.
    """
    wanted = sorted(set(kinds), key=lambda kind: tuple(part or "" for part in kind))
    asked = _Asked(catalog, wanted, first, now)
    try:
        history = catalog_history(root)
        for past in past_catalogs(root, history, day=catalog.today):
            asked.take(past)
    except RevisionError as fault:
        return _by_today(catalog, wanted, first, now, str(fault))
    if asked.begins is None:
        return _by_today(catalog, wanted, first, now, "")
    return KnownPromises(rows=asked.rows(), begins=asked.begins, is_shallow=history.is_shallow)


def _by_today(catalog: Catalog, kinds: Sequence[Kind], first: int, now: int, why_not: str) -> KnownPromises:
    asked = _Asked(catalog, kinds, first, now)
    asked.hold(catalog, first)
    return KnownPromises(rows=asked.rows(), begins=None, why_not=why_not)


class _Held(NamedTuple):
    """A catalog in force from a second on. ``services`` are all that changed with it; None where other things did."""

    catalog: Catalog
    since: int
    commit: str | None
    services: frozenset[str] | None


class _Asked:
    """Asks catalogs, one after the other, what they promise to each kind of ticket; only what may have changed."""

    def __init__(self, catalog: Catalog, kinds: Sequence[Kind], first: int, now: int) -> None:
        self.begins: int | None = None
        self._first, self._now = first, now
        self._then = PromisedThen(catalog)
        self._kinds: dict[Pair, list[Kind]] = defaultdict(list)
        for kind in kinds:
            self._kinds[kind.service, kind.customer].append(kind)
        self._order = {kind: number for number, kind in enumerate(kinds)}
        self._since: dict[Kind, dict[Held, int]] = {kind: {} for kind in kinds}
        self._rows: list[tuple[Kind, Held, int, int | None]] = []
        self._commits: dict[Promised, str] = {}
        self._documents: tuple[Document, ...] = ()
        self._last: _Held | None = None
        self._with_agreements: set[Pair] = set()
        self._decided: dict[Pair, tuple[object, ...]] = {}

    def take(self, past: PastCatalog) -> None:
        """The next catalog of the history. One in which files are broken that were not before never held."""
        assert past.commit is not None, "the history is read from its beginning"
        broken = set(past.unread)
        if any(document.path in broken for document in self._documents):
            return
        since = seconds_of(past.commit.committed)
        if self.begins is None:
            self.begins, since = since, min(since, self._first)
        before, self._documents = self._documents, past.documents
        touched = [document for document in _changed(before, past.documents) if _decides(document)]
        if self._last is not None and not touched:
            return
        if self._last is not None:
            since = max(since, self._last.since)
            self._hold(self._last, since)
        self._last = _Held(past.catalog, since, past.commit.hash[:SHORT_HASH], _only_services(touched))

    def hold(self, catalog: Catalog, since: int) -> None:
        """A catalog of no commit, which holds until the end."""
        self._last = _Held(catalog, since, None, None)

    def rows(self) -> tuple[InForce, ...]:
        """All that was in force. To be called once, at the end."""
        if self._last is not None:
            self._hold(self._last, None)
        for kind, held in self._since.items():
            self._rows.extend((kind, each, since, None) for each, since in held.items())
        found = sorted(
            (self._order[kind], since, number)
            for number, (kind, _, since, until) in enumerate(self._rows)
            if since <= self._now and (until is None or self._first < until)
        )
        return tuple(self._row(*self._rows[number]) for _, _, number in found)

    def _row(self, kind: Kind, held: Held, since: int, until: int | None) -> InForce:
        promised, clock = held
        promised = replace(promised, commit=self._commits.get(promised))
        return InForce(**kind._asdict(), since=since, until=until, promised=promised, clock=clock)

    def _hold(self, held_then: _Held, until: int | None) -> None:
        """What a catalog promises before another second; also where nobody asked then.

        What it says is looked at all the same, since the first commit is wanted from which on a promise reads so.
        """
        catalog, since, commit, services = held_then
        for pair, kinds in self._kinds.items():
            if (
                services is not None
                and pair not in self._with_agreements
                and services.isdisjoint(self._then.names(pair[0]))
            ):
                continue
            deciding = self._then.deciding(catalog, pair)
            days, passed = self._days(catalog, pair, since, until)
            known = self._decided.get(pair)
            if known is not None and _are_the_same(known, (*deciding, passed[0])):
                days, passed = days[1:], passed[1:]  # only that days pass may change something
            for begin, day in days:
                for kind, held in self._then.promised(catalog, pair, kinds, day):
                    self._from(kind, held, begin, commit)
            if passed:
                self._decided[pair] = (*deciding, passed[-1])

    def _days(
        self, catalog: Catalog, pair: Pair, since: int, until: int | None
    ) -> tuple[list[tuple[int, date | None]], list[int]]:
        """From which seconds on other agreements may hold, each with the day of the provider then, None where none may.

        And how many of the days on which something changes have come by each of them.
        """
        found = self._then.agreement_days(catalog, pair)
        (self._with_agreements.discard if found is None else self._with_agreements.add)(pair)
        if found is None:
            return [(since, None)], [0]
        zone, changes = ZoneInfo(found[0]), found[1]
        first = datetime.fromtimestamp(since, zone).date()
        days: list[tuple[int, date | None]] = [(since, first)]
        passed = [bisect_right(changes, first)]
        end = self._now + 1 if until is None else min(until, self._now + 1)
        for number, day in enumerate(changes, start=1):
            begin = start_of_day(zone, day)
            if since < begin < end:
                days.append((begin, day))
                passed.append(number)
        return days, passed

    def _from(self, kind: Kind, held: tuple[Held, ...], begin: int, commit: str | None) -> None:
        """These hold for a kind from a second on; all others end there."""
        current = self._since[kind]
        for each in [each for each in current if each not in held]:
            if (since := current.pop(each)) < begin:
                self._rows.append((kind, each, since, begin))
        for each in held:
            current.setdefault(each, begin)
            if commit is not None:
                self._commits.setdefault(each[0], commit)


def _decides(document: Document) -> bool:
    return document.location.kind.name in _DECIDING


def _only_services(touched: Iterable[Document]) -> frozenset[str] | None:
    """The ids of what changed, where these are services only."""
    if any(document.location.kind.name != "service" for document in touched):
        return None
    return frozenset(document.location.qualified_id or "" for document in touched)


def _changed(before: Sequence[Document], after: Sequence[Document]) -> Iterator[Document]:
    """The documents that are not the same in both, nor at the same place in the order of their paths."""
    known = {document.path: document for document in before}
    for document in after:
        if known.pop(document.path, None) is not document:
            yield document
    yield from known.values()


def _are_the_same(one: Sequence[object], other: Sequence[object]) -> bool:
    """Whether these are the very same objects: to compare what they say takes long, and each is made once."""
    return len(one) == len(other) and all(
        a is b or (isinstance(a, int) and a == b) for a, b in zip(one, other, strict=True)
    )
