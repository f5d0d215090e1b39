"""Who owns what: ``spec.owner`` of an entity, or the owner that it has through what it is a part of.

An owner that is neither in the source nor in the existing catalog is made from its name alone: a department, or of
``user:NAME`` a person. What is no reference to anything but the whole title, name or e-mail address of one group or
user is that one. Without an owner of its own an entity has that of the component it is a part of, of its system, or of
its domain.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from servicebook.exchange.backstage.claims import EMAIL
from servicebook.exchange.backstage.entities import Entity, Key, References, parse_reference, titles_of
from servicebook.exchange.backstage.mapping import DEFAULT_NAMESPACE, DOMAIN_KIND, KINDS
from servicebook.exchange.core.key_tracker import TrackedMap, preview
from servicebook.source.yaml_reader import Pointer, Value
from servicebook.wording import text

_SERVICE_KINDS = tuple(kind.lower() for kind, ours in KINDS.items() if ours == "service")
_OWNING_KINDS: Mapping[str, str] = {"group": "Group", "user": "User"}
_ABOVE: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "subcomponentOf": ("component", _SERVICE_KINDS),
    "system": ("system", ("system",)),
    "domain": ("domain", (DOMAIN_KIND.lower(),)),
}
"""The keys that say what an entity is a part of, with their default kinds and those that they may lead to."""


@dataclass(slots=True)
class Owners:
    """The owners of services, and the groups and users that are only named."""

    references: References
    named: dict[Key, Entity] = field(default_factory=dict)
    """The owners that are made from their names."""
    notes: dict[str, None] = field(default_factory=dict)
    _found: dict[Key, Entity | None] = field(default_factory=dict)
    _titled: dict[str, list[Entity]] = field(init=False)

    def __post_init__(self) -> None:
        self._titled = _by_title(self.references)

    def of(self, service: Entity) -> Entity | None:
        """The group or user that owns an entity; None where nobody does."""
        if service.key not in self._found:
            self._found[service.key] = None  # until it is known: things may be parts of one another
            self._found[service.key] = self._own(service) or self._inherited(service)
        return self._found[service.key]

    def _own(self, service: Entity) -> Entity | None:
        owners: list[Entity] = []
        for words, pointer in service.spec.read_texts("owner"):
            owner = self._named_by(words.strip(), service, pointer)
            if owner:
                owners.append(owner)
        for other in owners[1:]:
            message = f'"{service.name}" already has an owner, besides "{other.name}"'
            service.spec.add_loss("second-owner", message, "owner")
        return owners[0] if owners else None

    def _named_by(self, words: str, service: Entity, pointer: Pointer) -> Entity | None:
        """Whom an owner's name means; a name that is none, or means what nobody owns, is a loss."""
        key = parse_reference(words, "group", service.spec)
        if key is None:
            message = text("import.bad-reference", name=service.name, owner=preview(words))
            service.spec.add_loss("unknown-entity", message, *pointer)
            return None
        found = self.references.find(key, service.spec)
        if key[0] in _OWNING_KINDS:
            return found or self._called(words) or self._made(key, words, service.spec, pointer)
        if found is None:
            return self._made(("group", *key[1:]), words, service.spec, pointer)
        owner = self.of(found)
        if owner is None:
            message = f'"owner" of "{service.name}" names "{preview(words)}", which has no owner itself'
            service.spec.add_loss("unknown-entity", message, *pointer)
        else:
            self._note_inherited(service, found)
        return owner

    def _called(self, words: str) -> Entity | None:
        """The only group, else the only user, with this whole title, name or e-mail address."""
        found = self._titled.get(words.rpartition(":")[2].casefold(), [])
        for kind in _OWNING_KINDS.values():
            of_kind = [entity for entity in found if entity.kind == kind]
            if len(of_kind) == 1:
                note = text("import.owner-by", owner=words, kind=kind, name=of_kind[0].name)
                self.notes[note] = None
                return of_kind[0]
        return None

    def _made(self, key: Key, words: str, entry: TrackedMap, pointer: Pointer) -> Entity:
        """The group or user of a key, made from its name as it is written where it is met first."""
        kind, namespace, _ = key
        if key not in self.named:
            reference = words.rpartition(":")[2].strip()
            name = reference.rpartition("/")[2]
            spec: dict[str, Value] = {"profile": {"email": name}} if EMAIL.match(name) else {}
            shown = name if namespace == DEFAULT_NAMESPACE else f"{namespace}/{name}"
            # Not tracked: nothing in them can be lost.
            base = (*entry.pointer, *pointer)
            empty, filled = (
                TrackedMap(self.references.tracker, entry.source, base, value) for value in ({}, spec)
            )
            self.named[key] = Entity(key, _OWNING_KINDS[kind], shown, empty, empty, empty, filled)
        return self.named[key]

    def _inherited(self, service: Entity) -> Entity | None:
        for key, (default_kind, kinds) in _ABOVE.items():
            # Read without a trace: whoever describes the entity says what is lost of these.
            words = service.spec.value.get(key)
            parent_key = (
                parse_reference(words, default_kind, service.spec) if isinstance(words, str) else None
            )
            parent = self.references.entities.get(parent_key) if parent_key else None
            if parent and parent.key[0] in kinds and (owner := self.of(parent)):
                self._note_inherited(service, parent)
                return owner
        return None

    def _note_inherited(self, service: Entity, other: Entity) -> None:
        if KINDS.get(service.kind) == "service":
            note = text("import.inherited", service=service.name, kind=other.kind, name=other.name)
            self.notes[note] = None


def _by_title(references: References) -> dict[str, list[Entity]]:
    """The groups and users of the source by all that they are called, in lower case."""
    titled: dict[str, list[Entity]] = defaultdict(list)
    for entity in references.entities.values():
        if entity.kind in _OWNING_KINDS.values():
            for words in {" ".join(words.split()).casefold() for words in titles_of(entity)}:
                titled[words].append(entity)
    return titled
