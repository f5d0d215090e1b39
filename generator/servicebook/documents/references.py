"""What documents refer to, found by their schemas (``x-ref``), and whether it exists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from servicebook import wording
from servicebook.documents.document import Document, DocumentOrigin, Origin
from servicebook.documents.known_names import KnownNames
from servicebook.documents.markdown_links import LINKABLE, possible_targets, targets
from servicebook.documents.object_names import ObjectNames
from servicebook.documents.schemas import Plan, plan_of
from servicebook.documents.slugs import lossy_slug
from servicebook.documents.suggestions import only_meant
from servicebook.frozen import frozen
from servicebook.problems import Edit, Place, Problem, Related, error
from servicebook.source.yaml_reader import Pointer, Value

Named = tuple[str | None, str]
"""What a reference names: a kind, None where that is not said, and a qualified id."""


class Reference(NamedTuple):
    """A place in a document that names another object: the kinds that it may be, and how it is written.

    With ``is_key``, it is the last key of the pointer that does, and not the value.
    """

    kinds: tuple[str, ...]
    text: str
    pointer: Pointer
    in_markdown: bool = False
    is_key: bool = False


def references_of(document: Document) -> list[Reference]:
    """Every reference of a document that is valid against its schema.

    Of Markdown, whatever may be a link to an object: :func:`check_references` looks closer at those that
    lead nowhere.
    """
    references: list[Reference] = []
    _collect(document.value, plan_of(document.location.kind.schema), (), references)
    return references


def _collect(value: Value, plan: Plan, pointer: Pointer, references: list[Reference]) -> None:
    if isinstance(value, str):
        if plan.refs:
            references.append(Reference(plan.refs, value, pointer))
        elif plan.markdown:
            references += [
                Reference(LINKABLE, target, pointer, in_markdown=True)
                for target in possible_targets(value)
                if target.partition(":")[0] in LINKABLE
            ]
    elif isinstance(value, dict):
        _collect_from_map(value, plan, pointer, references)
    elif isinstance(value, list) and plan.each is not None:
        for index, item in enumerate(value):
            _collect(item, plan.each, (*pointer, index), references)


def _collect_from_map(
    value: dict[str, Value], plan: Plan, pointer: Pointer, references: list[Reference]
) -> None:
    if plan.key_refs:
        references += [Reference(plan.key_refs, key, (*pointer, key), is_key=True) for key in value]
    if plan.each is not None:
        for key, item in value.items():
            _collect(item, plan.each, (*pointer, key), references)
    for key, below in plan.keys.items():
        if key in value:
            _collect(value[key], below, (*pointer, key), references)


@frozen(kw_only=True)
class Ids:
    """Every id of a repository by kind, with where each is given; and the former ones.

    ``unsure`` holds (kind, department or "") of files that could not be read as maps or lists: what they
    would have named is unknown, so nothing is said about references into them.
    """

    places: Mapping[str, Mapping[str, Origin]]
    former: Mapping[str, Mapping[str, str]]
    unsure: frozenset[tuple[str, str]]
    names: ObjectNames

    def has(self, kind: str, qualified_id: str) -> bool:
        """Whether the id names an object, or may name one in a file that could not be read."""
        if kind == "calendar" and qualified_id == "always":
            return True
        if qualified_id in self.places.get(kind, ()):
            return True
        owner = qualified_id.rpartition("/")[0].partition("/")[0]
        return (kind, owner) in self.unsure or (kind, "") in self.unsure


def collect_ids(documents: Iterable[Document], invalid: Iterable[Document]) -> tuple[Ids, list[Problem]]:
    """The ids of all documents, and the problem of every id that is given twice.

    ``invalid`` documents do not fit the schema of their kind, or have no value: their own ids still count where the
    path says them.
    """
    places: dict[str, KnownNames[Origin]] = {}
    renamings: list[_Renaming] = []
    problems: list[Problem] = []
    for document in documents:
        for kind, qualified_id, pointer, value in objects_of(document):
            if kind == "faq" and qualified_id.endswith("/"):
                continue  # a question without an id has a problem of its own
            origin: Origin = DocumentOrigin(document, pointer)
            first = places.setdefault(kind, KnownNames()).setdefault(qualified_id, origin)
            if first is not origin:
                problems.append(_taken(kind, qualified_id, origin, first))
            renamings += _renamings(kind, qualified_id, document, pointer, value)
    unsure = frozenset(_collect_invalid(invalid, places))
    former: dict[str, dict[str, str]] = {}
    former_hint = wording.text("duplicate-id.hint-former")
    for renaming in renamings:
        kind, old, new = renaming.kind, renaming.old, renaming.new
        holder = places.get(kind, KnownNames()).get(old)
        if holder is not None:
            problems.append(_taken(kind, old, renaming.origin, holder, hint=former_hint))
        elif (successor := former.setdefault(kind, {}).setdefault(old, new)) != new:
            problems.append(_taken(kind, old, renaming.origin, places[kind][successor], hint=former_hint))
    return Ids(places=places, former=former, unsure=unsure, names=ObjectNames(places)), problems


class _Renaming(NamedTuple):
    """A former id of an object, and where it is written."""

    kind: str
    old: str
    new: str
    origin: Origin


def _renamings(
    kind: str, qualified_id: str, document: Document, pointer: Pointer, value: Value
) -> Iterator[_Renaming]:
    former = value.get("former_ids") if isinstance(value, dict) else None
    for index, old in enumerate(former if isinstance(former, list) else ()):
        yield _Renaming(
            kind, str(old), qualified_id, DocumentOrigin(document, (*pointer, "former_ids", index))
        )


def _collect_invalid(
    documents: Iterable[Document], places: dict[str, KnownNames[Origin]]
) -> Iterator[tuple[str, str]]:
    """Add the ids of invalid documents; the kinds and departments of those whose ids are not known."""
    for document in documents:
        location = document.location
        if location.kind.holds == "object" and location.qualified_id:
            ids = places.setdefault(location.kind.name, KnownNames())
            ids.setdefault(location.qualified_id, DocumentOrigin(document))
            if location.kind.name == "service":
                yield "faq", location.department or ""
        elif location.kind.name == "priorities":
            yield "priority", ""
        else:
            yield location.kind.name, location.department or ""


def _taken(
    kind: str, qualified_id: str, origin: Origin, first: Origin, *, hint: str | None = None
) -> Problem:
    is_same = kind == "faq" and origin.written == first.written
    if is_same:
        hint = wording.text("hint.same-twice")
    return error(
        "duplicate-id",
        origin.place(key=True),
        wording.text("duplicate-id.message", kind=wording.text(f"kind.{kind}"), id=qualified_id),
        hint or wording.text("duplicate-id.hint-question" if kind == "faq" else "duplicate-id.hint"),
        (Related(first.place(key=True), wording.text("problem.other")),),
        edit=origin.document.edit_without(origin.pointer) if is_same and origin.path == first.path else None,
    )


def objects_of(document: Document) -> Iterator[tuple[str, str, Pointer, Value]]:
    """The objects that a document defines: kind, qualified id, place within it, value."""
    location, value = document.location, document.value
    department = location.department
    if location.kind.name == "priorities":
        priorities = value.get("priorities") if isinstance(value, dict) else None
        for key, item in (priorities if isinstance(priorities, dict) else {}).items():
            yield "priority", key, ("priorities", key), item
    elif location.kind.name == "faq":
        yield from _questions(value, f"{department}/", ())
    elif location.kind.holds == "map" and isinstance(value, dict):
        for key, item in value.items():
            yield location.kind.name, f"{department}/{key}" if department else key, (key,), item
    elif location.qualified_id is not None:
        yield location.kind.name, location.qualified_id, (), value
        if location.kind.name == "service" and isinstance(value, dict):
            yield from _questions(value.get("faqs"), f"{location.qualified_id}/", ("faqs",))


def _questions(faqs: Value, prefix: str, above: Pointer) -> Iterator[tuple[str, str, Pointer, Value]]:
    for index, faq in enumerate(faqs if isinstance(faqs, list) else ()):
        if isinstance(faq, dict):
            yield "faq", prefix + faq_id(faq), (*above, index), faq


def faq_id(faq: Mapping[str, Value]) -> str:
    """A question's own id: the one given, else made of its words (empty when these have no letters)."""
    given = faq.get("id")
    return given if isinstance(given, str) else lossy_slug(str(faq.get("question", "")))


