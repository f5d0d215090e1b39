"""A history as it may be told today: by today's ids, each object of a commit once, without whoever may not be named."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime

from servicebook.comparing.changes import WORST_FIRST, Effect
from servicebook.comparing.history import Begins, ChangeHistory
from servicebook.comparing.named_people import NamedPeople
from servicebook.comparing.past_commits import PastChange, PastCommit
from servicebook.frozen import frozen
from servicebook.model.catalog import Catalog
from servicebook.model.visible import shown_people

_PROMISED = frozenset({Effect.TIGHTENED, Effect.WEAKENED, Effect.INCOMPARABLE, Effect.TERMS_CHANGED})


@frozen(kw_only=True)
class Told:
    """What a commit changed of one object; ``moment`` is when, in the committer's zone.

    ``commit`` and ``id_then`` are what it is known by for good; ``object_id`` is today's id, as are ``departments`` and
    ``services``, those that it concerns. ``effects``: what happened to it, the worst first. ``is_minor``: only words.
    """

    commit: str
    moment: datetime
    kind: str
    id_then: str
    object_id: str
    name: str
    effects: tuple[Effect, ...]
    sentences: tuple[str, ...]
    is_minor: bool
    departments: tuple[str, ...]
    services: tuple[str, ...]

    @property
    def day(self) -> date:
        """On which day it came to hold."""
        return self.moment.date()

    @property
    def effect(self) -> Effect:
        """The worst of what happened to it."""
        return self.effects[0]

    @property
    def is_of_promise(self) -> bool:
        """Whether a promise is another since then."""
        return not _PROMISED.isdisjoint(self.effects)


@frozen(kw_only=True)
class ToldHistory:
    """Everything that may be told, the newest day first, and of a day the worst first.

    It begins at ``since``, for the reason ``begins``. ``unread`` are the days of commits that could not be read.
    """

    since: date
    begins: Begins
    unread: tuple[date, ...]
    all: tuple[Told, ...]
    of_department: Mapping[str, tuple[Told, ...]]
    of_service: Mapping[str, tuple[Told, ...]]


def told_history(history: ChangeHistory, catalog: Catalog) -> ToldHistory:
    """The history of a catalog; that is the whole one of today, which says who may not be named."""
    shown = shown_people(catalog)
    unnamed = NamedPeople(person for person in catalog.people.values() if person.id not in shown)
    ids = _TodaysIds()
    found = [told for commit in history.commits for told in _of_commit(commit, ids, unnamed)]
    found.sort(key=lambda told: (-told.day.toordinal(), told.is_minor, WORST_FIRST.index(told.effect)))
    of_department: dict[str, list[Told]] = defaultdict(list)
    of_service: dict[str, list[Told]] = defaultdict(list)
    for told in found:
        for department in told.departments:
            of_department[department].append(told)
        for service in told.services:
            of_service[service].append(told)
    return ToldHistory(
        since=history.since.date(),
        begins=history.begins,
        unread=tuple(dict.fromkeys(commit.moment.date() for commit in history.commits if not commit.is_read)),
        all=tuple(found),
        of_department={key: tuple(listed) for key, listed in of_department.items()},
        of_service={key: tuple(listed) for key, listed in of_service.items()},
    )


def _of_commit(commit: PastCommit, ids: _TodaysIds, unnamed: NamedPeople) -> Iterator[Told]:
    ids.learn(commit.changes)
    together: dict[tuple[str, str, bool], list[PastChange]] = {}
    for change in commit.changes:
        together.setdefault((change.kind, change.object_id, change.is_minor), []).append(change)
    for (kind, id_then, is_minor), changes in together.items():
        sentences = dict.fromkeys(sentence for change in changes for sentence in change.sentences)
        name = changes[0].name
        yield Told(
            commit=commit.hash,
            moment=commit.moment,
            kind=kind,
            id_then=id_then,
            object_id=ids.today(kind, id_then),
            name=id_then if unnamed.are_in(name) else name,
            effects=tuple(sorted({change.effect for change in changes}, key=WORST_FIRST.index)),
            # what was kept may have been written by anybody, and people may have left since
            sentences=tuple(sentence for sentence in sentences if not unnamed.are_in(sentence)),
            is_minor=is_minor,
            departments=tuple(_today(ids, "department", (change.departments for change in changes))),
            services=tuple(_today(ids, "service", (change.services for change in changes))),
        )


def _today(ids: _TodaysIds, kind: str, listed: Iterable[Iterable[str]]) -> dict[str, None]:
    return dict.fromkeys(ids.today(kind, one) for each in listed for one in each)


class _TodaysIds:
    """Today's ids of objects by earlier ones; learned from the newest commit to the oldest."""

    def __init__(self) -> None:
        self._ids: dict[tuple[str, str], str] = {}

    def learn(self, changes: Iterable[PastChange]) -> None:
        """What has another id since these changes."""
        moved = [change for change in changes if change.moved_from is not None]
        self._ids |= {
            (change.kind, change.moved_from): self.today(change.kind, change.object_id)
            for change in moved
            if change.moved_from is not None
        }

    def today(self, kind: str, then: str) -> str:
        """The id of today; what a department has took its new id along."""
        if known := self._ids.get((kind, then)):
            return known
        department, slash, rest = then.partition("/")
        return f"{self._ids.get(('department', department), department)}/{rest}" if slash else then
