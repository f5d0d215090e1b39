"""Two services of a department have the same name.

Lists and search results show two lines that nobody can tell apart. Say in the names how they differ. Services that are
probably one are found by `object-twice`; those for other sites or other readers may share a name.
"""

from __future__ import annotations

from collections.abc import Iterator

from servicebook.documents.names import folded
from servicebook.model.catalog import Catalog
from servicebook.model.service import Service
from servicebook.problems import Problem, Related, Severity
from servicebook.rules.copied_services import copied_services
from servicebook.rules.finding import finding
from servicebook.rules.object_twice import are_numbered
from servicebook.wording import text
from servicebook.wording.lists import listed

CODE = "service-name-twice"
SEVERITY = Severity.WARNING
READS: tuple[str, ...] = ()
_OWN = ("summary", "aliases", "description", "channels", "targets", "faqs")
"""What is a service's own as a rule, so that the same in two of one name was copied."""


def check(catalog: Catalog) -> Iterator[Problem]:
    copies = catalog.derive(copied_services)
    for services in catalog.index.services_of.values():
        first: dict[str, Service] = {}
        for service in services:
            if service.lifecycle == "retired" or service.id in copies:
                continue
            earlier = first.setdefault(folded(service.name), service)
            if earlier is service or are_numbered(earlier, service) or _are_for_others(earlier, service):
                continue
            yield finding(
                CODE,
                SEVERITY,
                service.origin.place("name"),
                text("service-name-twice.message", name=service.name, other=earlier.id),
                _hint(earlier, service),
                (Related(earlier.origin.place("name"), text("problem.other")),),
            )


def _hint(one: Service, other: Service) -> str:
    """What else of the other is still there, where the file was copied and edited in part."""
    mine, theirs = other.origin.written, one.origin.written
    same = [
        f"{key}:"
        for key in _OWN
        if isinstance(mine, dict)
        and isinstance(theirs, dict)
        and key in mine
        and mine[key] == theirs.get(key)
    ]
    if not same:
        return text("service-name-twice.hint")
    return text("service-name-twice.hint-copied", fields=listed(same), other=one.id)


def _are_for_others(one: Service, other: Service) -> bool:
    return any(
        here and there and set(here).isdisjoint(there)
        for here, there in ((one.sites, other.sites), (one.audience, other.audience))
    )
