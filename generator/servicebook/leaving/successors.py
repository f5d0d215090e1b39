"""Who might take over from somebody who leaves: the deputy, else who holds the same role, else the line above."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from typing import Literal

from servicebook.frozen import frozen
from servicebook.model.catalog import Catalog
from servicebook.model.duty import absence_on
from servicebook.model.role import Holder, Role

How = Literal["holder", "deputy", "above"]


@frozen(kw_only=True)
class Successor:
    """A person, and why it is they: they are ``how`` in ``role``, which of those above is another role."""

    person: str
    how: How
    role: str


def other_holders(catalog: Catalog, role: Role, leaver: str) -> tuple[str, ...]:
    """Who else holds the role on the day of the catalog."""
    return _others(catalog.holders(role), leaver)


def other_deputies(catalog: Catalog, role: Role, leaver: str) -> tuple[str, ...]:
    """Who else is its deputy on the day of the catalog; those who are away then come last."""
    deputies = _others(catalog.deputies(role), leaver)
    return tuple(sorted(deputies, key=lambda person: absence_on(catalog, person, catalog.today) is not None))


def next_holder(catalog: Catalog, role: Role, leaver: str) -> Successor | None:
    """Who holds the role on the day of the catalog, or might take it over from the leaver; None where nobody is known.

    Whoever holds it beside the leaver comes first: then nobody has to be found.
    """
    if others := other_holders(catalog, role, leaver):
        return Successor(person=others[0], how="holder", role=role.id)
    if deputies := other_deputies(catalog, role, leaver):
        return Successor(person=deputies[0], how="deputy", role=role.id)
    return next(_above(catalog, role, leaver), None)


def next_deputy(catalog: Catalog, role: Role, leaver: str) -> Successor | None:
    """Who else is the role's deputy, or might be: one of several who hold it, else somebody of the line above.

    Nobody is the deputy of a role that they hold alone.
    """
    if deputies := other_deputies(catalog, role, leaver):
        return Successor(person=deputies[0], how="deputy", role=role.id)
    holders = other_holders(catalog, role, leaver)
    if len(holders) > 1:
        return Successor(person=holders[0], how="holder", role=role.id)
    following = next_holder(catalog, role, leaver)
    taken = {*holders, *([following.person] if following else [])}
    return next((one for one in _above(catalog, role, leaver) if one.person not in taken), None)


def next_on_duty(catalog: Catalog, role: Role, gone: Container[str]) -> Successor | None:
    """Who might be there for a role in place of somebody: its deputy, else who holds it, else the line above."""
    for found in _in_turn(catalog, role):
        if found.person not in gone:
            return found
    return None


def _in_turn(catalog: Catalog, role: Role) -> Iterator[Successor]:
    for person in other_deputies(catalog, role, ""):
        yield Successor(person=person, how="deputy", role=role.id)
    for person in other_holders(catalog, role, ""):
        yield Successor(person=person, how="holder", role=role.id)
    yield from _above(catalog, role, "")


def _others(holders: Iterable[Holder], leaver: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.person for one in holders if one.is_named and one.person != leaver))


def _above(catalog: Catalog, role: Role, leaver: str) -> Iterator[Successor]:
    """The people of the line above, the nearest first; of each role its holders before its deputies."""
    for above in _roles_above(catalog, role):
        for person in (
            *other_holders(catalog, above, leaver),
            *other_deputies(catalog, above, leaver),
        ):
            yield Successor(person=person, how="above", role=above.id)


def _roles_above(catalog: Catalog, role: Role) -> Iterator[Role]:
    """The roles to which this one reports, then the heads of its department and of those above; each once."""
    seen = {role.id}
    above = catalog.roles.get(role.reports_to or "")
    while above is not None and above.id not in seen:  # a circle has a problem of its own
        seen.add(above.id)
        yield above
        above = catalog.roles.get(above.reports_to or "")
    for department in catalog.lineage(role.department):
        head = catalog.roles.get(department.head or "")
        if head is not None and head.id not in seen:
            seen.add(head.id)
            yield head
