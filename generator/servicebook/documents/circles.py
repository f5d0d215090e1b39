"""Circles of references: a department that is part of itself, a role that reports to itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from servicebook.documents.document import Document
from servicebook.documents.references import objects_of
from servicebook.documents.sense import find_circle
from servicebook.problems import Place, Problem, Related, error

_UPWARD = {"department": "part_of", "role": "reports_to", "service": "replaced_by", "calendar": "extends"}


def check_circles(documents: Iterable[Document]) -> Iterator[Problem]:
    """One problem for each kind whose upward references run in a circle, with the whole circle."""
    edges: dict[str, dict[str, list[str]]] = {kind: {} for kind in _UPWARD}
    places: dict[tuple[str, str], tuple[Document, tuple[str | int, ...]]] = {}
    for document in documents:
        if document.location.kind.name not in _UPWARD:
            continue
        for kind, whole_id, pointer, value in objects_of(document):
            field = _UPWARD.get(kind)
            if field and isinstance(value, dict) and isinstance(above := value.get(field), str):
                edges[kind][whole_id] = [above]
                places[kind, whole_id] = (document, (*pointer, field))
    for kind, graph in edges.items():
        while circle := find_circle(graph):
            spots = [_spot(places[kind, whole_id]) for whole_id in circle[:-1]]
            yield error(
                "circular-reference",
                spots[0],
                f"{_UPWARD[kind]} runs in a circle: {' → '.join(circle)}",
                "remove one of these references",
                tuple(Related(spot, "part of the circle") for spot in spots[1:]),
            )
            for whole_id in circle[:-1]:
                graph.pop(whole_id)


def _spot(where: tuple[Document, tuple[str | int, ...]]) -> Place:
    document, pointer = where
    return document.place(*pointer)
