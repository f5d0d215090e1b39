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

In a catalog that exists, an entity is the object of the id that it would get, and a service that of its annotation,
in whatever department it lies. What is Backstage's in it is said by
:mod:`~servicebook.exchange.backstage_owned`; all else stays, as do objects without an entity. References may lead to
objects that are there. Who holds any role of a department is a member of its group.

What is lost, and listed, by kind: ``unknown-kind`` (Location, Domain, Template …: the whole entity),
``unknown-entity`` (a reference to something that is not in the source), ``unknown-lifecycle``, ``self-dependency``,
``repeated-dependency``, ``second-parent``,
``second-owner``, ``no-place`` (any key not named above), ``wrong-shape``.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from servicebook.documents.document import Document
from servicebook.documents.kinds import is_id
from servicebook.documents.schemas import all_schemas
from servicebook.documents.sense import find_circle
from servicebook.documents.words import slug
from servicebook.exchange.backstage_mapping import (
    ANNOTATION,
    DEFAULT_NAMESPACE,
    KINDS,
    LIFECYCLES,
    MEMBER_ROLE,
    OWNER_ROLE,
    SERVICE_REFERENCES,
    TYPES,
)
from servicebook.exchange.backstage_owned import Said, brought
from servicebook.exchange.csv_columns import SHEET_OF
from servicebook.exchange.descriptions import URL, Page, escaped, verbatim
from servicebook.exchange.ids import unique_ids
from servicebook.exchange.loss import Imported, Loss, Request, SourceDocument, Told
from servicebook.exchange.merging import merged
from servicebook.exchange.repository import SITE_NAME, new_repository
from servicebook.exchange.sources import several_in
from servicebook.exchange.taking import WRONG_SHAPE, Entry, Taking, is_nothing, shown
from servicebook.exchange.updating import updated
from servicebook.model.catalog import Catalog
from servicebook.problems import Problem, Related, error, in_order
from servicebook.source.files import UnreadableError
from servicebook.source.foreign import files_at, read_bytes
from servicebook.source.yaml_reader import Pointer, Value

HELP = "Backstage: a catalog-info.yaml file, or a folder that is searched for them"
UPDATES = True
WITHOUT_OWNER = "Without owner"

_MAX_BYTES = 1024 * 1024
_NAMES = ("catalog-info.yaml", "catalog-info.yml")
_HAS_ENTITIES = re.compile(rb"^apiVersion:\s*['\"]?backstage\.io/", re.MULTILINE)
_DEPARTMENT, _ROLES = "catalog/departments/{}/department.yml", "catalog/departments/{}/roles.yml"
_HOLDERS = next(column for column in SHEET_OF["role"].columns if column.name == "holders")
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
    return Imported(files={}, problems=in_order(problems)) if problems else convert(sources, request)


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


