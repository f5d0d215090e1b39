"""Somebody who has left still holds a role or is its deputy.

The person has a `left_on` day in the past. They are shown nowhere, but the role still relies on them.
"""

from __future__ import annotations

from collections.abc import Iterator

from servicebook.model.catalog import Catalog
from servicebook.problems import Problem, Related, Severity
from servicebook.rules.finding import finding
from servicebook.wording import text

CODE = "holder-left"
SEVERITY = Severity.WARNING
READS: tuple[str, ...] = ("person",)


def check(catalog: Catalog) -> Iterator[Problem]:
    for role in catalog.roles.values():
        for field, part, holders in (
            ("holders", "holder", role.holders),
            ("deputies", "deputy", role.deputies),
        ):
            for index, holder in enumerate(holders):
                person = catalog.people.get(holder.person)
                if person is None or person.left_on is None or person.is_here(catalog.today):
                    continue
                if holder.since is not None and holder.since > person.left_on:
                    continue  # that cannot be at all, which term-after-leaving says
                yield finding(
                    CODE,
                    SEVERITY,
                    role.origin.place(field, index),
                    text(
                        f"holder-left.message.{part}",
                        person=holder.person,
                        day=person.left_on,
                        role=role.title,
                    ),
                    text("holder-left.hint"),
                    (Related(person.origin.place("left_on"), text("holder-left.day")),),
                    public_message=text(f"holder-left.public.{part}", role=role.title),
                )
