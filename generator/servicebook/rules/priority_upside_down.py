"""What is urgent takes longer than what is less urgent.

Of two priorities, the one higher up in `site_config/priorities.yml` is promised a longer time: probably the two times
are in the wrong order, or the order of the priorities is. A target without `priority` holds for all that have none of
their own; times are compared where they are written together.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations, pairwise

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
            known = [level for level in levels if level is not None]
            if exchanged := _exchanged(catalog, known):
                yield _found(catalog, service, *exchanged, are_exchanged=True)
                continue
            for higher, lower in _upside_down(catalog, known):
                yield _found(catalog, service, higher, lower)


def _upside_down(catalog: Catalog, levels: list[Promise]) -> list[tuple[Promise, Promise]]:
    return [
        (higher, lower)
        for higher, lower in pairwise(levels)
        if higher.source == lower.source and is_longer(catalog, higher, lower)
    ]


def _exchanged(catalog: Catalog, levels: list[Promise]) -> tuple[Promise, Promise] | None:
    """The two whose times are exchanged: more than one is wrong, and with these two the other way round none is."""
    if len(_upside_down(catalog, levels)) < 2 or len(levels) > _MOST:
        return None
    found = []
    for one, other in combinations(range(len(levels)), 2):
        if None in (levels[one].target.priority, levels[other].target.priority):
            continue
        tried = list(levels)
        tried[one], tried[other] = (
            _with_time(levels[one], levels[other]),
            _with_time(levels[other], levels[one]),
        )
        if levels[one].source == levels[other].source and not _upside_down(catalog, tried):
            found.append((levels[one], levels[other]))
    return found[0] if len(found) == 1 else None


_MOST = 6
"""Of more priorities, nobody wants to try all pairs."""


def _with_time(promise: Promise, other: Promise) -> Promise:
    return replace(promise, target=replace(promise.target, within=other.target.within))


def _found(
    catalog: Catalog, service: Service, higher: Promise, lower: Promise, *, are_exchanged: bool = False
) -> Problem:
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
            "priority-upside-down.exchanged",
            higher=_name(catalog, higher),
            lower=_name(catalog, lower),
            slow=in_words(higher),
            fast=in_words(lower),
            line=origin.place("targets", index, "within").line,
            other_line=other.place("targets", position, "within").line,
        )
        if are_exchanged
        else text(
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
