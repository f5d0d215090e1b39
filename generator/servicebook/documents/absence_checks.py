"""What contradicts itself in the list of absences: stand-ins in a circle, and somebody who is away twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from servicebook.documents.document import Document
from servicebook.problems import Problem, Related, error
from servicebook.wording import text

MOST = 200
"""So many absences are followed from each one: nobody reads a longer circle, and none of them has an effect."""
_Entries = Mapping[str, list[int]]
"""By person the places in the list at which they are away."""


def stand_ins(document: Document, value: Any) -> Iterator[Problem]:
    """Nobody stands in for themselves, be it by way of others who are away on the same day."""
    entries = _by_person(value)
    told: set[frozenset[int]] = set()
    for index, absence in enumerate(value):
        circle = _circle(value, entries, index)
        if circle is None or frozenset(circle) in told:
            continue
        told.add(frozenset(circle))
        people = [value[one]["person"] for one in circle]
        place = document.place(index, "stands_in")
        if len(circle) == 1:
            message = text("stand-in.oneself", person=absence["person"])
        else:
            message = text("stand-in.circle", people=" → ".join([*people, people[0]]))
        related = tuple(
            Related(document.place(one, "stands_in"), text("problem.other")) for one in circle[1:]
        )
        yield error("circular-reference", place, message, text("stand-in.hint"), related)


def _by_person(value: Any) -> _Entries:
    found: defaultdict[str, list[int]] = defaultdict(list)
    for index, absence in enumerate(value):
        found[absence["person"]].append(index)
    return found


def _circle(value: Any, entries: _Entries, start: int) -> list[int] | None:
    """The absences by which a stand-in leads back to whoever is away, on a day of all of them; they are few."""
    first, last = value[start]["from"], value[start]["until"]
    waiting: list[tuple[list[int], str, str]] = [([start], first, last)]
    seen = {start}
    while waiting and len(seen) <= MOST:
        path, first, last = waiting.pop()
        instead = value[path[-1]].get("stands_in")
        if instead == value[start]["person"]:
            return path
        for other in entries.get(instead, ()):
            begins, ends = max(first, value[other]["from"]), min(last, value[other]["until"])
            if other not in seen and begins <= ends:
                seen.add(other)
                waiting.append(([*path, other], begins, ends))
    return None


def away_twice(document: Document, value: Any) -> Iterator[Problem]:
    """Two absences of one person have no day in common: nobody could tell who stands in."""
    for person, indexes in _by_person(value).items():
        latest: int | None = None
        for index in sorted(indexes, key=lambda one: str(value[one]["from"])):
            if latest is not None and value[index]["from"] <= value[latest]["until"]:
                again, first = max(index, latest), min(index, latest)
                yield error(
                    "bad-value",
                    document.place(again, "from"),
                    text("absence.twice", person=person, day=value[index]["from"]),
                    text("absence.twice-hint"),
                    (Related(document.place(first, "from"), text("problem.other")),),
                )
            if latest is None or value[index]["until"] > value[latest]["until"]:
                latest = index
