"""What the find page filters and sorts by: one file of columns, with a place for every service.

A service's place is its number in the index (services come first there, by name). Each column holds, for every
service, the number of its value in the list beside it, so that ten thousand services take little room.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Hashable
from typing import Any

from servicebook import links
from servicebook.analysis.kept_promises import kept_promises, latest
from servicebook.model.catalog import Catalog
from servicebook.model.promises import agreement_in_force, in_short, main_promise, promises
from servicebook.model.service import Service


def columns_file(catalog: Catalog, services: list[Service]) -> tuple[str, str]:
    """(name within the search folder, content) for services in their order in the index.

    ``departments`` is ``[id, name, path, color, initials]`` each and ``audiences`` ``[id, name]``; ``columns``
    has by name ``[values, numbers]``. A time is about how many seconds it takes.
    """
    content = {
        "departments": [
            [
                d.id,
                d.name,
                links.department(d.id),
                catalog.index.color_of[d.id],
                catalog.index.initials_of[d.id],
            ]
            for d in catalog.departments.values()
        ],
        "audiences": [[a.id, a.name] for a in catalog.settings.audiences.values()],
        "columns": {name: _column(catalog, services, value) for name, value in _COLUMNS.items()},
    }
    return "columns.json", _json(content)


def customers_files(catalog: Catalog, services: list[Service]) -> dict[str, tuple[str, str]]:
    """For every department with an agreement in force: (name within the search folder, content).

    The content is the time that is promised to it by the number of the service, null where none is. A department
    has the agreements of those above it.
    """
    numbers = {service.id: number for number, service in enumerate(services)}
    files = {}
    for department in catalog.departments:
        agreed = {
            numbers[service.id]: in_short(catalog, service, department)
            for above in catalog.lineage(department)
            for agreement in catalog.index.agreements_of.get(above.id, ())
            if agreement.customer == above.id
            for service in map(catalog.services.get, agreement.covers)
            if service and service.id in numbers and agreement_in_force(catalog, service, department)
        }
        if agreed:
            files[department] = f"customers/{department}.json", _json(dict(sorted(agreed.items())))
    return files


def _time(catalog: Catalog, service: Service) -> Hashable:
    promise = main_promise(catalog, promises(catalog, service))
    return promise.target.within.rough_seconds if promise and promise.target.within else None


def _cost(catalog: Catalog, service: Service) -> Hashable:
    return "unknown" if service.cost is None else "free" if service.cost.is_free else "charged"


def _ways(catalog: Catalog, service: Service) -> Hashable:
    return tuple(dict.fromkeys(channel.type for channel in catalog.channels(service).value))


def _effects(catalog: Catalog, service: Service) -> Hashable:
    current = (n.effect for n in catalog.notices_for(service) if n.is_current(catalog.today))
    return tuple(dict.fromkeys(current))


def _kept(catalog: Catalog, service: Service) -> Hashable:
    """The verdict on the promise that the service is known by, as its page has it; ``none`` without one."""
    line = kept_promises(catalog).main_line(catalog, service)
    measured = latest(line) if line else None
    return measured.verdict.code if measured and measured.verdict else "none"


_COLUMNS: dict[str, Callable[[Catalog, Service], Hashable]] = {
    "department": lambda catalog, service: service.department,
    "time": _time,
    "cost": _cost,
    "ways": _ways,
    "audience": lambda catalog, service: service.audience,
    "lifecycle": lambda catalog, service: service.lifecycle,
    "effects": _effects,
    "kept": _kept,
}


def _column(
    catalog: Catalog, services: list[Service], value: Callable[[Catalog, Service], Hashable]
) -> list[Any]:
    """``[values, numbers]``: the distinct values in the order of their first service, and each service's."""
    numbers: dict[Hashable, int] = {}
    listed = [numbers.setdefault(value(catalog, service), len(numbers)) for service in services]
    return [list(numbers), listed]


def _json(content: Any) -> str:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))
