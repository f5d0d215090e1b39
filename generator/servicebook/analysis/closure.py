"""Which services a service needs, and which need it, directly and through others: the transitive closure.

Paths lead from service to service over hand-offs (one waits for the other) and over dependencies. They may run in
cycles.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from functools import cached_property, partial
from typing import NamedTuple

from servicebook.frozen import frozen
from servicebook.model.alike import differing
from servicebook.model.catalog import Catalog
from servicebook.model.needs import needs_of

_AT_ONCE = 4096
"""Services that are counted at once: a bit of each for every service is half a kilobyte a service."""


_ONE_BY_ONE = 20
"""After an edit only a few services are asked about: up to this many are counted singly, then all at once."""


class Reached(NamedTuple):
    """A service that another one reaches, by one path: the shortest of hand-offs alone where there is one (``waits``),
    else the shortest of all.

    ``distance`` is the number of its steps, from 1. ``through`` is the service before it on that path; None where
    there is none between the two.
    """

    service: str
    distance: int
    through: str | None
    waits: bool


_reached = partial(tuple.__new__, Reached)
"""The same, of a tuple: a page names thirty of them."""


@frozen
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


def prepare_closures(catalog: Catalog) -> None:
    """Find out at once what all services reach, before processes begin that ask about thousands of them."""
    graphs = catalog.derive(_graphs)
    graphs.needs.prepare()
    graphs.needed_by.prepare()


def keep_closures(before: Catalog, catalog: Catalog) -> None:
    """Let a catalog keep the paths of another one, where they are the same."""
    known = before.derived(_graphs)
    if known is not None and _says_the_same(before, catalog):
        catalog.keep(_graphs, known)


def _says_the_same(before: Catalog, catalog: Catalog) -> bool:
    """Whether there are the same services of the same names, which need the same."""
    if list(before.services) != list(catalog.services) or list(before.departments) != list(
        catalog.departments
    ):
        return False
    departments = differing(before.departments, catalog.departments)
    return all(old.name == new.name for old, new in departments) and all(
        (old.name, needs_of(old)) == (new.name, needs_of(new))
        for old, new in differing(before.services, catalog.services)
    )


@frozen
class _Condensed:
    """A graph with each of its cycles as one: the components, in which everything reaches everything.

    ``of`` has the number of each service's component, ``members`` the services of each, ``below`` the other components
    that each leads to, by one step. These have lower numbers.
    """

    of: Sequence[int]
    members: Sequence[Sequence[int]]
    below: Sequence[Iterable[int]]


class _Direction:
    """Where services lead to, all by number: by all needs, and by hand-offs alone. Successors are in order.

    What follows from all of them is worked out when it is first needed.
    """

    def __init__(self, all_needs: Sequence[Sequence[int]], handoffs: Sequence[Sequence[int]]) -> None:
        self.all_needs, self.handoffs = all_needs, handoffs
        self._counted = 0

    @cached_property
    def by_handoffs(self) -> _Condensed:
        """The graph of hand-offs alone."""
        return _condensed(self.handoffs)

    def total(self, service: int) -> int:
        """How many others a service reaches."""
        if "totals" in self.__dict__ or self._counted >= _ONE_BY_ONE:
            return self.totals[service]
        self._counted += 1
        seen, level = {service}, [service]
        while level:
            level = list(_next_level(self.all_needs, level, seen))
        return len(seen) - 1

    @cached_property
    def totals(self) -> Sequence[int]:
        """The same of all services."""
        return _totals(_condensed(self.all_needs))

    def prepare(self) -> None:
        """Work out what is needed where many services are asked about."""
        _ = self.by_handoffs, self.totals


@frozen
class _Graphs:
    """The services by number and back, and both directions: to what a service needs, and to what needs it.

    Numbers follow the names of department and service.
    """

    ids: Sequence[str]
    numbers: Mapping[str, int]
    needs: _Direction
    needed_by: _Direction


def _graphs(catalog: Catalog) -> _Graphs:
    def by_name(qualified_id: str) -> tuple[str, str, str]:
        service = catalog.services[qualified_id]
        department = catalog.departments.get(service.department)
        name = department.name if department else service.department
        return name.casefold(), service.name.casefold(), qualified_id

    ids = sorted(catalog.services, key=by_name)
    numbers = {qualified_id: number for number, qualified_id in enumerate(ids)}
    edges = [
        (numbers[service.id], numbers[needed], need.waits)
        for needed, needing in catalog.index.needed_by.items()
        if needed in numbers
        for service, need in needing
    ]
    return _Graphs(
        ids=ids,
        numbers=numbers,
        needs=_direction(len(ids), edges),
        needed_by=_direction(len(ids), ((needed, needing, waits) for needing, needed, waits in edges)),
    )


def _direction(size: int, edges: Iterable[tuple[int, int, bool]]) -> _Direction:
    all_needs: list[list[int]] = [[] for _ in range(size)]
    handoffs: list[list[int]] = [[] for _ in range(size)]
    for start, end, waits in edges:
        all_needs[start].append(end)
        if waits:
            handoffs[start].append(end)
    for numbers in (*all_needs, *handoffs):
        numbers.sort()
    return _Direction(all_needs, handoffs)


def _condensed(successors: Sequence[Sequence[int]]) -> _Condensed:
    of, members = _components(successors)
    below = [
        {of[successor] for member in together for successor in successors[member]} - {component}
        for component, together in enumerate(members)
    ]
    return _Condensed(of, members, below)


def _components(successors: Sequence[Sequence[int]]) -> tuple[list[int], list[list[int]]]:
    """The component of each node, and the nodes of each.

    Tarjan, "Depth-First Search and Linear Graph Algorithms", 1972. With a stack of its own, as
    chains of services may be longer than Python recurses.
    """
    of = [-1] * len(successors)
    members: list[list[int]] = []
    place = [0] * len(successors)  # in the order of finding, from 1; 0 is not found yet
    lowest = [0] * len(successors)
    pending: list[int] = []  # found, and in no component yet
    found = 0
    for first in range(len(successors)):
        stack = [] if place[first] else [(first, iter(successors[first]))]
        while stack:
            number, remaining = stack[-1]
            if not place[number]:
                found += 1
                place[number] = lowest[number] = found
                pending.append(number)
            unseen = None
            for successor in remaining:
                if not place[successor]:
                    unseen = successor
                    break
                if of[successor] < 0:
                    lowest[number] = min(lowest[number], place[successor])
            if unseen is not None:
                stack.append((unseen, iter(successors[unseen])))
                continue
            stack.pop()
            if stack:
                above = stack[-1][0]
                lowest[above] = min(lowest[above], lowest[number])
            if lowest[number] == place[number]:
                together: list[int] = []
                while not together or together[-1] != number:
                    together.append(pending.pop())
                    of[together[-1]] = len(members)
                members.append(together)
    return of, members


def _totals(graph: _Condensed) -> list[int]:
    """How many others each service reaches, exactly.

    Counted for some thousand services after the other: of each component the bits of those of them that it reaches.
    Bits of all of them would take memory with the square of the number of services.
    """
    sizes = [len(together) for together in graph.members]
    reached = [0] * len(sizes)
    for first, last in _blocks(sizes):
        bits = [0] * len(sizes)
        alone = last - first == 1  # a large cycle, as a rule: then one bit stands for all that are on it
        place = 0
        for component in range(first, last):
            size = 1 if alone else sizes[component]
            bits[component] = ((1 << size) - 1) << place
            place += size
        # what has a lower number reaches none of them
        for component in range(first, len(bits)):
            together = bits[component]
            for other in graph.below[component]:
                together |= bits[other]
            bits[component] = together
            reached[component] += together.bit_count() * (sizes[first] if alone else 1)
    return [reached[component] - 1 for component in graph.of]


def _blocks(sizes: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Components that follow one another, of no more than :data:`_AT_ONCE` services in all; a larger one is alone.

    The first of each block, and one past its last.
    """
    first, total = 0, 0
    for component, size in enumerate(sizes):
        if total and total + size > _AT_ONCE:
            yield first, component
            first, total = component, 0
        total += size
    if total:
        yield first, len(sizes)


