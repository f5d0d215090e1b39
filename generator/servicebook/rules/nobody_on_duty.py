"""Nobody is on duty at a time at which the department works.

It is looked for in each rota for the next four weeks: the rota has a gap or has run out, or whoever is on it is away
and nobody stands in. Fill the gap, let two people swap, or name in `catalog/absences.yml` a stand-in who is there:
nobody stands in for a stand-in.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from servicebook.analysis.duty_gaps import Gap, gaps, zone_of_department
from servicebook.model.catalog import Catalog
from servicebook.model.role import Role
from servicebook.model.rota import Rota
from servicebook.problems import Problem, Severity
from servicebook.rules.finding import finding
from servicebook.rules.terms import may_be_named
from servicebook.wording import text

CODE = "nobody-on-duty"
SEVERITY = Severity.WARNING
READS: tuple[str, ...] = ("person", "absence", "calendar", "department")


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
