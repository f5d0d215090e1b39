"""Backstage's catalog: entities of ``catalog-info.yaml`` files, as :mod:`~servicebook.exchange.backstage.mapping` says.

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
:mod:`~servicebook.exchange.backstage.apply_claim`; all else stays, as do objects without an entity. References may
lead to objects that are there. Who holds any role of a department is a member of its group.

For what is new, the annotation ``servicebook/rest`` says what Backstage has no word for, see
:mod:`~servicebook.exchange.backstage.remainder`; what is Backstage's comes from the entity itself.

What is lost, and listed, by kind: ``unknown-kind`` (Domain, Template, other Locations …: the whole entity),
``unknown-entity`` (a reference to something that is not in the source), ``unknown-lifecycle``, ``self-dependency``,
``repeated-dependency``, ``second-parent``, ``second-owner``, ``no-place`` (any key not named above), ``wrong-shape``.
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
from servicebook.documents.semantics import find_cycle
from servicebook.exchange.backstage import claims as objects
from servicebook.exchange.backstage.apply_claim import Said, brought
from servicebook.exchange.backstage.entities import (
    Entity,
    Key,
    References,
    annotated_id,
    opened,
    plain_name,
    title_of,
)
from servicebook.exchange.backstage.mapping import KINDS, MEMBER_ROLE, NOBODYS, OWNER_ROLE
from servicebook.exchange.backstage.members import members_of
from servicebook.exchange.backstage.remainder import OF_GROUPS, Rest, faults, files_of_nobody, read, whole
from servicebook.exchange.core.changed_files import changed_files
from servicebook.exchange.core.ids import unique_ids
from servicebook.exchange.core.import_result import ImportRequest, ImportResult
from servicebook.exchange.core.key_tracker import KeyTracker
from servicebook.exchange.core.provenance import Provenance
from servicebook.exchange.core.source_document import SourceDocument
from servicebook.exchange.core.yaml_sources import MAX_BYTES, read_multi_document
from servicebook.exchange.repository.new_repository import ORGANIZATION, SITE_NAME, new_repository
from servicebook.exchange.spreadsheet.merging import merged
from servicebook.exchange.spreadsheet.sheet_columns import SHEET_OF
from servicebook.model.catalog import Catalog
from servicebook.problems import Problem, Related, error, in_order
from servicebook.source.files import UnreadableError
from servicebook.source.foreign import files_at, read_bytes
from servicebook.source.yaml_reader import Pointer, Value

HELP = "Backstage: a catalog-info.yaml file, or a folder that is searched for them"
UPDATES = True
WITHOUT_OWNER = "Without owner"

_NAMES = ("catalog-info.yaml", "catalog-info.yml")
_HAS_ENTITIES = re.compile(rb"^apiVersion:\s*['\"]?backstage\.io/", re.MULTILINE)
_DEPARTMENT, _ROLES = "catalog/departments/{}/department.yml", "catalog/departments/{}/roles.yml"
_HOLDERS = next(column for column in SHEET_OF["role"].columns if column.name == "holders")


def load(given: Path, request: ImportRequest) -> ImportResult:
    """The catalog that the entities at ``given`` describe. Raises :class:`UnreadableError` when there are none."""
    files = [file for file in files_at(given, _is_yaml, deep=True) if file == given or _holds_entities(file)]
    if not files:
        raise UnreadableError(f"there is no catalog-info.yaml in {given}")
    sources: list[SourceDocument] = []
    problems: list[Problem] = []
    for file in files:
        found, faults = read_multi_document(file)
        sources.extend(found)
        problems.extend(faults)
    return ImportResult(files={}, problems=in_order(problems)) if problems else convert(sources, request)


def _is_yaml(name: str) -> bool:
    return name.endswith((".yaml", ".yml"))


def _holds_entities(file: Path) -> bool:
    if file.name in _NAMES:
        return True
    raw = read_bytes(file, MAX_BYTES)
    return isinstance(raw, bytes) and _HAS_ENTITIES.search(raw) is not None


def convert(sources: Iterable[SourceDocument], request: ImportRequest) -> ImportResult:
    """The catalog that the documents describe, or how an existing one changes. Pure; see the module."""
    tracker = KeyTracker()
    entities: dict[Key, Entity] = {}
    for source in sources:
        if (entity := opened(tracker, source)) and (
            first := entities.setdefault(entity.key, entity)
        ) is not entity:
            place = entity.metadata.place("name")
            message = f'there is another {entity.kind} called "{entity.name}"'
            other = Related(first.metadata.place("name"), "the other one")
            tracker.problems.append(
                error("duplicate-id", place, message, "rename or remove one of the two", (other,))
            )
    conversion = _Conversion(tracker, entities, request)
    files = {} if tracker.problems else conversion.files()
    if tracker.problems:
        return ImportResult(files={}, problems=in_order(tracker.problems))
    if request.existing is None:
        organization: Any = files.get(ORGANIZATION, {})
        files = {**new_repository(organization.get("name", SITE_NAME)), **files}
    return ImportResult(
        files=files,
        losses=tracker.all_losses(),
        notes=tuple(conversion.notes()),
        provenance=conversion.provenance,
    )


@dataclass(slots=True)
class _Conversion:
    tracker: KeyTracker
    entities: Mapping[Key, Entity]
    request: ImportRequest
    references: References = field(init=False)
    parents: dict[Key, Key] = field(default_factory=dict)
    members: dict[Key, dict[str, None]] = field(default_factory=lambda: defaultdict(dict))
    """The people of each group."""
    roles: dict[str, dict[str, Value]] = field(default_factory=lambda: defaultdict(dict))
    """By department."""
    owners: dict[Key, tuple[str, str | None]] = field(default_factory=dict)
    """The department and the owning role of each service."""
    rests: dict[Key, Rest] = field(default_factory=dict)
    """What is annotated."""
    is_exported: bool = False
    """Whether the entities were written from a catalog, so that their names are its ids."""
    documents: dict[str, Document] = field(init=False)
    values: dict[str, Any] = field(default_factory=dict)
    """What the files are to say."""
    provenance: dict[str, list[Provenance]] = field(default_factory=lambda: defaultdict(list))
    undescribed: int = 0
    """How many descriptions were not taken."""
    elsewhere: list[str] = field(default_factory=list)
    """The services that lie in another department than that of their owner."""

    def __post_init__(self) -> None:
        self.documents = {document.path: document for document in self.request.existing or ()}
        self.references = References(self.tracker, self.entities, self.catalog)

    @property
    def catalog(self) -> Catalog | None:
        """The existing one."""
        return self.request.catalog

    def files(self) -> dict[str, Value]:
        """The catalog's files by path."""
        self.rests = {
            one.key: rest for one in self.entities.values() if (rest := read(self.tracker, one)) is not None
        }
        groups, users = self._of("department"), self._of("person")
        services = self._of("service")
        self.is_exported = any(annotated_id(service) for service in services)
        *ids, nobodys = unique_ids([*map(plain_name, groups), WITHOUT_OWNER], "group")
        for group, own_id in zip(groups, ids, strict=True):
            group.id = own_id
        for user, own_id in zip(users, unique_ids(list(map(plain_name, users)), "person"), strict=True):
            user.id = own_id
        for group in groups:
            self._relate(group)
        for user in users:
            for other in self.references.all(user.spec, "memberOf", "group", ("group",)):
                self.members[other.key][user.id] = None
        if circle := find_cycle({str(a): [str(b)] for a, b in self.parents.items()}):
            named = {str(group.key): group for group in groups}
            names = " → ".join(named[key].name for key in circle)
            place = named[circle[0]].spec.place("parent")
            message = f"these groups are parts of one another: {names}"
            self.tracker.problems.append(
                error("circular-reference", place, message, "remove one of them from parent: or children:")
            )
            return {}
        for service in services:
            self._own(service, nobodys)
        self._name(services)
        for group in groups:
            above = self.parents.get(group.key)
            parent = self.references.named(above).id if above else None
            said = objects.department(group, parent, is_exported=self.is_exported)
            self._put(group, _DEPARTMENT.format(group.id), (), said)
            self._put_rest_of(group)
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
            _, owner = self.owners.get(service.key, ("", None))
            said = objects.service(service, owner, self.references, is_exported=self.is_exported)
            self._put(service, path, (), said)
            if owner and self.values[path].get("roles", {}).get("owner") != owner:
                self.owners.pop(service.key)
        self._put_roles(groups)
        for user in users:
            self._put(user, "catalog/people.yml", (user.id,), objects.person(user))
        self._put_what_is_nobodys()
        files, problems = changed_files(self.values, self.documents)
        self.tracker.problems.extend(problems)
        return files

    def notes(self) -> Iterator[str]:
        """What somebody should know about what was done."""
        if self.undescribed:
            what = "a description stays" if self.undescribed == 1 else f"{self.undescribed} descriptions stay"
            yield f"{what} as written in the catalog; Backstage's are taken only for what is new"
        for words in self.elsewhere:
            yield f"{words}: move it with servicebook rename"

    def _put(self, entity: Entity, path: str, base: Pointer, said: Said) -> None:
        """Write what an entity says into its file: the whole object if it is new, else what is Backstage's."""
        whole = self._whole(path)
        old = whole.get(base[0]) if base else whole
        kind = KINDS[entity.kind]
        if old:
            new = brought(kind, old, said, clear_missing=self.request.clear_missing)
            described = said.value.get("description")
            self.undescribed += bool(described and described != old.get("description"))
        else:
            new = self._made(entity, path, base, said)
        if base:
            whole[base[0]] = new
        else:
            self.values[path] = new
        self.provenance[path].append(Provenance(base, entity.entry.place()))

    def _made(self, entity: Entity, path: str, base: Pointer, said: Said) -> dict[str, Value]:
        """A new object: what is annotated, with what its entity says of it now."""
        rest = self.rests.get(entity.key)
        if rest is None:
            return dict(said.value)
        kind = KINDS[entity.kind]
        made = whole(kind, said.value, rest)
        if problems := faults(path, {str(base[0]): made} if base else made, rest):
            self.tracker.problems.extend(problems)
            return dict(said.value)
        self.provenance[path] += [
            Provenance((*base, key), rest.place, rest.where) for key in rest.values.get("written", ())
        ]
        described = said.value.get("description")
        self.undescribed += bool(self.is_exported and described and described != made.get("description"))
        return brought(kind, made, said, clear_missing=True)

    def _put_rest_of(self, group: Entity) -> None:
        """The roles and questions that are annotated, if their department is new."""
        rest = self.rests.get(group.key)
        if rest is None or _DEPARTMENT.format(group.id) in self.documents:
            return
        for name, kind in OF_GROUPS.items():
            if rest.values.get(name):
                self._put_file(kind.pattern.format(department=group.id), rest.values[name], rest)

    def _put_what_is_nobodys(self) -> None:
        """What is annotated of things that belong to no department, in a new catalog."""
        for entity in self.entities.values():
            rest = self.rests.get(entity.key)
            if rest is None or entity.kind != NOBODYS or self.catalog:
                continue
            files, problems = files_of_nobody(rest)
            self.tracker.problems.extend(problems)
            for path, value in files.items():
                self._put_file(path, value, rest)

    def _put_file(self, path: str, value: Any, rest: Rest) -> None:
        """A new file that an annotation holds."""
        if path in self.values:
            self.tracker.problems.append(
                rest.fault("duplicate-id", f"{path} is annotated twice", "remove one")
            )
        elif problems := faults(path, value, rest):
            self.tracker.problems.extend(problems)
        else:
            self.values[path] = value
            self.provenance[path].append(Provenance((), rest.place, rest.where))

    def _whole(self, path: str) -> Any:
        """What a file that holds a map is to say."""
        if path not in self.values:
            document = self.documents.get(path)
            value: Any = document.value if document else {}
            self.values[path] = value.copy()
        return self.values[path]

    def _put_roles(self, groups: list[Entity]) -> None:
        """The roles that own new services, and those of members."""
        needed = {role for _, role in self.owners.values() if role}
        known = {user.id for user in self._of("person")}
        for group in [*groups, *(one for one in self.references.there.values() if one.kind == "Group")]:
            path = _ROLES.format(group.id)
            there = self._whole(path)
            members = members_of(group.id, there, self.members[group.key], known, self.catalog)
            made = {own: role for own, role in self.roles[group.id].items() if f"{group.id}/{own}" in needed}
            if members or MEMBER_ROLE in there:
                made = {MEMBER_ROLE: {"title": "Member", "holders": members}, **made}
            for own, role in made.items():
                if own == MEMBER_ROLE and own in there:
                    there[own] = merged(there[own], {_HOLDERS: members or None}, is_new=False)
                else:
                    there.setdefault(own, role)
                self.provenance[path].append(Provenance((own,), group.entry.place()))
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

    def _of(self, kind: str) -> list[Entity]:
        return [entity for entity in self.entities.values() if KINDS.get(entity.kind) == kind]

    def _relate(self, group: Entity) -> None:
        for parent in self.references.all(group.spec, "parent", "group", ("group",)):
            self._place_below(group, parent, group)
        for child in self.references.all(group.spec, "children", "group", ("group",)):
            if child.key in self.entities:
                self._place_below(child, group, group)
        for user in self.references.all(group.spec, "members", "user", ("user",)):
            self.members[group.key][user.id] = None

    def _place_below(self, child: Entity, parent: Entity, teller: Entity) -> None:
        if (first := self.parents.setdefault(child.key, parent.key)) != parent.key:
            above = self.references.named(first).name
            message = f'"{child.name}" is a part of "{above}" already, not of "{parent.name}"'
            teller.spec.add_loss("second-parent", message, "parent" if teller is child else "children")

    def _own(self, service: Entity, nobodys: str) -> None:
        """Where a service lies, and which role owns it."""
        owners = self.references.all(service.spec, "owner", "group", ("group", "user"))
        for other in owners[1:]:
            message = f'"{service.name}" has an owner already, besides "{other.name}"'
            service.spec.add_loss("second-owner", message, "owner")
        if self.catalog and (home := self.catalog.services.get(annotated_id(service))):
            service.id = home.id
            self.owners[service.key] = (home.department, None)
            if owners and owners[0].kind == "Group" and owners[0].id != home.department:
                self.elsewhere.append(f"{home.id} belongs to {owners[0].id} in Backstage")
        elif not owners:
            self.owners[service.key] = (nobodys, None)
        elif owners[0].kind == "Group":
            department = owners[0].id
            title = f"Answers for what the group {title_of(owners[0])} owns."
            self.roles[department].setdefault(OWNER_ROLE, {"title": "Service owner", "summary": title})
            self.owners[service.key] = (department, f"{department}/{OWNER_ROLE}")
        else:
            person = owners[0].id
            groups = [key for key, held in self.members.items() if person in held]
            department = self.references.named(groups[0]).id if groups else nobodys
            [role] = unique_ids([f"{OWNER_ROLE}-{person}"], "role")
            self.roles[department][role] = {"title": "Service owner", "holders": [person]}
            self.owners[service.key] = (department, f"{department}/{role}")

    def _name(self, services: list[Entity]) -> None:
        """Give every service its whole id: the one that it is annotated with, else one made from its name."""
        by_department: dict[str, list[Entity]] = defaultdict(list)
        for service in services:
            by_department[self.owners[service.key][0]].append(service)
        for department, listed in by_department.items():
            used: set[str] = set()
            unnamed: list[Entity] = []
            for service in listed:
                own = (service.id or annotated_id(service)).rpartition("/")[2]
                if is_id(own) and own not in used:
                    used.add(own)
                    service.id = f"{department}/{own}"
                else:
                    unnamed.append(service)
            made = unique_ids([plain_name(service) for service in unnamed], "service", used)
            for service, own in zip(unnamed, made, strict=True):
                service.id = f"{department}/{own}"