def broken_references(document: Document, ids: Ids) -> Iterator[Reference]:
    """The document's references that lead nowhere."""
    links: dict[Pointer, frozenset[str]] = {}
    for reference in references_of(document):
        kind, qualified_id = resolve(reference)
        if kind is not None and ids.has(kind, qualified_id):
            continue
        pointer = reference.pointer
        if (
            reference.in_markdown and pointer not in links
        ):  # reading Markdown takes long: each text is read once
            links[pointer] = frozenset(targets(document.value_at(pointer)))
        if (
            not reference.in_markdown or reference.text in links[pointer]
        ):  # else it is code, or only looks like a link
            yield reference


def check_references(document: Document, broken: Iterable[Reference], ids: Ids) -> Iterator[Problem]:
    """The problem of every reference that leads nowhere."""
    for reference in broken:
        yield _unknown(document, reference, *resolve(reference), ids)


def resolve(reference: Reference) -> Named:
    """The kind and the qualified id that a reference names; None when it does not say which kind.

    In Markdown, and where a party may be of two kinds, ``kind:id`` says so; of a department and a role
    or service, the department has no slash.
    """
    return named(reference.kinds, reference.text, reference.in_markdown)


def named(kinds: tuple[str, ...], text: str, in_markdown: bool) -> Named:
    """The same of a reference to one of some kinds."""
    if len(kinds) == 1 and ":" not in text:
        return kinds[0], text
    prefix, colon, rest = text.partition(":")
    bare = tuple([kind.rstrip(":") for kind in kinds])
    if colon and prefix in bare and (in_markdown or bare != kinds):
        return prefix, rest
    if len(bare) == 1:
        return bare[0], text
    if kinds in (("department", "role"), ("department", "service")):
        return bare["/" in text], text
    return None, text


