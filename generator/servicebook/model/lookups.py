"""Lookups against the direction of references: which services a role owns, which roles a person holds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from servicebook.model.agreement import Agreement
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


@dataclass(frozen=True, slots=True, kw_only=True)
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
    return Lookups(
        color_of=colors(departments),
        initials_of=department_initials(departments),
        services_of=_by(services.values(), lambda service: service.department),
        services_about=_by_each(services.values(), lambda service: service.topics),
        roles_of=_by(roles.values(), lambda role: role.department),
        faqs_of=_by(faqs.values(), lambda faq: faq.department),
        parts_of=_by(departments.values(), lambda department: department.part_of),
        owned_by=_by(services.values(), lambda service: service.roles.owner),
        deputized_by=_by(services.values(), lambda service: service.roles.deputy),
        processes_of=_by(services.values(), lambda service: service.roles.process_owner),
        reports=_by(roles.values(), lambda role: role.reports_to),
        held_by=_by_each(roles.values(), lambda role: _named(role.holders)),
        stands_in_for=_by_each(roles.values(), lambda role: _named(role.deputies)),
        needed_by=_by(needs, lambda pair: pair[1].service),
        journeys_with=_by_each(journeys.values(), lambda journey: (step.service for step in journey.steps)),
        agreements_on=_by_each(agreements.values(), lambda agreement: agreement.covers),
        agreements_of=_by_each(agreements.values(), lambda agreement: agreement.parties),
        notices_on=_by_each(notices.values(), _affected),
        kudos_to=_by(kudos, lambda thanks: thanks.receiver),
        remarks_about=_by(remarks.values(), lambda remark: remark.about),
        meetings_of=_by(meetings.values(), lambda meeting: meeting.department),
        health_of=_by(health_checks.values(), lambda check: check.department),
    )


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


def _named(holders: Iterable[Holder]) -> Iterator[str]:
    return (holder.person for holder in holders if holder.is_named)


def _affected(notice: Notice) -> Iterator[str]:
    yield from (f"service:{service}" for service in notice.services)
    yield from (f"department:{department}" for department in notice.departments)
