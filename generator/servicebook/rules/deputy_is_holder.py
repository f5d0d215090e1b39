"""The deputy of a role is the person who holds it.

Nobody is there when they are away. Name somebody else under `deputies:`, or leave it out. Where several hold a role,
each may be the deputy of the others; and a deputy who holds the role for a while (`interim: true`) stays its deputy.
"""

from __future__ import annotations

from collections.abc import Iterator

from servicebook.model.catalog import Catalog
from servicebook.problems import Problem, Related, Severity
from servicebook.rules.finding import finding
from servicebook.rules.terms import at_the_same_time, may_be_named
from servicebook.wording import text

CODE = "deputy-is-holder"
SEVERITY = Severity.ERROR
READS: tuple[str, ...] = ()


def check(catalog: Catalog) -> Iterator[Problem]:
    for role in catalog.roles.values():
        if not role.deputies or len({holder.person for holder in role.holders}) != 1:
            continue
        for index, deputy in enumerate(role.deputies):
            same = next(
                (
                    position
                    for position, holder in enumerate(role.holders)
                    if holder.person == deputy.person
                    and not holder.interim
                    and at_the_same_time(holder, deputy)
                ),
                None,
            )
            if same is not None:
                yield finding(
                    CODE,
                    SEVERITY,
                    role.origin.place("deputies", index),
                    text("deputy-is-holder.message", person=deputy.person, role=role.title),
                    text("deputy-is-holder.hint"),
                    (Related(role.origin.place("holders", same), text("deputy-is-holder.holder")),),
                    public_message=None
                    if may_be_named(catalog, deputy.person)
                    else text("deputy-is-holder.public", role=role.title),
                )
