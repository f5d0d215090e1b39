"""A list of a service or an agreement says the same twice.

Whoever ticks off what to bring stops at the second one. Remove it, or say how it differs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from servicebook.documents.document import Origin
from servicebook.model.catalog import Catalog
from servicebook.problems import Problem, Related, Severity
from servicebook.rules.finding import finding
from servicebook.rules.lists_of_lines import lists_of_lines
from servicebook.wording import text

CODE = "line-twice"
SEVERITY = Severity.WARNING
READS: tuple[str, ...] = ()


def check(catalog: Catalog) -> Iterator[Problem]:
    for origin, field, lines in _lists(catalog):
        if len({line.lower() for line in lines}) == len(lines):
            continue
        seen: dict[str, int] = {}
        for index, line in enumerate(lines):
            first = seen.setdefault(line.lower(), index)
            if first != index:
                yield finding(
                    CODE,
                    SEVERITY,
                    origin.place(field, index),
                    text("line-twice.message", line=line),
                    text("hint.keep-one"),
                    (Related(origin.place(field, first), text("problem.other")),),
                )


def _lists(catalog: Catalog) -> Iterator[tuple[Origin, str, Sequence[str]]]:
    yield from lists_of_lines(catalog)
    # a list of one line repeats nothing, and most are such
    for service in catalog.services.values():
        if len(service.not_for) > 1:
            yield service.origin, "not_for", [other.text for other in service.not_for]
        if len(service.links) > 1:
            yield service.origin, "links", [link.url for link in service.links]
    for agreement in catalog.agreements.values():
        yield agreement.origin, "links", [link.url for link in agreement.links]
