"""When people hold roles, and who is the only one: what several rules about roles ask."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from servicebook.model.catalog import Catalog
from servicebook.model.role import Holder, Role
from servicebook.model.visible import shown_people


def at_the_same_time(one: Holder, other: Holder) -> bool:
    """Whether there is a day that lies within both terms."""
    return (one.since or date.min) <= (other.until or date.max) and (other.since or date.min) <= (
        one.until or date.max
    )


def listed(role: Role) -> Iterator[tuple[str, str, int, Holder]]:
    """Everybody whom a role names: the field, ``holder`` or ``deputy``, the position in the field, the entry."""
    for index, holder in enumerate(role.holders):
        yield "holders", "holder", index, holder
    for index, deputy in enumerate(role.deputies):
        yield "deputies", "deputy", index, deputy


def others_in(role: Role, person: str) -> bool:
    """Whether a role names anybody else, as a holder or a deputy."""
    return any(entry.person != person for *_, entry in listed(role))


def may_be_named(catalog: Catalog, person: str) -> bool:
    """Whether readers of the site may see the person's name."""
    return person in catalog.derive(shown_people)


def only_holders(catalog: Catalog) -> Mapping[str, Holder]:
    """The holder of each role that exactly one person holds today; ask with ``catalog.derive(only_holders)``."""
    present = {role.id: catalog.holders(role) for role in catalog.roles.values()}
    return {role: holders[0] for role, holders in present.items() if len(holders) == 1}
