"""What the terms of an agreement say that they did not: services, promises and the hours that they are counted on.

The terms are everything that :func:`~servicebook.model.promises.terms_of` makes its hash of, so that two hashes differ
where something here does, or an id.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from servicebook.frozen import frozen
from servicebook.model.agreement import Agreement
from servicebook.model.calendars import hours_of
from servicebook.model.catalog import Catalog
from servicebook.model.promises import Promise, promises_under
from servicebook.wording.time_spans import duration


@frozen(kw_only=True)
class Term:
    """A promise under an agreement, with what people call the hours and the priority."""

    promise: Promise
    calendar: str | None
    priority: str | None


@frozen(kw_only=True)
class TermChange:
    """A promise of one service that was another one, or was not there, or is there no more.

    ``service`` is the service's id as of now, ``name`` what it is called.
    """

    service: str
    name: str
    before: Term | None
    after: Term | None


def term_changes(
    before: Catalog, was: Agreement, after: Catalog, now: Agreement, today: Callable[[str], str]
) -> tuple[TermChange, ...]:
    """What differs in the terms of an agreement between two catalogs; ``today`` gives today's id of a service."""
    then = {today(service): service for service in was.covers}
    return tuple(
        change
        for service in dict.fromkeys((*now.covers, *then))
        for change in _of_service(
            service,
            _terms(before, was, then.get(service)),
            _terms(after, now, service if service in now.covers else None),
            _name(after, service) or _name(before, then.get(service, service)) or service,
        )
    )


def terms_now(catalog: Catalog, agreement: Agreement) -> tuple[TermChange, ...]:
    """All that an agreement promises, as if nothing had been promised before."""
    return tuple(
        TermChange(service=service, name=_name(catalog, service) or service, before=None, after=term)
        for service in agreement.covers
        for term in _terms(catalog, agreement, service)
    )


def as_written(change: TermChange) -> tuple[str, Any, Any]:
    """What a change of terms is for programs: which promise, and what it said and says now, None where nothing."""
    term = change.after or change.before
    assert term is not None, "a change has at least one side"
    key = ", ".join(part for part in term.promise.target.key if part is not None)
    return f"{change.service} [{key}]", _written(change.before), _written(change.after)


def _of_service(service: str, then: list[Term], now: list[Term], name: str) -> Iterator[TermChange]:
    """Promises with the same measure, priority and channel are the same promise; words may be several."""
    left = [term for term in then if not any(substance(term) == substance(other) for other in now)]
    new = [term for term in now if not any(substance(term) == substance(other) for other in then)]
    for term in new:
        same = [other for other in left if other.promise.target.key == term.promise.target.key]
        if same:
            left.remove(same[0])
        yield TermChange(service=service, name=name, before=same[0] if same else None, after=term)
    for term in left:
        yield TermChange(service=service, name=name, before=term, after=None)


def _terms(catalog: Catalog, agreement: Agreement, service_id: str | None) -> list[Term]:
    service = catalog.services.get(service_id or "")
    if service is None:
        return []
    return [term_of(catalog, promise) for promise in promises_under(catalog, service, agreement)]


def term_of(catalog: Catalog, promise: Promise) -> Term:
    """A promise with the names of what it is counted on and for what it holds."""
    hours = hours_of(catalog.settings, promise.calendar) if promise.calendar else None
    priority = catalog.settings.priorities.get(promise.target.priority or "")
    return Term(
        promise=promise,
        calendar=hours.name if hours else promise.calendar,
        priority=priority.name if priority else promise.target.priority,
    )


def _name(catalog: Catalog, service_id: str) -> str | None:
    service = catalog.services.get(service_id)
    return service.name if service else None


def substance(term: Term) -> tuple[Any, ...]:
    """What two terms must have in common to be the same."""
    target = term.promise.target
    return (
        target.key,
        target.within,
        target.at_least,
        term.promise.calendar,
        target.cutoff,
        target.compliance,
        target.per,
        " ".join((target.stated or "").split()),
    )


def _written(term: Term | None) -> dict[str, Any] | None:
    if term is None:
        return None
    target = term.promise.target
    parts = {
        "within": duration(target.within) if target.within else None,
        "at_least": target.at_least,
        "hours": term.promise.calendar,
        "cutoff": target.cutoff,
        "compliance": target.compliance,
        "per": target.per,
        "stated": target.stated,
    }
    return {name: part for name, part in parts.items() if part is not None}
