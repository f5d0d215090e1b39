"""Circles of references: a department that is part of itself, services that hand work to one another."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from servicebook.documents.semantics import find_cycle
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
_KINDS = frozenset(kind for kind, _ in _CHECKED)


def check_cycles(documents: Iterable[Document]) -> Iterator[Problem]:
    """A problem for each circle of references, with the whole circle."""
    edges: dict[tuple[str, str], dict[str, list[str]]] = {(kind, field): {} for kind, field in _CHECKED}
    places: dict[tuple[str, str, str], tuple[Document, Pointer]] = {}
    for document in documents:
        if document.location.kind.name not in _KINDS:
            continue
        for kind, qualified_id, pointer, value in objects_of(document):
            for of, field in _CHECKED:
                if of == kind and isinstance(value, dict) and field in value:
                    edges[kind, field][qualified_id] = [name for _, name in _named(value, field)]
                    places[kind, field, qualified_id] = (document, pointer)
    for kind, field in _CHECKED:
        graph = edges[kind, field]
        while circle := find_cycle(graph):
            spots = [
                _spot(*places[kind, field, one], field, following)
                for one, following in itertools.pairwise(circle)
            ]
            yield error(
                "circular-reference",
                spots[0],
                text(f"circular-reference.by.{field}", ids=" → ".join(circle)),
                text("circular-reference.hint"),
                tuple(Related(spot, text("circular-reference.part")) for spot in spots[1:]),
            )
            for qualified_id in circle[:-1]:
                graph.pop(qualified_id)


def _named(value: Mapping[str, Any], field: str) -> Iterator[tuple[Pointer, str]]:
    """The references of a field, with where they stand within the object."""
    if field == "handoffs":
        for index, step in enumerate(value[field]):
            if "service" in step:
                yield (field, index, "service"), step["service"]
    else:
        yield (field,), value[field]


def _spot(document: Document, pointer: Pointer, field: str, name: str) -> Place:
    """Where one object refers to the next."""
    value = document.value_at(pointer)
    return document.place(*pointer, *next(where for where, other in _named(value, field) if other == name))
