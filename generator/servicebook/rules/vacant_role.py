"""Nobody holds a role today.

Nobody takes care of what the role is responsible for; the site shows it as vacant. Name a holder, an acting
one if need be. Holders who have left or whose term has ended have rules of their own.
"""

from __future__ import annotations

from collections.abc import Iterator

from servicebook.model.catalog import Catalog
from servicebook.problems import Problem, Severity
from servicebook.rules.finding import finding
from servicebook.wording import text

CODE = "vacant-role"
SEVERITY = Severity.WARNING
READS: tuple[str, ...] = ()


def check(catalog: Catalog) -> Iterator[Problem]:
    for role in catalog.roles.values():
        hint = text("vacant-role.hint")
        if any(holder.since is None or holder.since <= catalog.today for holder in role.holders):
            continue
        if role.vacant_since is None:
            message = text("vacant-role.message", role=role.title)
        elif role.vacant_since > catalog.today:
            message = text("vacant-role.from", role=role.title, day=role.vacant_since)
        else:
            message = text("vacant-role.since", role=role.title, day=role.vacant_since)
            hint = text("vacant-role.hint-known")
        yield finding(
            CODE,
            SEVERITY,
            role.origin.place(key=True),
            message,
            hint,
        )
