"""Who answers: the holders of a role, those on its rota, and whoever stands in for them while they are away.

Stand-ins are followed once: nobody stands in for a stand-in who is away as well.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from servicebook.clock.zones import end_of_day, local_day, resolve_local, start_of_day
from servicebook.frozen import frozen
from servicebook.model.catalog import Catalog
from servicebook.model.role import Holder, Role
from servicebook.model.rota import Absence, Rota, RotaEvent


@frozen(kw_only=True)
class Answers:
    """Who answers in place of whom: both are people; ``person`` is None where nobody does, ``away`` where nobody is."""

    person: str | None
    away: str | None = None


@frozen(kw_only=True)
class Turn:
    """Who answers from ``start`` until ``end``, instants in seconds, by the ``event`` of a rota (its place there)."""

    start: int
    end: int
    answers: Answers
    event: int


def absence_on(catalog: Catalog, person: str, on: date) -> Absence | None:
    """The absence of a person on a day."""
    absences = catalog.derive(absences_by_person).get(person, ())
    # no two of them have a day in common
    place = bisect_right(absences, on, key=lambda absence: absence.start)
    return absences[place - 1] if place and absences[place - 1].covers(on) else None


def absences_by_person(catalog: Catalog) -> Mapping[str, tuple[Absence, ...]]:
    """The absences of each person who has any, the earliest first; ask with ``catalog.derive(absences_by_person)``."""
    found: defaultdict[str, list[Absence]] = defaultdict(list)
    for absence in sorted(catalog.absences, key=lambda one: one.start):
        found[absence.person].append(absence)
    return {person: tuple(absences) for person, absences in found.items()}


def answers_for(catalog: Catalog, person: str, on: date) -> Answers:
    """Who answers for a person on a day: they, whoever stands in, or nobody."""
    absence = absence_on(catalog, person, on)
    if absence is None:
        return Answers(person=person) if _is_here(catalog, person, on) else Answers(person=None, away=person)
    instead = absence.stands_in
    is_there = instead is not None and _is_here(catalog, instead, on) and not absence_on(catalog, instead, on)
    return Answers(person=instead if is_there else None, away=person)


def _is_here(catalog: Catalog, person: str, on: date) -> bool:
    known = catalog.people.get(person)
    return known is not None and known.is_here(on)


def answers_of_role(catalog: Catalog, role: Role, on: date) -> tuple[Answers, ...]:
    """Who answers for a role on a day, whatever its rota says: of each holder, who does.

    Where that is nobody, its deputies do. Nothing for a role that nobody holds then.
    """
    found = [answers_for(catalog, holder.person, on) for holder in _on(catalog, role.holders, on)]
    if not found or any(one.person for one in found):
        return tuple(found)
    away = found[0].away
    deputies = [answers_for(catalog, deputy.person, on) for deputy in _on(catalog, role.deputies, on)]
    present = [Answers(person=one.person, away=away) for one in deputies if one.person and not one.away]
    return tuple(present or found)


def _on(catalog: Catalog, holders: tuple[Holder, ...], on: date) -> list[Holder]:
    return [one for one in holders if one.is_named and one.holds_on(on) and _is_here(catalog, one.person, on)]


def turns(catalog: Catalog, rota: Rota, zone: str, first: int, last: int) -> tuple[Turn, ...]:
    """Who is on duty between two instants, in order; several may be at the same time.

    ``zone`` is that of events that name none.
    """
    found: list[Turn] = []
    for number, event in enumerate(rota.events):
        if event.is_cancelled:
            continue
        own = ZoneInfo(event.zone or zone)
        for start, end in _instants(rota, event, own, zone, first, last):
            for person in people_of(catalog, event) or (None,):
                if person is None:
                    found.append(Turn(start=start, end=end, answers=Answers(person=None), event=number))
                else:
                    found += _by_days(catalog, person, own, start, end, number)
    return tuple(sorted(found, key=lambda turn: (turn.start, turn.end, turn.event)))


def _instants(
    rota: Rota, event: RotaEvent, own: ZoneInfo, zone: str, first: int, last: int
) -> Iterator[tuple[int, int]]:
    """When an event begins and ends within a time, each time that it does."""
    margin = timedelta(days=1)  # a zone's clocks are never further off
    low = _clock(first) - margin
    high = _clock(last) + margin
    replaced = {
        resolve_local(ZoneInfo(other.zone or zone), other.instead_of)
        for other in rota.events
        if other.uid == event.uid and other.instead_of is not None
    }
    for begins in event.times.beginnings(low, high):
        start, end = event.times.instants(begins, own)
        is_replaced = event.instead_of is None and start in replaced
        if start < last and first < end and not is_replaced:
            yield start, end


def _clock(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC).replace(tzinfo=None)


def _by_days(
    catalog: Catalog, person: str, zone: ZoneInfo, start: int, end: int, event: int
) -> Iterator[Turn]:
    """A time on duty, divided where somebody else answers for the one who is on the rota."""
    turn: Turn | None = None
    for ordinal in range(local_day(zone, start), local_day(zone, end - 1) + 1):
        answers = answers_for(catalog, person, date.fromordinal(ordinal))
        begins, ends = max(start, start_of_day(zone, ordinal)), min(end, end_of_day(zone, ordinal))
        if turn is not None and turn.answers == answers:
            turn = replace(turn, end=ends)
            continue
        if turn is not None:
            yield turn
        turn = Turn(start=begins, end=ends, answers=answers, event=event)
    if turn is not None:
        yield turn


_BETWEEN = re.compile(r"[^\w.@+-]+")


def people_of(catalog: Catalog, event: RotaEvent) -> tuple[str, ...]:
    """The people whom an event names, by id, name or e-mail address; else one whose name is part of its summary."""
    known = catalog.derive(people_by_name)
    named = [person for name in event.names if (person := known.get(_folded(name)))]
    if named:
        return tuple(dict.fromkeys(named))
    if not event.names:
        return ()
    summary = f" {_folded(event.names[-1])} "
    within = {person for name, person in known.items() if f" {name} " in summary}
    return tuple(within) if len(within) == 1 else ()


def people_by_name(catalog: Catalog) -> Mapping[str, str]:
    """Who is meant by an id, a name or an address that nobody else has; ask with ``catalog.derive(people_by_name)``."""
    found: dict[str, str | None] = {}
    for person in catalog.people.values():
        for name in {_folded(name) for name in (person.id, person.name, person.email) if name}:
            found[name] = None if name in found else person.id
    return {name: person for name, person in found.items() if person}


def _folded(name: str) -> str:
    return _BETWEEN.sub(" ", name).strip().casefold()
