"""What a Backstage entity says of its object: the object that a new catalog would get.

``is_exported`` tells whether the entities were exported from a catalog, so that their names are its ids.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from servicebook.documents.schemas import all_schemas
from servicebook.exchange.backstage.apply_claim import EntityClaim
from servicebook.exchange.backstage.entities import Entity, References, title_of
from servicebook.exchange.backstage.mapping import (
    ID_ANNOTATION,
    KINDS,
    LIFECYCLES,
    SERVICE_REFERENCES,
    TYPES,
)
from servicebook.exchange.core.descriptions import URL, DescriptionBuilder, escape_markdown, verbatim
from servicebook.exchange.core.key_tracker import NO_PLACE, WRONG_SHAPE, TrackedMap, preview
from servicebook.source.yaml_reader import Value

EMAIL = re.compile(all_schemas()["common.schema.json"]["$defs"]["email"]["pattern"])
_SERVICE_KINDS = tuple(kind.lower() for kind, ours in KINDS.items() if ours == "service")
_RELATIONS: Mapping[str, tuple[str, str]] = {
    "system": ("System", "system"),
    "subcomponentOf": ("Part of", "component"),
    "providesApis": ("Provides", "api"),
}
"""Relations that go into the description: their labels there, and their default kinds."""


def department_claim(group: Entity, parent: str | None, *, is_exported: bool) -> EntityClaim:
    """Of a group that is a part of the department ``parent``."""
    profile = group.spec.read_map("profile")
    display_name, title = profile.read_text("displayName"), group.metadata.read_text("title")
    name = title or display_name or group.name
    aliases = _aliases(group, name, is_exported=is_exported)
    if title and display_name and display_name != title:
        aliases = [*dict.fromkeys([display_name, *aliases])]
    description = DescriptionBuilder()
    value: dict[str, Value] = {
        "name": name,
        "summary": _read_description(group, name, description),
        "aliases": [*aliases],
    }
    _read_links(group, description)
    _read_type(group, description, is_exported=is_exported)
    if email := _email(profile):
        value["channels"] = [{"type": "email", "address": email}]
    if parent:
        value["part_of"] = parent
    return _claim(group, description.complete(value), has_title=bool(title or display_name))


def person_claim(user: Entity) -> EntityClaim:
    """Of a user."""
    profile = user.spec.read_map("profile")
    display_name, title = profile.read_text("displayName"), user.metadata.read_text("title")
    value: dict[str, Value] = {"name": display_name or title or user.name}
    if email := _email(profile):
        value["email"] = email
    if display_name and title and title != display_name:
        message = f'"title" of "{user.name}" has no place in a catalog: {title}'
        user.metadata.add_loss(NO_PLACE, message, "title")
    return _claim(user, value, has_title=bool(display_name or title))


def service_claim(
    entity: Entity, owner: str | None, references: References, *, is_exported: bool
) -> EntityClaim:
    """Of a system, component, resource or API that the role ``owner`` owns."""
    name = entity.metadata.read_text("title") or entity.name
    description = DescriptionBuilder()
    value: dict[str, Value] = {
        "name": name,
        "summary": _read_description(entity, name, description),
        "aliases": [*_aliases(entity, name, is_exported=is_exported)],
    }
    _read_links(entity, description)
    _read_type(entity, description, is_exported=is_exported)
    lifecycle = _lifecycle(entity)
    if not (is_exported and lifecycle == "live"):  # what a service is by default is rarely written
        value["lifecycle"] = lifecycle
    if owner:
        value["roles"] = {"owner": owner}
    for key, (label, default_kind) in _RELATIONS.items():
        if others := references.resolve(entity.spec, key, default_kind, _SERVICE_KINDS):
            links = [f"[{escape_markdown(title_of(other))}](service:{other.id})" for other in others]
            description.add_line(label, links)
    value["depends_on"] = _dependencies(entity, references)
    has_title = _is_text(entity.metadata.value.get("title"))
    return _claim(entity, description.complete(value), has_title=has_title)


def _read_description(entity: Entity, name: str, description: DescriptionBuilder) -> str:
    """The summary: the first line of an entity's description. If it has more, all of it starts our description."""
    text = entity.metadata.read_text("description")
    if not text:
        return f"{name}."
    lines = [" ".join(line.split()) for line in text.strip().splitlines()]
    if len(lines) > 1:
        description.paragraphs.append("\n".join(map(escape_markdown, lines)) + "\n\n")
    return lines[0]


def _aliases(entity: Entity, name: str, *, is_exported: bool) -> list[str]:
    tags = [text for text, _ in entity.metadata.read_texts("tags")]
    # The name of an exported entity is our id, which nobody calls it by.
    names = [] if is_exported or name == entity.name else [entity.name]
    return [*dict.fromkeys([*names, *tags])]


def _read_links(entity: Entity, description: DescriptionBuilder) -> None:
    for link in entity.metadata.read_maps("links"):
        address, text = link.read_text("url"), link.read_text("title")
        if address and URL.match(address):
            description.links.append({"text": text or address, "url": address})
        elif address:
            link.add_loss(WRONG_SHAPE, f'"{preview(address)}" is not a web address', "url")
    annotations = entity.annotations
    for key, value in annotations.value.items():
        if key == ID_ANNOTATION and KINDS[entity.kind] == "service":
            annotations.read(key)
        elif isinstance(value, str) and URL.match(value):
            annotations.read(key)
            description.links.append({"text": key, "url": value})


def _read_type(entity: Entity, description: DescriptionBuilder, *, is_exported: bool) -> None:
    entity_type = entity.spec.read_text("type")
    if entity_type and not (is_exported and entity_type == TYPES.get(entity.kind)):
        description.add_line("Type", [verbatim(entity_type)])


def _lifecycle(entity: Entity) -> str | None:
    word = entity.spec.read_text("lifecycle")
    if word is None:
        return None
    lifecycle = LIFECYCLES.get(word.strip().lower())
    if lifecycle is None:
        message = f'"{entity.name}" is "{preview(word)}", which is not one of {", ".join(LIFECYCLES)}'
        entity.spec.add_loss("unknown-lifecycle", message, "lifecycle")
    return lifecycle


def _dependencies(service: Entity, references: References) -> list[Value]:
    ids: dict[str, None] = {}
    for key, default_kind in SERVICE_REFERENCES.items():
        for other in references.resolve(service.spec, key, default_kind, _SERVICE_KINDS):
            if other is service:
                service.spec.add_loss("self-dependency", f'"{service.name}" depends on itself', key)
            elif other.id in ids:
                message = f'"{service.name}" depends on "{other.name}" twice'
                service.spec.add_loss("repeated-dependency", message, key)
            else:
                ids[other.id] = None
    return [{"service": qualified_id} for qualified_id in ids]


def _claim(entity: Entity, value: Mapping[str, Any], *, has_title: bool) -> EntityClaim:
    """The claim of an entity; no key is marked as read by this."""
    tags = entity.metadata.value.get("tags")
    listed = tags if isinstance(tags, list) else [tags]
    return EntityClaim(
        value=value,
        name=entity.name,
        has_title=has_title,
        has_summary=_is_text(entity.metadata.value.get("description")),
        tags=[tag for tag in listed if isinstance(tag, str) and tag.strip()],
    )


def _is_text(value: Value) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _email(profile: TrackedMap) -> str | None:
    address = profile.read_text("email")
    if address and not EMAIL.match(address):
        profile.add_loss(WRONG_SHAPE, f'"{preview(address)}" is not an e-mail address', "email")
        return None
    return address
