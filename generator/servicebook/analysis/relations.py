"""Who serves whom: departments by the services and agreements between them; and where roles are escalated to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from servicebook.analysis.coverage import is_overdue
from servicebook.frozen import frozen
from servicebook.model.agreement import Agreement
from servicebook.model.catalog import Catalog
from servicebook.model.needs import Need, needs_of
from servicebook.model.promises import AgreementState, state_of
from servicebook.model.service import Service


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
    """Every provider and customer with something between them.

    ``serving`` by provider and ``relying`` by customer, both in the order of ids. ``size`` is the number of services
    and agreements over all customers, by provider.
    """

    serving: Mapping[str, tuple[Between, ...]]
    relying: Mapping[str, tuple[Between, ...]]
    size: Mapping[str, int]


def relations(catalog: Catalog) -> Relations:
    """Who serves whom in the whole catalog; departments that it does not know are left out."""
    return catalog.derive(_relations)


def any_between(catalog: Catalog) -> bool:
    """Whether any department serves another; as a rule the first services say so, and no other is looked at."""
    return any(True for _ in _needs(catalog)) or any(True for _ in _agreements(catalog))


def _needs(catalog: Catalog) -> Iterator[tuple[str, Service, Need]]:
    """What services need of other departments: the department, who needs it, and what."""
    for service in catalog.services.values():
        for need in needs_of(service):
            provider = need.service.partition("/")[0]
            if provider != service.department and provider in catalog.departments:
                yield provider, service, need


def _agreements(catalog: Catalog) -> Iterator[tuple[tuple[str, str], Agreement]]:
    """Provider and customer of each agreement between two departments."""
    for agreement in catalog.agreements.values():
        pair = (agreement.provider, agreement.customer)
        if agreement.provider != agreement.customer and all(party in catalog.departments for party in pair):
            yield pair, agreement


def _relations(catalog: Catalog) -> Relations:
    needs: dict[tuple[str, str], dict[str, list[tuple[Service, Need]]]] = {}
    for provider, service, need in _needs(catalog):
        between = needs.setdefault((provider, service.department), {})
        between.setdefault(need.service, []).append((service, need))
    agreements: dict[tuple[str, str], list[Agreement]] = {}
    for pair, agreement in _agreements(catalog):
        agreements.setdefault(pair, []).append(agreement)
    serving: dict[str, list[Between]] = {}
    relying: dict[str, list[Between]] = {}
    for pair in sorted({*needs, *agreements}):
        relation = _between(catalog, pair, needs.get(pair, {}), agreements.get(pair, []))
        serving.setdefault(relation.provider, []).append(relation)
        relying.setdefault(relation.customer, []).append(relation)
    return Relations(
        serving={provider: tuple(pairs) for provider, pairs in serving.items()},
        relying={customer: tuple(pairs) for customer, pairs in relying.items()},
        size={
            provider: sum(len(pair.services) + len(pair.agreements) for pair in pairs)
            for provider, pairs in serving.items()
        },
    )


def _between(
    catalog: Catalog,
    pair: tuple[str, str],
    needs: Mapping[str, list[tuple[Service, Need]]],
    agreements: list[Agreement],
) -> Between:
    services = (catalog.services.get(qualified_id) for qualified_id in needs)
    return Between(
        provider=pair[0],
        customer=pair[1],
        services={qualified_id: tuple(needs[qualified_id]) for qualified_id in sorted(needs)},
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
