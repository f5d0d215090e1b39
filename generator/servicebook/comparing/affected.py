"""Which departments a change concerns, and why each: by agreement, by hand-off, dependency and journey, through others.

Objects are looked up in the head; those that are gone, in the base. Who wrote a change is not told of it, but where an
agreement has two sides. Words alone concern nobody.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain

from servicebook.comparing.changes import Affected, Because, Change, Effect
from servicebook.comparing.field_words import customer_of
from servicebook.comparing.reach import customers, journeys_with, needing
from servicebook.comparing.role_users import users_of
from servicebook.model.catalog import Catalog
from servicebook.model.common import Step
from servicebook.model.service import Service

_NOBODY = frozenset({"former-ids-changed", "address-lost", "acceptance-changed", "review-changed"})
"""Codes of changes that ask nothing of anybody else."""
_TRAVELS = frozenset(
    {
        Effect.TIGHTENED,
        Effect.WEAKENED,
        Effect.INCOMPARABLE,
        Effect.NARROWED,
        Effect.REMOVED,
        Effect.RETIRED,
    }
)
"""What those notice, too, who need a service through others: dates, and whether it is there for them at all."""
_INHERITED = frozenset({"channels", "escalation", "customer_duties"})
"""What services take from their department, besides promises."""


def with_affected(before: Catalog, after: Catalog, changes: Sequence[Change]) -> tuple[Change, ...]:
    """The changes, each with the departments that it concerns, nearest first."""
    finder = _Finder(before, after)
    return tuple(
        replace(change, affected=finder.affected(change)) if concerns_others(change) else change
        for change in changes
    )


def concerns_others(change: Change) -> bool:
    """Whether anybody but its author needs to know of a change: of other words nobody does, nor of a review's day."""
    return change.effect is not Effect.REWORDED and change.code not in _NOBODY


