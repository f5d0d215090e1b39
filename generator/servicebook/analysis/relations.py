"""Who serves whom: departments by the services and agreements between them; and where roles are escalated to."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from operator import itemgetter
from typing import TypeAlias

from servicebook.analysis.coverage import is_overdue
from servicebook.frozen import frozen
from servicebook.model.agreement import Agreement
from servicebook.model.catalog import Catalog
from servicebook.model.needs import Need
from servicebook.model.promises import AgreementState, state_of
from servicebook.model.service import Service

_Needed: TypeAlias = "dict[str, list[tuple[Service, Need]]]"
"""Services by their ids, each with who needs it for what."""


@frozen(kw_only=True)
class Between:
    """What one department provides to another, the customer.

    ``services`` are the provider's services that services of the customer need, by id and in that order, each with who
    needs it for what. ``agreements`` are those between the two themselves, not departments that they are part of;
    ``in_force`` is how many of them are.
    """

    provider: str
    customer: str
    services: Mapping[str, tuple[tuple[Service, Need], ...]]
    agreements: tuple[Agreement, ...]
    in_force: int
    overdue_services: frozenset[str]
    overdue_agreements: frozenset[str]

    @property
    def covered(self) -> int:
        """How many services its agreements cover."""
        return len({service for agreement in self.agreements for service in agreement.covers})

    @property
    def overdue(self) -> int:
        """How many reviews of these services and agreements are overdue."""
        return len(self.overdue_services) + len(self.overdue_agreements)


@frozen(kw_only=True)
class Relations:
    """Who serves whom: the ``customers`` by provider and the ``providers`` by customer, both in the order of ids.

    ``size`` is the number of services and agreements over all customers, by provider.
    """

    customers: Mapping[str, tuple[str, ...]]
    providers: Mapping[str, tuple[str, ...]]
    size: Mapping[str, int]


def relations(catalog: Catalog) -> Relations:
    """Who serves whom in the whole catalog; departments that it does not know are left out."""
    return catalog.derive(_relations)


def is_relied_on(catalog: Catalog, service: Service, customer: str) -> bool:
    """Whether a service of the customer needs this one of another department."""
    needed, _ = catalog.derive(_found).get((service.department, customer), ({}, ()))
    return service.id in needed


def between(catalog: Catalog, provider: str, customer: str) -> Between:
    """What one department, which is known to serve the other, provides to it: made when it is first asked for, since
    after an edit few pages show any of it."""
    return catalog.once(_between, (provider, customer), provider, customer)


def serving(catalog: Catalog, provider: str) -> tuple[Between, ...]:
    """What a department provides to each of its customers, in the order of their ids."""
    customers = relations(catalog).customers.get(provider, ())
    return tuple([between(catalog, provider, customer) for customer in customers])


def relying(catalog: Catalog, customer: str) -> tuple[Between, ...]:
    """What each of its providers provides to a department, in the order of their ids."""
    providers = relations(catalog).providers.get(customer, ())
    return tuple([between(catalog, provider, customer) for provider in providers])


def any_between(catalog: Catalog) -> bool:
    """Whether any department serves another; as a rule the first services say so, and no other is looked at."""
    return any(True for _ in _needs(catalog)) or any(True for _ in _agreements(catalog))


def _needs(catalog: Catalog) -> Iterator[tuple[str, Service, Need]]:
    """What services need of other departments: the department, who needs it, and what."""
    for needed, needing in catalog.index.needed_by.items():
        provider = needed.partition("/")[0]
        if provider in catalog.departments:
            for service, need in needing:
                if provider != service.department:
                    yield provider, service, need


def _agreements(catalog: Catalog) -> Iterator[tuple[tuple[str, str], Agreement]]:
    """Provider and customer of each agreement between two departments."""
    for agreement in catalog.agreements.values():
        pair = (agreement.provider, agreement.customer)
        if agreement.provider != agreement.customer and all(party in catalog.departments for party in pair):
            yield pair, agreement


def _found(catalog: Catalog) -> Mapping[tuple[str, str], tuple[_Needed, list[Agreement]]]:
    """By provider and customer the provider's services that are needed, each with who needs it, and the agreements."""
    found: defaultdict[tuple[str, str], tuple[_Needed, list[Agreement]]] = defaultdict(lambda: ({}, []))
    for provider, service, need in _needs(catalog):
        found[provider, service.department][0].setdefault(need.service, []).append((service, need))
    for pair, agreement in _agreements(catalog):
        found[pair][1].append(agreement)
    return dict(found)


def _relations(catalog: Catalog) -> Relations:
    customers: defaultdict[str, list[str]] = defaultdict(list)
    providers: defaultdict[str, list[str]] = defaultdict(list)
    size: Counter[str] = Counter()
    for (provider, customer), (needed, agreements) in sorted(
        catalog.derive(_found).items(), key=itemgetter(0)
    ):
        customers[provider].append(customer)
        providers[customer].append(provider)
        size[provider] += len(needed) + len(agreements)
    return Relations(
        customers={provider: tuple(others) for provider, others in customers.items()},
        providers={customer: tuple(others) for customer, others in sorted(providers.items())},
        size=dict(size),
    )


def _between(catalog: Catalog, provider: str, customer: str) -> Between:
    needed, agreements = catalog.derive(_found)[provider, customer]
    services = (catalog.services.get(qualified_id) for qualified_id in needed)
    return Between(
        provider=provider,
        customer=customer,
        services={qualified_id: tuple(needed[qualified_id]) for qualified_id in sorted(needed)},
        agreements=tuple(agreements),
        in_force=sum(state_of(catalog, a) is AgreementState.IN_FORCE for a in agreements),
        overdue_services=frozenset(s.id for s in services if s and is_overdue(s.review, catalog.today)),
        overdue_agreements=frozenset(a.id for a in agreements if is_overdue(a.review, catalog.today)),
    )


@frozen(kw_only=True)
class Escalations:
    """Where a role is named: the departments and services that escalate to it, and the departments that it heads.

    A department's escalation also holds for those of its services that have none of their own.
    """

    departments: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    head_of: tuple[str, ...] = ()


def escalations(catalog: Catalog) -> dict[str, Escalations]:
    """For each role that is escalated to or heads a department, where that is: by role id, in that order."""
    departments: dict[str, list[str]] = {}
    services: dict[str, list[str]] = {}
    heads: dict[str, list[str]] = {}
    for department in catalog.departments.values():
        if department.head:
            heads.setdefault(department.head, []).append(department.id)
        for role in dict.fromkeys(level.role for level in department.escalation):
            departments.setdefault(role, []).append(department.id)
    for service in catalog.services.values():
        for role in dict.fromkeys(level.role for level in service.escalation):
            services.setdefault(role, []).append(service.id)
    return {
        role: Escalations(
            departments=tuple(departments.get(role, ())),
            services=tuple(services.get(role, ())),
            head_of=tuple(heads.get(role, ())),
        )
        for role in sorted({*departments, *services, *heads})
    }
