"""Something depends on a service that has been retired.

A hand-off, a dependency, a journey or a "go there instead" leads to a service that can no longer be
requested. Use its replacement, or remove the reference.
"""

from __future__ import annotations

from collections.abc import Iterator

from servicebook.documents.document import Origin
from servicebook.model.catalog import Catalog
from servicebook.problems import Problem, Related, Severity
from servicebook.rules.finding import finding
from servicebook.wording import text

CODE = "depends-on-retired"
SEVERITY = Severity.WARNING
READS: tuple[str, ...] = ()


def check(catalog: Catalog) -> Iterator[Problem]:
    for origin, pointer, used in _uses(catalog):
        service = catalog.services.get(used)
        if service is not None and service.lifecycle == "retired":
            instead = (
                text("depends-on-retired.hint-replaced", replacement=service.replaced_by)
                if service.replaced_by
                else text("depends-on-retired.hint")
            )
            yield finding(
                CODE,
                SEVERITY,
                origin.place(*pointer),
                text("depends-on-retired.message", service=used),
                instead,
                (Related(service.origin.place("lifecycle"), text("depends-on-retired.here")),),
            )


def _uses(catalog: Catalog) -> Iterator[tuple[Origin, tuple[str | int, ...], str]]:
    for service in catalog.services.values():
        if service.lifecycle == "retired":
            continue
        for index, step in enumerate(service.handoffs):
            if step.service:
                yield service.origin, ("handoffs", index, "service"), step.service
        for index, dependency in enumerate(service.depends_on):
            yield service.origin, ("depends_on", index, "service"), dependency.service
        for index, other in enumerate(service.not_for):
            if other.use:
                yield service.origin, ("not_for", index, "use"), other.use
        if service.replaced_by:
            yield service.origin, ("replaced_by",), service.replaced_by
    for journey in catalog.journeys.values():
        for index, step in enumerate(journey.steps):
            if step.service:
                yield journey.origin, ("steps", index, "service"), step.service
