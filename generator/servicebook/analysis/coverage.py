"""How complete a catalog is, by department, and when its reviews are due."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from servicebook.clock.durations import days_later
from servicebook.model.catalog import Catalog
from servicebook.model.common import Review
from servicebook.model.promises import main_promise, promises
from servicebook.model.role import Role
from servicebook.model.service import Service


def review_due(review: Review) -> date | None:
    """The last day for which the review is valid; None if its day or its span is not given."""
    if review.on is None or review.every is None:
        return None
    return days_later(review.on, review.every)


def is_reviewed(review: Review, today: date) -> bool:
    """Whether there was a review that is still valid ``today``."""
    due = review_due(review)
    return review.on is not None and (due is None or today <= due)


def is_overdue(review: Review, today: date) -> bool:
    """Whether the review should have been repeated by ``today``; one that was never made is missing, not overdue."""
    due = review_due(review)
    return due is not None and due < today


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """How many services and roles there are, and how many have what they should have.

    ``services`` counts those that are not retired: each should have an owner, a deputy and a valid review. ``asked``
    counts those of them that can be requested, so not planned ones: each should also have a promised time, a channel
    and an answered question. ``vacant`` and ``interim`` count roles.
    """

    services: int = 0
    owned: int = 0
    deputized: int = 0
    reviewed: int = 0
    asked: int = 0
    timed: int = 0
    reachable: int = 0
    answered: int = 0
    roles: int = 0
    vacant: int = 0
    interim: int = 0

    @property
    def percent(self) -> int | None:
        """How much of what services should have is there, rounded down; None without services."""
        there = self.owned + self.deputized + self.reviewed + self.timed + self.reachable + self.answered
        return share(there, 3 * self.services + 3 * self.asked)


def share(part: int, whole: int) -> int | None:
    """A whole percentage, rounded down, so that 100 means everything; None if ``whole`` is 0."""
    return part * 100 // whole if whole else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Covered:
    """The coverage of every department (its parts not included) and of the whole catalog."""

    departments: Mapping[str, Coverage]
    total: Coverage


def coverage(catalog: Catalog) -> Covered:
    """The coverage of a catalog, in one pass over services and roles."""
    departments = {
        qualified_id: _coverage(
            catalog,
            catalog.index.services_of.get(qualified_id, ()),
            catalog.index.roles_of.get(qualified_id, ()),
        )
        for qualified_id in catalog.departments
    }
    return Covered(departments=departments, total=_sum(departments.values()))


def _coverage(catalog: Catalog, services: Iterable[Service], roles: Iterable[Role]) -> Coverage:
    kept = [service for service in services if service.lifecycle != "retired"]
    asked = [service for service in kept if service.can_be_asked]
    held = [catalog.holders(role) for role in roles]
    return Coverage(
        services=len(kept),
        owned=sum(service.roles.owner in catalog.roles for service in kept),
        deputized=sum(_has_deputy(catalog, service) for service in kept),
        reviewed=sum(is_reviewed(service.review, catalog.today) for service in kept),
        asked=len(asked),
        timed=sum(main_promise(catalog, promises(catalog, service)) is not None for service in asked),
        reachable=sum(bool(catalog.channels(service).value) for service in asked),
        answered=sum(bool(service.faqs) for service in asked),
        roles=len(held),
        vacant=sum(not holders for holders in held),
        interim=sum(any(holder.interim for holder in holders) for holders in held),
    )


def _has_deputy(catalog: Catalog, service: Service) -> bool:
    """Whether a role stands in for the owner, or people stand in for the owner's role."""
    owner = catalog.roles.get(service.roles.owner or "")
    return service.roles.deputy is not None or (owner is not None and bool(owner.deputies))


def _sum(parts: Iterable[Coverage]) -> Coverage:
    coverages = list(parts)
    return Coverage(**{name: sum(getattr(part, name) for part in coverages) for name in Coverage.__slots__})
