"""Which services a service needs, and which need it, directly and through others: the transitive closure.

Paths lead from service to service over hand-offs (one waits for the other) and over dependencies. They may run in
cycles.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from servicebook.model.catalog import Catalog
from servicebook.model.needs import needs_of


@dataclass(frozen=True, slots=True)
class Reached:
    """A service that another one reaches, by one path: the shortest of hand-offs alone where there is one (``waits``),
    else the shortest of all.

    ``distance`` is the number of its steps, from 1. ``through`` is the service before it on that path; None where
    there is none between the two.
    """

    service: str
    distance: int
    through: str | None
    waits: bool


@dataclass(frozen=True, slots=True)
class Closure:
    """The nearest services that another one reaches, and how many it reaches in all.

    In order: by distance, then by the names of department and service.
    """

    nearest: tuple[Reached, ...]
    total: int


def needed_through(catalog: Catalog, service: str, nearest: int | None = None) -> Closure:
    """All services that a service needs, directly or through others, or only the nearest so many of them."""
    graphs = catalog.derive(_graphs)
    return _closure_of(graphs.needs, graphs, service, nearest)


def needing_through(catalog: Catalog, service: str, nearest: int | None = None) -> Closure:
    """All services that need a service, directly or through others, or only the nearest so many of them."""
    graphs = catalog.derive(_graphs)
    return _closure_of(graphs.needed_by, graphs, service, nearest)


@dataclass(frozen=True, slots=True)
class _Graph:
    """Which service leads to which, all by number.

    ``successors`` are in order. ``reachable`` has a bit for each service that can be reached, at the place of its
    number; a service's own bit is set where it lies on a cycle.
    """

    successors: Sequence[Sequence[int]]
    reachable: Sequence[int]


@dataclass(frozen=True, slots=True)
class _Graphs:
    """The services by number and back, and for both directions the graph of all needs and that of hand-offs alone.

    Numbers follow the names of department and service.
    """

    ids: Sequence[str]
    numbers: Mapping[str, int]
    needs: tuple[_Graph, _Graph]
    needed_by: tuple[_Graph, _Graph]


def _graphs(catalog: Catalog) -> _Graphs:
    def by_name(qualified_id: str) -> tuple[str, str, str]:
        service = catalog.services[qualified_id]
        department = catalog.departments.get(service.department)
        name = department.name if department else service.department
        return name.casefold(), service.name.casefold(), qualified_id

    ids = sorted(catalog.services, key=by_name)
    numbers = {qualified_id: number for number, qualified_id in enumerate(ids)}
    edges = [
        (numbers[service.id], numbers[need.service], need.waits)
        for service in catalog.services.values()
        for need in needs_of(service)
        if need.service in numbers
    ]
    return _Graphs(
        ids=ids,
        numbers=numbers,
        needs=(
            _graph(len(ids), ((needing, needed) for needing, needed, _ in edges)),
            _graph(len(ids), ((needing, needed) for needing, needed, waits in edges if waits)),
        ),
        needed_by=(
            _graph(len(ids), ((needed, needing) for needing, needed, _ in edges)),
            _graph(len(ids), ((needed, needing) for needing, needed, waits in edges if waits)),
        ),
    )


def _graph(size: int, edges: Iterable[tuple[int, int]]) -> _Graph:
    successors: list[list[int]] = [[] for _ in range(size)]
    for start, end in edges:
        successors[start].append(end)
    for numbers in successors:
        numbers.sort()
    return _Graph(successors, _reachable(successors))


def _reachable(successors: Sequence[Sequence[int]]) -> list[int]:
    """For each number the bits of all that can be reached from it.

    Numbers come after their successors, so that one round is enough where there is no cycle; a cycle takes another
    round for each time that it leads back. Integers as sets of bits make a union of thousands one operation.
    """
    reachable = [0] * len(successors)
    order = list(_successors_first(successors))
    changed = True
    while changed:
        changed = False
        for number in order:
            bits = reachable[number]
            for successor in successors[number]:
                bits |= reachable[successor] | 1 << successor
            if bits != reachable[number]:
                reachable[number] = bits
                changed = True
    return reachable


def _successors_first(successors: Sequence[Sequence[int]]) -> Iterator[int]:
    """Every number once, after all that can be reached from it (but on cycles): depth first, in postorder.

    With a stack of its own, as chains of services may be longer than Python recurses.
    """
    seen = [False] * len(successors)
    for start in range(len(successors)):
        if seen[start]:
            continue
        seen[start] = True
        stack = [(start, iter(successors[start]))]
        while stack:
            number, remaining = stack[-1]
            unseen = next((successor for successor in remaining if not seen[successor]), None)
            if unseen is None:
                stack.pop()
                yield number
            else:
                seen[unseen] = True
                stack.append((unseen, iter(successors[unseen])))


def _closure_of(both: tuple[_Graph, _Graph], graphs: _Graphs, service: str, nearest: int | None) -> Closure:
    start = graphs.numbers[service]
    all_needs, handoffs = both
    reached = []
    for distance, number, before, waits in islice(_shortest_paths(all_needs, handoffs, start), nearest):
        through = None if before == start else graphs.ids[before]
        reached.append(Reached(graphs.ids[number], distance, through, waits))
    others = all_needs.reachable[start] & ~(
        1 << start
    )  # a service on a cycle is none of those that it reaches
    return Closure(tuple(reached), others.bit_count())


def _shortest_paths(all_needs: _Graph, handoffs: _Graph, start: int) -> Iterator[tuple[int, int, int, bool]]:
    """Distance, number, the number before it, and whether the path has hand-offs alone: nearest first.

    Breadth first in both graphs at once, level by level.
    """
    waited_for = handoffs.reachable[start]
    seen, seen_waiting = {start}, {start}
    level, level_waiting = [start], [start]
    distance = 0
    while level or level_waiting:
        distance += 1
        new, new_waiting = (
            _next_level(all_needs, level, seen),
            _next_level(handoffs, level_waiting, seen_waiting),
        )
        here = [(number, before, True) for number, before in new_waiting.items()]
        # what hand-offs reach later, by a longer path, is told then: a path of hand-offs alone goes first
        here += [(number, before, False) for number, before in new.items() if not waited_for >> number & 1]
        for number, before, waits in sorted(here):
            yield distance, number, before, waits
        level, level_waiting = sorted(new), sorted(new_waiting)


def _next_level(graph: _Graph, level: Iterable[int], seen: set[int]) -> dict[int, int]:
    """The unseen services one step farther, each with the first that leads to it; adds them to ``seen``."""
    before: dict[int, int] = {}
    for number in level:
        for successor in graph.successors[number]:
            if successor not in seen:
                seen.add(successor)
                before[successor] = number
    return before
