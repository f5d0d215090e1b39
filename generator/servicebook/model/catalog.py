"""The catalog of one day: every object by id, and the lookups both ways."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Generic, TypeVar

from servicebook.documents.document import Document
from servicebook.model.agreement import Agreement, agreement_from
from servicebook.model.colors import colors
from servicebook.model.common import Channel, EscalationLevel
from servicebook.model.department import Department, department_from
from servicebook.model.faq import Faq, faqs_from
from servicebook.model.journey import Journey, journey_from
from servicebook.model.news import Kudos, Notice, kudos_from, notice_from
from servicebook.model.role import Holder, Person, Role, people_from, roles_from
from servicebook.model.service import Service, service_from
from servicebook.settings import Settings
from servicebook.source.owners_files import OwnersFile

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Inherited(Generic[T]):
    """A value and where it was written: ``service``, ``department:<id>`` or, when nowhere, ``none``."""

    value: T
    source: str


@dataclass(frozen=True, slots=True)
class Need:
    """That one service needs another: for a step that waits for it, or without waiting (``waits`` False)."""

    service: str
    purpose: str | None
    waits: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Lookups:
    """What is found by going backwards; every tuple is in the order of ids.

    ``color_of`` is the number of a department's color.
    """

    color_of: Mapping[str, int]
    services_of: Mapping[str, tuple[Service, ...]]
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


@dataclass(frozen=True, slots=True, kw_only=True, weakref_slot=True)  # tests see it go
class Catalog:
    """Every object of the catalog as seen on the day ``today``. Catalogs that say the same are equal.

    ``mentioned`` holds the (kind, id) of everything that any file refers to. ``incomplete_kinds`` names the kinds of
    documents with errors that are missing here: nothing may be concluded from what is not there.
    ``owners_files`` are the files CODEOWNERS as they stand in the repository.
    """

    today: date
    settings: Settings
    departments: Mapping[str, Department]
    services: Mapping[str, Service]
    roles: Mapping[str, Role]
    people: Mapping[str, Person]
    faqs: Mapping[str, Faq]
    agreements: Mapping[str, Agreement]
    journeys: Mapping[str, Journey]
    notices: Mapping[str, Notice]
    kudos: tuple[Kudos, ...]
    mentioned: frozenset[tuple[str | None, str]]
    incomplete_kinds: frozenset[str]
    owners_files: tuple[OwnersFile, ...]
    index: Lookups = field(repr=False)
    _derived: dict[Callable[[Catalog], Any], Any] = field(
        init=False, repr=False, compare=False, default_factory=dict
    )
    """What :meth:`derive` has made. Not taken over by ``dataclasses.replace``: another catalog, other answers."""

    def derive(self, make: Callable[[Catalog], T]) -> T:
        """``make(catalog)``, made when first asked for and kept exactly as long as the catalog itself.

        For what many pages or rules ask of the same catalog. ``make`` must be a function or a class of a module,
        as it is the key, and its result must depend on the catalog alone.
        """
        if make not in self._derived:
            self._derived[make] = make(self)
        derived: T = self._derived[make]
        return derived

    def lineage(self, department: str | None) -> Iterator[Department]:
        """The department and those above it, nearest first; ends at a circle or an unknown id."""
        seen: set[str] = set()
        while department is not None and department not in seen:
            seen.add(department)
            current = self.departments.get(department)
            if current is None:
                return
            yield current
            department = current.part_of

    def support_hours(self, service: Service) -> Inherited[str | None]:
        """The id of the calendar on which the service's promises are counted."""
        if service.support_hours:
            return Inherited(service.support_hours, "service")
        return self.department_hours(service.department)

    def department_hours(self, department: str) -> Inherited[str | None]:
        """The id of the calendar on which the department works."""
        for above in self.lineage(department):
            if above.support_hours:
                return Inherited(above.support_hours, f"department:{above.id}")
        return Inherited(None, "none")

    def channels(self, service: Service) -> Inherited[tuple[Channel, ...]]:
        """How to ask for the service, best first."""
        if service.channels:
            return Inherited(service.channels, "service")
        return self.department_channels(service.department)

    def department_channels(self, department: str) -> Inherited[tuple[Channel, ...]]:
        """How to ask the department, best first."""
        for above in self.lineage(department):
            if above.channels:
                return Inherited(above.channels, f"department:{above.id}")
        return Inherited((), "none")

    def escalation(self, service: Service) -> Inherited[tuple[EscalationLevel, ...]]:
        """Whom to ask when the promise slips, in order."""
        if service.escalation:
            return Inherited(service.escalation, "service")
        for above in self.lineage(service.department):
            if above.escalation:
                return Inherited(above.escalation, f"department:{above.id}")
        return Inherited((), "none")

    def customer_duties(self, service: Service) -> Inherited[tuple[str, ...]]:
        """What the customer does for the service to work."""
        if service.customer_duties:
            return Inherited(service.customer_duties, "service")
        for above in self.lineage(service.department):
            if above.customer_duties:
                return Inherited(above.customer_duties, f"department:{above.id}")
        return Inherited((), "none")

    def holders(self, role: Role) -> tuple[Holder, ...]:
        """Who holds the role today: within their dates, and not gone."""
        return self._present(role.holders)

    def deputies(self, role: Role) -> tuple[Holder, ...]:
        """Who stands in for its holder today: within their dates, and not gone."""
        return self._present(role.deputies)

    def _present(self, holders: Iterable[Holder]) -> tuple[Holder, ...]:
        return tuple(
            h for h in holders if h.holds_on(self.today) and (not h.is_named or self._is_here(h.person))
        )

    def _is_here(self, person: str) -> bool:
        known_person = self.people.get(person)
        return known_person is not None and known_person.is_here(self.today)

    def notices_for(self, service: Service) -> tuple[Notice, ...]:
        """Notices on the service or its departments that are not over, the earliest first."""
        keys = [f"service:{service.id}", *(f"department:{d.id}" for d in self.lineage(service.department))]
        return self._not_over(keys)

    def notices_for_department(self, department: str) -> tuple[Notice, ...]:
        """Notices on the department that are not over, the earliest first."""
        return self._not_over(f"department:{above.id}" for above in self.lineage(department))

    def _not_over(self, keys: Iterable[str]) -> tuple[Notice, ...]:
        by_id = {
            n.id: n for key in keys for n in self.index.notices_on.get(key, ()) if not n.is_over(self.today)
        }
        return tuple(sorted(by_id.values(), key=lambda n: (n.start, n.id)))

    def counts(self) -> dict[str, int]:
        """How many objects of each kind there are."""
        return {
            "departments": len(self.departments),
            "services": len(self.services),
            "roles": len(self.roles),
            "people": len(self.people),
            "faqs": len(self.faqs),
            "agreements": len(self.agreements),
            "journeys": len(self.journeys),
        }


