"""Backstage's entities as they are in a source: their names, and what they refer to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from servicebook.documents.slugs import slug
from servicebook.exchange.backstage.mapping import (
    DEFAULT_NAMESPACE,
    DOMAIN_KIND,
    ID_ANNOTATION,
    KINDS,
    REMAINDER_ANNOTATION,
    UNOWNED_KIND,
    is_name,
)
from servicebook.exchange.core.ids import unique_ids
from servicebook.exchange.core.import_result import Loss
from servicebook.exchange.core.key_tracker import KeyTracker, TrackedMap, is_blank, preview
from servicebook.exchange.core.source_document import SourceDocument
from servicebook.frozen import frozen
from servicebook.model.catalog import Catalog
from servicebook.problems import error
from servicebook.source.yaml_reader import Value
from servicebook.wording import text

_REFERENCE = re.compile(r"(?:([^:/]+):)?(?:([^:/]+)/)?([^:/]+)")
"""A reference as Backstage reads it: ``[kind:][namespace/]name``."""

Key = tuple[str, str, str]
"""Kind, namespace and name of an entity, in lower case: by these Backstage tells entities apart."""


@dataclass(slots=True, eq=False)
class Entity:
    """An entity, with the maps in it whose keys become ours."""

    key: Key
    kind: str
    name: str
    root: TrackedMap
    metadata: TrackedMap
    annotations: TrackedMap
    spec: TrackedMap
    id: str = ""
    """Our id, of a service the qualified one; empty until the ids of all entities are made."""


def read_entity(tracker: KeyTracker, source: SourceDocument) -> Entity | None:
    """The entity of a document; None, and a loss or a problem, where its kind has no place here or it is no entity."""
    if not isinstance(source.value, dict):
        tracker.add_wrong_type(source, (), "the entity", "a map of keys")
        return None
    kind_name, metadata = source.value.get("kind"), source.value.get("metadata")
    if not isinstance(kind_name, str) or not kind_name.strip():
        hint = "add kind: Component, or another one"
        tracker.problems.append(error("missing-key", source.place(()), 'the entity has no "kind"', hint))
        return None
    name = metadata.get("name") if isinstance(metadata, dict) else None
    kind = _kind(kind_name.strip().lower(), metadata)
    if kind is None and kind_name.strip().lower() == UNOWNED_KIND.lower():
        return None  # what it names was read
    if kind in (None, DOMAIN_KIND):
        kind_shown = preview(kind_name)
        message = f'an entity of the kind {kind_shown} has no place in a catalog: "{preview(name)}"'
        tracker.losses.append(
            Loss(kind="unknown-kind", message=message, place=source.place(("kind",)), field=kind_shown)
        )
    if kind is None:
        return None
    if not isinstance(name, str) or not name.strip():
        message = f'the {kind} has no "name" in its metadata'
        if not is_blank(name):
            message = f'the "name" of the {kind} is not text: {preview(name)}'
        place = source.place(("metadata", "name"))
        hint = "write metadata: and name: with its name"
        tracker.problems.append(error("missing-key", place, message, hint))
        return None
    if not is_name(name.strip()):
        message = text("import.name-refused", kind=kind, name=preview(name))
        place = source.place(("metadata", "name"))
        tracker.losses.append(Loss(kind="name-refused", message=message, place=place))
        return None
    return _tracked(tracker, source, kind, name)


def _kind(name: str, metadata: Value) -> str | None:
    """The kind of an entity that has a place here, by its name in lower case."""
    if name == UNOWNED_KIND.lower():
        return UNOWNED_KIND if _is_annotated(metadata) else None
    return next((kind for kind in (*KINDS, DOMAIN_KIND) if kind.lower() == name), None)


def has_remainder(document: SourceDocument) -> bool:
    """Whether a document is an entity with a remainder."""
    return isinstance(document.value, dict) and _is_annotated(document.value.get("metadata"))


def _is_annotated(metadata: Value) -> bool:
    annotations = metadata.get("annotations") if isinstance(metadata, dict) else None
    return isinstance(annotations, dict) and REMAINDER_ANNOTATION in annotations


def _tracked(tracker: KeyTracker, source: SourceDocument, kind: str, name: str) -> Entity:
    value = source.value if isinstance(source.value, dict) else {}
    root = tracker.track(source, (), value)
    root.read("kind")
    root.read("apiVersion")
    metadata, spec = root.read_map("metadata"), root.read_map("spec")
    metadata.read("name")
    metadata.name = spec.name = name
    annotations = metadata.read_map("annotations")
    namespace = metadata.read_text("namespace") or DEFAULT_NAMESPACE
    key = (kind.lower(), namespace.strip().lower(), name.strip().lower())
    if kind in (DOMAIN_KIND, UNOWNED_KIND):
        # Of a domain only the owner is looked at, and what a Location names was read.
        metadata.read_all()
        spec.read_all()
    return Entity(key, kind, name.strip(), root, metadata, annotations, spec)


@frozen
class References:
    """What entities refer to: other entities of the source, or objects of the existing catalog."""

    tracker: KeyTracker
    entities: Mapping[Key, Entity]
    catalog: Catalog | None
    existing: dict[Key, Entity] = field(default_factory=dict)
    """The objects of the existing catalog that references lead to, as entities without any content."""
    matched: dict[Key, str] = field(default_factory=dict)
    """The ids that groups and users have in the existing catalog."""
    _ids: dict[Key, str] = field(default_factory=dict)

    def resolve(self, entry: TrackedMap, key: str, default_kind: str, kinds: tuple[str, ...]) -> list[Entity]:
        """The entities that a key of ``entry`` refers to; a reference that leads nowhere is a loss."""
        entities: list[Entity] = []
        for words, pointer in entry.read_texts(key):
            entity = self._resolve(words, default_kind, entry)
            if entity is None or entity.key[0] not in kinds:
                message = f'"{key}" of "{entry.name}" names "{preview(words)}", which is not in the source'
                entry.add_loss("unknown-entity", message, *pointer)
            else:
                entities.append(entity)
        return entities

    def entity(self, key: Key) -> Entity:
        """The entity of a key that :meth:`resolve` returned."""
        return self.entities.get(key) or self.existing[key]

    def find(self, key: Key, entry: TrackedMap) -> Entity | None:
        """The entity of a key that a map refers to: in the source, else in the existing catalog."""
        return self.entities.get(key) or self._existing(key, entry)

    def _resolve(self, words: str, default_kind: str, entry: TrackedMap) -> Entity | None:
        key = parse_reference(words, default_kind, entry)
        return self.find(key, entry) if key else None

    def _existing(self, key: Key, entry: TrackedMap) -> Entity | None:
        """The object of the existing catalog that a reference leads to, as an entity without any content."""
        kind_name, namespace, name = key
        kind = next((kind for kind in KINDS if kind.lower() == kind_name), None)
        if self.catalog is None or kind is None:
            return None
        own_id = slug(_with_namespace(namespace, name))
        if KINDS[kind] == "service":
            found_id = _existing_service(self.catalog, f"{namespace}/{slug(name)}", own_id)
        else:
            found_id = self.matched.get(key) or self._existing_id(key, kind, own_id, self.catalog)
        if found_id is None:
            return None
        empty = TrackedMap(self.tracker, entry.source, (), {})
        return self.existing.setdefault(key, Entity(key, kind, name, empty, empty, empty, empty, found_id))

    def _existing_id(self, key: Key, kind: str, own_id: str, catalog: Catalog) -> str | None:
        """The id of the group or user in the catalog; not that of another entity whose name makes the same one."""
        objects = catalog.departments if kind == "Group" else catalog.people
        is_free = key not in self.own_ids() and own_id not in self.matched.values()
        return own_id if is_free and own_id in objects else None

    def own_ids(self) -> Mapping[Key, str]:
        """The ids of the groups and users that are in the source or are named as owners there.

        They follow from these alone, not from what the existing catalog has, so that they are the same each time.
        """
        if not self._ids:
            owners = set(_owners_of(self.entities.values())) - self.entities.keys()
            # What can be the name of an entity gets the id that such an entity will have.
            mentioned = sorted(owners, key=lambda key: (not is_name(key[2]), key))
            for kind, stem in (("group", "group"), ("user", "person")):
                keys = [key for key in (*self.entities, *mentioned) if key[0] == kind]
                names = [_with_namespace(namespace, name) for _, namespace, name in keys]
                self._ids.update(zip(keys, unique_ids(names, stem), strict=True))
        return self._ids

    def id_of(self, key: Key) -> str:
        """The id of a group or user of the source, or of one that is named as an owner there."""
        return self.matched.get(key) or self.own_ids()[key]


def _owners_of(entities: Iterable[Entity]) -> Iterator[Key]:
    """All that entities name as owners. No key is marked as read."""
    for entity in entities:
        value = entity.spec.value.get("owner")
        for words in value if isinstance(value, list) else [value]:
            key = parse_reference(words, "group", entity.spec) if isinstance(words, str) else None
            if key:
                # What is neither becomes a group, where it is not there.
                yield key if key[0] == "user" else ("group", key[1], key[2])


def parse_reference(words: str, default_kind: str, entry: TrackedMap) -> Key | None:
    """The key that a reference in a map of an entity names; None where it is no reference."""
    parts = _REFERENCE.fullmatch(words.strip().lower())
    if parts is None:
        return None
    kind, namespace, name = (part.strip() if part else None for part in parts.groups())
    return (kind or default_kind, namespace or _namespace_around(entry), name or "")


def _namespace_around(entry: TrackedMap) -> str:
    """The namespace of the entity that a map belongs to; read without marking it as read."""
    entity = entry.source.value
    metadata = entity.get("metadata") if isinstance(entity, dict) else None
    namespace = metadata.get("namespace") if isinstance(metadata, dict) else None
    has_one = isinstance(namespace, str) and namespace.strip()
    return str(namespace).strip().lower() if has_one else DEFAULT_NAMESPACE


def _existing_service(catalog: Catalog, qualified_id: str, own_id: str) -> str | None:
    """The id of the service: where namespaces are departments, else of the only one with the own id."""
    if qualified_id in catalog.services:
        return qualified_id
    same = [known for known in catalog.services if known.rpartition("/")[2] == own_id]
    return same[0] if len(same) == 1 else None


def name_for_id(entity: Entity) -> str:
    """The name from which an id is made; with the namespace where that is not the default one."""
    return _with_namespace(entity.key[1], entity.key[2])


def _with_namespace(namespace: str, name: str) -> str:
    return name if namespace == DEFAULT_NAMESPACE else f"{namespace}-{name}"


def title_of(entity: Entity) -> str:
    """What people call an entity. No key is marked as read."""
    profile = entity.spec.value.get("profile")
    names = (
        entity.metadata.value.get("title"),
        profile.get("displayName") if isinstance(profile, dict) else None,
    )
    return next((name for name in names if isinstance(name, str) and name.strip()), entity.name)


def titles_of(entity: Entity) -> Iterator[str]:
    """All that a group or user is called besides its name, the e-mail address included; the title of other entities."""
    profile = entity.spec.value.get("profile")
    values = [entity.metadata.value.get("title")]
    if isinstance(profile, dict):
        values += [profile.get("displayName"), profile.get("email")]
    yield from (value for value in values if isinstance(value, str) and value.strip())


def annotated_id(service: Entity) -> str:
    """The qualified id that an entity is annotated with; empty where it is not. No key is marked as read."""
    return str(service.annotations.value.get(ID_ANNOTATION) or "")
