"""Backstage's catalog: entities of ``catalog-info.yaml`` files, as :mod:`~servicebook.exchange.backstage_mapping` says.

SOURCE is a file, or a folder that is searched with all below it: files of that name, and other YAML files that hold
entities. A file may hold several. Every entity of a kind that has a place here is kept.

- A **Group** is a department: ``metadata.name`` makes its id, ``title`` or ``spec.profile.displayName`` is its name,
  ``description`` its summary, ``spec.profile.email`` a channel, ``spec.parent`` (or another's ``spec.children``)
  ``part_of``.
- A **User** is a person. Those of a group (``spec.memberOf``, ``spec.members``) hold its role ``member``.
- A **System**, **Component**, **Resource** or **API** is a service of the department that ``spec.owner`` names. The
  role ``owner`` of that department owns it; it is vacant, since Backstage does not say who in the group answers. A
  user who owns something holds a role of their own in the first group that they are a member of. Without an owner
  that is known, it lies in a department "Without owner".
- ``metadata.tags`` are aliases, as is ``metadata.name`` where there is a title (but not in an export of ours);
  ``links`` are links, and so are annotations whose value is an address. ``servicebook/id`` is the id.
- ``spec.lifecycle`` is the lifecycle: experimental is planned, production live.
- ``dependsOn`` and ``consumesApis`` are ``depends_on``. What else an entity is related to (``system``,
  ``subcomponentOf``, ``providesApis``), and its type, stand in the description.
- References are ``[kind:][namespace/]name``, whatever their case.

What is lost, and listed, by kind: ``unknown-kind`` (Location, Domain, Template …: the whole entity),
``unknown-entity`` (a reference to something that is not in the source), ``unknown-lifecycle``, ``self-dependency``,
``repeated-dependency``, ``second-parent``,
``second-owner``, ``no-place`` (any key not named above), ``wrong-shape``.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from servicebook.documents.kinds import is_id
from servicebook.documents.schemas import all_schemas
from servicebook.documents.sense import find_circle
from servicebook.exchange.backstage_mapping import (
    ANNOTATION,
    DEFAULT_NAMESPACE,
    KINDS,
    LIFECYCLES,
    MEMBER_ROLE,
    OWNER_ROLE,
    SERVICE_REFERENCES,
)
from servicebook.exchange.descriptions import URL, Page, escaped, verbatim
from servicebook.exchange.ids import unique_ids
from servicebook.exchange.loss import Imported, Loss, Request, SourceDocument
from servicebook.exchange.repository import SITE_NAME, new_repository
from servicebook.exchange.sources import several_in
from servicebook.exchange.taking import WRONG_SHAPE, Entry, Taking, is_nothing, shown
from servicebook.problems import Problem, Related, error, in_order
from servicebook.source.files import UnreadableError
from servicebook.source.foreign import files_at, read_bytes
from servicebook.source.yaml_reader import Value

HELP = "Backstage: a catalog-info.yaml file, or a folder that is searched for them"
UPDATES = False
WITHOUT_OWNER = "Without owner"

_MAX_BYTES = 1024 * 1024
_NAMES = ("catalog-info.yaml", "catalog-info.yml")
_HAS_ENTITIES = re.compile(rb"^apiVersion:\s*['\"]?backstage\.io/", re.MULTILINE)
_EMAIL = re.compile(all_schemas()["common.schema.json"]["$defs"]["email"]["pattern"])
_RELATED: Mapping[str, tuple[str, str]] = {
    "system": ("System", "system"),
    "subcomponentOf": ("Part of", "component"),
    "providesApis": ("Provides", "api"),
}
"""Relations that stand in the description: what they are called there, and the kind that is meant without one."""


def bring(given: Path, request: Request) -> Imported:
    """The catalog that the entities at ``given`` describe. Raises :class:`UnreadableError` when there are none."""
    files = [file for file in files_at(given, _is_yaml, deep=True) if file == given or _holds_entities(file)]
    if not files:
        raise UnreadableError(f"there is no catalog-info.yaml in {given}")
    sources: list[SourceDocument] = []
    problems: list[Problem] = []
    for file in files:
        found, faults = several_in(file)
        sources.extend(found)
        problems.extend(faults)
    return Imported(files={}, problems=in_order(problems)) if problems else convert(sources)


def _is_yaml(name: str) -> bool:
    return name.endswith((".yaml", ".yml"))


def _holds_entities(file: Path) -> bool:
    if file.name in _NAMES:
        return True
    raw = read_bytes(file, _MAX_BYTES)
    return isinstance(raw, bytes) and _HAS_ENTITIES.search(raw) is not None


Key = tuple[str, str, str]
"""Kind, namespace and name of an entity, in lower case."""


@dataclass(slots=True, eq=False)
class _Entity:
    key: Key
    kind: str
    name: str
    entry: Entry
    metadata: Entry
    spec: Entry
    id: str = ""
    """The id of ours: of a service, its whole id."""


def convert(sources: Iterable[SourceDocument]) -> Imported:
    """The catalog that the documents describe. Pure; see the module for what becomes of what."""
    taking = Taking()
    entities: dict[Key, _Entity] = {}
    for source in sources:
        if (entity := _opened(taking, source)) and (
            first := entities.setdefault(entity.key, entity)
        ) is not entity:
            place = entity.metadata.place("name")
            message = f'there is another {entity.kind} called "{entity.name}"'
            other = Related(first.metadata.place("name"), "the other one")
            taking.problems.append(
                error("duplicate-id", place, message, "rename or remove one of the two", (other,))
            )
    conversion = _Conversion(taking, entities)
    files = {} if taking.problems else conversion.files()
    if taking.problems:
        return Imported(files={}, problems=in_order(taking.problems))
    return Imported(files={**new_repository(SITE_NAME), **files}, losses=taking.all_losses())


def _opened(taking: Taking, source: SourceDocument) -> _Entity | None:
    """The entity of a document; None, and a loss or a problem, where it has no place or is none."""
    if not isinstance(source.value, dict):
        taking.wrong_type(source, (), "the entity", "a map of keys")
        return None
    kind, metadata = source.value.get("kind"), source.value.get("metadata")
    if not isinstance(kind, str) or not kind.strip():
        taking.problems.append(
            error(
                "missing-key",
                source.place(()),
                'the entity has no "kind"',
                "add kind: Component, or another one",
            )
        )
        return None
    ours = next((known for known in KINDS if known.lower() == kind.strip().lower()), None)
    if ours is None:
        named = metadata.get("name") if isinstance(metadata, dict) else None
        message = f'an entity of the kind {shown(kind)} has no place in a catalog: "{shown(named)}"'
        taking.losses.append(
            Loss(kind="unknown-kind", message=message, place=source.place(("kind",)), field=shown(kind))
        )
        return None
    name = metadata.get("name") if isinstance(metadata, dict) else None
    if not isinstance(name, str) or not name.strip():
        place = source.place(("metadata", "name"))
        message = f'the {ours} has no "name" in its metadata'
        if not is_nothing(name):
            message = f'the "name" of the {ours} is not text: {shown(name)}'
        taking.problems.append(
            error("missing-key", place, message, "write metadata: and name: with its name")
        )
        return None
    entry = taking.open(source, (), source.value)
    entry.take("kind")
    entry.take("apiVersion")
    inner, spec = entry.map("metadata"), entry.map("spec")
    inner.take("name")
    for one in (inner, spec):
        one.name = name
    namespace = inner.text("namespace") or DEFAULT_NAMESPACE
    key = (ours.lower(), namespace.strip().lower(), name.strip().lower())
    return _Entity(key, ours, name.strip(), entry, inner, spec)


@dataclass(slots=True)
class _Conversion:
    taking: Taking
    entities: Mapping[Key, _Entity]
    parents: dict[Key, Key] = field(default_factory=dict)
    members: dict[Key, dict[str, None]] = field(default_factory=lambda: defaultdict(dict))
    """The people of each group."""
    roles: dict[str, dict[str, Value]] = field(default_factory=lambda: defaultdict(dict))
    """By department."""
    owners: dict[Key, tuple[str, str | None]] = field(default_factory=dict)
    """The department and the owning role of each service."""
    is_exported: bool = False
    """Whether the entities were written from a catalog, so that their names are its ids."""

    def files(self) -> dict[str, Value]:
        """The catalog's files by path."""
        groups, users = self._of("department"), self._of("person")
        services = self._of("service")
        self.is_exported = any(_annotated(service) for service in services)
        *ids, nobodys = unique_ids([*map(_plain_name, groups), WITHOUT_OWNER], "group")
        for group, own_id in zip(groups, ids, strict=True):
            group.id = own_id
        for user, own_id in zip(users, unique_ids(list(map(_plain_name, users)), "person"), strict=True):
            user.id = own_id
        for group in groups:
            self._relate(group)
        for user in users:
            for other in self._all(user.spec, "memberOf", "group", ("group",)):
                self.members[other.key][user.id] = None
        if circle := find_circle({str(a): [str(b)] for a, b in self.parents.items()}):
            named = {str(group.key): group for group in groups}
            names = " → ".join(named[key].name for key in circle)
            place = named[circle[0]].spec.place("parent")
            message = f"these groups are parts of one another: {names}"
            self.taking.problems.append(
                error("circular-reference", place, message, "remove one of them from parent: or children:")
            )
            return {}
        for service in services:
            self._own(service, nobodys)
        self._name(services)
        files: dict[str, Value] = {}
        for group in groups:
            files[f"catalog/departments/{group.id}/department.yml"] = self._department(group)
            if held := self.members[group.key]:
                member: Value = {"title": "Member", "holders": [*held]}
                self.roles[group.id] = {MEMBER_ROLE: member, **self.roles[group.id]}
        if any(department == nobodys for department, _ in self.owners.values()):
            files[f"catalog/departments/{nobodys}/department.yml"] = {
                "name": WITHOUT_OWNER,
                "summary": "Services whose owner cannot be told from the source.",
            }
        for department, roles in self.roles.items():
            if roles:
                files[f"catalog/departments/{department}/roles.yml"] = roles
        for service in services:
            department, _, own_id = service.id.partition("/")
            files[f"catalog/departments/{department}/services/{own_id}.yml"] = self._service(service)
        if users:
            files["catalog/people.yml"] = {user.id: self._person(user) for user in users}
        return files

    def _of(self, kind: str) -> list[_Entity]:
        return [entity for entity in self.entities.values() if KINDS[entity.kind] == kind]

    def _all(self, entry: Entry, key: str, default: str, kinds: tuple[str, ...]) -> list[_Entity]:
        """The entities that a key refers to, one or several; a reference that leads nowhere is a loss."""
        found: list[_Entity] = []
        for text, pointer in entry.texts(key):
            other = self._entity(text, default, entry)
            if other is None or other.key[0] not in kinds:
                message = f'"{key}" of "{entry.name}" names "{shown(text)}", which is not in the source'
                entry.lose("unknown-entity", message, *pointer)
            else:
                found.append(other)
        return found

    def _entity(self, text: str, default: str, entry: Entry) -> _Entity | None:
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
        return self.entities.get(
            (kind if colon else default, above if slash else here, name if slash else rest)
        )

    def _relate(self, group: _Entity) -> None:
        for parent in self._all(group.spec, "parent", "group", ("group",)):
            self._place_below(group, parent, group)
        for child in self._all(group.spec, "children", "group", ("group",)):
            self._place_below(child, group, group)
        for user in self._all(group.spec, "members", "user", ("user",)):
            self.members[group.key][user.id] = None

    def _place_below(self, child: _Entity, parent: _Entity, teller: _Entity) -> None:
        if (first := self.parents.setdefault(child.key, parent.key)) != parent.key:
            message = (
                f'"{child.name}" is a part of "{self.entities[first].name}" already, not of "{parent.name}"'
            )
            teller.spec.lose("second-parent", message, "parent" if teller is child else "children")

    def _own(self, service: _Entity, nobodys: str) -> None:
        """Where a service lies, and which role owns it."""
        owners = self._all(service.spec, "owner", "group", ("group", "user"))
        for other in owners[1:]:
            message = f'"{service.name}" has an owner already, besides "{other.name}"'
            service.spec.lose("second-owner", message, "owner")
        if not owners:
            self.owners[service.key] = (nobodys, None)
        elif owners[0].kind == "Group":
            department = owners[0].id
            title = f"Answers for what the group {_title(owners[0])} owns."
            self.roles[department].setdefault(OWNER_ROLE, {"title": "Service owner", "summary": title})
            self.owners[service.key] = (department, f"{department}/{OWNER_ROLE}")
        else:
            person = owners[0].id
            groups = [key for key, held in self.members.items() if person in held]
            department = self.entities[groups[0]].id if groups else nobodys
            [role] = unique_ids([f"{OWNER_ROLE}-{person}"], "role")
            self.roles[department][role] = {"title": "Service owner", "holders": [person]}
            self.owners[service.key] = (department, f"{department}/{role}")

    def _name(self, services: list[_Entity]) -> None:
        """Give every service its whole id: the one that it is annotated with, else one made from its name."""
        by_department: dict[str, list[_Entity]] = defaultdict(list)
        for service in services:
            by_department[self.owners[service.key][0]].append(service)
        for department, listed in by_department.items():
            used: set[str] = set()
            unnamed: list[_Entity] = []
            for service in listed:
                own = _annotated(service).rpartition("/")[2]
                if is_id(own) and own not in used:
                    used.add(own)
                    service.id = f"{department}/{own}"
                else:
                    unnamed.append(service)
            made = unique_ids([_plain_name(service) for service in unnamed], "service", used)
            for service, own in zip(unnamed, made, strict=True):
                service.id = f"{department}/{own}"

    def _common(self, entity: _Entity, title: str) -> tuple[dict[str, Value], Page]:
        """What departments and services share, and a page for more."""
        metadata = entity.metadata
        page = Page()
        summary = f"{title}."
        if words := metadata.text("description"):
            lines = [" ".join(line.split()) for line in words.strip().splitlines()]
            summary = lines[0]
            if len(lines) > 1:
                page.facts.append("\n".join(map(escaped, lines)) + "\n\n")
        tags = [text for text, _ in metadata.texts("tags")]
        is_called = title == entity.name or self.is_exported
        aliases = dict.fromkeys([*([] if is_called else [entity.name]), *tags])
        for link in metadata.maps("links"):
            address, text = link.text("url"), link.text("title")
            if address and URL.match(address):
                page.links.append({"text": text or address, "url": address})
            elif address:
                link.lose(WRONG_SHAPE, f'"{shown(address)}" is not a web address', "url")
        annotations = metadata.map("annotations")
        for key, value in annotations.value.items():
            if key == ANNOTATION and KINDS[entity.kind] == "service":
                annotations.take(key)
            elif isinstance(value, str) and URL.match(value):
                annotations.take(key)
                page.links.append({"text": key, "url": value})
        if kind := entity.spec.text("type"):
            page.say("Type", [verbatim(kind)])
        return {"name": title, "summary": summary, "aliases": [*aliases]}, page

    def _department(self, group: _Entity) -> Value:
        profile = group.spec.map("profile")
        shown_name, title = profile.text("displayName"), group.metadata.text("title")
        value, page = self._common(group, title or shown_name or group.name)
        if title and shown_name and shown_name != title:
            value["aliases"] = [*dict.fromkeys([shown_name, *_texts(value["aliases"])])]
        if email := _email(profile):
            value["channels"] = [{"type": "email", "address": email}]
        if parent := self.parents.get(group.key):
            value["part_of"] = self.entities[parent].id
        return page.filled(value)

    def _person(self, user: _Entity) -> Value:
        profile = user.spec.map("profile")
        shown_name, title = profile.text("displayName"), user.metadata.text("title")
        value: dict[str, Value] = {"name": shown_name or title or user.name}
        if email := _email(profile):
            value["email"] = email
        if shown_name and title == shown_name:
            return value
        if shown_name and title:
            user.metadata.lose(
                "no-place", f'"title" of "{user.name}" has no place in a catalog: {title}', "title"
            )
        return value

    def _service(self, service: _Entity) -> Value:
        value, page = self._common(service, service.metadata.text("title") or service.name)
        _, owner = self.owners[service.key]
        if word := service.spec.text("lifecycle"):
            if known := LIFECYCLES.get(word.strip().lower()):
                value["lifecycle"] = known
            else:
                message = f'"{service.name}" is "{shown(word)}", which is not one of {", ".join(LIFECYCLES)}'
                service.spec.lose("unknown-lifecycle", message, "lifecycle")
        if owner:
            value["roles"] = {"owner": owner}
        kinds = tuple(kind.lower() for kind, ours in KINDS.items() if ours == "service")
        for key, (label, default) in _RELATED.items():
            if others := self._all(service.spec, key, default, kinds):
                page.say(label, [f"[{escaped(_title(other))}](service:{other.id})" for other in others])
        value["depends_on"] = self._dependencies(service, kinds)
        return page.filled(value)

    def _dependencies(self, service: _Entity, kinds: tuple[str, ...]) -> list[Value]:
        found: dict[str, None] = {}
        for path, default in SERVICE_REFERENCES.items():
            key = path.partition(".")[2]
            for other in self._all(service.spec, key, default, kinds):
                if other is service:
                    service.spec.lose("self-dependency", f'"{service.name}" depends on itself', key)
                elif other.id in found:
                    message = f'"{service.name}" depends on "{other.name}" once more'
                    service.spec.lose("repeated-dependency", message, key)
                else:
                    found[other.id] = None
        return [{"service": one} for one in found]


def _plain_name(entity: _Entity) -> str:
    """The name by which an id is made; with the namespace where it is not the default one."""
    _, namespace, _ = entity.key
    return entity.name if namespace == DEFAULT_NAMESPACE else f"{namespace}-{entity.name}"


def _title(entity: _Entity) -> str:
    """What an entity is called; nothing is taken by asking."""
    profile = entity.spec.value.get("profile")
    names = (
        entity.metadata.value.get("title"),
        profile.get("displayName") if isinstance(profile, dict) else None,
    )
    return next((name for name in names if isinstance(name, str) and name.strip()), entity.name)


def _email(profile: Entry) -> str | None:
    address = profile.text("email")
    if address and not _EMAIL.match(address):
        profile.lose(WRONG_SHAPE, f'"{shown(address)}" is not an e-mail address', "email")
        return None
    return address


def _texts(value: Value) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list) else []


def _annotated(service: _Entity) -> str:
    """The whole id that an entity is annotated with; empty where it is not."""
    annotations = service.metadata.value.get("annotations")
    return str((annotations.get(ANNOTATION) if isinstance(annotations, dict) else None) or "")
