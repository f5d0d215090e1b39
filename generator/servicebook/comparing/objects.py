"""The objects of two revisions, matched: by kind and id, and those that got another id by what they say of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from servicebook.comparing.changes import Side, Written
from servicebook.documents.document import Document
from servicebook.documents.references import objects_of
from servicebook.frozen import frozen
from servicebook.source.yaml_reader import Pointer, Value

Name = tuple[str, str]
"""The kind and qualified id of an object."""

_ELSEWHERE: Mapping[str, frozenset[str]] = {
    "service": frozenset({"faqs"}),
    "priorities": frozenset({"priorities"}),
}
"""Keys of objects whose values are objects themselves."""


@frozen(eq=False)
class Found:
    """An object as written in one of the revisions."""

    kind: str
    id: str
    value: Value
    written: Written


@frozen
class Pair:
    """An object in both revisions; where it was added or is gone, in one of them."""

    before: Found | None
    after: Found | None

    @property
    def name(self) -> Name:
        """Its kind and id as of the head, or of the base where it is gone."""
        found = self.after or self.before
        assert found is not None, "a pair has at least one side"
        return found.kind, found.id


def differing(
    before: Iterable[Document], after: Iterable[Document]
) -> tuple[tuple[Document, ...], tuple[Document, ...]]:
    """The documents of either revision that the other has not got with the same words under the same path.

    Results are left out: to count what happened is no change of what is promised, and has a line for each promise.
    """
    then = {document.path: document for document in before if document.location.kind.name != "results"}
    now = {document.path: document for document in after if document.location.kind.name != "results"}

    def is_same(path: str) -> bool:
        one, other = then.get(path), now.get(path)
        return one is other or (one is not None and other is not None and one.text == other.text)

    return (
        tuple(document for path, document in then.items() if not is_same(path)),
        tuple(document for path, document in now.items() if not is_same(path)),
    )


def pairs(
    before: Iterable[Document], after: Iterable[Document], renamed: Mapping[Name, str]
) -> Iterator[Pair]:
    """The objects of some documents, each with what it was: first those that are there now, then those that are gone.

    ``renamed`` has today's ids by kinds and former ids.
    """
    then = {(found.kind, found.id): found for found in _found("base", before)}
    now = {(found.kind, found.id): found for found in _found("head", after)}
    former = _former_names(then, now, renamed)
    for name, found in now.items():
        yield Pair(then.get(former.get(name, name)), found)
    left = then.keys() - {former.get(name, name) for name in now}
    for name, found in then.items():
        if name in left:
            yield Pair(found, None)


_Objects = Mapping[Name, "Found"]


def _former_names(then: _Objects, now: _Objects, renamed: Mapping[Name, str]) -> dict[Name, Name]:
    """By today's name of an object what it was called, where that is another one."""
    gone = {name: found for name, found in then.items() if name not in now}
    former: dict[Name, Name] = {}
    for kind, old in gone:
        new = renamed.get((kind, old))
        if new is not None and (kind, new) in now and (kind, new) not in then:
            former.setdefault((kind, new), (kind, old))
    unexplained = {name: found for name, found in gone.items() if name not in former.values()}
    new_ones = {name: found for name, found in now.items() if name not in then and name not in former}
    return former | dict(_reworded(unexplained, new_ones))


def _reworded(gone: _Objects, new: _Objects) -> Iterator[tuple[Name, Name]]:
    """Questions that are asked in other words: what has no id of its own takes it from its words."""
    answers = {
        str(found.value.get("answer")): name
        for name, found in gone.items()
        if found.kind == "faq" and isinstance(found.value, dict)
    }
    for name, found in new.items():
        if found.kind == "faq" and isinstance(found.value, dict):
            old = answers.pop(str(found.value.get("answer")), None)
            if old is not None:
                yield name, old


def _found(side: Side, documents: Iterable[Document]) -> Iterator[Found]:
    for document in documents:
        kind = document.location.kind
        if kind.name == "kudos":
            yield from _thanks(side, document)
            continue
        if kind.name == "absence":
            yield from _absences(side, document)
            continue
        listed = list(objects_of(document))
        for name, qualified_id, pointer, value in listed:
            yield Found(name, qualified_id, _own(name, value), Written(side, document, pointer))
        if kind.holds == "object" and document.location.qualified_id is None:
            # settings are one object a file, which has no id but what it is called
            yield Found(kind.name, kind.name, _own(kind.name, document.value), Written(side, document))


def _own(kind: str, value: Value) -> Value:
    if kind == "rota" and isinstance(value, dict) and isinstance(value["events"], list):
        # where an event stands in the file says nothing
        events: list[Value] = [
            {key: item for key, item in event.items() if key != "line"}
            for event in value["events"]
            if isinstance(event, dict)
        ]
        return {"events": events}
    if isinstance(value, dict) and (elsewhere := _ELSEWHERE.get(kind)):
        return {key: item for key, item in value.items() if key not in elsewhere}
    return value


def _thanks(side: Side, document: Document) -> Iterator[Found]:
    """Thanks have no ids: who thanks whom on a day is one, and several of them are counted."""
    counts: dict[str, int] = {}
    for index, item in enumerate(document.value if isinstance(document.value, list) else ()):
        if isinstance(item, dict):
            own_id = "/".join(str(item.get(key)) for key in ("on", "from", "to"))
            counts[own_id] = counts.get(own_id, 0) + 1
            number = f"#{counts[own_id]}" if counts[own_id] > 1 else ""
            pointer: Pointer = (index,)
            yield Found("kudos", own_id + number, item, Written(side, document, pointer))


def _absences(side: Side, document: Document) -> Iterator[Found]:
    """Absences have no ids: who is away from which day on is one."""
    for index, item in enumerate(document.value if isinstance(document.value, list) else ()):
        if isinstance(item, dict):
            yield Found(
                "absence", f"{item.get('person')}/{item.get('from')}", item, Written(side, document, (index,))
            )
