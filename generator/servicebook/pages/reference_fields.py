"""The fields of every kind of file, made from the JSON Schemas that check them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from markupsafe import Markup, escape

from servicebook import links
from servicebook.documents.kinds import CATALOG_KINDS, KINDS, SETTINGS_KINDS, Kind
from servicebook.documents.properties import EACH, Property, ValueType, description_of, properties_of
from servicebook.frozen import frozen
from servicebook.pages.parts.page_links import Link
from servicebook.pages.rendering.context import RenderContext
from servicebook.pages.rendering.page import Page
from servicebook.pages.rendering.urls import UrlContext
from servicebook.source.yaml_writer import write
from servicebook.wording import text
from servicebook.wording.lists import either

PAGE_OF = {"priority": "priorities"}
"""Kinds of object that are kept in a kind of file with another name."""

HOLDS = {  # by how a file holds its objects, or by kind where that has words of its own
    "object": text("file-holds.object"),
    "map": text("file-holds.map"),
    "list": text("file-holds.list"),
    "results": text("file-holds.results"),
}


@frozen(kw_only=True)
class FieldView:
    """A field in words. ``names`` are the kinds that it refers to; an example is (text, is it of several lines)."""

    path: str
    anchor: str
    depth: int
    type: str
    required: bool
    markdown: bool
    names: tuple[Link, ...]
    allowed: tuple[str, ...]
    choices: tuple[str, ...]
    description: Markup
    examples: tuple[tuple[str, bool], ...]


@frozen(kw_only=True)
class KindRow:
    """A kind of file in the list of all."""

    name: Link
    path: str
    description: str
    number: str


@frozen(kw_only=True)
class FieldsView:
    """All kinds of file."""

    crumbs: tuple[Link, ...]
    name: str
    summary: str
    groups: tuple[tuple[str, tuple[KindRow, ...]], ...]


@frozen(kw_only=True)
class KindView:
    """The fields of one kind of file."""

    crumbs: tuple[Link, ...]
    name: str
    summary: str
    path: str
    holds: str
    fields: tuple[FieldView, ...]
    top: tuple[Link, ...]


def pages(context: RenderContext) -> Iterator[Page]:
    """The list of kinds, and a page for each."""
    yield Page(
        path=links.FIELDS,
        title=text("title.fields"),
        template="reference_fields.html",
        view=view,
        description=text("about.fields"),
    )
    for kind in KINDS:
        yield _page_of(kind)


def _page_of(kind: Kind) -> Page:
    return Page(
        path=links.fields(kind.name),
        title=text("title.fields-of", kind=kind.name),
        template="reference_kind.html",
        view=lambda site, urls: kind_view(urls, kind),
        description=description_of(kind),
    )


def view(context: RenderContext, urls: UrlContext) -> FieldsView:
    """What the list of kinds shows."""
    return FieldsView(
        crumbs=(Link(text("title.reference"), urls.to(links.REFERENCE)),),
        name=text("title.fields"),
        summary=text("reference-fields.summary"),
        groups=(
            (text("reference-fields.catalog"), tuple(_kind_row(urls, kind) for kind in CATALOG_KINDS)),
            (text("reference-fields.settings"), tuple(_kind_row(urls, kind) for kind in SETTINGS_KINDS)),
        ),
    )


def _kind_row(urls: UrlContext, kind: Kind) -> KindRow:
    return KindRow(
        name=Link(kind.name.capitalize(), urls.to(links.fields(kind.name))),
        path=path_of(kind),
        description=_summary(kind),
        number=text("count.field", count=len(properties_of(kind))),
    )


def path_of(kind: Kind) -> str:
    """Where files of the kind lie: ``catalog/agreements/<id>.yml``."""
    return kind.pattern.replace("{", "<").replace("}", ">")


def _summary(kind: Kind) -> str:
    """The schema's description without the sentence that names the file's place, which is beside it."""
    place = kind.pattern.replace("{department}", "<department>").replace("{id}", f"<{kind.own_id}>")
    sentences = re.split(r"(?<=\.) ", description_of(kind))
    return " ".join(sentence for sentence in sentences if place not in sentence).replace("`", "")


def with_code(text: str) -> Markup:
    """A text in which what stands between backticks is code, and nothing else is Markdown."""
    parts = [escape(part) for part in text.split("`")]
    return Markup("").join(
        Markup("<code>{}</code>").format(part) if index % 2 else part for index, part in enumerate(parts)
    )


def kind_view(urls: UrlContext, kind: Kind) -> KindView:
    """What the page of a kind shows."""
    fields = tuple(field_view(urls, prop) for prop in properties_of(kind))
    return KindView(
        crumbs=(
            Link(text("title.reference"), urls.to(links.REFERENCE)),
            Link(text("title.fields"), urls.to(links.FIELDS)),
        ),
        name=text("title.fields-of", kind=kind.name),
        summary=_summary(kind),
        path=path_of(kind),
        holds=HOLDS.get(kind.name, HOLDS[kind.holds]),
        fields=fields,
        top=tuple(Link(field.path, f"#{field.anchor}") for field in fields if field.depth == 0),
    )


def field_view(urls: UrlContext, prop: Property) -> FieldView:
    """One field in words."""
    value_types = list(_all(prop.type))
    return FieldView(
        path=prop.path,
        anchor=prop.path.replace("[]", "").replace(EACH, "id"),
        depth=prop.path.count("."),
        type=type_of(prop.type),
        required=prop.required,
        markdown=any(value_type.markdown for value_type in value_types),
        names=tuple(
            _kind_link(urls, ref) for ref in dict.fromkeys(ref for s in value_types for ref in s.refs)
        ),
        allowed=tuple(dict.fromkeys(_allowed(value_types, prop))),
        choices=tuple(_as_yaml(choice) for value_type in value_types for choice in value_type.choices),
        description=with_code(prop.description),
        examples=tuple(_example(prop.name, example) for example in prop.examples),
    )


def _all(value_type: ValueType) -> Iterator[ValueType]:
    yield value_type
    for other in (value_type.each, value_type.other):
        if other is not None:
            yield from _all(other)


def type_of(value_type: ValueType, *, many: bool = False) -> str:
    """A type in words: ``list of ids of services``, ``one of``, ``text in Markdown``."""
    if value_type.name == "array" and value_type.each is not None:
        of = type_of(value_type.each, many=True)
        words_of_type = text("field-type-of.lists" if many else "field-type-of.list", what=of)
    elif value_type.name == "object" and value_type.each is not None:
        of = type_of(value_type.each, many=True)
        words_of_type = text(
            "field-type-of.map" if value_type.has_ids else "field-type-of.map-of-names", what=of
        )
    elif value_type.refs:
        words_of_type = _ids(value_type.refs, many=many)
    elif value_type.choices:
        words_of_type = text(
            "field-type-of.choices" if len(value_type.choices) > 1 else "field-type-of.choice"
        )
    else:
        words_of_type = (
            text(f"field-types.{value_type.name}") if many else text(f"field-type.{value_type.name}")
        )
    if value_type.other:
        return text("field-type-of.either", first=words_of_type, second=type_of(value_type.other, many=many))
    return words_of_type


def _ids(refs: tuple[str, ...], *, many: bool) -> str:
    """``id of a service``; ``department:<id> or person:<id>`` where the kind has to be written, too."""
    if all(ref.endswith(":") for ref in refs):
        return either([f"{ref}<id>" for ref in refs])
    if many:
        return text("field-type-of.ids", what=either([text(f"kinds.{ref}") for ref in refs]))
    return text("field-type-of.id", what=either([text(f"a-kind.{ref}") for ref in refs]))


def _kind_link(urls: UrlContext, ref: str) -> Link:
    kind = ref.rstrip(":")
    return Link(kind, urls.to(links.fields(PAGE_OF.get(kind, kind))))


def _allowed(value_types: list[ValueType], prop: Property) -> Iterator[str]:
    """What else holds for the value, in words."""
    for value_type in value_types:
        if value_type.hint and value_type.name not in ("text", "markdown") and not value_type.choices:
            yield value_type.hint
        for word, value in value_type.limits:
            yield (
                text("field-type-of.unique")
                if word == "uniqueItems"
                else text(f"field-limit.{word}", limit=value)
            )
        if value_type.default is not None:
            yield text("reference-fields.default", value=_as_yaml(value_type.default))
    yield from prop.demands


def _as_yaml(value: Any) -> str:
    return write(value).rstrip("\n")


def _example(name: str, value: Any) -> tuple[str, bool]:
    text = write({name: value}).rstrip("\n")
    return text, "\n" in text
