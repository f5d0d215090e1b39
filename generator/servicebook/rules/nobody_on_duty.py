"""Nobody answers for a role at a time at which its department works.

It is looked for in the next four weeks. A rota has a gap or has run out, or whoever is on it is away and nobody stands
in; or all who hold a role without a rota are away, and so are those who stand in and the deputies. Fill the gap, let
two people swap, or name in `catalog/absences.yml` a stand-in who is there: nobody stands in for a stand-in.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from zoneinfo import ZoneInfo

from servicebook.analysis.duty_gaps import DaysWithout, Gap, days_without, gaps, zone_of_department
from servicebook.model.catalog import Catalog
from servicebook.model.duty import absence_on
from servicebook.model.role import Role
from servicebook.model.rota import Rota
from servicebook.problems import Problem, Severity
from servicebook.rules.finding import finding
from servicebook.rules.terms import may_be_named, others_in
from servicebook.wording import text
from servicebook.wording.lists import listed

CODE = "nobody-on-duty"
SEVERITY = Severity.WARNING
READS: tuple[str, ...] = ("person", "absence", "rota", "role", "calendar", "department")


def check(catalog: Catalog) -> Iterator[Problem]:
    for rota in catalog.rotas.values():
        role = catalog.roles.get(rota.id)
        if role is None:
            continue  # rota-of-no-role says so
        told: set[str | None] = set()
        for gap in gaps(catalog, rota):
            if gap.away not in told:  # the first of each kind: who mends that sees the others
                told.add(gap.away)
                yield _finding(catalog, rota, role, gap)

    for role in catalog.roles.values() if catalog.absences else ():
        if role.id in catalog.rotas:
            continue
        missing = days_without(catalog, role)
        if missing and not any(_is_told(catalog, role, person, missing.first) for person in missing.away):
            yield _of_role(catalog, role, missing)


def _is_told(catalog: Catalog, role: Role, person: str, on: date) -> bool:
    """Whether absence-without-stand-in says already that somebody leaves the role alone."""
    absence = absence_on(catalog, person, on)
    return absence is not None and absence.stands_in is None and not others_in(role, person)


def _of_role(catalog: Catalog, role: Role, missing: DaysWithout) -> Problem:
    first, last = missing.first, missing.last
    shown = all(may_be_named(catalog, person) for person in missing.away)
    names = listed(missing.away)
    return finding(
        CODE,
        SEVERITY,
        role.origin.place("holders"),
        text(
            "nobody-on-duty.message-holders",
            count=len(missing.away),
            role=role.title,
            first=first,
            last=last,
            people=names,
        ),
        text("nobody-on-duty.hint-holders"),
        public_message=None
        if shown
        else text("nobody-on-duty.public", role=role.title, first=first, last=last),
    )


def _finding(catalog: Catalog, rota: Rota, role: Role, gap: Gap) -> Problem:
    zone = ZoneInfo(zone_of_department(catalog, rota.department))
    title, first, last = role.title, _moment(gap.start, zone), _moment(gap.end, zone)
    place = rota.origin.place() if gap.event is None else rota.origin.place("events", gap.event)
    if gap.away is None:
        message = text("nobody-on-duty.message-gap", role=title, first=first, last=last)
        return finding(CODE, SEVERITY, place, message, text("nobody-on-duty.hint-gap"))
    return finding(
        CODE,
        SEVERITY,
        place,
        text("nobody-on-duty.message-away", role=title, first=first, last=last, person=gap.away),
        text("nobody-on-duty.hint-away"),
        public_message=None
        if may_be_named(catalog, gap.away)
        else text("nobody-on-duty.public", role=title, first=first, last=last),
    )


def _moment(seconds: int, zone: ZoneInfo) -> str:
    return f"{datetime.fromtimestamp(seconds, zone):%Y-%m-%d %H:%M}"
