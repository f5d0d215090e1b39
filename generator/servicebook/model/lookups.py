"""Lookups against the direction of references: which services a role owns, which roles a person holds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from servicebook.frozen import frozen
from servicebook.model.agreement import Agreement
from servicebook.model.alike import differing
from servicebook.model.colors import colors
from servicebook.model.department import Department
from servicebook.model.faq import Faq
from servicebook.model.health_check import HealthCheck
from servicebook.model.held_meeting import HeldMeeting
from servicebook.model.initials import department_initials
from servicebook.model.journey import Journey
from servicebook.model.needs import Need, needs_of
from servicebook.model.news import Kudos, Notice
from servicebook.model.remark import Remark
from servicebook.model.role import Holder, Role
from servicebook.model.service import Service

T = TypeVar("T")


@frozen(kw_only=True)
class Lookups:
    """What is found by going backwards; every tuple is in the order of ids.

    Keys are ids; of ``notices_on`` they are ``service:<id>`` and ``department:<id>``, of ``kudos_to`` also
    ``person:<id>``, of ``services_about`` those of topics. ``color_of`` is the number of a department's color,
    ``initials_of`` what stands in it.
    """

    color_of: Mapping[str, int]
    initials_of: Mapping[str, str]
    services_of: Mapping[str, tuple[Service, ...]]
    services_about: Mapping[str, tuple[Service, ...]]
    roles_of: Mapping[str, tuple[Role, ...]]
    faqs_of: Mapping[str, tuple[Faq, ...]]
    parts_of: Mapping[str, tuple[Department, ...]]
    owned_by: Mapping[str, tuple[Service, ...]]
    deputized_by: Mapping[str, tuple[Service, ...]]
    processes_of: Mapping[str, tuple[Service, ...]]
    reports: Mapping[str, tuple[Role, ...]]
    held_by: Mapping[str, tuple[Role, ...]]
    stands_in_for: Mapping[str, tuple[Role, ...]]
    needed_by: Mapping[str, tuple[tuple[Service, Need], ...]]
    journeys_with: Mapping[str, tuple[Journey, ...]]
    agreements_on: Mapping[str, tuple[Agreement, ...]]
    agreements_of: Mapping[str, tuple[Agreement, ...]]
    notices_on: Mapping[str, tuple[Notice, ...]]
    kudos_to: Mapping[str, tuple[Kudos, ...]]
    remarks_about: Mapping[str, tuple[Remark, ...]]
    meetings_of: Mapping[str, tuple[HeldMeeting, ...]]
    health_of: Mapping[str, tuple[HealthCheck, ...]]


def lookups(
    *,
    departments: Mapping[str, Department],
    services: Mapping[str, Service],
    roles: Mapping[str, Role],
    faqs: Mapping[str, Faq],
    agreements: Mapping[str, Agreement],
    journeys: Mapping[str, Journey],
    notices: Mapping[str, Notice],
    kudos: Iterable[Kudos],
    remarks: Mapping[str, Remark],
    meetings: Mapping[str, HeldMeeting],
    health_checks: Mapping[str, HealthCheck],
) -> Lookups:
    """What is found by going backwards. People without a name are nobody's key."""
    needs = [(service, need) for service in services.values() for need in needs_of(service)]
    objects = {
        "departments": departments,
        "services": services,
        "roles": roles,
        "faqs": faqs,
        "agreements": agreements,
        "journeys": journeys,
        "notices": notices,
        "remarks": remarks,
        "meetings": meetings,
        "health_checks": health_checks,
    }
    found: dict[str, Any] = {
        name: _by(objects[kind].values(), key_of) for name, (kind, key_of) in _ONE_KEY.items()
    }
    found |= {
        name: _by_each(objects[kind].values(), keys_of) for name, (kind, keys_of) in _SEVERAL_KEYS.items()
    }
    return Lookups(
        color_of=colors(departments),
        initials_of=department_initials(departments),
        needed_by=_by(needs, lambda pair: pair[1].service),
        kudos_to=_by(kudos, lambda thanks: thanks.receiver),
        **found,
    )


