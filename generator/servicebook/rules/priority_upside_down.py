"""What is urgent takes longer than what is less urgent.

Of two priorities, the one higher up in `site_config/priorities.yml` is promised a longer time: probably the two times
are in the wrong order, or the order of the priorities is. A target without `priority` holds for all that have none of
their own; times are compared where they are written together.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from servicebook.model.catalog import Catalog
from servicebook.model.promises import Promise
from servicebook.model.service import Service
from servicebook.problems import Problem, Related, Severity
from servicebook.rules.finding import finding
from servicebook.rules.promised_times import in_words, is_longer, timed_promises, written
from servicebook.wording import text

CODE = "priority-upside-down"
SEVERITY = Severity.WARNING
READS: tuple[str, ...] = (
    "department",
    "calendar",
    "priorities",
)


def check(catalog: Catalog) -> Iterator[Problem]:
    for service, promised in catalog.derive(timed_promises):
        ways = {(p.target.measure, p.target.channel) for p in promised if p.target.priority is not None}
        for measure, channel in sorted(ways, key=str):
            by_priority = {
                p.target.priority: p
                for p in promised
                if p.target.measure == measure and p.target.channel == channel
            }
            levels = [by_priority.get(one) or by_priority.get(None) for one in catalog.settings.priorities]
            for higher, lower in pairwise(level for level in levels if level is not None):
                if higher.source == lower.source and is_longer(catalog, higher, lower):
                    yield _found(catalog, service, higher, lower)


def _found(catalog: Catalog, service: Service, higher: Promise, lower: Promise) -> Problem:
    origin, index = written(catalog, service, higher)
    other, position = written(catalog, service, lower)
    return finding(
        CODE,
        SEVERITY,
        origin.place("targets", index, "within"),
        text(
            "priority-upside-down.message",
            higher=_name(catalog, higher),
            lower=_name(catalog, lower),
            slow=in_words(higher),
            fast=in_words(lower),
        ),
        text(
            "priority-upside-down.hint",
            higher=_name(catalog, higher),
            lower=_name(catalog, lower),
            slow=in_words(higher),
            fast=in_words(lower),
        ),
        (Related(other.place("targets", position), text("priority-upside-down.lower")),),
    )


def _name(catalog: Catalog, promise: Promise) -> str:
    priority = promise.target.priority
    return (
        text("priority-upside-down.any") if priority is None else catalog.settings.priorities[priority].name
    )
