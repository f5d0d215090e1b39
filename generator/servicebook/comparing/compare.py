"""Compares two revisions of a catalog: which objects and fields differ, and what that means."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import replace

from servicebook.comparing.changes import Change, Effect, Written
from servicebook.comparing.codes import OBJECTS, Family, is_promise, meaning_of
from servicebook.comparing.effects import effect_of
from servicebook.comparing.fields import FieldDifference, differences
from servicebook.comparing.inherited import inherited_changes
from servicebook.comparing.objects import Found, Name, Pair, differing, pairs
from servicebook.comparing.problems.renames import renames
from servicebook.comparing.promise_changes import with_promises
from servicebook.documents.document import Document
from servicebook.documents.references import objects_of, references_of, resolve
from servicebook.frozen import frozen
from servicebook.model.catalog import Catalog
from servicebook.source.yaml_reader import Value


@frozen(kw_only=True)
class Compared:
    """A revision of a catalog with the documents that it was made from."""

    catalog: Catalog
    documents: Sequence[Document]


def changes_between(before: Compared, after: Compared, moved: Mapping[str, str]) -> tuple[Change, ...]:
    """Everything that differs, in the order of the head's files.

    ``moved`` has the new paths of files by their old ones, as far as git knows them. Documents of both sides that are
    the same object, or say the same, cost nothing.
    """
    then, now = differing(before.documents, after.documents)
    if not then and not now:
        return ()
    renamed = _renamed(then, now, moved)
    in_todays_ids = tuple(_in_todays_ids(document, renamed) for document in then) if renamed else then
    matched = list(pairs(in_todays_ids, now, renamed))
    found = [change for pair in matched for change in _of_pair(pair, renamed)]
    found += _orders(in_todays_ids, now)
    former = {
        pair.after.id: pair.before.id
        for pair in matched
        if pair.before and pair.after and pair.after.kind == "service"
    }
    found += inherited_changes(before.catalog, after.catalog, matched)
    return tuple(with_promises(before.catalog, after.catalog, found, former))


_IN_ORDER = frozenset({"calendar", "audience", "topic", "site", "principle", "priorities"})
"""The kinds of files whose objects readers see in the order in which they are written; priorities rank by it."""


def _orders(before: Iterable[Document], after: Iterable[Document]) -> Iterator[Change]:
    """Where what both have stands in another order, and that can be seen."""
    then = {document.location.kind.name: document for document in before}
    for document in after:
        kind = document.location.kind
        earlier = then.get(kind.name) if kind.name in _IN_ORDER else None
        if earlier is None:
            continue
        was, now = _ids(earlier), _ids(document)
        before_order, after_order = [one for one in was if one in now], [one for one in now if one in was]
        if before_order != after_order:
            yield Change(
                code="order-changed",
                kind=kind.name,
                object_id=kind.plural,
                field="order",
                before=list[Value](before_order),
                after=list[Value](after_order),
                effect=Effect.CHANGED if kind.name == "priorities" else Effect.REWORDED,
                written=Written("head", document),
            )


def _ids(document: Document) -> list[str]:
    return [
        own_id
        for kind, own_id, _, _ in objects_of(document)
        if kind in (document.location.kind.name, "priority")
    ]


def _renamed(
    before: Sequence[Document], after: Sequence[Document], moved: Mapping[str, str]
) -> dict[Name, str]:
    """Today's ids by kinds and former ids; what a department has takes its new id with it."""
    ids = dict(renames(before, after, moved).ids)
    departments = {old: new for (kind, old), new in ids.items() if kind == "department"}
    for document in before if departments else ():
        new_department = departments.get(document.location.department or "")
        for kind, old, _, _ in objects_of(document) if new_department else ():
            department, slash, rest = old.partition("/")
            if slash and department == document.location.department:
                ids.setdefault((kind, old), f"{new_department}/{rest}")
    return ids


def _in_todays_ids(document: Document, renamed: Mapping[Name, str]) -> Document:
    """The document as if what it refers to had always been called as today: to follow a new name is no change."""
    new_names = [
        (reference, new)
        for reference in references_of(document)
        if not reference.in_markdown and (new := renamed.get(_name(*resolve(reference)))) is not None
    ]
    if not new_names:
        return document
    value = deepcopy(document.value)
    for reference, new in new_names:
        *above, last = reference.pointer
        holder = value
        for step in above:
            holder = holder[step]  # type: ignore[index]
        prefix = reference.text.removesuffix(resolve(reference)[1])
        holder[last] = f"{prefix}{new}"  # type: ignore[index]
    return replace(document, value=value)


