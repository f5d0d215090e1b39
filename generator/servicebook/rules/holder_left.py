"""Somebody who has left still holds a role or is its deputy.

The person has a `left_on` day in the past. They are shown nowhere, but the role still relies on them.
Name the successor, or meanwhile the deputy (`interim: true`); until there is somebody, the role is vacant:
`holders: []` and `vacant_since`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from servicebook.model.catalog import Catalog
from servicebook.model.role import Role
from servicebook.problems import Problem, Related, Severity
from servicebook.rules.finding import finding
from servicebook.rules.terms import may_be_named
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
                hint, public_hint = _hints(catalog, role, field, person.left_on)
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
                    hint,
                    (Related(person.origin.place("left_on"), text("holder-left.day")),),
                    public_message=text(f"holder-left.public.{part}", role=role.title),
                    public_hint=public_hint,
                )


def _hints(catalog: Catalog, role: Role, field: str, left_on: date) -> tuple[str, str | None]:
    """What becomes of the entry, and the same for readers who may not see who could take over."""
    others = catalog.holders(role) if field == "holders" else catalog.deputies(role)
    if others:
        return text("holder-left.hint-others"), None
    if field == "deputies":
        return text("holder-left.hint-deputy"), None
    vacant = text("holder-left.vacant", vacant_since=role.vacant_since or left_on + timedelta(days=1))
    deputies = catalog.deputies(role)
    anybody = text("holder-left.hint", vacant=vacant)
    if not deputies:
        return anybody, None
    hint = text("holder-left.hint-meanwhile", person=deputies[0].person, vacant=vacant)
    return hint, None if may_be_named(catalog, deputies[0].person) else anybody
