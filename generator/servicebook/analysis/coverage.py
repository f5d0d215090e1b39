"""How complete a catalog is, by department, and when its reviews are due."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from datetime import date
from functools import lru_cache

from servicebook.clock.durations import days_later
from servicebook.frozen import frozen
from servicebook.model.catalog import Catalog
from servicebook.model.common import Review
from servicebook.model.service import Service
from servicebook.problems import Problem


@lru_cache(maxsize=8192)
def review_due(review: Review) -> date | None:
    """The last day for which the review is valid; None if its day or its span is not given."""
    if review.on is None or review.every is None:
        return None
    return days_later(review.on, review.every)


def due_before(review: Review, today: date) -> date | None:
    """The day by which a review that is overdue ``today`` was due; one that was never made is missing, not overdue."""
    due = review_due(review)
    return due if due is not None and due < today else None


def is_overdue(review: Review, today: date) -> bool:
    """Whether the review should have been repeated by ``today``."""
    return due_before(review, today) is not None


@frozen(kw_only=True)
class Coverage:
    """How many services there are that are not retired; in how many nothing was found; how many have no aliases."""

    services: int = 0
    complete: int = 0
    without_aliases: int = 0

    @property
    def percent(self) -> int | None:
        """How many are complete of a hundred, rounded down, so that 100 means all; None without services."""
        return self.complete * 100 // self.services if self.services else None


@frozen(kw_only=True)
class Covered:
    """The coverage of every department (its parts not included) and of the whole catalog."""

    departments: Mapping[str, Coverage]
    total: Coverage


def coverage(catalog: Catalog, problems: Iterable[Problem]) -> Covered:
    """How complete a catalog is by what was found in it: a service is, where nothing was found in its file."""
    faulty = {problem.place.path for problem in problems}
    departments = {
        qualified_id: _coverage(catalog.index.services_of.get(qualified_id, ()), faulty)
        for qualified_id in catalog.departments
    }
    parts = departments.values()
    total = Coverage(
        services=sum(p.services for p in parts),
        complete=sum(p.complete for p in parts),
        without_aliases=sum(p.without_aliases for p in parts),
    )
    return Covered(departments=departments, total=total)


def _coverage(services: Iterable[Service], faulty: Container[str]) -> Coverage:
    kept = [service for service in services if service.lifecycle != "retired"]
    whole = [service for service in kept if service.origin.path not in faulty]
    return Coverage(
        services=len(kept),
        complete=len(whole),
        without_aliases=sum(not service.aliases for service in kept),
    )
