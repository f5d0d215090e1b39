"""Which changes may be why something elsewhere is another one now: those of what it is counted with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import field

from servicebook.analysis.network import Task
from servicebook.comparing.changes import Change, Effect
from servicebook.frozen import frozen
from servicebook.model.calendars import levels
from servicebook.model.catalog import Catalog

_FIELDS = frozenset(
    {"targets", "support_hours", "handoffs", "steps", "lifecycle", "part_of", "default", "covers"}
)
_AGREEMENT = frozenset({"accepted", "effective_from", "effective_until", "terms"})


@frozen
class CountedWith:
    """What dates are counted with: the object itself, services, departments with those above, calendars with those
    that they extend; and the customer whose agreements count."""

    object: tuple[str, str]
    services: set[str] = field(default_factory=set)
    departments: set[str] = field(default_factory=set)
    calendars: set[str] = field(default_factory=set)

    def add_tasks(self, catalog: Catalog, tasks: Iterable[Task]) -> None:
        """Add what the tasks take their times from."""
        for task in tasks:
            if task.service:
                self.services.add(task.service)
            self.departments.update(above.id for above in catalog.lineage(task.department))
            self.add_calendar(catalog, task.calendar_id)

    def add_service(self, catalog: Catalog, service_id: str) -> None:
        """Add what the promises of a service follow from."""
        service = catalog.services.get(service_id)
        if service is not None:
            self.services.add(service_id)
            self.departments.update(above.id for above in catalog.lineage(service.department))
            self.add_calendar(catalog, catalog.support_hours(service).value)

    def add_calendar(self, catalog: Catalog, calendar: str | None) -> None:
        """Add a calendar with those that it takes days from."""
        if calendar:
            self.calendars.update((calendar, *(level.id for level in levels(catalog.settings, calendar))))


def causes_of(
    before: Catalog, after: Catalog, changes: Sequence[Change], counted: CountedWith
) -> tuple[Change, ...]:
    """The changes of what is counted with, in their order."""
    return tuple(change for change in changes if _is_cause(before, after, change, counted))


_TERMS = frozenset({"targets", "support_hours", "part_of"})


def causes_of_terms(
    before: Catalog, after: Catalog, changes: Sequence[Change], agreement_id: str
) -> tuple[Change, ...]:
    """The changes of what the terms of an agreement are made of: its own, of services covered, of departments above."""
    services = set(_covered(before, after, agreement_id))
    departments = {
        above.id
        for catalog in (before, after)
        for service in services
        if service in catalog.services
        for above in catalog.lineage(catalog.services[service].department)
    }

    def is_cause(change: Change) -> bool:
        root = (change.field or "").partition("[")[0].partition(".")[0]
        if change.kind == "agreement":
            return change.object_id == agreement_id and root in ("targets", "covers", "provider", "customer")
        is_of = change.object_id in {"service": services, "department": departments}.get(change.kind, ())
        return is_of and (change.field is None or root in _TERMS) and change.effect is not Effect.REWORDED

    return tuple(filter(is_cause, changes))


def _is_cause(before: Catalog, after: Catalog, change: Change, counted: CountedWith) -> bool:
    if change.effect is Effect.REWORDED:
        return False
    root = (change.field or "").partition("[")[0].partition(".")[0]
    match change.kind:
        case "calendar":
            return change.object_id in counted.calendars
        case "priorities":
            return root == "default"
        case "agreement":
            is_about = change.field is None or root in _FIELDS or root in _AGREEMENT
            return is_about and not counted.services.isdisjoint(_covered(before, after, change.object_id))
        case "department":
            return change.object_id in counted.departments and root in _FIELDS
    return _is_of_object(change, root, counted)


def _covered(before: Catalog, after: Catalog, agreement_id: str) -> Iterator[str]:
    for catalog in (before, after):
        if agreement := catalog.agreements.get(agreement_id):
            yield from agreement.covers


def _is_of_object(change: Change, root: str, counted: CountedWith) -> bool:
    """Whether it is the object's own change, or one of a service that is counted with.

    Of other services only what they promise counts, never their own hand-offs.
    """
    if (change.kind, change.object_id) == counted.object:
        return change.field is None or root in _FIELDS
    if change.kind != "service" or change.object_id not in counted.services:
        return False
    return change.field is None or root in _FIELDS - {"handoffs", "steps"}
