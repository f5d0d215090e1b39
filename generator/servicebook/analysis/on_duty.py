"""Who answers for a role in the week to come, as far as that is not simply who holds it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from servicebook.analysis.duty_gaps import zone_of_department
from servicebook.clock.calendar import FIRST_DAY, LAST_DAY
from servicebook.clock.zones import end_of_day, resolve, start_of_day
from servicebook.frozen import frozen
from servicebook.model.catalog import Catalog
from servicebook.model.duty import Answers, Turn, answers_of_role, turns
from servicebook.model.role import Role
from servicebook.model.rota import Rota

DAYS = 7
_AHEAD = 60
"""So many days it is looked ahead when a turn on a rota ends."""
_NOON = 12 * 60
_BREAK = 4 * 24 * 3600
"""Whoever is on duty again after no longer a break (seconds), such as a night or a weekend, is so still."""


@frozen(kw_only=True)
class Stretch:
    """A time in which the same people answer: ``people``, nobody where there are none; ``away`` are those who do not.

    From ``first``, None for what has begun, until ``last``: days, both included, or moments in the department's zone;
    ``last`` is None where no end is in sight.
    """

    people: tuple[str, ...]
    away: tuple[str, ...]
    first: date | datetime | None
    last: date | datetime | None


def on_duty(catalog: Catalog) -> Mapping[str, tuple[Stretch, ...]]:
    """By role who answers in the next week, in order, of roles with a rota or with a holder who is away in it.

    Ask with ``catalog.derive(on_duty)``.
    """
    today = catalog.today
    if not FIRST_DAY <= today <= LAST_DAY - timedelta(days=_AHEAD + DAYS):
        return {}
    last = today + timedelta(days=DAYS)
    away = {one.person for one in catalog.absences if one.start <= last and not one.is_over(today)}
    found: dict[str, tuple[Stretch, ...]] = {}
    for role in catalog.roles.values():
        if rota := catalog.rotas.get(role.id):
            stretches = _by_rota(catalog, rota)
        elif any(holder.person in away for holder in role.holders):
            stretches = _by_days(catalog, role)
        else:
            continue
        if stretches:
            found[role.id] = stretches
    return found


def turns_of_people(catalog: Catalog) -> Mapping[str, tuple[tuple[str, Stretch], ...]]:
    """By person for which role they are on a rota, and when; ask with ``catalog.derive(turns_of_people)``."""
    found: defaultdict[str, list[tuple[str, Stretch]]] = defaultdict(list)
    for role, stretches in catalog.derive(on_duty).items():
        if role in catalog.rotas:
            for stretch in stretches:
                for person in stretch.people:
                    found[person].append((role, stretch))
    return {person: tuple(listed) for person, listed in found.items()}


def _by_days(catalog: Catalog, role: Role) -> tuple[Stretch, ...]:
    """Who answers on which days, where somebody is away in the next week."""
    runs = _runs(catalog, role)
    week = catalog.today + timedelta(days=DAYS)
    if not any(one.away for answers, first in runs if first < week for one in answers):
        return ()
    ends = [*(first - timedelta(days=1) for _, first in runs[1:]), None]
    return tuple(
        Stretch(
            people=tuple(dict.fromkeys(one.person for one in answers if one.person)),
            away=tuple(dict.fromkeys(one.away for one in answers if one.away)),
            first=first if first > catalog.today else None,
            last=last,
        )
        for (answers, first), last in zip(runs, ends, strict=True)
        if first < week
    )


def _runs(catalog: Catalog, role: Role) -> list[tuple[tuple[Answers, ...], date]]:
    """Who answers, with the first day on which they do, from today on."""
    runs: list[tuple[tuple[Answers, ...], date]] = []
    for on in (catalog.today, *sorted(_changes(catalog, role))):
        answers = answers_of_role(catalog, role, on)
        if not runs or runs[-1][0] != answers:
            runs.append((answers, on))
    return runs


def _changes(catalog: Catalog, role: Role) -> set[date]:
    """The days to come from which on somebody else may answer."""
    ends: set[date | None] = {holder.until for holder in (*role.holders, *role.deputies)}
    ends |= {absence.until for absence in catalog.absences}
    ends |= {person.left_on for person in catalog.people.values() if person.left_on}
    firsts: set[date | None] = {holder.since for holder in (*role.holders, *role.deputies)}
    firsts |= {absence.start for absence in catalog.absences}
    firsts |= {end + timedelta(days=1) for end in ends if end and end < LAST_DAY}
    return {first for first in firsts if first and first > catalog.today}


def _by_rota(catalog: Catalog, rota: Rota) -> tuple[Stretch, ...]:
    """Who is on duty from today's noon on: a page is made for a day, and whoever goes in the morning has gone."""
    zone = ZoneInfo(zone_of_department(catalog, rota.department))
    today = catalog.today.toordinal()
    now = resolve(zone, today, _NOON)
    found = turns(catalog, rota, zone.key, start_of_day(zone, today), end_of_day(zone, today + _AHEAD))
    begun = [turn for turn in _joined(found) if now < turn.end]
    return tuple(
        Stretch(
            people=(turn.answers.person,) if turn.answers.person else (),
            away=(turn.answers.away,) if turn.answers.away else (),
            first=datetime.fromtimestamp(turn.start, zone) if now < turn.start else None,
            last=datetime.fromtimestamp(turn.end, zone),
        )
        for turn in begun
        if turn.start < end_of_day(zone, today + DAYS)
    )


def _joined(found: tuple[Turn, ...]) -> Iterator[Turn]:
    """The turns, those of the same people with no longer break than a weekend as one."""
    going: list[Turn] = []
    for turn in found:
        before = next((one for one in going if one.answers == turn.answers), None)
        if before is not None and turn.start - before.end <= _BREAK:
            # somebody else in between has been on duty instead
            is_alone = not any(before.end < one.end and one is not before for one in going)
            if is_alone:
                going[going.index(before)] = replace(before, end=max(before.end, turn.end))
                continue
        going.append(turn)
    yield from sorted(going, key=lambda turn: (turn.start, turn.end))
