"""A role says that it is vacant, and somebody holds it.

It has `vacant_since` and a holder who is not an acting one. Remove `vacant_since` if the role has been filled; say
`interim: true` of somebody who looks after it in the meantime; or give the holder an `until` if they have gone.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from servicebook.model.catalog import Catalog
from servicebook.model.role import Holder
from servicebook.problems import Problem, Related, Severity
from servicebook.rules.finding import finding
from servicebook.rules.terms import may_be_named
from servicebook.wording import text

CODE = "vacant-but-held"
SEVERITY = Severity.WARNING
READS: tuple[str, ...] = ("person",)


def check(catalog: Catalog) -> Iterator[Problem]:
    for role in catalog.roles.values():
        if role.vacant_since is None:
            continue
        present = set(catalog.holders(role))
        for index, holder in enumerate(role.holders):
            if holder in present and _still_then(catalog, holder, role.vacant_since):
                is_public = may_be_named(catalog, holder.person)
                yield finding(
                    CODE,
                    SEVERITY,
                    role.origin.place("vacant_since"),
                    text(
                        "vacant-but-held.message",
                        role=role.title,
                        day=role.vacant_since,
                        person=holder.person,
                    ),
                    text("vacant-but-held.hint", person=holder.person, acting=_acting(holder)),
                    (Related(role.origin.place("holders", index), text("vacant-but-held.holder")),),
                    public_message=None
                    if is_public
                    else text("vacant-but-held.public", role=role.title, day=role.vacant_since),
                    public_hint=None if is_public else text("vacant-but-held.public-hint"),
                )
                break


def _acting(holder: Holder) -> str:
    """The holder's entry as it is written of somebody who only stands in, with the days that it has."""
    days = {"since": holder.since, "until": holder.until}
    given = "".join(f", {key}: {day}" for key, day in days.items() if day)
    return f"{{person: {holder.person}, interim: true{given}}}"


def _still_then(catalog: Catalog, holder: Holder, day: date) -> bool:
    """Whether somebody who holds the role today still does on the day from which it is to be vacant."""
    left = catalog.people[holder.person].left_on
    last = min(holder.until or date.max, left or date.max)
    return not holder.interim and last >= day
