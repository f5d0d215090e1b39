"""What is promised to whom in two revisions, matched: the promises that may differ because of some changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from servicebook.comparing.changes import Change
from servicebook.frozen import frozen
from servicebook.model.calendars import levels
from servicebook.model.catalog import Catalog
from servicebook.model.promises import AgreementState, Promise, applying, promises, promises_under, state_of
from servicebook.model.service import Service

Key = tuple[str, str | None, str | None]
"""The measure, priority and channel of a target."""


@frozen(kw_only=True)
class PromisePair:
    """One measure of one service for one customer department (None: whoever has no agreement), before and after.

    ``service`` is its id as of the head, ``former`` that of the base. A side is None where nothing is promised.
    """

    service: str
    former: str
    customer: str | None
    key: Key
    before: Promise | None
    after: Promise | None


def promise_pairs(
    before: Catalog, after: Catalog, changes: Iterable[Change], former: Mapping[str, str]
) -> Iterator[PromisePair]:
    """The promises of all services that some changes may concern; ``former`` has ids of the base by those of the head.

    Services that were added or are gone have no pairs: that is a change of its own.
    """
    scope = _Scope(before, after, former)
    for change in changes:
        scope.add(change)
    for service in sorted(scope.services):
        yield from _pairs(before, after, service, former.get(service, service))


class _Scope:
    """The services, by today's ids, whose promises may differ."""

    def __init__(self, before: Catalog, after: Catalog, former: Mapping[str, str]) -> None:
        self.before, self.after, self.former = before, after, former
        self.services: set[str] = set()

    def add(self, change: Change) -> None:
        """Widen it by what a change may concern."""
        kind, object_id = change.kind, change.object_id
        if kind == "service":
            self._add(object_id)
        elif kind == "department":
            self._add_departments(object_id)
        elif kind == "agreement":
            for catalog in (self.before, self.after):
                if agreement := catalog.agreements.get(object_id):
                    for covered in agreement.covers:
                        self._add(covered)
        elif kind in ("calendar", "organization", "priorities"):
            for service in self.after.services:
                self._add(service)

    def _add(self, service: str) -> None:
        if service in self.after.services and self.former.get(service, service) in self.before.services:
            self.services.add(service)

    def _add_departments(self, department: str) -> None:
        """The services of a department and of those that are part of it, in either revision."""
        for catalog in (self.before, self.after):
            left, seen = [department], set[str]()
            while left:
                current = left.pop()
                if current in seen:
                    continue
                seen.add(current)
                left += [part.id for part in catalog.index.parts_of.get(current, ())]
                for service in catalog.index.services_of.get(current, ()):
                    self._add(service.id)


def _pairs(before: Catalog, after: Catalog, service: str, former: str) -> Iterator[PromisePair]:
    was, now = before.services[former], after.services[service]
    agreements = (*before.index.agreements_on.get(former, ()), *after.index.agreements_on.get(service, ()))
    for customer in (None, *dict.fromkeys(agreement.customer for agreement in agreements)):
        then, today = _promised_to(before, was, after, now, customer)
        for key in dict.fromkeys(promise.target.key for promise in (*today, *then)):
            measure, priority, channel = key
            yield PromisePair(
                service=service,
                former=former,
                customer=customer,
                key=key,
                before=applying(then, measure, priority, channel),
                after=applying(today, measure, priority, channel),
            )


_HOLDING = frozenset({AgreementState.IN_FORCE, AgreementState.CHANGED})
_Promises = tuple[Promise, ...]


def _promised_to(
    before: Catalog, was: Service, after: Catalog, now: Service, customer: str | None
) -> tuple[_Promises, _Promises]:
    """What a customer was promised and is promised.

    Of an agreement that both have accepted once, that is what it says, though it waits until both accept it again:
    otherwise whatever changes its terms would seem to take all of it away.
    """
    agreed = [
        agreement
        for agreement in after.index.agreements_on.get(now.id, ())
        if agreement.customer == customer and state_of(after, agreement) in _HOLDING
    ]
    for agreement in agreed:
        earlier = before.agreements.get(agreement.id)
        is_same = earlier is not None and earlier.customer == customer and was.id in earlier.covers
        if earlier and is_same and state_of(before, earlier) in _HOLDING:
            return promises_under(before, was, earlier), promises_under(after, now, agreement)
    return promises(before, was, customer), promises(after, now, customer)


def uses(catalog: Catalog, promise: Promise | None, calendar: str) -> bool:
    """Whether a promise is counted on a calendar, or on one that takes days from it."""
    if promise is None or promise.calendar is None:
        return False
    return calendar in (promise.calendar, *(level.id for level in levels(catalog.settings, promise.calendar)))