def needs_of(service: Service) -> tuple[Need, ...]:
    """What a service needs: the services its work is handed to, then those it leans on; each once."""
    needs: dict[str, Need] = {}
    for step in service.handoffs:
        if step.service:
            needs.setdefault(step.service, Need(step.service, step.does, waits=True))
    for dependency in service.depends_on:
        needs.setdefault(dependency.service, Need(dependency.service, dependency.purpose, waits=False))
    needs.pop(service.id, None)
    return tuple(needs.values())


def catalog_from(
    documents: Iterable[Document],
    settings: Settings,
    today: date,
    *,
    mentioned: frozenset[tuple[str | None, str]] = frozenset(),
    incomplete_kinds: frozenset[str] = frozenset(),
    owners_files: tuple[OwnersFile, ...] = (),
) -> Catalog:
    """The catalog of those documents that have the right shape."""
    departments: dict[str, Department] = {}
    services: dict[str, Service] = {}
    roles: dict[str, Role] = {}
    people: dict[str, Person] = {}
    faqs: dict[str, Faq] = {}
    agreements: dict[str, Agreement] = {}
    journeys: dict[str, Journey] = {}
    notices: dict[str, Notice] = {}
    kudos: list[Kudos] = []
    for document in documents:
        qualified_id = document.location.qualified_id or ""
        match document.location.kind.name:
            case "department":
                departments[qualified_id] = department_from(document)
            case "service":
                service = services[qualified_id] = service_from(document)
                faqs.update((faq.id, faq) for faq in service.faqs)
            case "role":
                roles.update((role.id, role) for role in roles_from(document))
            case "person":
                people.update((person.id, person) for person in people_from(document))
            case "faq":
                faqs.update((faq.id, faq) for faq in faqs_from(document))
            case "agreement":
                agreements[qualified_id] = agreement_from(document)
            case "journey":
                journeys[qualified_id] = journey_from(document)
            case "notice":
                notices[qualified_id] = notice_from(document)
            case "kudos":
                kudos.extend(kudos_from(document))
    newest = tuple(sorted(kudos, key=lambda k: k.on, reverse=True))
    return Catalog(
        today=today,
        settings=settings,
        departments=_by_id(departments),
        services=_by_id(services),
        roles=_by_id(roles),
        people=_by_id(people),
        faqs=faqs,
        agreements=_by_id(agreements),
        journeys=_by_id(journeys),
        notices=_by_id(notices),
        kudos=newest,
        mentioned=mentioned,
        incomplete_kinds=incomplete_kinds,
        owners_files=owners_files,
        index=lookups(
            departments=_by_id(departments),
            services=_by_id(services),
            roles=_by_id(roles),
            faqs=faqs,
            agreements=_by_id(agreements),
            journeys=_by_id(journeys),
            notices=_by_id(notices),
            kudos=newest,
        ),
    )


