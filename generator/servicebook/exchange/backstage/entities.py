"""Backstage's entities as they stand in a source: what they are called, and what they refer to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from servicebook.documents.words import slug
from servicebook.exchange.backstage.mapping import ANNOTATION, DEFAULT_NAMESPACE, KINDS, NOBODYS, REST
from servicebook.exchange.core.import_result import Loss
from servicebook.exchange.core.key_tracker import KeyTracker, TrackedMap, is_blank, preview
from servicebook.exchange.core.source_document import SourceDocument
from servicebook.model.catalog import Catalog
from servicebook.problems import error
from servicebook.source.yaml_reader import Value

Key = tuple[str, str, str]
"""Kind, namespace and name of an entity, in lower case."""


@dataclass(slots=True, eq=False)
class Entity:
    key: Key
    kind: str
    name: str
    entry: TrackedMap
    metadata: TrackedMap
    annotations: TrackedMap
    spec: TrackedMap
    id: str = ""
    """The id of ours: of a service, its whole id."""


def opened(tracker: KeyTracker, source: SourceDocument) -> Entity | None:
    """The entity of a document; None, and a loss or a problem, where it has no place or is none."""
    if not isinstance(source.value, dict):
        tracker.add_wrong_type(source, (), "the entity", "a map of keys")
        return None
    kind, metadata = source.value.get("kind"), source.value.get("metadata")
    if not isinstance(kind, str) or not kind.strip():
        tracker.problems.append(
            error(
                "missing-key",
                source.place(()),
                'the entity has no "kind"',
                "add kind: Component, or another one",
            )
        )
        return None
    ours = _kind(kind.strip().lower(), metadata)
    if ours is None:
        named = metadata.get("name") if isinstance(metadata, dict) else None
        message = f'an entity of the kind {preview(kind)} has no place in a catalog: "{preview(named)}"'
        tracker.losses.append(
            Loss(kind="unknown-kind", message=message, place=source.place(("kind",)), field=preview(kind))
        )
        return None
    name = metadata.get("name") if isinstance(metadata, dict) else None
    if not isinstance(name, str) or not name.strip():
        place = source.place(("metadata", "name"))
        message = f'the {ours} has no "name" in its metadata'
        if not is_blank(name):
            message = f'the "name" of the {ours} is not text: {preview(name)}'
        tracker.problems.append(
            error("missing-key", place, message, "write metadata: and name: with its name")
        )
        return None
    entry = tracker.track(source, (), source.value)
    entry.read("kind")
    entry.read("apiVersion")
    inner, spec = entry.read_map("metadata"), entry.read_map("spec")
    inner.read("name")
    for one in (inner, spec):
        one.name = name
    annotations = inner.read_map("annotations")
    namespace = inner.read_text("namespace") or DEFAULT_NAMESPACE
    key = (ours.lower(), namespace.strip().lower(), name.strip().lower())
    return Entity(key, ours, name.strip(), entry, inner, annotations, spec)


def _kind(kind: str, metadata: Value) -> str | None:
    """The kind of an entity that has a place here, by its name in lower case."""
    annotations = metadata.get("annotations") if isinstance(metadata, dict) else None
    if kind == NOBODYS.lower():
        return NOBODYS if isinstance(annotations, dict) and REST in annotations else None
    return next((known for known in KINDS if known.lower() == kind), None)


@dataclass(frozen=True, slots=True)
class References:
    """What entities refer to: other entities of the source, or objects of the existing catalog."""

    tracker: KeyTracker
    entities: Mapping[Key, Entity]
    catalog: Catalog | None
    there: dict[Key, Entity] = field(default_factory=dict)
    """What references name that is no entity of the source, but an object of the existing catalog."""

    def all(self, entry: TrackedMap, key: str, default: str, kinds: tuple[str, ...]) -> list[Entity]:
        """The entities that a key refers to, one or several; a reference that leads nowhere is a loss."""
        found: list[Entity] = []
        for text, pointer in entry.read_texts(key):
            other = self._entity(text, default, entry)
            if other is None or other.key[0] not in kinds:
                message = f'"{key}" of "{entry.name}" names "{preview(text)}", which is not in the source'
                entry.add_loss("unknown-entity", message, *pointer)
            else:
                found.append(other)
        return found

    def named(self, key: Key) -> Entity:
        """What a reference was found to name."""
        return self.entities.get(key) or self.there[key]

    def _entity(self, text: str, default: str, entry: TrackedMap) -> Entity | None:
        """What a reference names."""
        kind, colon, rest = text.strip().lower().rpartition(":")
        above, slash, name = rest.partition("/")
        own = entry.source.value
        metadata = own.get("metadata") if isinstance(own, dict) else None
        namespace = metadata.get("namespace") if isinstance(metadata, dict) else None
        here = (
            namespace.strip().lower()
            if isinstance(namespace, str) and namespace.strip()
            else DEFAULT_NAMESPACE
        )
        key = (kind if colon else default, above if slash else here, name if slash else rest)
        return self.entities.get(key) or self._there(key, entry)

    def _there(self, key: Key, entry: TrackedMap) -> Entity | None:
        """The object of the existing catalog that a reference names, as an entity that says nothing."""
        kind, namespace, name = key
        ours = next((known for known in KINDS if known.lower() == kind), None)
        if self.catalog is None or ours is None:
            return None
        own = slug(plain(namespace, name))
        if KINDS[ours] == "service":
            whole = f"{namespace}/{slug(name)}"
            same = [one for one in self.catalog.services if one.rpartition("/")[2] == own]
            found = whole if whole in self.catalog.services else same[0] if len(same) == 1 else None
        else:
            known = self.catalog.departments if ours == "Group" else self.catalog.people
            found = own if own in known else None
        if found is None:
            return None
        nothing = TrackedMap(self.tracker, entry.source, (), {})
        return self.there.setdefault(key, Entity(key, ours, name, nothing, nothing, nothing, nothing, found))


def plain_name(entity: Entity) -> str:
    """The name by which an id is made; with the namespace where it is not the default one."""
    return plain(entity.key[1], entity.name)


def plain(namespace: str, name: str) -> str:
    return name if namespace == DEFAULT_NAMESPACE else f"{namespace}-{name}"


def title_of(entity: Entity) -> str:
    """What an entity is called; nothing is taken by asking."""
    profile = entity.spec.value.get("profile")
    names = (
        entity.metadata.value.get("title"),
        profile.get("displayName") if isinstance(profile, dict) else None,
    )
    return next((name for name in names if isinstance(name, str) and name.strip()), entity.name)


def annotated_id(service: Entity) -> str:
    """The whole id that an entity is annotated with; empty where it is not."""
    return str(service.annotations.value.get(ANNOTATION) or "")
