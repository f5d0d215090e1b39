"""What was worked out of one state of a catalog and holds in another one as well: promises, chains, kept promises.

To compare chains over a year takes longest of all. It is done again only where something is another that is counted
with: the service itself, those to which it hands work, the departments of all of them with those above, notices on
these, and agreements.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from itertools import chain
from typing import TypeVar

from servicebook.analysis.chains import Chains
from servicebook.analysis.kept_promises import keep_lines
from servicebook.model.catalog import Catalog
from servicebook.model.promises import keep_promises
from servicebook.model.service import Service
from servicebook.model.visible import visible, visible_beside

T = TypeVar("T")


def keep_what_holds(before: Catalog, catalog: Catalog) -> None:
    """Let a catalog keep what ``before``, which has the same settings and the same day, has worked out already."""
    others = _Others(before, catalog)
    keep_promises(
        before,
        catalog,
        services=catalog.services.keys() - others.services,
        agreements=catalog.agreements.keys() - others.agreements,
    )
    if catalog.results:
        seen = visible_beside(catalog, before)
        keep_lines(
            visible(before),
            seen,
            services=catalog.services.keys() - others.services,
            agreements=catalog.agreements.keys() - others.agreements,
        )
    if chains := before.derived(Chains):
        same = {
            qualified_id: slacks
            for qualified_id, slacks in chains.slacks.items()
            if (service := catalog.services.get(qualified_id)) and others.leave(service)
        }
        catalog.keep(Chains, Chains(catalog, same))


class _Others:
    """What is another in two catalogs, or in one of them only, and what may be promised otherwise because of it.

    ``departments`` and ``services`` have what hours and times are taken from; ``agreements`` are those whose terms
    may be others.
    """

    def __init__(self, before: Catalog, catalog: Catalog) -> None:
        notices = _other_objects(before.notices, catalog.notices)
        own = _others(before.departments, catalog.departments)
        own |= set(chain.from_iterable(notice.departments for notice in notices))
        self.departments = own | set(_below(catalog, own))
        self.services = _others(before.services, catalog.services)
        self.services |= set(chain.from_iterable(notice.services for notice in notices))
        self.services |= {
            service.id for service in catalog.services.values() if service.department in self.departments
        }
        agreements = [*before.agreements.values(), *catalog.agreements.values()]
        self.agreements = _others(before.agreements, catalog.agreements)
        self.agreements |= {one.id for one in agreements if not self.services.isdisjoint(one.covers)}
        self._promised = self.services | set(
            chain.from_iterable(one.covers for one in agreements if one.id in self.agreements)
        )

    def leave(self, service: Service) -> bool:
        """Whether nothing is another with which the chain of a service is counted."""
        if service.id in self.services:
            return False
        for step in service.handoffs:
            if step.service:
                is_other = step.service in self._promised
            else:
                is_other = (step.by or service.department).partition("/")[0] in self.departments
            if is_other:
                return False
        return True


def _others(before: Mapping[str, T], now: Mapping[str, T]) -> set[str]:
    """The ids under which there is not the very same object on both sides."""
    return {one for one in before.keys() | now.keys() if before.get(one) is not now.get(one)}


def _other_objects(before: Mapping[str, T], now: Mapping[str, T]) -> list[T]:
    """What is on one side only, of both sides."""
    ids = _others(before, now)
    return [of[one] for of in (before, now) for one in ids if one in of]


def _below(catalog: Catalog, departments: Collection[str]) -> Iterator[str]:
    """The departments below some, which need not be there: one that is part of nothing we know may come to be."""
    for department in catalog.departments:
        if any(above.part_of in departments for above in catalog.lineage(department)):
            yield department
