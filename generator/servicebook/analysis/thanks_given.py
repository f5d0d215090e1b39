"""Whom thanks are for: the departments that are thanked, themselves or in the person of somebody who works there."""

from __future__ import annotations

from collections.abc import Mapping

from servicebook.model.catalog import Catalog
from servicebook.model.news import Kudos


def thanked_departments(catalog: Catalog, kudos: Kudos) -> tuple[str, ...]:
    """The department, or those in which the person who is thanked holds a role."""
    kind, _, qualified_id = kudos.receiver.partition(":")
    if kind == "department":
        return (qualified_id,) if qualified_id in catalog.departments else ()
    held = catalog.index.held_by.get(qualified_id, ()) if qualified_id else ()
    departments = kudos.departments or tuple(dict.fromkeys(role.department for role in held))
    return tuple(department for department in departments if department in catalog.departments)


def thanks_to(catalog: Catalog) -> Mapping[str, tuple[Kudos, ...]]:
    """The thanks to each department and its people, the newest first; departments without any are not there."""
    return catalog.derive(_thanks_to)


def _thanks_to(catalog: Catalog) -> Mapping[str, tuple[Kudos, ...]]:
    found: dict[str, list[Kudos]] = {}
    for kudos in catalog.kudos:
        for department in thanked_departments(catalog, kudos):
            found.setdefault(department, []).append(kudos)
    return {department: tuple(thanks) for department, thanks in found.items()}
