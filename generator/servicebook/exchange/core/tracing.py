"""Faults of files that an import made, shown where they were made: in the source."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from servicebook.exchange.core.imported import Told
from servicebook.problems import Place, Problem, Related, in_order
from servicebook.source.yaml_reader import locate


def traced(
    problems: Iterable[Problem], texts: Mapping[str, str], told: Mapping[str, Sequence[Told]]
) -> tuple[Problem, ...]:
    """The problems at the rows and columns that say so; one that no row has to do with stays as it is.

    ``texts`` are the files as the import would write them, by path.
    """
    begun: dict[str, list[tuple[Place, int, Told]]] = {}

    def source(place: Place) -> Told | None:
        """What begins last before the place, of all that the source says about its file."""
        text = texts.get(place.path)
        if text is None or place.path not in told:
            return None
        if place.path not in begun:
            listed = [
                (locate(text, place.path, one.pointer, key=True), len(one.pointer), one)
                for one in told[place.path]
            ]
            begun[place.path] = sorted(listed, key=lambda entry: entry[:2])
        at = bisect_right(begun[place.path], place, key=lambda entry: entry[0])
        return begun[place.path][at - 1][2] if at else None

    return in_order([_at_source(problem, source) for problem in problems])


def _at_source(problem: Problem, source: Callable[[Place], Told | None]) -> Problem:
    related = []
    for one in problem.related:
        found = source(one.place)
        related.append(Related(found.place, _said(found, one.message)) if found else one)
    found = source(problem.place)
    if found is None:
        return replace(problem, related=tuple(related))
    message = _said(found, problem.message)
    return replace(problem, place=found.place, message=message, related=tuple(related))


def _said(told: Told, message: str) -> str:
    return f"{told.where}: {message}" if told.where else message