def _unknown(
    document: Document, reference: Reference, kind: str | None, qualified_id: str, ids: Ids
) -> Problem:
    if reference.in_markdown:
        place = document.place_of_text(reference.pointer, reference.text)
    else:
        place = document.place(*reference.pointer, key=reference.is_key)
    from servicebook.documents.id_hints import IdHints  # knows all that could have been meant

    hints = IdHints(
        ids.names, document, reference.pointer, reference.kinds, in_markdown=reference.in_markdown
    )
    if kind is None:
        message = wording.text("reference.unclear", name=reference.text)
        hint = hints.unclear(reference.text)
        kinds = [k.rstrip(":") for k in reference.kinds]
        found = [f"{k}:{reference.text}" for k in kinds if reference.text in ids.places.get(k, ())]
        edit = document.edit(reference.pointer, found[0]) if len(found) == 1 else None
        return error("bad-value", place, message, hint, edit=edit)
    # hours have colons, too
    bare_id = qualified_id if kind == "calendar" else qualified_id.rpartition(":")[2]
    known = ids.places.get(kind, {})
    now = ids.former.get(kind, {}).get(qualified_id)
    hint = wording.text("reference.renamed", now=now) if now else hints.unknown(kind, bare_id)
    meant = now or only_meant(bare_id, known)
    if meant is not None and _is_listed(document, reference, qualified_id, meant):
        # to write it a second time is the next error, and to leave this one out may lose what was meant
        hint, meant = wording.text("reference.in-list", hint=hint), None
    message = wording.text("name.is-not", name=qualified_id, kind=wording.text(f"a-kind.{kind}"))
    return error(
        f"unknown-{kind}",
        place,
        message,
        hint,
        edit=_edit(document, reference, place, qualified_id, meant),
    )


def _is_listed(document: Document, reference: Reference, qualified_id: str, meant: str) -> bool:
    """Whether what was meant is in the reference's list already."""
    if reference.is_key:
        return meant in document.value_at(reference.pointer[:-1])
    if reference.in_markdown or not isinstance(reference.pointer[-1], int):
        return False
    return reference.text.removesuffix(qualified_id) + meant in document.value_at(reference.pointer[:-1])


def _edit(
    document: Document, reference: Reference, place: Place, qualified_id: str, meant: str | None
) -> Edit | None:
    """What makes the reference name the object that was meant, its kind left as it is written."""
    if meant is None:
        return None
    new = reference.text.removesuffix(qualified_id) + meant
    if reference.is_key:
        return document.edit_of_key(reference.pointer, new)
    if not reference.in_markdown:
        return document.edit(reference.pointer, new)
    return document.edit_of_words(place, reference.text, new)