class _Finder:
    """Finds who is affected, in two catalogs; what changes of the same object share is found once."""

    def __init__(self, before: Catalog, after: Catalog) -> None:
        self._before, self._after = before, after
        self._known: dict[tuple[frozenset[str], bool, bool, bool], tuple[Affected, ...]] = {}

    def affected(self, change: Change) -> tuple[Affected, ...]:
        """The departments that a change concerns, each once, by the nearest way."""
        own = None if change.kind == "agreement" or _is_elsewhere(change) else _own_department(change)
        nearest: dict[str, Affected] = {}
        for one in sorted(self._all(change), key=lambda one: one.distance):
            known = nearest.setdefault(one.department, one)
            if one.because not in (known.because, *known.further):
                nearest[one.department] = replace(known, further=(*known.further, one.because))
        nearest.pop(own or "", None)
        names = {key: item.name.casefold() for key, item in self._after.departments.items()}
        return tuple(
            sorted(
                nearest.values(), key=lambda one: (one.distance, names.get(one.department, one.department))
            )
        )

    def _all(self, change: Change) -> Iterator[Affected]:
        if change.kind == "agreement":
            yield from self._parties(change.object_id)
            return
        if customer := customer_of(change.field):  # what others are promised is the same
            yield self._agreed(change.object_id, customer)
            return
        if change.kind == "role":
            yield from self._role_users(change)
        elif change.kind == "journey":
            yield from self._of_journey(change.object_id)
        elif change.kind in ("service", "department"):
            yield from self._taking_over(change)
            yield from self._doers(change)
        services = self._services(change)
        if change.also:  # whose promises follow from this calendar, or this department's target
            for service in map(self._service, change.also):
                if service:
                    because = Because("follows", service.id, title=service.name)
                    yield Affected(service.department, because, 1)
        yield from self._of_services(
            services,
            travels=change.effect in _TRAVELS,
            is_gone=change.effect is Effect.REMOVED,
            named=change.kind != "service",
        )

    def _services(self, change: Change) -> frozenset[str]:
        """The services that a change is about, itself or in effect."""
        found = set(change.also)
        if change.kind == "service":
            found.add(change.object_id)
        elif change.kind == "department" and change.field:
            root = change.field.partition("[")[0].partition(".")[0]
            if root in _INHERITED:
                found.update(_inheriting(self._after, change.object_id, root))
        elif change.kind == "notice":
            notice = self._catalog_with("notice", change).notices.get(change.object_id)
            found.update(notice.services if notice else ())
        return frozenset(found)

    def _of_services(
        self, services: frozenset[str], *, travels: bool, is_gone: bool, named: bool
    ) -> tuple[Affected, ...]:
        key = (services, travels, is_gone, named)
        if key not in self._known:
            catalog = self._before if is_gone else self._after
            listed = sorted(services)
            self._known[key] = tuple(
                chain(
                    customers(catalog, listed, named=named),
                    needing(catalog, listed, through_others=travels, named=named),
                    # who has another step of a journey notices times, and whether it is there at all
                    journeys_with(catalog, listed) if travels else (),
                )
            )
        return self._known[key]

    def _parties(self, qualified_id: str) -> Iterator[Affected]:
        for catalog in (self._after, self._before):
            if agreement := catalog.agreements.get(qualified_id):
                because = Because("party", agreement.id, title=agreement.name)
                yield from (Affected(party, because) for party in agreement.parties)

    def _agreed(self, service: str, customer: str) -> Affected:
        """The one department that was or is promised something else by agreement."""
        for catalog in (self._after, self._before):
            for agreement in catalog.agreements.values():
                if agreement.customer == customer and service in agreement.covers:
                    return Affected(customer, Because("party", agreement.id, title=agreement.name))
        return Affected(
            customer, Because("party", service, title=getattr(self._service(service), "name", None))
        )

    def _role_users(self, change: Change) -> Iterator[Affected]:
        if change.effect in (Effect.HANDED_OVER, Effect.REMOVED):
            yield from users_of(self._catalog_with("role", change), change.object_id)

    def _of_journey(self, qualified_id: str) -> Iterator[Affected]:
        for catalog in (self._after, self._before):
            if journey := catalog.journeys.get(qualified_id):
                because = Because("journey", journey.id, title=journey.name)
                yield from _doing(journey.steps, because)
                if journey.owner:
                    because = Because("journey-owner", journey.id, title=journey.name)
                    yield Affected(journey.owner.partition("/")[0], because, 1)

    def _taking_over(self, change: Change) -> Iterator[Affected]:
        """Who has something to answer for now, or no longer."""
        name, title = change.object_id, self._name(change)
        is_elsewhere = change.effect is Effect.MOVED and change.kind == "service"
        if change.effect is not Effect.HANDED_OVER and not is_elsewhere:
            return
        for value, reason in ((change.after, "receives"), (change.before, "hands-over")):
            if isinstance(value, str) and "/" in value:
                yield Affected(value.partition("/")[0], Because(reason, name, title=title), 0)
        if change.kind == "department":  # its head speaks for it in its agreements
            for agreement in self._after.index.agreements_of.get(name, ()):
                because = Because("party", agreement.id, title=agreement.name)
                yield from (Affected(party, because) for party in agreement.parties)

    def _doers(self, change: Change) -> Iterator[Affected]:
        """Who does a step that was added, changed or taken away, and whose services are leaned on."""
        is_whole = change.effect in (Effect.ADDED, Effect.REMOVED)
        service = self._service(change.object_id) if change.kind == "service" else None
        if service is None:
            return
        if _is_elsewhere(change):
            yield Affected(service.department, Because("provides", service.id, title=service.name), 0)
            yield from _doing(service.handoffs, Because("step", service.id, title=service.name))
            return
        was, now = (catalog.services.get(service.id) for catalog in (self._before, self._after))
        if is_whole or change.code == "handoffs-changed":
            because = Because("step", service.id, title=service.name)
            yield from _doing(_differing(was.handoffs if was else (), now.handoffs if now else ()), because)
        if is_whole or change.code == "dependencies-changed":
            because = Because("needed", service.id, title=service.name)
            then, today = (
                {need.service for need in side.depends_on} if side else set() for side in (was, now)
            )
            yield from (Affected(other.partition("/")[0], because, 1) for other in sorted(then ^ today))

    def _catalog_with(self, kind: str, change: Change) -> Catalog:
        held = {"role": self._after.roles, "notice": self._after.notices}[kind]
        return self._after if change.object_id in held else self._before

    def _service(self, qualified_id: str) -> Service | None:
        return self._after.services.get(qualified_id) or self._before.services.get(qualified_id)

    def _name(self, change: Change) -> str | None:
        if change.kind == "service":
            service = self._service(change.object_id)
            return service.name if service else None
        department = self._after.departments.get(change.object_id)
        return department.name if department else None


def _is_elsewhere(change: Change) -> bool:
    """Whether it became so because of changes of others: then the department that has it needs to know first."""
    return change.code.startswith(("chain-", "journey-broken", "journey-mended"))


def _own_department(change: Change) -> str | None:
    """The department that the changed object belongs to; None for what belongs to all."""
    return change.object_id.partition("/")[0] if change.kind in _OF_DEPARTMENTS else None


_OF_DEPARTMENTS = frozenset({"service", "department", "role", "faq"})


def _doing(steps: Iterable[Step], because: Because) -> Iterator[Affected]:
    for step in steps:
        if doer := step.by or step.service:
            yield Affected(doer.partition("/")[0], because, 1)


def _differing(before: Sequence[Step], after: Sequence[Step]) -> Iterator[Step]:
    """The steps that only one side has like this."""
    yield from (step for step in after if step not in before)
    yield from (step for step in before if step not in after)


def _inheriting(catalog: Catalog, department: str, field: str) -> Iterator[str]:
    """The services that take a field from a department or, through those below it, from none nearer."""
    left, seen = [department], set[str]()
    while left:
        current = left.pop()
        if current in seen:
            continue
        seen.add(current)
        left += [part.id for part in catalog.index.parts_of.get(current, ()) if not getattr(part, field)]
        yield from (
            service.id
            for service in catalog.index.services_of.get(current, ())
            if not getattr(service, field)
        )