def _closure_of(direction: _Direction, graphs: _Graphs, service: str, nearest: int | None) -> Closure:
    """Breadth first in both graphs at once, level by level, until so many are found."""
    start, ids = graphs.numbers[service], graphs.ids
    most = len(ids) if nearest is None else nearest
    waited_for: Set[int] | None = None
    seen, seen_waiting = {start}, {start}
    level, level_waiting = [start], [start]
    reached: list[Reached] = []
    distance = 0
    while (level or level_waiting) and len(reached) < most:
        distance += 1
        new = _next_level(direction.all_needs, level, seen)
        waiting = _next_level(direction.handoffs, level_waiting, seen_waiting) if level_waiting else {}
        level, level_waiting = sorted(new), sorted(waiting)
        impaired = [number for number in level if number not in seen_waiting]
        if impaired:
            of = direction.by_handoffs.of
            if waited_for is None:
                waited_for = _reached_components(direction.by_handoffs, of[start])
            # what hand-offs reach later, by a longer path, is told then: a path of hand-offs alone goes first
            impaired = [number for number in impaired if of[number] not in waited_for]
        new |= waiting
        told = sorted(level_waiting + impaired) if impaired else level_waiting
        for number in told[: most - len(reached)]:
            through = ids[new[number]] if distance > 1 else None
            reached.append(_reached((ids[number], distance, through, number in waiting)))
    return Closure(tuple(reached), direction.total(start))


def _reached_components(graph: _Condensed, start: int) -> Set[int]:
    """A component and all that can be reached from it."""
    found, pending = {start}, [start]
    while pending:
        for other in graph.below[pending.pop()]:
            if other not in found:
                found.add(other)
                pending.append(other)
    return found


def _next_level(successors: Sequence[Sequence[int]], level: Iterable[int], seen: set[int]) -> dict[int, int]:
    """The unseen services one step farther, each with the first that leads to it; adds them to ``seen``."""
    before: dict[int, int] = {}
    for number in level:
        for successor in successors[number]:
            if successor not in seen:
                seen.add(successor)
                before[successor] = number
    return before
