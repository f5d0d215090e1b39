"""Who holds the role ``member`` of a department, which is Backstage's."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from typing import Any

from servicebook.exchange.backstage.mapping import MEMBER_ROLE
from servicebook.frozen import frozen
from servicebook.model.catalog import Catalog
from servicebook.source.yaml_reader import Value


@frozen
class _Holders:
    """Who holds the roles of a department."""

    of_any_role: Container[str]
    """Today."""
    listed_members: Sequence[str]
    """Those of the role ``member`` as written, also who held it once or will."""
    members: Container[str]
    """Those who hold it today."""


def members_of(
    department: str,
    roles: Mapping[str, Any],
    group: Iterable[str],
    people: Container[str],
    catalog: Catalog | None,
) -> list[Value]:
    """The holders of the role, as they are to be written.

    ``roles`` are those of the department as written, ``group`` the people of its group in Backstage, ``people`` all
    people of the source.
    """
    is_there = catalog is not None and department in catalog.departments
    holders = _holders_in(catalog, department) if catalog and is_there else _holders_as_written(roles)
    in_group = dict.fromkeys(group)
    # Somebody who is not in the group any more goes. Who is unknown to Backstage stays, and so does who held the
    # role once: that is the catalog's to say.
    kept = [
        person
        for person in dict.fromkeys(holders.listed_members)
        if person in in_group or person not in people or person not in holders.members
    ]
    # Who holds another role of the department is a member of its group by that.
    added = [person for person in in_group if person not in holders.of_any_role and person not in kept]
    return [*kept, *added]


def _holders_in(catalog: Catalog, department: str) -> _Holders:
    roles = catalog.index.roles_of.get(department, ())
    member_role = catalog.roles.get(f"{department}/{MEMBER_ROLE}")
    return _Holders(
        of_any_role={holder.person for role in roles for holder in catalog.holders(role)},
        listed_members=[holder.person for holder in member_role.holders] if member_role else [],
        members={holder.person for holder in catalog.holders(member_role)} if member_role else set(),
    )


def _holders_as_written(roles: Mapping[str, Any]) -> _Holders:
    """Those of a department that is not in the catalog yet, from an annotation of its entity.

    Whether somebody with dates holds a role today is not looked up: they stay.
    """
    listed = roles.get(MEMBER_ROLE, {}).get("holders", ())
    return _Holders(
        of_any_role={_person(holder) for role in roles.values() for holder in role.get("holders", ())},
        listed_members=[_person(holder) for holder in listed],
        members={holder for holder in listed if isinstance(holder, str)},
    )


def _person(holder: Any) -> str:
    return str(holder if isinstance(holder, str) else holder["person"])
