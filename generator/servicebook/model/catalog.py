"""The catalog of one day: every object by id, and what objects inherit from those above them."""

from __future__ import annotations

import copyreg
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import field, fields
from datetime import date
from typing import Any, Generic, TypeVar, TypeVarTuple

from servicebook.frozen import frozen
from servicebook.model.agreement import Agreement
from servicebook.model.common import Channel, EscalationLevel
from servicebook.model.department import Department
from servicebook.model.faq import Faq
from servicebook.model.health_check import HealthCheck
from servicebook.model.held_meeting import HeldMeeting
from servicebook.model.journey import Journey
from servicebook.model.lookups import Lookups
from servicebook.model.news import Kudos, Notice
from servicebook.model.remark import Remark
from servicebook.model.results import Result
from servicebook.model.role import Holder, Person, Role
from servicebook.model.rota import Absence, Rota
from servicebook.model.service import Service
from servicebook.model.survey import Survey
from servicebook.settings import Settings
from servicebook.source.owners_files import OwnersFile

T = TypeVar("T")
Args = TypeVarTuple("Args")


@frozen
class Inherited(Generic[T]):
    """A value and where it was written: ``service``, ``department:<id>`` or, when nowhere, ``none``."""

    value: T
    source: str


@frozen(kw_only=True, weakref_slot=True)  # tests see it go
class Catalog:
    """Every object of the catalog as seen on the day ``today``. Catalogs that say the same are equal.

    ``mentioned`` holds the (kind, id) of everything that any file refers to. ``faulty_kinds`` names the kinds of
    documents with errors, ``incomplete_kinds`` those of them that are missing here: nothing may be concluded from what
    is not there, or was left out because it cannot be meant. ``faulty_files`` are the paths of all files with errors.
    ``stood_in_for`` are the roles of which is told that somebody stands in today, where it may not be told who.
    ``owners_files`` are the files CODEOWNERS as they are in the repository. ``results`` are in the order of
    departments, periods and lines.
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
    absences: tuple[Absence, ...]
    rotas: Mapping[str, Rota]
    results: tuple[Result, ...]
    remarks: Mapping[str, Remark]
    surveys: Mapping[str, Survey]
    meetings: Mapping[str, HeldMeeting]
    health_checks: Mapping[str, HealthCheck]
    mentioned: frozenset[tuple[str | None, str]]
    faulty_kinds: frozenset[str]
    incomplete_kinds: frozenset[str]
    faulty_files: frozenset[str]
    owners_files: tuple[OwnersFile, ...]
    index: Lookups = field(repr=False)
    stood_in_for: frozenset[str] = frozenset()
    _derived: dict[Callable[[Catalog], Any], Any] = field(
        init=False, repr=False, compare=False, default_factory=dict
    )
    """What :meth:`derive` has made. Not taken over by ``dataclasses.replace``: another catalog, other answers."""
    _made: dict[Callable[..., Any], dict[Hashable, Any]] = field(
        init=False, repr=False, compare=False, default_factory=lambda: defaultdict(dict)
    )
    """What :meth:`once` has made, by what made it and by key; as ``_derived`` not taken over."""

    def __reduce__(self) -> tuple[object, ...]:
        """How it is pickled: without what follows from the rest."""
        made: dict[str, Any] = {"_derived": {}, "_made": defaultdict(dict)}
        state = [made.get(one.name, getattr(self, one.name)) for one in fields(self)]
        return copyreg.__newobj__, (type(self),), state  # type: ignore[attr-defined]

    def derive(self, make: Callable[[Catalog], T]) -> T:
        """``make(catalog)``, made when first asked for and kept exactly as long as the catalog itself.

        For what many pages or rules ask of the same catalog. ``make`` must be a function or a class of a module,
        as it is the key, and its result must depend on the catalog alone.
        """
        derived: T
        try:
            derived = self._derived[make]
        except KeyError:
            derived = self._derived[make] = make(self)
        return derived

    def once(self, make: Callable[[Catalog, *Args], T], key: Hashable, *args: *Args) -> T:
        """``make(catalog, *args)``, made once for each ``key`` and kept exactly as long as the catalog itself.

        For what many pages need that is the same on all of them. ``make`` must be a function of a module; what it
        makes must depend on nothing but the catalog and ``key``, and nobody may change it.
        """
        made = self._made[make]
        try:
            found: T = made[key]
        except KeyError:
            found = made[key] = make(self, *args)
        return found

    def derived(self, make: Callable[[Catalog], T]) -> T | None:
        """What :meth:`derive` has made already; None where nobody has asked for it."""
        derived: T | None = self._derived.get(make)
        return derived

    def keep(self, make: Callable[[Catalog], T], derived: T) -> None:
        """Take something for what :meth:`derive` would make: it was made with what another catalog knew already."""
        self._derived[make] = derived

    def forget(self) -> None:
        """Let go of all that was worked out. Some of it holds the catalog, which would stay until somebody looks for
        garbage."""
        self._derived.clear()
        self._made.clear()

    def lineage(self, department: str | None) -> Iterator[Department]:
        """The department and those above it, nearest first; ends at a cycle or an unknown id."""
        seen: set[str] = set()
        while department is not None and department not in seen:
            seen.add(department)
            current = self.departments.get(department)
            if current is None:
                return
            yield current
            department = current.part_of

    def with_those_below(self, departments: Iterable[str]) -> frozenset[str]:
        """The ids of departments that are known, and of all below them."""
        tops = frozenset(departments)
        return frozenset(
            one for one in self.departments if any(above.id in tops for above in self.lineage(one))
        )

    def support_hours(self, service: Service) -> Inherited[str | None]:
        """The id of the calendar on which the service's promises are counted."""
        if service.support_hours:
            return Inherited(service.support_hours, "service")
        return self.department_hours(service.department)

    def department_hours(self, department: str) -> Inherited[str | None]:
        """The id of the calendar on which the department works."""
        return self.once(_department_hours, department, department)

    def channels(self, service: Service) -> Inherited[tuple[Channel, ...]]:
        """How to ask for the service, best first."""
        if service.channels:
            return Inherited(service.channels, "service")
        return self.department_channels(service.department)

    def department_channels(self, department: str) -> Inherited[tuple[Channel, ...]]:
        """How to ask the department, best first."""
        return self.once(_department_channels, department, department)

    def escalation(self, service: Service) -> Inherited[tuple[EscalationLevel, ...]]:
        """Whom to ask when the promise is late, in order."""
        if service.escalation:
            return Inherited(service.escalation, "service")
        return self.once(_department_escalation, service.department, service.department)

    def customer_duties(self, service: Service) -> Inherited[tuple[str, ...]]:
        """What the customer does for the service to work."""
        if service.customer_duties:
            return Inherited(service.customer_duties, "service")
        return self.once(_department_duties, service.department, service.department)

    def holders(self, role: Role) -> tuple[Holder, ...]:
        """Who holds the role today: within their dates, and has not left."""
        return self._present(role.holders)

    def deputies(self, role: Role) -> tuple[Holder, ...]:
        """Who stands in for its holder today: within their dates, and has not left."""
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
        if f"service:{service.id}" not in self.index.notices_on:
            return self.notices_for_department(service.department)
        return tuple([notice for notice in self.every_notice_for(service) if not notice.is_over(self.today)])

    def every_notice_for(self, service: Service) -> tuple[Notice, ...]:
        """The same with those that are over."""
        keys = [f"service:{service.id}", *(f"department:{d.id}" for d in self.lineage(service.department))]
        return self._notices(keys)

    def notices_for_department(self, department: str) -> tuple[Notice, ...]:
        """Notices on the department that are not over, the earliest first."""
        return self.once(_open_notices, department, department)

    def every_notice_for_department(self, department: str) -> tuple[Notice, ...]:
        """The same with those that are over."""
        return self._notices(f"department:{above.id}" for above in self.lineage(department))

    def _notices(self, keys: Iterable[str]) -> tuple[Notice, ...]:
        by_id = {n.id: n for key in keys for n in self.index.notices_on.get(key, ())}
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


def _department_hours(catalog: Catalog, department: str) -> Inherited[str | None]:
    above = next((above for above in catalog.lineage(department) if above.support_hours), None)
    return Inherited(above.support_hours, f"department:{above.id}") if above else Inherited(None, "none")


def _department_channels(catalog: Catalog, department: str) -> Inherited[tuple[Channel, ...]]:
    above = next((above for above in catalog.lineage(department) if above.channels), None)
    return Inherited(above.channels, f"department:{above.id}") if above else Inherited((), "none")


def _department_escalation(catalog: Catalog, department: str) -> Inherited[tuple[EscalationLevel, ...]]:
    above = next((above for above in catalog.lineage(department) if above.escalation), None)
    return Inherited(above.escalation, f"department:{above.id}") if above else Inherited((), "none")


def _department_duties(catalog: Catalog, department: str) -> Inherited[tuple[str, ...]]:
    above = next((above for above in catalog.lineage(department) if above.customer_duties), None)
    return Inherited(above.customer_duties, f"department:{above.id}") if above else Inherited((), "none")


def _open_notices(catalog: Catalog, department: str) -> tuple[Notice, ...]:
    found = catalog.every_notice_for_department(department)
    return tuple(notice for notice in found if not notice.is_over(catalog.today))