def _by_id(objects: Mapping[str, T]) -> dict[str, T]:
    return dict(sorted(objects.items(), key=lambda item: item[0]))


class _Groups(Generic[T]):
    """Values collected by key, in the order in which they come."""

    def __init__(self) -> None:
        self.lists: defaultdict[str, list[T]] = defaultdict(list)

    def add(self, key: str | None, value: T) -> None:
        if key is not None:
            self.lists[key].append(value)

    def done(self) -> dict[str, tuple[T, ...]]:
        return {key: tuple(values) for key, values in self.lists.items()}


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
) -> Lookups:
    """What is found by going backwards. People without a name are nobody's key."""
    services_of, owned, deputized, processes = (_Groups[Service]() for _ in range(4))
    needed: _Groups[tuple[Service, Need]] = _Groups()
    for service in services.values():
        services_of.add(service.department, service)
        owned.add(service.roles.owner, service)
        deputized.add(service.roles.deputy, service)
        processes.add(service.roles.process_owner, service)
        for need in needs_of(service):
            needed.add(need.service, (service, need))
    roles_of, reports, held, stands_in = (_Groups[Role]() for _ in range(4))
    for role in roles.values():
        roles_of.add(role.department, role)
        reports.add(role.reports_to, role)
        for person in dict.fromkeys(holder.person for holder in role.holders if holder.is_named):
            held.add(person, role)
        for person in dict.fromkeys(holder.person for holder in role.deputies if holder.is_named):
            stands_in.add(person, role)
    faqs_of: _Groups[Faq] = _Groups()
    for faq in faqs.values():
        faqs_of.add(faq.department, faq)
    parts_of: _Groups[Department] = _Groups()
    for department in departments.values():
        parts_of.add(department.part_of, department)
    journeys_with: _Groups[Journey] = _Groups()
    for journey in journeys.values():
        for used in dict.fromkeys(step.service for step in journey.steps):
            journeys_with.add(used, journey)
    agreements_on, agreements_of = (_Groups[Agreement]() for _ in range(2))
    for agreement in agreements.values():
        for covered in dict.fromkeys(agreement.covers):
            agreements_on.add(covered, agreement)
        for party in dict.fromkeys((agreement.provider, agreement.customer)):
            agreements_of.add(party, agreement)
    notices_on: _Groups[Notice] = _Groups()
    for notice in notices.values():
        for affected in notice.services:
            notices_on.add(f"service:{affected}", notice)
        for affected in notice.departments:
            notices_on.add(f"department:{affected}", notice)
    kudos_to: _Groups[Kudos] = _Groups()
    for thanks in kudos:
        kudos_to.add(thanks.receiver, thanks)
    return Lookups(
        color_of=colors(departments),
        services_of=services_of.done(),
        roles_of=roles_of.done(),
        faqs_of=faqs_of.done(),
        parts_of=parts_of.done(),
        owned_by=owned.done(),
        deputized_by=deputized.done(),
        processes_of=processes.done(),
        reports=reports.done(),
        held_by=held.done(),
        stands_in_for=stands_in.done(),
        needed_by=needed.done(),
        journeys_with=journeys_with.done(),
        agreements_on=agreements_on.done(),
        agreements_of=agreements_of.done(),
        notices_on=notices_on.done(),
        kudos_to=kudos_to.done(),
    )
