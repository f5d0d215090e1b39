"""Who serves whom: departments by the services and agreements that lie between them; and who is asked when late."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from servicebook.analysis.coverage import is_overdue
from servicebook.model.agreement import Agreement
from servicebook.model.catalog import Catalog, Need, needs_of
from servicebook.model.promises import AgreementState, state_of
from servicebook.model.service import Service


@dataclass(frozen=True, slots=True, kw_only=True)
class Between:
    """What lies between two departments, of which the customer relies on the provider.

    ``services`` are the provider's that services of the customer need, each with who needs it for what, in the
    order of ids. ``agreements`` name the two themselves, not departments that they are part of.
    """

    provider: str
    customer: str
    services: Mapping[str, tuple[tuple[Service, Need], ...]]
    agreements: tuple[Agreement, ...]
    in_force: int
    overdue_services: frozenset[str]
    overdue_agreements: frozenset[str]

    @property
    def overdue(self) -> int:
        """How many reviews of these services and agreements are overdue."""
        return len(self.overdue_services) + len(self.overdue_agreements)


@dataclass(frozen=True, slots=True, kw_only=True)
class Relations:
    """Every two departments with something between them: by provider and by customer, in the order of ids.

    ``size`` counts services and agreements over all customers, by provider.
    """

    serving: Mapping[str, tuple[Between, ...]]
    relying: Mapping[str, tuple[Between, ...]]
    size: Mapping[str, int]


def relations(catalog: Catalog) -> Relations:
    """Who serves whom in the whole catalog; departments that the catalog does not know are left out."""
    return catalog.derive(_relations)


def _relations(catalog: Catalog) -> Relations:
    needs: dict[tuple[str, str], dict[str, list[tuple[Service, Need]]]] = {}
    for service in catalog.services.values():
        for need in needs_of(service):
            provider = need.service.partition("/")[0]
            if provider != service.department and provider in catalog.departments:
                between = needs.setdefault((provider, service.department), {})
                between.setdefault(need.service, []).append((service, need))
    agreements: dict[tuple[str, str], list[Agreement]] = {}
    for agreement in catalog.agreements.values():
        pair = (agreement.provider, agreement.customer)
        if agreement.provider != agreement.customer and all(party in catalog.departments for party in pair):
            agreements.setdefault(pair, []).append(agreement)
    serving: dict[str, list[Between]] = {}
    relying: dict[str, list[Between]] = {}
    for pair in sorted({*needs, *agreements}):
        found = _between(catalog, pair, needs.get(pair, {}), agreements.get(pair, []))
        serving.setdefault(found.provider, []).append(found)
        relying.setdefault(found.customer, []).append(found)
    return Relations(
        serving={provider: tuple(found) for provider, found in serving.items()},
        relying={customer: tuple(found) for customer, found in relying.items()},
        size={
            provider: sum(len(pair.services) + len(pair.agreements) for pair in found)
            for provider, found in serving.items()
        },
    )


def _between(
    catalog: Catalog,
    pair: tuple[str, str],
    needs: Mapping[str, list[tuple[Service, Need]]],
    agreements: list[Agreement],
) -> Between:
    known = (catalog.services.get(qualified_id) for qualified_id in needs)
    return Between(
        provider=pair[0],
        customer=pair[1],
        services={qualified_id: tuple(needs[qualified_id]) for qualified_id in sorted(needs)},
        agreements=tuple(agreements),
        in_force=sum(state_of(catalog, a) is AgreementState.IN_FORCE for a in agreements),
        overdue_services=frozenset(s.id for s in known if s and is_overdue(s.review, catalog.today)),
        overdue_agreements=frozenset(a.id for a in agreements if is_overdue(a.review, catalog.today)),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Escalations:
    """Where a role is named: by whose own escalation it is asked when something is late, and which it heads.

    A department's escalation holds for those of its services that have none of their own.
    """

    departments: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    head_of: tuple[str, ...] = ()


def escalations(catalog: Catalog) -> dict[str, Escalations]:
    """For each role that is asked when something is late, or heads a department, where that is: by role id."""
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
