"""A role lists the same person twice among its holders, or among its deputies, for the same time.

One of the two entries was probably meant for somebody else, or is left from before. Two terms of one person that do not
overlap are right.
"""

from __future__ import annotations

from collections.abc import Iterator

from servicebook.model.catalog import Catalog
from servicebook.model.role import Holder, Role
from servicebook.problems import Problem, Related, Severity
from servicebook.rules.finding import finding
from servicebook.rules.terms import at_the_same_time, listed, may_be_named
from servicebook.wording import text

CODE = "person-twice-in-role"
SEVERITY = Severity.WARNING
READS: tuple[str, ...] = ()


def check(catalog: Catalog) -> Iterator[Problem]:
    for role in catalog.roles.values():
        if len(role.holders) > 1 or len(role.deputies) > 1:
            yield from _in_role(catalog, role)


def _in_role(catalog: Catalog, role: Role) -> Iterator[Problem]:
    before: dict[tuple[str, str], list[tuple[int, Holder]]] = {}
    for field, part, index, entry in listed(role):
        others = before.setdefault((field, entry.person), [])
        earlier = next((position for position, other in others if at_the_same_time(other, entry)), None)
        others.append((index, entry))
        if earlier is not None:
            yield finding(
                CODE,
                SEVERITY,
                role.origin.place(field, index),
                text(f"person-twice-in-role.message.{part}", person=entry.person, role=role.title),
                text("person-twice-in-role.hint"),
                (Related(role.origin.place(field, earlier), text("problem.other")),),
                public_message=None
                if may_be_named(catalog, entry.person)
                else text(f"person-twice-in-role.public.{part}", role=role.title),
                edit=role.origin.document.edit_without((*role.origin.pointer, field, index))
                if any(other == entry for _, other in others[:-1])
                else None,
            )
