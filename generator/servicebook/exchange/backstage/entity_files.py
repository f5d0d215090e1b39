"""The files of a catalog with Backstage's entities written into them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from servicebook.exchange.backstage.apply_claim import EntityClaim, apply_claim
from servicebook.exchange.backstage.claims import department_claim, person_claim, service_claim
from servicebook.exchange.backstage.entities import Entity, Key, annotated_id, name_for_id
from servicebook.exchange.backstage.mapping import KINDS, MEMBER_ROLE, OWNER_ROLE, UNOWNED_KIND
from servicebook.exchange.backstage.members import members_of
from servicebook.exchange.backstage.named_owners import is_only_named
from servicebook.exchange.backstage.remainder import (
    Remainder,
    completed,
    group_files,
    schema_problems,
    unowned_files,
)
from servicebook.exchange.backstage.structure import Structure
from servicebook.exchange.core.file_values import FileValues
from servicebook.exchange.core.import_result import ImportRequest
from servicebook.exchange.core.provenance import Provenance
from servicebook.exchange.core.without_owner import DEPARTMENT
from servicebook.exchange.spreadsheet.merging import merged
from servicebook.exchange.spreadsheet.sheet_columns import SHEET_OF
from servicebook.problems import Problem
from servicebook.source.yaml_reader import Pointer, Value
from servicebook.wording import text

_DEPARTMENT, _ROLES = "catalog/departments/{}/department.yml", "catalog/departments/{}/roles.yml"
_HOLDERS = next(column for column in SHEET_OF["role"].columns if column.name == "holders")


@dataclass(slots=True)
class EntityFiles:
    """The files that entities are written into, and what was noted while writing."""

    structure: Structure
    remainders: Mapping[Key, Remainder]
    """What entities are annotated with."""
    request: ImportRequest
    deleted_people: frozenset[str] = frozenset()
    """Who will be deleted, since the source no longer has them: they hold none of Backstage's roles any more."""
    files: FileValues = field(init=False)
    owning_roles: set[str] = field(default_factory=set)
    """The roles that new services name as their owners: no others are made."""
    provenance: dict[str, list[Provenance]] = field(default_factory=lambda: defaultdict(list))
    problems: list[Problem] = field(default_factory=list)
    ignored_descriptions: int = 0
    kept_owners: list[str] = field(default_factory=list)
    """What is noted of services that moved, and whose owners did not."""
    moved: frozenset[str] = field(init=False)
    """The services that belonged to another department before."""

    def __post_init__(self) -> None:
        self.moved = frozenset(move.new for move in self.structure.moves)
        self.files = FileValues.of(self.request)

    def write(self) -> None:
        """Write all entities."""
        for group in self.structure.groups:
            self._write_group(group)
        unowned = self.structure.unowned_department
        if any(service.id.startswith(f"{unowned}/") for service in self.structure.services):
            path = _DEPARTMENT.format(unowned)
            if path not in self.files.documents:
                self.files.values[path] = dict(DEPARTMENT)
        for service in self.structure.services:
            self._write_service(service)
        self._write_roles()
        for user in self.structure.users:
            self._write_object(user, "catalog/people.yml", (user.id,), person_claim(user))
        self._write_unowned()

    def changed(self) -> dict[str, Value]:
        """The files that are new or change; a file that cannot be changed is a problem."""
        files, problems = self.files.changed()
        self.problems.extend(problems)
        return files

    def notes(self) -> Iterator[str]:
        """What is worth knowing about what was done."""
        count = self.ignored_descriptions
        if count:
            subject = "a description stays" if count == 1 else f"{count} descriptions stay"
            yield f"{subject} as written in the catalog; Backstage's are used only for new objects"
        yield from self.kept_owners

    def _write_group(self, group: Entity) -> None:
        """Write a department and, if it is new, its annotated roles and questions."""
        path = _DEPARTMENT.format(group.id)
        claim = department_claim(
            group, self.structure.parent_id(group), is_exported=self.structure.is_exported
        )
        self._write_object(group, path, (), claim)
        remainder = self.remainders.get(group.key)
        if remainder is None or path in self.files.documents:
            return
        files, faults = group_files(remainder, group.id)
        self.problems.extend(faults)
        for annotated, content in files.items():
            if content:
                self._write_annotated_file(annotated, content, remainder)

    def _write_service(self, service: Entity) -> None:
        department, _, own_id = service.id.partition("/")
        path = f"catalog/departments/{department}/services/{own_id}.yml"
        ownership = self.structure.owners.get(service.key)
        role = ownership.role if ownership else None
        is_there = path in self.files.documents
        # A service that exists may have an owner of its own, which Backstage does not know.
        claim = service_claim(
            service,
            None if is_there else role,
            self.structure.references,
            is_exported=self.structure.is_exported,
        )
        self._write_object(service, path, (), claim)
        if role and is_there and self._has_imported_owner(service, path):
            roles = self.files.values[path].get("roles", {})
            self.files.values[path]["roles"] = {**roles, "owner": role}
        self._note_owner(service, path)
        if role and self.files.values[path].get("roles", {}).get("owner") == role:
            self.owning_roles.add(role)

    def _note_owner(self, service: Entity, path: str) -> None:
        """Note the owner of a service that moved, where that is a role of another department."""
        owner = self.files.values[path].get("roles", {}).get("owner", service.id)
        if service.id in self.moved and owner.partition("/")[0] != service.id.partition("/")[0]:
            self.kept_owners.append(text("import.owner-stays", service=service.id, owner=owner))

    def _has_imported_owner(self, service: Entity, path: str) -> bool:
        """Whether nobody but an import said who owns a service; that changes with Backstage."""
        owner = self.files.values[path].get("roles", {}).get("owner")
        if owner is None:
            return service.id in self.moved
        own_id = owner.rpartition("/")[2]
        is_ours = own_id == OWNER_ROLE or own_id.startswith(f"{OWNER_ROLE}-")
        return is_ours and (service.id in self.moved or not annotated_id(service))

    def _write_object(self, entity: Entity, path: str, base: Pointer, claim: EntityClaim) -> None:
        """Write what an entity claims into its file: the whole object if it is new, else Backstage's fields."""
        content = self.files.writable(path, {})
        old = content.get(base[0]) if base else content
        if old and not is_only_named(old, name_for_id(entity)):
            kind, clear_missing = KINDS[entity.kind], self.request.clear_missing
            new = apply_claim(kind, old, claim, clear_missing=clear_missing)
            self._count_ignored_description(claim, old)
        else:
            new = self._new_object(entity, path, base, claim)
        if base:
            content[base[0]] = new
        else:
            self.files.values[path] = new
        self.provenance[path].append(Provenance(base, entity.root.place()))

    def _new_object(self, entity: Entity, path: str, base: Pointer, claim: EntityClaim) -> dict[str, Value]:
        """A new object: what is annotated, with what its entity claims now."""
        remainder = self.remainders.get(entity.key)
        if remainder is None:
            return dict(claim.value)
        kind = KINDS[entity.kind]
        value = completed(kind, claim.value, remainder)
        if problems := schema_problems(path, {str(base[0]): value} if base else value, remainder):
            self.problems.extend(problems)
            return dict(claim.value)
        self.provenance[path] += [
            Provenance((*base, key), remainder.place, remainder.label)
            for key in remainder.values.get("written", ())
        ]
        if self.structure.is_exported:
            self._count_ignored_description(claim, value)
        # The entity may have been edited in Backstage since the export.
        return apply_claim(kind, value, claim, clear_missing=True)

    def _count_ignored_description(self, claim: EntityClaim, kept: Mapping[str, Any]) -> None:
        description = claim.value.get("description")
        self.ignored_descriptions += bool(description and description != kept.get("description"))

    def _write_roles(self) -> None:
        """Write the roles of members, and those that own new services."""
        structure = self.structure
        existing = [entity for entity in structure.references.existing.values() if entity.kind == "Group"]
        people = {user.id for user in structure.users}
        groups = [*structure.groups, *existing]
        for group in groups:
            self._write_roles_of(group, people)
        # Services of a user without a group are in the department of those without an owner, which is no group.
        if (department := structure.unowned_department) in structure.owner_roles:
            roles = self.files.writable(_ROLES.format(department), {})
            for own_id, role in self._needed_roles(department).items():
                roles.setdefault(own_id, role)
            self._drop_if_empty(_ROLES.format(department))

    def _write_roles_of(self, group: Entity, people: Container[str]) -> None:
        path = _ROLES.format(group.id)
        roles = self.files.writable(path, {})
        in_group = self.structure.members.get(group.key, {})
        self._vacate_owner_roles(roles)
        members = [
            person
            for person in members_of(group.id, roles, in_group, people, self.request.catalog)
            if person not in self.deleted_people
        ]
        if MEMBER_ROLE in roles:
            # Only the holders: people may have edited the rest of the role.
            roles[MEMBER_ROLE] = merged(roles[MEMBER_ROLE], {_HOLDERS: members or None}, is_new=False)
        elif members:
            roles[MEMBER_ROLE] = {"title": "Member", "holders": members}
        needed = self._needed_roles(group.id)
        for own_id, role in needed.items():
            roles.setdefault(own_id, role)
        for own_id in [MEMBER_ROLE, *needed] if MEMBER_ROLE in roles else needed:
            self.provenance[path].append(Provenance((own_id,), group.root.place()))
        self._drop_if_empty(path)

    def _vacate_owner_roles(self, roles: dict[str, Any]) -> None:
        """Take people who will be deleted out of the roles that an import made for them alone."""
        for own_id, role in roles.items():
            holders = role.get("holders", ())
            is_deleted = all(isinstance(holder, str) and holder in self.deleted_people for holder in holders)
            if holders and is_deleted and own_id.startswith(f"{OWNER_ROLE}-"):
                roles[own_id] = {key: value for key, value in role.items() if key != "holders"}

    def _needed_roles(self, department: str) -> dict[str, Value]:
        roles = self.structure.owner_roles.get(department, {})
        return {
            own_id: role
            for own_id, role in sorted(roles.items())
            if f"{department}/{own_id}" in self.owning_roles
        }

    def _drop_if_empty(self, path: str) -> None:
        """Make no file without any role."""
        if not self.files.values[path]:
            del self.files.values[path]

    def _write_unowned(self) -> None:
        """Write what belongs to no department and is annotated, into a new catalog."""
        if self.request.catalog:
            return
        for entity in self.structure.references.entities.values():
            remainder = self.remainders.get(entity.key)
            if remainder is None or entity.kind != UNOWNED_KIND:
                continue
            files, problems = unowned_files(remainder)
            self.problems.extend(problems)
            for path, content in files.items():
                self._write_annotated_file(path, content, remainder)

    def _write_annotated_file(self, path: str, content: Any, remainder: Remainder) -> None:
        if path in self.files.values:
            self.problems.append(
                remainder.problem("duplicate-id", f"{path} is annotated twice", "remove one")
            )
        elif problems := schema_problems(path, content, remainder):
            self.problems.extend(problems)
        else:
            self.files.values[path] = content
            self.provenance[path].append(Provenance((), remainder.place, remainder.label))
