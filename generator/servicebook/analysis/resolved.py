"""Any object of the catalog as plain JSON values: as written, as inherited, and what refers to it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from operator import attrgetter
from typing import Any

from servicebook.analysis.agreement_scope import also_for
from servicebook.analysis.closure import needed_through
from servicebook.clock.durations import Duration
from servicebook.model.catalog import Catalog
from servicebook.model.common import EscalationLevel, Review
from servicebook.model.needs import needs_of
from servicebook.model.promises import Promise, promises, state_of, terms_of, waiting_for
from servicebook.model.role import Holder, Role
from servicebook.model.service import Service

Json = dict[str, Any]

KINDS: Mapping[str, Callable[[Catalog], Mapping[str, Any]]] = {
    "service": lambda c: c.services,
    "department": lambda c: c.departments,
    "role": lambda c: c.roles,
    "person": lambda c: c.people,
    "faq": lambda c: c.faqs,
    "agreement": lambda c: c.agreements,
    "journey": lambda c: c.journeys,
    "notice": lambda c: c.notices,
    "remark": lambda c: c.remarks,
    "meeting": lambda c: c.meetings,
    "health": lambda c: c.health_checks,
    "survey": lambda c: c.surveys,
    "calendar": lambda c: c.settings.calendars,
    "priority": lambda c: c.settings.priorities,
    "audience": lambda c: c.settings.audiences,
    "topic": lambda c: c.settings.topics,
    "site": lambda c: c.settings.sites,
    "principle": lambda c: c.settings.principles,
}
"""The kinds of object that have an id of their own, and where they are."""


def find(catalog: Catalog, name: str) -> list[tuple[str, str]]:
    """The (kind, id) pairs that ``[KIND:]ID`` names; former ids lead to the objects of today."""
    prefix, colon, rest = name.partition(":")
    kinds = [prefix] if colon else list(KINDS)
    qualified_id = rest if colon else name
    matches = [
        (kind, qualified_id) for kind in kinds if kind in KINDS and qualified_id in KINDS[kind](catalog)
    ]
    if matches:
        return matches
    return [
        (kind, current)
        for kind in kinds
        if kind in KINDS
        for current, item in KINDS[kind](catalog).items()
        if qualified_id in getattr(item, "former_ids", ())
    ]


def resolved(catalog: Catalog, kind: str, qualified_id: str) -> Json:
    """The object with ``kind``, ``id`` and ``path`` first; what is inherited carries its ``source``."""
    item = KINDS[kind](catalog)[qualified_id]
    origin = getattr(item, "origin", None)
    content: Json = {"kind": kind, "id": qualified_id, "path": origin.path if origin else None}
    content.update((key, value) for key, value in plain(item).items() if key not in content)
    content.update(following(catalog, kind, item))
    if kind == "service":
        content["needs_through_others"] = _needs_through_others(catalog, item)
    return content


def following(catalog: Catalog, kind: str, item: Any) -> Json:
    """What is not written in an object, but inherited by it or following from what is next to it."""
    return _FOLLOWING[kind](catalog, item) if kind in _FOLLOWING else {}


def plain(value: Any) -> Any:
    """A value of the model as JSON: dates and durations as written, tuples as lists, no origins."""
    kind = value.__class__
    return value if kind in _AS_IT_IS else _plain_of(kind)(value)


_AS_IT_IS = frozenset({type(None), str, int, float, bool})


@cache
def _plain_of(kind: type) -> Callable[[Any], Any]:
    """What makes values of a class plain: asked for once, since a large catalog has hundreds of thousands of them."""
    if issubclass(kind, Duration):
        return str
    if issubclass(kind, date):
        return lambda day: day.isoformat()
    if issubclass(kind, Review):
        return lambda review: {"reviewed_on": plain(review.on), "review_every": plain(review.every)}
    if is_dataclass(kind):
        return _plain_parts(kind)
    if issubclass(kind, Mapping):
        return lambda values: {str(key): plain(item) for key, item in values.items()}
    if issubclass(kind, tuple | list):
        return lambda values: [item if item.__class__ in _AS_IT_IS else plain(item) for item in values]
    return lambda value: value


def _plain_parts(kind: type) -> Callable[[Any], Json]:
    """What makes a map of the fields of a class, but for where the object stands."""
    fields_of = [field.name for field in fields(kind) if field.name != "origin"]
    names = [_WRITTEN.get(name, name) for name in fields_of]
    # of several names the getter makes a tuple, in a third of the time that they take one by one
    parts = attrgetter(*fields_of) if len(fields_of) > 1 else lambda value: [getattr(value, fields_of[0])]

    def written(value: Any) -> Json:
        values = parts(value)
        if _AS_IT_IS.issuperset(map(type, values)):  # as of most
            return dict(zip(names, values, strict=True))
        return {
            name: part if part.__class__ in _AS_IT_IS else plain(part)
            for name, part in zip(names, values, strict=True)
        }

    return written


_WRITTEN = {"with_": "with", "start": "from", "end": "until", "purpose": "for"}
"""Where a field of the model cannot be called as it is written."""


def _promise(catalog: Catalog, promise: Promise) -> Json:
    """A promise as JSON: once for all services that promise the same, of which departments have many."""
    key = promise.target.written_key, promise.calendar, promise.source
    return catalog.once(_plain_promise, key, promise)


def _plain_promise(_: Catalog, promise: Promise) -> Json:
    content: Json = plain(promise.target)
    del content["none"], content["services"]  # it applies to the service that it is told with
    return {**content, "calendar": promise.calendar, "source": promise.source}


def _service(catalog: Catalog, service: Service) -> Json:
    hours, channels = catalog.support_hours(service), catalog.channels(service)
    duties, escalation = catalog.customer_duties(service), catalog.escalation(service)
    customers = {a.customer for a in catalog.index.agreements_on.get(service.id, ())}
    return {
        "support_hours": hours.value,
        "channels": plain(channels.value),
        "customer_duties": list(duties.value),
        "escalation": catalog.once(_plain_levels, escalation.value, escalation.value),
        "inherited": {
            "support_hours": hours.source,
            "channels": channels.source,
            "customer_duties": duties.source,
            "escalation": escalation.source,
        },
        "targets": [_promise(catalog, p) for p in promises(catalog, service)],
        "targets_by_customer": {
            customer: [_promise(catalog, p) for p in promises(catalog, service, customer)]
            for customer in sorted(customers)
        },
        "owner_holders": _holders(catalog, catalog.roles.get(service.roles.owner or "")),
        "needs": [
            {"service": need.service, "for": need.purpose, "waits": need.waits} for need in needs_of(service)
        ],
        "needed_by": [
            {"service": needing.id, "for": need.purpose, "waits": need.waits}
            for needing, need in catalog.index.needed_by.get(service.id, ())
        ],
        "agreements": [a.id for a in catalog.index.agreements_on.get(service.id, ())],
        "journeys": [j.id for j in catalog.index.journeys_with.get(service.id, ())],
        "notices": [n.id for n in catalog.notices_for(service)],
    }


def _plain_levels(_: Catalog, levels: tuple[EscalationLevel, ...]) -> list[Json]:
    """Levels of escalation as JSON, which most services of a department have alike."""
    return [plain(level) for level in levels]


def _needs_through_others(catalog: Catalog, service: Service) -> list[Json]:
    direct = {need.service for need in needs_of(service)}
    return [
        {
            "service": reached.service,
            "distance": reached.distance,
            "through": reached.through,
            "waits": reached.waits,
        }
        for reached in needed_through(catalog, service.id).nearest
        if reached.service not in direct
    ]


def _holders(catalog: Catalog, role: Role | None) -> list[str] | None:
    if not catalog.settings.organization.shows_people or role is None:
        return None
    return [holder.person for holder in catalog.holders(role)]


def _shown_holders(catalog: Catalog, holders: tuple[Holder, ...]) -> list[Json] | None:
    return plain(holders) if catalog.settings.organization.shows_people else None


def _department(catalog: Catalog, department: Any) -> Json:
    hours, channels = catalog.department_hours(department.id), catalog.department_channels(department.id)
    return {
        "support_hours": hours.value,
        "channels": plain(channels.value),
        "inherited": {"support_hours": hours.source, "channels": channels.source},
        "services": [s.id for s in catalog.index.services_of.get(department.id, ())],
        "roles": [r.id for r in catalog.index.roles_of.get(department.id, ())],
        "parts": [d.id for d in catalog.index.parts_of.get(department.id, ())],
        "faqs": [f.id for f in catalog.index.faqs_of.get(department.id, ())],
        "agreements": [a.id for a in catalog.index.agreements_of.get(department.id, ())],
        "notices": [n.id for n in catalog.notices_for_department(department.id)],
    }


def _role(catalog: Catalog, role: Role) -> Json:
    return {
        "holders": _shown_holders(catalog, catalog.holders(role)),
        "deputies": _shown_holders(catalog, catalog.deputies(role)),
        "vacant": not catalog.holders(role),
        "owns": [s.id for s in catalog.index.owned_by.get(role.id, ())],
        "deputy_for": [s.id for s in catalog.index.deputized_by.get(role.id, ())],
        "process_owner_of": [s.id for s in catalog.index.processes_of.get(role.id, ())],
        "reported_to_by": [r.id for r in catalog.index.reports.get(role.id, ())],
    }


def _person(catalog: Catalog, person: Any) -> Json:
    held = catalog.index.held_by.get(person.id, ())
    return {
        "holds": [r.id for r in held if any(h.person == person.id for h in catalog.holders(r))],
        "deputy_in": [r.id for r in catalog.index.stands_in_for.get(person.id, ())],
    }


def _agreement(catalog: Catalog, agreement: Any) -> Json:
    return {
        "state": state_of(catalog, agreement).value,
        "terms": terms_of(catalog, agreement),
        "waiting_for": list(waiting_for(catalog, agreement)),
        "also_for": list(also_for(catalog, agreement)),
    }


_FOLLOWING: Mapping[str, Callable[[Catalog, Any], Json]] = {
    "service": _service,
    "department": _department,
    "role": _role,
    "person": _person,
    "agreement": _agreement,
}
