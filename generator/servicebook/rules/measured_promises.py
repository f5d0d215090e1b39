"""What the rules about results look at: published ones alone, since nobody may be recognized in a finding either."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from servicebook.analysis.kept_promises import Line, kept_promises
from servicebook.documents.document import Origin
from servicebook.model.catalog import Catalog
from servicebook.model.results import Result
from servicebook.model.service import Service
from servicebook.model.visible import visible
from servicebook.problems import Place, Related
from servicebook.source.yaml_reader import Pointer
from servicebook.wording import text


def lines_by_measure(catalog: Catalog) -> Iterator[tuple[Service, list[Line]]]:
    """The results of services that can be asked for: those of one measure together, of main interest first."""
    if not catalog.results:
        return
    for qualified_id, lines in kept_promises(visible(catalog)).lines.items():
        service = catalog.services.get(qualified_id)
        if service is not None and service.can_be_asked:
            if len(lines) == 1:
                yield service, [*lines]
                continue
            for _, of_measure in groupby(sorted(lines, key=_measure), key=_measure):
                yield service, list(of_measure)


def _measure(line: Line) -> str:
    return line.measure


def named(line: Line) -> str:
    """``fulfillment_time, priority: high``."""
    keys = {"priority": line.priority, "channel": line.channel, "agreement": line.agreement}
    return ", ".join([line.measure, *(f"{key}: {value}" for key, value in keys.items() if value)])


def place_of_promise(catalog: Catalog, service: Service, line: Line) -> Place:
    """Where what is promised today is written; of what a department promises for all, the service."""
    promise = line.promise
    if promise is None:
        return service.origin.place()
    if promise.source == "service":
        return service.origin.place("targets", service.targets.index(promise.target))
    agreement = catalog.agreements.get(promise.source.removeprefix("agreement:"))
    if promise.source.startswith("agreement:") and agreement and promise.target in agreement.targets:
        return agreement.origin.place("targets", agreement.targets.index(promise.target))
    return service.origin.place()


def place_of_result(catalog: Catalog, result: Result) -> Place:
    """Where a result is written, which may be one of what may be seen, without its file."""
    return catalog.derive(_origins)[result.origin.path, result.origin.pointer].place()


def related(catalog: Catalog, result: Result) -> tuple[Related, ...]:
    """Where the numbers of a finding are."""
    return (Related(place_of_result(catalog, result), text("measured.result")),)


def _origins(catalog: Catalog) -> dict[tuple[str, Pointer], Origin]:
    return {(one.origin.path, one.origin.pointer): one.origin for one in catalog.results}
