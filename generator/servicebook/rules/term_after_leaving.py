"""Somebody begins to hold a role, or to be its deputy, after they have left the organization.

`since` is later than the person's `left_on`: one of the two days is wrong, or another person was meant. Somebody who
has come back has no `left_on` any more.
"""

from __future__ import annotations

from collections.abc import Iterator

from servicebook.model.catalog import Catalog
from servicebook.problems import Problem, Related, Severity
from servicebook.rules.finding import finding
from servicebook.rules.terms import listed
from servicebook.wording import text

CODE = "term-after-leaving"
SEVERITY = Severity.ERROR
READS: tuple[str, ...] = ()


def check(catalog: Catalog) -> Iterator[Problem]:
    leaving = {person.id: person for person in catalog.people.values() if person.left_on is not None}
    if not leaving:
        return
    for role in catalog.roles.values():
        for field, part, index, entry in listed(role):
            person = leaving.get(entry.person)
            if person is None or person.left_on is None or entry.since is None:
                continue
            if entry.since > person.left_on:
                yield finding(
                    CODE,
                    SEVERITY,
                    role.origin.place(field, index, "since"),
                    text(
                        f"term-after-leaving.message.{part}",
                        person=person.id,
                        role=role.title,
                        since=entry.since,
                        left=person.left_on,
                    ),
                    text("term-after-leaving.hint"),
                    (Related(person.origin.place("left_on"), text("holder-left.day")),),
                    # when they leave is nobody's business but their colleagues'
                    public_message=text(f"term-after-leaving.public.{part}", role=role.title),
                )
