"""Every service with what the find page filters and sorts by: one file, fetched on use."""

from __future__ import annotations

import json
from typing import Any

from servicebook import links
from servicebook.model.catalog import Catalog
from servicebook.model.promises import in_short, main_promise, promises
from servicebook.model.service import Service


def facets_file(catalog: Catalog) -> tuple[str, str]:
    """(name within the search folder, content): the services, and the names of what they refer to."""
    numbers = {whole_id: number for number, whole_id in enumerate(catalog.departments)}
    content = {
        "departments": [[d.id, d.name, links.department(d.id)] for d in catalog.departments.values()],
        "audiences": [[a.id, a.name] for a in catalog.settings.audiences.values()],
        "services": [_service(catalog, service, numbers[service.department]) for service in _known(catalog)],
    }
    return "services.json", json.dumps(content, ensure_ascii=False, separators=(",", ":"))


def _known(catalog: Catalog) -> list[Service]:
    return [s for s in catalog.services.values() if s.department in catalog.departments]


def _service(catalog: Catalog, service: Service, department: int) -> list[Any]:
    """id, name, summary, department's number, promise, about how long, cost, ways, audience, lifecycle, effects."""
    promise = main_promise(catalog, promises(catalog, service))
    within = promise.target.within if promise else None
    cost = "unknown" if service.cost is None else "free" if service.cost.is_free else "charged"
    effects = [n.effect for n in catalog.notices_for(service) if n.is_current(catalog.today)]
    return [
        service.id,
        service.name,
        service.summary,
        department,
        in_short(catalog, service),
        within.rough_seconds if within else None,
        cost,
        list(dict.fromkeys(channel.type for channel in catalog.channels(service).value)),
        list(service.audience),
        service.lifecycle,
        list(dict.fromkeys(effects)),
    ]
