"""Somebody is away who holds a role alone, and nobody stands in; or whoever stands in is not there.

A role that others hold as well, or that has deputies, goes on without them; whether anybody of these is there is looked
for by `nobody-on-duty`, and so are rotas. Name somebody in `stands_in` who is there on all of these days: stand-ins are
followed once, so that nobody stands in for a stand-in.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from servicebook.model.catalog import Catalog
from servicebook.model.duty import answers_for
from servicebook.model.role import Role
from servicebook.model.rota import Absence
from servicebook.problems import Problem, Related, Severity
from servicebook.rules.finding import finding
from servicebook.rules.terms import may_be_named, others_in
from servicebook.wording import text

CODE = "absence-without-stand-in"
SEVERITY = Severity.WARNING
READS: tuple[str, ...] = ("role", "person", "rota")
_MOST_DAYS = 400
"""So many days of one absence are looked at; who is away for longer than a year does not hold a role any more."""


def check(catalog: Catalog) -> Iterator[Problem]:
    for absence in catalog.absences:
        if absence.is_over(catalog.today) or absence.person not in catalog.people:
            continue
        if absence.stands_in is None:
            if role := _left_alone(catalog, absence):
                yield _without(catalog, absence, role)
        elif missed := next(
            (day for day in _days(catalog, absence) if _is_missed(catalog, absence, day)), None
        ):
            yield finding(
                CODE,
                SEVERITY,
                absence.origin.place("stands_in"),
                text(
                    "absence-without-stand-in.message-away",
                    stand_in=absence.stands_in,
                    person=absence.person,
                    day=missed,
                ),
                text("absence-without-stand-in.hint-away"),
                public_message=_public(catalog, absence.person, absence.stands_in),
            )


def _without(catalog: Catalog, absence: Absence, role: Role) -> Problem:
    return finding(
        CODE,
        SEVERITY,
        absence.origin.place("person"),
        text(
            "absence-without-stand-in.message",
            person=absence.person,
            first=absence.start,
            last=absence.until,
        ),
        text("absence-without-stand-in.hint", role=role.id),
        (Related(role.origin.place(key=True), text("absence-without-stand-in.role")),),
        public_message=_public(catalog, absence.person),
    )


def _public(catalog: Catalog, *people: str) -> str | None:
    named = all(may_be_named(catalog, person) for person in people)
    return None if named else text("absence-without-stand-in.public")


def _days(catalog: Catalog, absence: Absence) -> Iterator[date]:
    """The days of an absence that are not over."""
    first = max(absence.start, catalog.today)
    for number in range(min((absence.until - first).days + 1, _MOST_DAYS)):
        yield first + timedelta(days=number)


def _is_missed(catalog: Catalog, absence: Absence, on: date) -> bool:
    return answers_for(catalog, absence.person, on).person is None


def _left_alone(catalog: Catalog, absence: Absence) -> Role | None:
    """The first role of somebody who is away that nobody else holds, and that has no deputy."""
    for role in catalog.index.held_by.get(absence.person, ()):
        if role.id not in catalog.rotas and not others_in(role, absence.person):
            terms = [holder for holder in role.holders if holder.person == absence.person]
            if any(one.holds_on(on) for on in _days(catalog, absence) for one in terms):
                return role
    return None
