"""Somebody is sent to a service that is only planned.

A live service hands work to it, or sends readers there who are wrong here, or it replaces one that is retired; and
nobody can ask for it yet. Name a service that can be asked for until it is live. What a service depends on without
waiting for it may be planned.
"""

from __future__ import annotations

from collections.abc import Iterator

from servicebook.model.catalog import Catalog
from servicebook.model.service import Service
from servicebook.problems import Problem, Related, Severity
from servicebook.rules.finding import finding
from servicebook.source.yaml_reader import Pointer
from servicebook.wording import text

CODE = "leads-to-planned"
SEVERITY = Severity.WARNING
READS: tuple[str, ...] = ()


def check(catalog: Catalog) -> Iterator[Problem]:
    planned = {service.id: service for service in catalog.services.values() if service.lifecycle == "planned"}
    for service in catalog.services.values() if planned else ():
        for pointer, used in _uses(service):
            if used in planned:
                yield finding(
                    CODE,
                    SEVERITY,
                    service.origin.place(*pointer),
                    text("leads-to-planned.message", service=used),
                    text("leads-to-planned.hint"),
                    (Related(planned[used].origin.place("lifecycle"), text("leads-to-planned.here")),),
                )


def _uses(service: Service) -> Iterator[tuple[Pointer, str]]:
    if service.can_be_asked:
        for index, step in enumerate(service.handoffs):
            if step.service:
                yield ("handoffs", index, "service"), step.service
        for index, other in enumerate(service.not_for):
            if other.use:
                yield ("not_for", index, "use"), other.use
    elif service.lifecycle == "retired" and service.replaced_by:
        yield ("replaced_by",), service.replaced_by
