"""What an import does to a catalog that is there: what is made, changed, moved, and what the source no longer has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from typing import Any, NamedTuple

from servicebook.documents.document import Document
from servicebook.documents.drafting import HEADLINES
from servicebook.documents.references import objects_of
from servicebook.exchange.core.moving import Move
from servicebook.frozen import frozen
from servicebook.model.catalog import Catalog
from servicebook.model.visible import shown_people
from servicebook.source.yaml_reader import Pointer, Value


class Named(NamedTuple):
    """An object of the catalog by kind and qualified id, and what it is called."""

    kind: str
    id: str
    name: str


class NewName(NamedTuple):
    """An object that is called otherwise now."""

    kind: str
    id: str
    before: str
    after: str


@frozen(kw_only=True)
class ImportPlan:
    """What an import does, each in the order of kinds and ids.

    ``gone`` is what the catalog has and the source has not, of the kinds that the source tells of.
    """

    made: tuple[Named, ...] = ()
    changed: tuple[Named, ...] = ()
    moved: tuple[Move, ...] = ()
    renamed: tuple[NewName, ...] = ()
    gone: tuple[Named, ...] = ()


def plan_of(
    before: Iterable[Document], after: Iterable[Document], moved: Iterable[Move], gone: Iterable[Named]
) -> ImportPlan:
    """What is done to the documents ``before``, in which everything has moved already. Pure."""
    were = {(kind, own): value for kind, own, _, value in _all_objects(before)}
    made, changed, renamed = [], [], []
    for kind, own, _, value in _all_objects(after):
        if (kind, own) not in were:
            made.append(Named(kind, own, name_of(kind, value)))
            continue
        was = were[kind, own]
        if _without_questions(was) != _without_questions(value):
            changed.append(Named(kind, own, name_of(kind, value)))
        if (old := name_of(kind, was)) != (new := name_of(kind, value)):
            renamed.append(NewName(kind, own, old, new))
    return ImportPlan(
        made=tuple(sorted(made)),
        changed=tuple(sorted(changed)),
        moved=tuple(sorted(moved)),
        renamed=tuple(sorted(renamed)),
        gone=tuple(gone),
    )


def _all_objects(documents: Iterable[Document]) -> Iterator[tuple[str, str, Pointer, Value]]:
    for document in documents:
        yield from objects_of(document)


def _without_questions(value: Value) -> Value:
    # a service's questions are objects of their own
    return {key: item for key, item in value.items() if key != "faqs"} if isinstance(value, dict) else value


def name_of(kind: str, value: Value) -> str:
    """What an object is called, as it is written; empty where nothing is."""
    written = value.get(HEADLINES.get(kind, "name"), "") if isinstance(value, dict) else ""
    return str(written)


def gone_from(
    documents: Iterable[Document], present: Mapping[str, Set[str]], catalog: Catalog | None
) -> tuple[Named, ...]:
    """The objects of the kinds in ``present`` whose ids are not there, by kind and id.

    Not those that say themselves that they are no more: retired services, and people who left. Nor people whom no
    export names, who could not be in a source that was one.
    """
    shown = shown_people(catalog) if catalog else frozenset()
    gone = []
    for kind, own, _, value in _all_objects(documents):
        if kind not in present or own in present[kind] or is_past(kind, value):
            continue
        if kind == "person" and catalog and own not in shown:
            continue
        gone.append(Named(kind, own, name_of(kind, value)))
    return tuple(sorted(gone))


def is_past(kind: str, value: Any) -> bool:
    """Whether an object says itself that it is no more: a retired service, a person with a last day."""
    if not isinstance(value, dict):
        return False
    return (kind == "service" and value.get("lifecycle") == "retired") or (
        kind == "person" and value.get("left_on") is not None
    )
