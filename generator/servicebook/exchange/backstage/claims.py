"""What a Backstage entity says of its object, as if that were new.

``is_exported`` tells whether the entities were written from a catalog, so that their names are its ids.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from servicebook.documents.schemas import all_schemas
from servicebook.exchange.backstage.apply_claim import Said
from servicebook.exchange.backstage.entities import Entity, References, title_of
from servicebook.exchange.backstage.mapping import ANNOTATION, KINDS, LIFECYCLES, SERVICE_REFERENCES, TYPES
from servicebook.exchange.core.descriptions import URL, DescriptionBuilder, escape_markdown, verbatim
from servicebook.exchange.core.key_tracker import WRONG_SHAPE, TrackedMap, preview
from servicebook.source.yaml_reader import Value

_EMAIL = re.compile(all_schemas()["common.schema.json"]["$defs"]["email"]["pattern"])
_SERVICES = tuple(kind.lower() for kind, ours in KINDS.items() if ours == "service")
_RELATED: Mapping[str, tuple[str, str]] = {
    "system": ("System", "system"),
    "subcomponentOf": ("Part of", "component"),
    "providesApis": ("Provides", "api"),
}
"""Relations that stand in the description: what they are called there, and the kind that is meant without one."""


def _common(entity: Entity, title: str, *, is_exported: bool) -> tuple[dict[str, Any], DescriptionBuilder]:
    """What departments and services share, and a page for more."""
    metadata = entity.metadata
    description = DescriptionBuilder()
    summary = f"{title}."
    if words := metadata.read_text("description"):
        lines = [" ".join(line.split()) for line in words.strip().splitlines()]
        summary = lines[0]
        if len(lines) > 1:
            description.paragraphs.append("\n".join(map(escape_markdown, lines)) + "\n\n")
    tags = [text for text, _ in metadata.read_texts("tags")]
    is_called = title == entity.name or is_exported
    aliases = dict.fromkeys([*([] if is_called else [entity.name]), *tags])
    for link in metadata.read_maps("links"):
        address, text = link.read_text("url"), link.read_text("title")
        if address and URL.match(address):
            description.links.append({"text": text or address, "url": address})
        elif address:
            link.add_loss(WRONG_SHAPE, f'"{preview(address)}" is not a web address', "url")
    annotations = entity.annotations
    for key, value in annotations.value.items():
        if key == ANNOTATION and KINDS[entity.kind] == "service":
            annotations.read(key)
        elif isinstance(value, str) and URL.match(value):
            annotations.read(key)
            description.links.append({"text": key, "url": value})
    kind = entity.spec.read_text("type")
    if kind and not (is_exported and kind == TYPES.get(entity.kind)):
        description.add_line("Type", [verbatim(kind)])
    return {"name": title, "summary": summary, "aliases": [*aliases]}, description


def department(group: Entity, parent: str | None, *, is_exported: bool) -> Said:
    """Of a group that is a part of the department ``parent``."""
    profile = group.spec.read_map("profile")
    shown_name, title = profile.read_text("displayName"), group.metadata.read_text("title")
    value, description = _common(group, title or shown_name or group.name, is_exported=is_exported)
    if title and shown_name and shown_name != title:
        value["aliases"] = [*dict.fromkeys([shown_name, *_texts(value["aliases"])])]
    if email := _email(profile):
        value["channels"] = [{"type": "email", "address": email}]
    if parent:
        value["part_of"] = parent
    return _said(group, description.complete(value), has_title=bool(title or shown_name))


def person(user: Entity) -> Said:
    """Of a user."""
    profile = user.spec.read_map("profile")
    shown_name, title = profile.read_text("displayName"), user.metadata.read_text("title")
    value: dict[str, Value] = {"name": shown_name or title or user.name}
    if email := _email(profile):
        value["email"] = email
    if shown_name and title and title != shown_name:
        user.metadata.add_loss(
            "no-place", f'"title" of "{user.name}" has no place in a catalog: {title}', "title"
        )
    return _said(user, value, has_title=bool(shown_name or title))


def service(entity: Entity, owner: str | None, references: References, *, is_exported: bool) -> Said:
    """Of a system, component, resource or API that the role ``owner`` owns."""
    value, description = _common(
        entity, entity.metadata.read_text("title") or entity.name, is_exported=is_exported
    )
    if word := entity.spec.read_text("lifecycle"):
        if known := LIFECYCLES.get(word.strip().lower()):
            value["lifecycle"] = None if is_exported and known == "live" else known
        else:
            message = f'"{entity.name}" is "{preview(word)}", which is not one of {", ".join(LIFECYCLES)}'
            entity.spec.add_loss("unknown-lifecycle", message, "lifecycle")
    if owner:
        value["roles"] = {"owner": owner}
    for key, (label, default) in _RELATED.items():
        if others := references.all(entity.spec, key, default, _SERVICES):
            description.add_line(
                label, [f"[{escape_markdown(title_of(other))}](service:{other.id})" for other in others]
            )
    value["depends_on"] = _dependencies(entity, references)
    return _said(entity, description.complete(value), has_title=_is_text(entity.metadata.value.get("title")))


def _dependencies(service: Entity, references: References) -> list[Value]:
    found: dict[str, None] = {}
    for path, default in SERVICE_REFERENCES.items():
        key = path.partition(".")[2]
        for other in references.all(service.spec, key, default, _SERVICES):
            if other is service:
                service.spec.add_loss("self-dependency", f'"{service.name}" depends on itself', key)
            elif other.id in found:
                message = f'"{service.name}" depends on "{other.name}" once more'
                service.spec.add_loss("repeated-dependency", message, key)
            else:
                found[other.id] = None
    return [{"service": one} for one in found]


def _said(entity: Entity, value: dict[str, Value], *, has_title: bool) -> Said:
    """What an entity says; nothing is taken by asking."""
    tags = entity.metadata.value.get("tags")
    listed = tags if isinstance(tags, list) else [tags]
    return Said(
        value=value,
        name=entity.name,
        has_title=has_title,
        has_summary=_is_text(entity.metadata.value.get("description")),
        tags=[one for one in listed if isinstance(one, str) and one.strip()],
    )


def _is_text(value: Value) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _email(profile: TrackedMap) -> str | None:
    address = profile.read_text("email")
    if address and not _EMAIL.match(address):
        profile.add_loss(WRONG_SHAPE, f'"{preview(address)}" is not an e-mail address', "email")
        return None
    return address


def _texts(value: Any) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list) else []
