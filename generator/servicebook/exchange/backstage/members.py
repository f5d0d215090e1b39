"""Who holds the role ``member`` of a department, which is Backstage's."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from typing import Any

from servicebook.exchange.backstage.mapping import MEMBER_ROLE
from servicebook.model.catalog import Catalog
from servicebook.source.yaml_reader import Value


def members_of(
    department: str,
    roles: Mapping[str, Any],
    said: Iterable[str],
    known: Container[str],
    catalog: Catalog | None,
) -> list[Value]:
    """The holders: those who are and are not known to be gone, and those of the group who hold no role of it yet.

    ``roles`` are those of the department as written, ``said`` the people of the group, ``known`` all of the source. Of
    a department that is not in the catalog yet, who holds a role with dates is not known to be gone.
    """
    group = dict.fromkeys(said)
    if catalog and department in catalog.departments:
        holding = {
            holder.person
            for role in catalog.index.roles_of.get(department, ())
            for holder in catalog.holders(role)
        }
        own = catalog.roles.get(f"{department}/{MEMBER_ROLE}")
        present = {holder.person for holder in catalog.holders(own)} if own else set()
        listed = [holder.person for holder in own.holders] if own else []
    else:
        holding = {person for role in roles.values() for person, _ in _holders(role)}
        held = list(_holders(roles.get(MEMBER_ROLE, {})))
        present = {person for person, is_plain in held if is_plain}
        listed = [person for person, _ in held]
    stay = [one for one in listed if one in group or one not in known or one not in present]
    return [*dict.fromkeys(stay), *(one for one in group if one not in holding and one not in stay)]


def _holders(role: Mapping[str, Any]) -> Iterator[tuple[str, bool]]:
    """Who holds a role as it is written, and whether no more is said of it than who."""
    for one in role.get("holders", ()):
        yield (one, True) if isinstance(one, str) else (one["person"], False)