def convert(sources: Iterable[SourceDocument], request: Request) -> Imported:
    """The catalog that the documents describe, or how an existing one changes. Pure; see the module."""
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
    conversion = _Conversion(taking, entities, request)
    files = {} if taking.problems else conversion.files()
    if taking.problems:
        return Imported(files={}, problems=in_order(taking.problems))
    if request.existing is None:
        files = {**new_repository(SITE_NAME), **files}
    return Imported(
        files=files, losses=taking.all_losses(), notes=tuple(conversion.notes()), told=conversion.told
    )


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
    request: Request
    there: dict[Key, _Entity] = field(default_factory=dict)
    """What references name that is no entity of the source, but an object of the existing catalog."""
    parents: dict[Key, Key] = field(default_factory=dict)
    members: dict[Key, dict[str, None]] = field(default_factory=lambda: defaultdict(dict))
    """The people of each group."""
    roles: dict[str, dict[str, Value]] = field(default_factory=lambda: defaultdict(dict))
    """By department."""
    owners: dict[Key, tuple[str, str | None]] = field(default_factory=dict)
    """The department and the owning role of each service."""
    is_exported: bool = False
    """Whether the entities were written from a catalog, so that their names are its ids."""
    documents: dict[str, Document] = field(init=False)
    values: dict[str, Any] = field(default_factory=dict)
    """What the files are to say."""
    told: dict[str, list[Told]] = field(default_factory=lambda: defaultdict(list))
    undescribed: int = 0
    """How many descriptions were not taken."""
    elsewhere: list[str] = field(default_factory=list)
    """The services that lie in another department than that of their owner."""

    def __post_init__(self) -> None:
        self.documents = {document.path: document for document in self.request.existing or ()}

    @property
    def catalog(self) -> Catalog | None:
        """The existing one."""
        return self.request.catalog

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
        for group in groups:
            self._put(group, _DEPARTMENT.format(group.id), (), self._department(group))
        if any(department == nobodys for department, _ in self.owners.values()):
            path = _DEPARTMENT.format(nobodys)
            if path not in self.documents:
                summary = "Services whose owner cannot be told from the source."
                self.values[path] = {"name": WITHOUT_OWNER, "summary": summary}
        for service in services:
            department, _, own_id = service.id.partition("/")
            path = f"catalog/departments/{department}/services/{own_id}.yml"
            if path in self.documents:
                self.owners.pop(service.key)
            self._put(service, path, (), self._service(service))
        self._put_roles(groups)
        for user in users:
            self._put(user, "catalog/people.yml", (user.id,), self._person(user))
        files, problems = updated(self.values, self.documents)
        self.taking.problems.extend(problems)
        return files

    def notes(self) -> Iterator[str]:
        """What somebody should know about what was done."""
        if self.undescribed:
            what = "a description stays" if self.undescribed == 1 else f"{self.undescribed} descriptions stay"
            yield f"{what} as written in the catalog; Backstage's are taken only for what is new"
        for words in self.elsewhere:
            yield f"{words}: move it with servicebook rename"

    def _put(self, entity: _Entity, path: str, base: Pointer, said: Said) -> None:
        """Write what an entity says into its file: the whole object if it is new, else what is Backstage's."""
        whole = self._whole(path)
        old = whole.get(base[0]) if base else whole
        kind = KINDS[entity.kind]
        if old:
            new = brought(kind, old, said, clears=self.request.clears)
            described = said.value.get("description")
            self.undescribed += bool(described and described != old.get("description"))
        else:
            new = dict(said.value)
        if base:
            whole[base[0]] = new
        else:
            self.values[path] = new
        self.told[path].append(Told(base, entity.entry.place()))

    def _whole(self, path: str) -> Any:
        """What a file that holds a map is to say."""
        if path not in self.values:
            document = self.documents.get(path)
            value: Any = document.value if document else {}
            self.values[path] = value.copy()
        return self.values[path]

    def _put_roles(self, groups: list[_Entity]) -> None:
        """The roles that own new services, and those of members."""
        needed = {role for _, role in self.owners.values() if role}
        for group in [*groups, *(one for one in self.there.values() if one.kind == "Group")]:
            path = _ROLES.format(group.id)
            there = self._whole(path)
            members = self._members(group, there.get(MEMBER_ROLE))
            made = {own: role for own, role in self.roles[group.id].items() if f"{group.id}/{own}" in needed}
            if members or MEMBER_ROLE in there:
                made = {MEMBER_ROLE: {"title": "Member", "holders": members}, **made}
            for own, role in made.items():
                if own == MEMBER_ROLE and own in there:
                    there[own] = merged(there[own], {_HOLDERS: members or None}, is_new=False)
                else:
                    there.setdefault(own, role)
                self.told[path].append(Told((own,), group.entry.place()))
            self.roles.pop(group.id, None)
            if not there:
                del self.values[path]
        for department, roles in self.roles.items():
            whole = self._whole(_ROLES.format(department))
            for own, role in roles.items():
                if f"{department}/{own}" in needed:
                    whole.setdefault(own, role)
            if not whole:
                del self.values[_ROLES.format(department)]

    def _members(self, group: _Entity, role: Any) -> list[Value]:
        """Who holds the role ``member``: those who do and are not known to be gone, and those who hold none yet."""
        said, catalog = self.members[group.key], self.catalog
        known = {user.id for user in self._of("person")}
        if catalog is None:
            return [*said]
        holding = {
            holder.person
            for held in catalog.find.roles_of.get(group.id, ())
            for holder in catalog.holders(held)
        }
        own = catalog.roles.get(f"{group.id}/{MEMBER_ROLE}") if role else None
        present = {holder.person for holder in catalog.holders(own)} if own else set()
        listed = [holder.person for holder in own.holders] if own else []
        stay = [one for one in listed if one in said or one not in known or one not in present]
        return [*dict.fromkeys(stay), *(one for one in said if one not in holding and one not in stay)]

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
        key = (kind if colon else default, above if slash else here, name if slash else rest)
        return self.entities.get(key) or self._there(key, entry)

    def _there(self, key: Key, entry: Entry) -> _Entity | None:
        """The object of the existing catalog that a reference names, as an entity that says nothing."""
        kind, namespace, name = key
        ours = next((known for known in KINDS if known.lower() == kind), None)
        if self.catalog is None or ours is None:
            return None
        own = slug(_plain(namespace, name))
        if KINDS[ours] == "service":
            whole = f"{namespace}/{slug(name)}"
            same = [one for one in self.catalog.services if one.rpartition("/")[2] == own]
            found = whole if whole in self.catalog.services else same[0] if len(same) == 1 else None
        else:
            known = self.catalog.departments if ours == "Group" else self.catalog.people
            found = own if own in known else None
        if found is None:
            return None
        nothing = Entry(self.taking, entry.source, (), {})
        return self.there.setdefault(key, _Entity(key, ours, name, nothing, nothing, nothing, found))

    def _named(self, key: Key) -> _Entity:
        return self.entities.get(key) or self.there[key]

    def _relate(self, group: _Entity) -> None:
        for parent in self._all(group.spec, "parent", "group", ("group",)):
            self._place_below(group, parent, group)
        for child in self._all(group.spec, "children", "group", ("group",)):
            if child.key in self.entities:
                self._place_below(child, group, group)
        for user in self._all(group.spec, "members", "user", ("user",)):
            self.members[group.key][user.id] = None

    def _place_below(self, child: _Entity, parent: _Entity, teller: _Entity) -> None:
        if (first := self.parents.setdefault(child.key, parent.key)) != parent.key:
            message = (
                f'"{child.name}" is a part of "{self._named(first).name}" already, not of "{parent.name}"'
            )
            teller.spec.lose("second-parent", message, "parent" if teller is child else "children")

    def _own(self, service: _Entity, nobodys: str) -> None:
        """Where a service lies, and which role owns it."""
        owners = self._all(service.spec, "owner", "group", ("group", "user"))
        for other in owners[1:]:
            message = f'"{service.name}" has an owner already, besides "{other.name}"'
            service.spec.lose("second-owner", message, "owner")
        if self.catalog and (home := self.catalog.services.get(_annotated(service))):
            service.id = home.id
            self.owners[service.key] = (home.department, None)
            if owners and owners[0].kind == "Group" and owners[0].id != home.department:
                self.elsewhere.append(f"{home.id} belongs to {owners[0].id} in Backstage")
        elif not owners:
            self.owners[service.key] = (nobodys, None)
        elif owners[0].kind == "Group":
            department = owners[0].id
            title = f"Answers for what the group {_title(owners[0])} owns."
            self.roles[department].setdefault(OWNER_ROLE, {"title": "Service owner", "summary": title})
            self.owners[service.key] = (department, f"{department}/{OWNER_ROLE}")
        else:
            person = owners[0].id
            groups = [key for key, held in self.members.items() if person in held]
            department = self._named(groups[0]).id if groups else nobodys
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
                own = (service.id or _annotated(service)).rpartition("/")[2]
                if is_id(own) and own not in used:
                    used.add(own)
                    service.id = f"{department}/{own}"
                else:
                    unnamed.append(service)
            made = unique_ids([_plain_name(service) for service in unnamed], "service", used)
            for service, own in zip(unnamed, made, strict=True):
                service.id = f"{department}/{own}"

    def _common(self, entity: _Entity, title: str) -> tuple[dict[str, Any], Page]:
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
        kind = entity.spec.text("type")
        if kind and not (self.is_exported and kind == TYPES.get(entity.kind)):
            page.say("Type", [verbatim(kind)])
        return {"name": title, "summary": summary, "aliases": [*aliases]}, page

    def _department(self, group: _Entity) -> Said:
        profile = group.spec.map("profile")
        shown_name, title = profile.text("displayName"), group.metadata.text("title")
        value, page = self._common(group, title or shown_name or group.name)
        if title and shown_name and shown_name != title:
            value["aliases"] = [*dict.fromkeys([shown_name, *_texts(value["aliases"])])]
        if email := _email(profile):
            value["channels"] = [{"type": "email", "address": email}]
        if parent := self.parents.get(group.key):
            value["part_of"] = self._named(parent).id
        return _said(group, page.filled(value), has_title=bool(title or shown_name))

    def _person(self, user: _Entity) -> Said:
        profile = user.spec.map("profile")
        shown_name, title = profile.text("displayName"), user.metadata.text("title")
        value: dict[str, Value] = {"name": shown_name or title or user.name}
        if email := _email(profile):
            value["email"] = email
        if shown_name and title and title != shown_name:
            user.metadata.lose(
                "no-place", f'"title" of "{user.name}" has no place in a catalog: {title}', "title"
            )
        return _said(user, value, has_title=bool(shown_name or title))

    def _service(self, service: _Entity) -> Said:
        value, page = self._common(service, service.metadata.text("title") or service.name)
        _, owner = self.owners.get(service.key, ("", None))
        if word := service.spec.text("lifecycle"):
            if known := LIFECYCLES.get(word.strip().lower()):
                value["lifecycle"] = None if self.is_exported and known == "live" else known
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
        return _said(service, page.filled(value), has_title=_is_text(service.metadata.value.get("title")))

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


def _said(entity: _Entity, value: dict[str, Value], *, has_title: bool) -> Said:
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


def _plain_name(entity: _Entity) -> str:
    """The name by which an id is made; with the namespace where it is not the default one."""
    return _plain(entity.key[1], entity.name)


def _plain(namespace: str, name: str) -> str:
    return name if namespace == DEFAULT_NAMESPACE else f"{namespace}-{name}"


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


def _texts(value: Any) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list) else []


def _annotated(service: _Entity) -> str:
    """The whole id that an entity is annotated with; empty where it is not."""
    annotations = service.metadata.value.get("annotations")
    return str((annotations.get(ANNOTATION) if isinstance(annotations, dict) else None) or "")
