"""A promised time is longer than anybody plans ahead.

More than two years are hardly a promise: a unit is probably wrong, or a digit too many. Correct it, or say in words
(`stated`) what can be said.
"""

from __future__ import annotations

from collections.abc import Iterator

from servicebook.clock.durations import Duration
from servicebook.documents.document import Origin
from servicebook.model.catalog import Catalog
from servicebook.problems import Problem, Severity
from servicebook.rules.finding import finding
from servicebook.rules.written_targets import written_targets
from servicebook.source.yaml_reader import Pointer
from servicebook.wording import text
from servicebook.wording.time_spans import duration

CODE = "endless-time"
SEVERITY = Severity.WARNING
READS: tuple[str, ...] = ()

_TWO_YEARS = 780 * 8 * 3600
"""Working time of about two years of calendar days, and of three years of working days."""


def check(catalog: Catalog) -> Iterator[Problem]:
    for origin, targets in catalog.derive(written_targets):
        for index, target in enumerate(targets):
            if target.within is not None and target.within.rough_seconds > _TWO_YEARS:
                yield _found(origin, ("targets", index, "within"), target.within)
    for notice in catalog.notices.values():
        if notice.adds is not None and notice.adds.rough_seconds > _TWO_YEARS:
            yield _found(notice.origin, ("adds",), notice.adds)


def _found(origin: Origin, pointer: Pointer, time: Duration) -> Problem:
    return finding(
        CODE,
        SEVERITY,
        origin.place(*pointer),
        text("endless-time.message", time=duration(time)),
        text("endless-time.hint"),
    )
