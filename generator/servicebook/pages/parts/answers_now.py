"""Who answers this week, and until when: on the pages of services, roles, departments and people."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta

from servicebook import links
from servicebook.analysis.duty_gaps import zone_of_department
from servicebook.analysis.on_duty import Stretch, on_duty, turns_of_people
from servicebook.frozen import frozen
from servicebook.model.catalog import Catalog
from servicebook.model.role import Role
from servicebook.model.rota import Absence
from servicebook.pages.dates.opening_hours import zone_name
from servicebook.pages.parts.facts import Fact
from servicebook.pages.parts.page_links import Link, role_link
from servicebook.pages.rendering.urls import UrlContext
from servicebook.wording import formats, text
from servicebook.wording.lists import listed

FEW = 2
_DAY = "EEE d MMM"


@frozen(kw_only=True)
class TurnView:
    """Who answers, nobody where there are none; when, in words; and who is away. ``then``: right after the last."""

    people: list[Link]
    when: str | None
    away: str | None
    then: bool = False


@frozen(kw_only=True)
class DutyView:
    """Who answers for a role this week; ``role`` is there where the page is not the role's own.

    Where nobody is named, ``note`` says all there is. ``zone`` says by whose clocks the turns begin and end, None where
    they do so with a day.
    """

    role: Link | None
    turns: list[TurnView]
    note: str | None = None
    zone: str | None = None


def duty_of(
    catalog: Catalog, urls: UrlContext, role: Role | None, *, named: bool = False, turns: int = FEW
) -> DutyView | None:
    """Who answers for a role, now and in the next ``turns``; None where that is simply who holds it.

    With ``named``, the role is named as well.
    """
    if role is None:
        return None
    title = role_link(catalog, urls, role.id) if named else None
    if role.id in catalog.stood_in_for:
        return DutyView(role=title, turns=[], note=text("duty.stood-in-for"))
    stretches = catalog.derive(on_duty).get(role.id, ())
    if not stretches:
        return None
    shown = stretches[:turns]
    before = (None, *shown)
    return DutyView(
        role=title,
        turns=[_turn(catalog, urls, one, last) for one, last in zip(shown, before, strict=False)],
        zone=_zone(catalog, role, shown),
    )


def duty_fact(catalog: Catalog, role: Role | None, anchor: str, *, named: bool = False) -> Fact | None:
    """Who answers now, in a few words for the first screen; None where that is simply who holds the role.

    It leads to ``anchor``, where more is told. With ``named``, the role is named where no person is.
    """
    if role is None:
        return None
    title = f"{role.title}: " if named else ""
    if role.id in catalog.stood_in_for:
        return Fact(text=title + text("duty.stood-in-for"), href=f"#{anchor}")
    stretches = catalog.derive(on_duty).get(role.id, ())
    if not stretches or stretches[0].first is not None:
        return None
    names = [catalog.people[one].name for one in stretches[0].people if one in catalog.people]
    if not names:
        return Fact(text=title + text("duty.nobody-answers"), look="is-warn", href=f"#{anchor}")
    return Fact(text=text("duty.answers", names=listed(names), count=len(names)), href=f"#{anchor}")


def duties_of(catalog: Catalog, urls: UrlContext, roles: Iterable[Role]) -> list[DutyView]:
    """The same of several roles, those of which there is anything to say."""
    return [view for role in roles if (view := duty_of(catalog, urls, role, named=True))]


def duty_facts(catalog: Catalog, roles: Iterable[Role], anchor: str) -> Iterator[Fact]:
    """The first of several roles of which there is anything to say, as :func:`duty_fact`: more are told below."""
    facts = (duty_fact(catalog, role, anchor, named=True) for role in roles)
    yield from itertools.islice((fact for fact in facts if fact), 1)


def duties_of_person(catalog: Catalog, urls: UrlContext, person: str) -> Iterator[str]:
    """When a person is away, for whom they stand in, and when they are on duty, in sentences."""
    today = catalog.today
    for absence in catalog.derive(_absences_about).get(person, ()):
        if (absence.start - today).days >= 2 * 7:
            continue
        first = _until(catalog, absence.start) if absence.start > today else None
        last = _until(catalog, absence.until)
        if absence.person == person:
            yield text("duty.away-from", first=first, last=last) if first else text("duty.away", last=last)
            if absence.stands_in and absence.stands_in in catalog.people:
                yield text("duty.instead", name=catalog.people[absence.stands_in].name)
        elif absence.stands_in == person:
            name = catalog.people[absence.person].name
            yield (
                text("duty.stands-in-from", name=name, first=first, last=last)
                if first
                else text("duty.stands-in", name=name, last=last)
            )
    for role_id, stretch in catalog.derive(turns_of_people).get(person, ()):
        role = catalog.roles[role_id]
        yield _on_duty(role.title, _when(catalog, stretch), _zone(catalog, role, (stretch,)))


def _on_duty(title: str, when: str | None, zone: str | None) -> str:
    if when is None:
        return text("duty.on-duty-always", role=title)
    if zone is None:
        return text("duty.on-duty", role=title, when=when)
    return text("duty.on-duty-there", role=title, when=when, zone=zone)


def _zone(catalog: Catalog, role: Role, stretches: Iterable[Stretch]) -> str | None:
    """``Amsterdam time``, where a time of day is told; readers elsewhere would take it for their own."""
    if any(isinstance(when, datetime) for one in stretches for when in (one.first, one.last)):
        return zone_name(zone_of_department(catalog, role.department))
    return None


def _absences_about(catalog: Catalog) -> Mapping[str, tuple[Absence, ...]]:
    """The absences of each person, and those in which they stand in, the earliest first."""
    found: defaultdict[str, list[Absence]] = defaultdict(list)
    for absence in sorted(catalog.absences, key=lambda one: one.start):
        for person in (absence.person, absence.stands_in):
            if person:
                found[person].append(absence)
    return {person: tuple(absences) for person, absences in found.items()}


def _turn(catalog: Catalog, urls: UrlContext, stretch: Stretch, before: Stretch | None) -> TurnView:
    is_next = before is not None and _follows(before.last, stretch.first)
    people = [catalog.people[one] for one in stretch.people if one in catalog.people]
    away = [catalog.people[one].name for one in stretch.away if one in catalog.people]
    return TurnView(
        people=[Link(person.name, urls.to(links.person(person.id))) for person in people],
        when=_when(catalog, replace(stretch, first=None) if is_next else stretch),
        then=is_next,
        away=text("duty.is-away", names=listed(away), count=len(away)) if away else None,
    )


def _follows(last: date | datetime | None, first: date | datetime | None) -> bool:
    """Whether there is nothing between an end and a beginning: the same moment, or the next day."""
    if isinstance(last, datetime) or isinstance(first, datetime) or last is None or first is None:
        return last is not None and last == first
    return first - last == timedelta(days=1)


def _when(catalog: Catalog, stretch: Stretch) -> str | None:
    """``until Mon 30 Nov, 09:00``, ``from Mon 30 Nov until Fri 4 Dec``; None for what goes on."""
    first = _until(catalog, stretch.first) if stretch.first else None
    last = _until(catalog, stretch.last) if stretch.last else None
    if first and last:
        return text("duty.from-until", first=first, last=last)
    if first:
        return text("duty.from", first=first)
    return text("duty.until", last=last) if last else None


def _until(catalog: Catalog, when: date | datetime) -> str:
    """A day, or a moment, with the year where it is another one than today's."""
    language, year = catalog.settings.organization.language, catalog.today.year
    if isinstance(when, datetime):
        return formats.moment_of_year(when, year, language)
    return formats.day_by_pattern(when, _DAY if when.year == year else f"{_DAY} y", language)
