"""A term in a role ends after the day on which the person leaves.

`until` is later than the person's `left_on`. From that day on nobody holds the role although the term says so: end the
term on the last day, and name who comes next.
"""

from __future__ import annotations

from collections.abc import Iterator

from servicebook.model.catalog import Catalog
from servicebook.problems import Problem, Related, Severity
from servicebook.rules.finding import finding
from servicebook.rules.terms import listed
from servicebook.wording import text

CODE = "term-outlasts-stay"
SEVERITY = Severity.WARNING
READS: tuple[str, ...] = ()


def check(catalog: Catalog) -> Iterator[Problem]:
    # of those who have left already, holder-left speaks
    leaving = {
        person.id: person
        for person in catalog.people.values()
        if person.left_on is not None and person.is_here(catalog.today)
    }
    if not leaving:
        return
    for role in catalog.roles.values():
        for field, part, index, entry in listed(role):
            person = leaving.get(entry.person)
            if person is None or person.left_on is None or entry.until is None:
                continue
            # a term that begins after the last day is an error of its own
            if entry.until > person.left_on and (entry.since is None or entry.since <= person.left_on):
                yield finding(
                    CODE,
                    SEVERITY,
                    role.origin.place(field, index, "until"),
                    text(
                        f"term-outlasts-stay.message.{part}",
                        person=person.id,
                        role=role.title,
                        until=entry.until,
                        left=person.left_on,
                    ),
                    text("term-outlasts-stay.hint"),
                    (Related(person.origin.place("left_on"), text("term-outlasts-stay.day")),),
                    public_message=text(f"term-outlasts-stay.public.{part}", role=role.title),
                )
