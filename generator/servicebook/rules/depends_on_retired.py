"""Something depends on a service that has been retired.

A hand-off, a dependency, a journey, an agreement or a "go there instead" leads to a service that can no longer be
requested, or a text links to one that nothing replaces. Use its replacement, or remove the reference.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain

from servicebook.documents.document import Origin
from servicebook.documents.markdown_links import possible_targets, targets
from servicebook.model.catalog import Catalog
from servicebook.model.service import Service
from servicebook.model.texts import markdown_texts
from servicebook.problems import Place, Problem, Related, Severity
from servicebook.rules.finding import finding
from servicebook.source.yaml_reader import Pointer
from servicebook.wording import text

CODE = "depends-on-retired"
SEVERITY = Severity.WARNING
READS: tuple[str, ...] = ()


def check(catalog: Catalog) -> Iterator[Problem]:
    retired = {service.id for service in catalog.services.values() if service.lifecycle == "retired"}
    if not retired:
        return
    uses = (
        (origin.place(*pointer), service)  # a place is looked for in its file: only where something is wrong
        for origin, pointer, service in chain(_uses(catalog), _others(catalog))
        if service in retired
    )
    for place, used in chain(uses, _links(catalog)):
        service = catalog.services[used]
        instead = (
            text("depends-on-retired.hint-replaced", replacement=service.replaced_by)
            if service.replaced_by
            else text("depends-on-retired.hint", path=service.origin.path)
        )
        yield finding(
            CODE,
            SEVERITY,
            place,
            text("depends-on-retired.message", service=used),
            instead,
            (Related(service.origin.place("lifecycle"), text("depends-on-retired.here")),),
        )


def _uses(catalog: Catalog) -> Iterator[tuple[Origin, Pointer, str]]:
    for service in catalog.services.values():
        if service.lifecycle == "retired":
            continue
        origin = service.origin
        for index, step in enumerate(service.handoffs):
            if step.service:
                yield origin, ("handoffs", index, "service"), step.service
        for index, dependency in enumerate(service.depends_on):
            yield origin, ("depends_on", index, "service"), dependency.service
        for index, other in enumerate(service.not_for):
            if other.use:
                yield origin, ("not_for", index, "use"), other.use
        if service.replaced_by:
            yield origin, ("replaced_by",), service.replaced_by


def _others(catalog: Catalog) -> Iterator[tuple[Origin, Pointer, str]]:
    """What uses services without being one."""
    for journey in catalog.journeys.values():
        for index, step in enumerate(journey.steps):
            if step.service:
                yield journey.origin, ("steps", index, "service"), step.service
    for agreement in catalog.agreements.values():
        # of one that has ended, nobody waits for anything
        if agreement.effective_until is None or catalog.today <= agreement.effective_until:
            for index, covered in enumerate(agreement.covers):
                yield agreement.origin, ("covers", index), covered


def _links(catalog: Catalog) -> Iterator[tuple[Place, str]]:
    """Links in texts to what was retired and replaced by nothing, to which readers cannot go on from there."""
    gone = {
        f"service:{service.id}": service
        for service in catalog.services.values()
        # texts are read only where one of them is mentioned, which is hardly ever
        if service.lifecycle == "retired"
        and not service.replaced_by
        and ("service", service.id) in catalog.mentioned
    }
    if not gone:
        return
    silent = {
        *(notice.origin.path for notice in catalog.notices.values() if notice.is_over(catalog.today)),
        *(service.origin.path for service in catalog.services.values() if service.lifecycle == "retired"),
    }
    for origin, field, markdown in markdown_texts(catalog):
        if origin.path not in silent:
            for target in _linked(markdown, gone):
                yield origin.document.place_of_text((*origin.pointer, field), target), gone[target].id


def _linked(markdown: str, among: Mapping[str, Service]) -> list[str]:
    # most texts link to nothing: a look for the kind takes a hundredth of a look for links
    if "service:" not in markdown or among.keys().isdisjoint(possible_targets(markdown)):
        return []
    return [target for target in dict.fromkeys(targets(markdown)) if target in among]
