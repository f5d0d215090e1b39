"""Problems of the files that an import makes, shown at the place in the source that causes them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from servicebook.problems import Place, Problem, Related, in_order
from servicebook.source.yaml_positions import locate
from servicebook.source.yaml_reader import Pointer


class Provenance(NamedTuple):
    """Where a value of an imported file comes from.

    ``pointer`` leads to the value in the file, ``place`` is where the source has it, ``label`` is what people call
    that place where line and column do not help them: ``row 12, column owner`` of a spreadsheet.
    """

    pointer: Pointer
    place: Place
    label: str = ""


def at_source(
    problems: Iterable[Problem], texts: Mapping[str, str], provenance: Mapping[str, Sequence[Provenance]]
) -> tuple[Problem, ...]:
    """The problems of imported files, each at its place in the source; one of a file not imported stays as it is.

    ``texts`` are the files as the import would write them, by path.
    """
    # An import may make thousands of files, and few have problems: places are looked up for those alone.
    starts: dict[str, list[tuple[Place, int, Provenance]]] = {}

    def origin(place: Place) -> Provenance | None:
        """The value that begins last at or before the place: the innermost one that holds it."""
        text = texts.get(place.path)
        if text is None or place.path not in provenance:
            return None
        if place.path not in starts:
            located = [
                (locate(text, place.path, entry.pointer, key=True), len(entry.pointer), entry)
                for entry in provenance[place.path]
            ]
            # By depth, too: a map and its first key begin at the same place.
            starts[place.path] = sorted(located, key=lambda start: start[:2])
        after = bisect_right(starts[place.path], place, key=lambda start: start[0])
        return starts[place.path][after - 1][2] if after else None

    return in_order([_moved(problem, origin) for problem in problems])


def _moved(problem: Problem, origin: Callable[[Place], Provenance | None]) -> Problem:
    related = []
    for other in problem.related:
        source = origin(other.place)
        related.append(Related(source.place, _labelled(source, other.message)) if source else other)
    source = origin(problem.place)
    if source is None:
        return replace(problem, related=tuple(related))
    message = _labelled(source, problem.message)
    return replace(problem, place=source.place, message=message, related=tuple(related))


def _labelled(source: Provenance, message: str) -> str:
    return f"{source.label}: {message}" if source.label else message