def _name(kind: str | None, qualified_id: str) -> Name:
    return kind or "", qualified_id


def _of_pair(pair: Pair, renamed: Mapping[Name, str]) -> Iterator[Change]:
    before, after = pair.before, pair.after
    if before is None:
        assert after is not None, "a pair has at least one side"
        yield _of_object(Effect.ADDED, pair, after)
    elif after is None:
        yield _of_object(Effect.REMOVED, pair, before)
    else:
        if before.id != after.id and not _moved_along(before, after, renamed):
            yield replace(_of_object(Effect.MOVED, pair, after), before=before.id, after=after.id)
        found = _with_whole_cost(before, after, differences(before.value, after.value))
        for difference in _folded(after.kind, found):
            yield _of_field(before, after, difference)


def _folded(kind: str, found: Iterable[FieldDifference]) -> Iterator[FieldDifference]:
    """The differences of an object; of a calendar's hours and days one, as it is one calendar that promises are on."""
    hours: list[FieldDifference] = []
    for difference in found:
        if kind == "calendar" and is_promise(meaning_of(kind, difference).code):
            hours.append(difference)
        else:
            yield difference
    if len(hours) < 2:
        yield from hours
        return
    roots = dict.fromkeys(difference.root for difference in hours)
    yield FieldDifference(
        path=(", ".join(roots),),
        before={difference.name: difference.before for difference in hours if difference.before is not None},
        after={difference.name: difference.after for difference in hours if difference.after is not None},
        pointers=hours[0].pointers,
    )


def _with_whole_cost(
    before: Found, after: Found, found: Iterable[FieldDifference]
) -> Iterator[FieldDifference]:
    """The differences, those of what a service costs as one: an amount says nothing without its unit and its note."""
    is_told = False
    for difference in found:
        if after.kind != "service" or difference.root != "cost":
            yield difference
        elif not is_told:
            is_told = True
            then, now = (
                side.value.get("cost") if isinstance(side.value, dict) else None for side in (before, after)
            )
            at = [("cost",) if value is not None else None for value in (then, now)]
            yield FieldDifference(path=("cost",), before=then, after=now, pointers=(at[0], at[1]))


def _moved_along(before: Found, after: Found, renamed: Mapping[Name, str]) -> bool:
    """Whether an object has another id only because its department or service has: that is said of these."""
    old, _, own_then = before.id.partition("/")
    new, _, own_now = after.id.partition("/")
    if own_then and own_then == own_now and renamed.get(("department", old)) == new:
        return True
    old_service, _, question_then = before.id.rpartition("/")
    new_service, _, question_now = after.id.rpartition("/")
    return question_then == question_now and renamed.get(("service", old_service)) == new_service


def _of_object(effect: Effect, pair: Pair, found: Found) -> Change:
    kind, qualified_id = pair.name
    return Change(
        code=f"{kind}-{OBJECTS[effect]}",
        kind=kind,
        object_id=qualified_id,
        field=None,
        before=pair.before.value if pair.before and effect is Effect.REMOVED else None,
        after=pair.after.value if pair.after and effect is Effect.ADDED else None,
        effect=effect,
        written=found.written,
    )


def _of_field(before: Found, after: Found, difference: FieldDifference) -> Change:
    meaning = meaning_of(after.kind, difference)
    effect = Effect.CHANGED if meaning.family is Family.PROMISE else effect_of(meaning.family, difference)
    code = meaning.code
    if difference.root == "lifecycle" and difference.after == "retired":
        code, effect = f"{after.kind}-retired", Effect.RETIRED
    then, now = difference.pointers
    side, pointer = (before, then) if now is None else (after, now)
    written = replace(side.written, pointer=(*side.written.pointer, *(pointer or ())))
    return Change(
        code=code,
        kind=after.kind,
        object_id=after.id,
        field=difference.name or None,
        before=difference.before,
        after=difference.after,
        effect=effect,
        written=written,
    )
