"""How far services reach: all that one needs, and all that needs it, through others too.

A way leads from service to service over hand-offs (the one waits for the other) and over what services lean
on. Ways may run in circles.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from servicebook.model.catalog import Catalog, needs_of


@dataclass(frozen=True, slots=True)
class Reached:
    """A service that another one reaches, by one way: the shortest over hand-offs alone where there is one
    (``waits``), else the shortest of all.

    ``distance`` counts its steps, from 1. ``through`` is the service before it on that way; None where there
    is none between the two.
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
    """All that a service needs, or only the nearest so many of them."""
    graphs = catalog.derive(_graphs)
    return _closure_of(graphs.needs, graphs, service, nearest)


def needing_through(catalog: Catalog, service: str, nearest: int | None = None) -> Closure:
    """All that need a service, or only the nearest so many of them."""
    graphs = catalog.derive(_graphs)
    return _closure_of(graphs.needed_by, graphs, service, nearest)


@dataclass(frozen=True, slots=True)
class _Graph:
    """Which service leads to which, by their numbers.

    ``far`` holds for each number the bits of all that it leads to, however far; its own too where it lies on
    a circle.
    """

    nexts: Sequence[Sequence[int]]
    far: Sequence[int]


@dataclass(frozen=True, slots=True)
class _Graphs:
    """Services by number and back, and for both directions the web of all ways and that of hand-offs alone.

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
    steps = [
        (numbers[service.id], numbers[need.service], need.waits)
        for service in catalog.services.values()
        for need in needs_of(service)
        if need.service in numbers
    ]
    return _Graphs(
        ids=ids,
        numbers=numbers,
        needs=(
            _graph(len(ids), ((one, other) for one, other, _ in steps)),
            _graph(len(ids), ((one, other) for one, other, waits in steps if waits)),
        ),
        needed_by=(
            _graph(len(ids), ((other, one) for one, other, _ in steps)),
            _graph(len(ids), ((other, one) for one, other, waits in steps if waits)),
        ),
    )


def _graph(size: int, steps: Iterable[tuple[int, int]]) -> _Graph:
    nexts: list[list[int]] = [[] for _ in range(size)]
    for one, other in steps:
        nexts[one].append(other)
    for others in nexts:
        others.sort()
    return _Graph(nexts, _closure(nexts))


def _closure(nexts: Sequence[Sequence[int]]) -> list[int]:
    """For each number the bits of all that it leads to.

    Numbers are taken after those that they lead to, so that one round is enough where nothing runs in a circle.
    """
    far = [0] * len(nexts)
    order = list(_last_first(nexts))
    changed = True
    while changed:
        changed = False
        for one in order:
            bits = far[one]
            for other in nexts[one]:
                bits |= far[other] | 1 << other
            if bits != far[one]:
                far[one] = bits
                changed = True
    return far


def _last_first(nexts: Sequence[Sequence[int]]) -> Iterator[int]:
    """Every number once, after all that it leads to (but for circles)."""
    seen = [False] * len(nexts)
    for start in range(len(nexts)):
        if seen[start]:
            continue
        seen[start] = True
        open_ = [(start, iter(nexts[start]))]
        while open_:
            one, others = open_[-1]
            new = next((other for other in others if not seen[other]), None)
            if new is None:
                open_.pop()
                yield one
            else:
                seen[new] = True
                open_.append((new, iter(nexts[new])))


def _closure_of(both: tuple[_Graph, _Graph], webs: _Graphs, service: str, nearest: int | None) -> Closure:
    start = webs.numbers[service]
    every, waiting = both
    reached = _ways(every, waiting, start)
    found: list[Reached] = []
    for distance, number, before, waits in reached:
        if nearest is not None and len(found) >= nearest:
            break
        through = None if before == start else webs.ids[before]
        found.append(Reached(webs.ids[number], distance, through, waits))
    return Closure(tuple(found), (every.far[start] & ~(1 << start)).bit_count())


def _ways(every: _Graph, waiting: _Graph, start: int) -> Iterator[tuple[int, int, int, bool]]:
    """Distance, number, the number before it, and whether the way has hand-offs alone: nearest first."""
    waited_for = waiting.far[start]
    seen, seen_waiting = {start}, {start}
    level, level_waiting = [start], [start]
    distance = 0
    while level or level_waiting:
        distance += 1
        ways, ways_waiting = _step(every, level, seen), _step(waiting, level_waiting, seen_waiting)
        here = [(number, before, True) for number, before in ways_waiting.items()]
        here += [(number, before, False) for number, before in ways.items() if not waited_for >> number & 1]
        for number, before, waits in sorted(here):
            yield distance, number, before, waits
        level, level_waiting = sorted(ways), sorted(ways_waiting)


def _step(web: _Graph, level: Iterable[int], seen: set[int]) -> dict[int, int]:
    """What is one step farther and not seen before: each with the first that leads to it."""
    ways: dict[int, int] = {}
    for before in level:
        for number in web.nexts[before]:
            if number not in seen:
                seen.add(number)
                ways[number] = before
    return ways
