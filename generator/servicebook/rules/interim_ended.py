"""The term of an acting holder or deputy has ended.

The `until` day lies in the past: either they have been confirmed, or somebody else must be named.
"""

from __future__ import annotations

from collections.abc import Iterator

from servicebook.model.catalog import Catalog
from servicebook.model.visible import shown_people
from servicebook.problems import Problem, Severity
from servicebook.rules.finding import finding
from servicebook.wording import text

CODE = "interim-ended"
SEVERITY = Severity.WARNING
READS: tuple[str, ...] = ()


def check(catalog: Catalog) -> Iterator[Problem]:
    shown = shown_people(catalog)
    for role in catalog.roles.values():
        for field, part, holders in (
            ("holders", "holder", role.holders),
            ("deputies", "deputy", role.deputies),
        ):
            for index, holder in enumerate(holders):
                if holder.until is not None and holder.until < catalog.today:
                    yield finding(
                        CODE,
                        SEVERITY,
                        role.origin.place(field, index, "until"),
                        text(
                            f"interim-ended.message.{part}",
                            person=holder.person,
                            day=holder.until,
                            role=role.title,
                        ),
                        text("interim-ended.hint"),
                        public_message=None
                        if holder.person in shown
                        else text(f"interim-ended.public.{part}", role=role.title),
                    )
