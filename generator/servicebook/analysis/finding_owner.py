"""Which department owns a finding: the one that can do something about it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from servicebook.model.catalog import Catalog
from servicebook.problems import Problem

NOBODY = ""
"""The id in place of a department's for files that belong to none: people, settings and the like."""


def by_department(catalog: Catalog, problems: Iterable[Problem]) -> Mapping[str, tuple[Problem, ...]]:
    """Problems by the id of their department, else :data:`NOBODY`, each in the order given.

    A department owns what is found in its folders, in agreements of which it is the provider, in journeys whose owner
    is one of its roles, and in notices that affect it or one of its services first.
    """
    shared = dict(_shared(catalog))
    problems_of: dict[str, list[Problem]] = {}
    for problem in problems:
        problems_of.setdefault(_owner(catalog, shared, problem.place.path), []).append(problem)
    return {department: tuple(listed) for department, listed in problems_of.items()}


def _owner(catalog: Catalog, shared: Mapping[str, str], path: str) -> str:
    parts = path.split("/")
    is_inside = parts[:2] in (["catalog", "departments"], ["catalog", "results"]) and len(parts) > 3
    inside = parts[2] if is_inside else shared.get(path, NOBODY)
    return inside if inside in catalog.departments else NOBODY


def _shared(catalog: Catalog) -> Iterator[tuple[str, str]]:
    """The files that lie outside the departments' folders, and the department of each."""
    for agreement in catalog.agreements.values():
        yield agreement.origin.path, agreement.provider
    for journey in catalog.journeys.values():
        if journey.owner:
            yield journey.origin.path, journey.owner.partition("/")[0]
    for notice in catalog.notices.values():
        affected = (*notice.departments, *(service.partition("/")[0] for service in notice.services))
        if affected:
            yield notice.origin.path, affected[0]