def lookups_beside(
    known: Lookups, before: Mapping[str, Mapping[str, Any]], now: Mapping[str, Mapping[str, Any]]
) -> Lookups | None:
    """The lookups of ``now``, made of those ``known`` of ``before``: objects by their ids below the names of
    :func:`lookups`, but for kudos.

    Both have the same ids in the same order; what is left out, is the same. None where something is found below other
    keys than before.
    """
    changes = {kind: differing(before.get(kind, {}), now.get(kind, {})) for kind in _KINDS}
    changed: dict[str, Any] = {}
    for name, (kind, key_of) in _ONE_KEY.items():
        if any(key_of(old) != key_of(new) for old, new in changes[kind]):
            return None
        changed[name] = _exchanged(getattr(known, name), changes[kind], _alone(key_of))
    for name, (kind, keys_of) in _SEVERAL_KEYS.items():
        if any(list(keys_of(old)) != list(keys_of(new)) for old, new in changes[kind]):
            return None
        changed[name] = _exchanged(getattr(known, name), changes[kind], keys_of)
    needed_by = dict(known.needed_by)
    for old, new in changes["services"]:
        if needs_of(old) != needs_of(new):
            return None
        for need in needs_of(new):
            needed_by[need.service] = tuple(
                (new, what) if who is old else (who, what) for who, what in needed_by[need.service]
            )
    if changes["departments"]:
        changed["color_of"] = colors(now["departments"])
        changed["initials_of"] = department_initials(now["departments"])
    return replace(known, needed_by=needed_by, **changed)


def lookups_like(known: Lookups, before: Mapping[str, Any], now: Mapping[str, Any]) -> Lookups:
    """What :func:`lookups` makes of the objects ``now``, with what is ``known`` of those ``before``."""
    kinds = now.keys() - {"kudos"}
    if before["kudos"] == now["kudos"] and all(list(before[kind]) == list(now[kind]) for kind in kinds):
        of_ids = ({kind: each[kind] for kind in kinds} for each in (before, now))
        if found := lookups_beside(known, *of_ids):
            return found
    return lookups(**now)


def _exchanged(
    groups: Mapping[str, tuple[T, ...]],
    changes: Iterable[tuple[T, T]],
    keys_of: Callable[[T], Iterable[str | None]],
) -> Mapping[str, tuple[T, ...]]:
    """Groups with one object in the place of another that has the same keys."""
    exchanged = dict(groups)
    for old, new in changes:
        for key in dict.fromkeys(keys_of(new)):
            if key is not None:
                exchanged[key] = tuple(new if one is old else one for one in exchanged[key])
    return exchanged


def _by(objects: Iterable[T], key_of: Callable[[T], str | None]) -> dict[str, tuple[T, ...]]:
    """The objects by a key, where they have it, in their order."""
    groups: defaultdict[str, list[T]] = defaultdict(list)
    for item in objects:
        if (key := key_of(item)) is not None:
            groups[key].append(item)
    return {key: tuple(group) for key, group in groups.items()}


def _by_each(objects: Iterable[T], keys_of: Callable[[T], Iterable[str | None]]) -> dict[str, tuple[T, ...]]:
    """The objects by each of their keys, below every key once."""
    groups: defaultdict[str, list[T]] = defaultdict(list)
    for item in objects:
        for key in dict.fromkeys(keys_of(item)):
            if key is not None:
                groups[key].append(item)
    return {key: tuple(group) for key, group in groups.items()}


def _alone(key_of: Callable[[Any], str | None]) -> Callable[[Any], Iterable[str | None]]:
    return lambda one: (key_of(one),)


def _named(holders: Iterable[Holder]) -> Iterator[str]:
    return (holder.person for holder in holders if holder.is_named)


def _affected(notice: Notice) -> Iterator[str]:
    yield from (f"service:{service}" for service in notice.services)
    yield from (f"department:{department}" for department in notice.departments)


_ONE_KEY: Mapping[str, tuple[str, Callable[[Any], str | None]]] = {
    "services_of": ("services", lambda service: service.department),
    "roles_of": ("roles", lambda role: role.department),
    "faqs_of": ("faqs", lambda faq: faq.department),
    "parts_of": ("departments", lambda department: department.part_of),
    "owned_by": ("services", lambda service: service.roles.owner),
    "deputized_by": ("services", lambda service: service.roles.deputy),
    "processes_of": ("services", lambda service: service.roles.process_owner),
    "reports": ("roles", lambda role: role.reports_to),
    "remarks_about": ("remarks", lambda remark: remark.about),
    "meetings_of": ("meetings", lambda meeting: meeting.department),
    "health_of": ("health_checks", lambda check: check.department),
}
"""Of the lookups that find objects by one key each: which objects, and their key."""
_SEVERAL_KEYS: Mapping[str, tuple[str, Callable[[Any], Iterable[str | None]]]] = {
    "services_about": ("services", lambda service: service.topics),
    "held_by": ("roles", lambda role: _named(role.holders)),
    "stands_in_for": ("roles", lambda role: _named(role.deputies)),
    "journeys_with": ("journeys", lambda journey: (step.service for step in journey.steps)),
    "agreements_on": ("agreements", lambda agreement: agreement.covers),
    "agreements_of": ("agreements", lambda agreement: agreement.parties),
    "notices_on": ("notices", _affected),
}
"""The same of those that find them by several."""
_KINDS = frozenset(kind for kind, _ in (*_ONE_KEY.values(), *_SEVERAL_KEYS.values()))
