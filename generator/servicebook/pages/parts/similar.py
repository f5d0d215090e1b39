"""What a department offers that may help in place of a service that it offers no more."""

from __future__ import annotations

from collections.abc import Iterable

from servicebook.model.catalog import Catalog
from servicebook.model.service import Service

_MOST = 6
"""Services that are offered instead."""


def similar_services(
    catalog: Catalog, department: str | None, topics: Iterable[str], but: str
) -> list[Service]:
    """Those that a department offers on any of these topics; of a service without topics, some that it offers."""
    wanted = set(topics)
    offered = [
        service
        for service in catalog.index.services_of.get(department or "", ())
        if service.lifecycle in ("live", "deprecated") and service.id != but
    ]
    return [one for one in offered if not wanted or wanted.intersection(one.topics)][:_MOST]
