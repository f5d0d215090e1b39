"""Cycles of references: a department that is part of itself, services that hand work to one another."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from servicebook.documents.document import Document
from servicebook.documents.references import objects_of
from servicebook.problems import Place, Problem, Related, error
from servicebook.source.yaml_reader import Pointer
from servicebook.wording import text

_CHECKED = (
    ("department", "part_of"),
    ("role", "reports_to"),
    ("service", "replaced_by"),
    ("service", "handoffs"),
    ("calendar", "extends"),
)
"""The kind, and the field that refers to others of the kind."""
MAX_LISTED = 10
"""So many of those on a cycle are listed, as nobody reads hundreds."""
_KINDS = frozenset(kind for kind, _ in _CHECKED)


def check_cycles(documents: Iterable[Document]) -> Iterator[Problem]:
    """A problem for each cycle of references, with everything on it."""
    edges: dict[tuple[str, str], dict[str, list[str]]] = {(kind, field): {} for kind, field in _CHECKED}
    places: dict[tuple[str, str, str], tuple[Document, Pointer]] = {}
    for document in documents:
        for kind, field, qualified_id, pointer, names in edges_of(document):
            edges[kind, field][qualified_id] = names
            places[kind, field, qualified_id] = (document, pointer)
    for kind, field in _CHECKED:
        graph = edges[kind, field]
        while cycle := find_cycle(graph):
            references = [
                (_place_of(*places[kind, field, one], field, following), one, following)
                for one, following in itertools.pairwise(cycle)
            ]
            yield error(
                "circular-reference",
                references[0][0],
                text(f"circular-reference.by.{field}", ids=listed_cycle(cycle)),
                text("circular-reference.hint", one=cycle[0], other=cycle[1]),
                _parts(references[1:]),
            )
            for qualified_id in cycle[:-1]:
                graph.pop(qualified_id)  # or the next search would find the same cycle


def edges_of(document: Document) -> Iterator[tuple[str, str, str, Pointer, list[str]]]:
    """What may be part of a cycle: kind and field, the id of the object and its place, the ids that it refers to."""
    if document.location.kind.name not in _KINDS:
        return
    for kind, qualified_id, pointer, value in objects_of(document):
        for of, field in _CHECKED:
            if of == kind and isinstance(value, dict) and field in value:
                yield kind, field, qualified_id, pointer, [name for _, name in _references(value, field)]


def listed_cycle(cycle: Sequence[str]) -> str:
    """``a → b → a``; of a long one its beginning and how many are on it."""
    if len(cycle) <= MAX_LISTED + 1:
        return " → ".join(cycle)
    beginning = " → ".join([*cycle[:MAX_LISTED], "…", cycle[-1]])
    return text("circular-reference.long", ids=beginning, count=len(cycle) - 1)


def _parts(references: Sequence[tuple[Place, str, str]]) -> tuple[Related, ...]:
    """Where the cycle goes on, from what to what; at the last place that is listed, how many more there are."""
    parts = [
        Related(place, text("circular-reference.part", one=one, other=other))
        for place, one, other in references[:MAX_LISTED]
    ]
    if more := len(references) - len(parts):
        parts[-1] = Related(parts[-1].place, text("circular-reference.more-parts", count=more))
    return tuple(parts)


def _references(value: Mapping[str, Any], field: str) -> Iterator[tuple[Pointer, str]]:
    """The references of a field, each after its place within the object."""
    if field == "handoffs":
        for index, step in enumerate(value[field]):
            if "service" in step:
                yield (field, index, "service"), step["service"]
    else:
        yield (field,), value[field]


def _place_of(document: Document, pointer: Pointer, field: str, name: str) -> Place:
    """Where one object refers to the next."""
    value = document.value_at(pointer)
    return document.place(
        *pointer, *next(pointer for pointer, other in _references(value, field) if other == name)
    )


def find_cycle(edges: Mapping[str, Sequence[str]]) -> list[str]:
    """The first cycle in a graph, its start repeated at the end (``a → b → a``); empty when there is none.

    Edges to nodes that are not in the graph are passed over.
    """
    done: set[str] = set()
    for start in edges:
        path: list[str] = []
        on_path: set[str] = set()
        ahead: list[tuple[str, bool]] = [(start, False)]
        while ahead:
            node, leaving = ahead.pop()
            if leaving:
                path.pop()
                on_path.discard(node)
                done.add(node)
                continue
            if node in on_path:
                return [*path[path.index(node) :], node]
            if node in done:
                continue
            path.append(node)
            on_path.add(node)
            ahead.append((node, True))
            ahead.extend((after, False) for after in reversed(edges.get(node, ())) if after in edges)
    return []
