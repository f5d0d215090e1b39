"""Who belongs where: the ids of all entities, groups within groups, members, and the owners of services."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from servicebook.documents.cycles import find_cycle
from servicebook.documents.kinds import BY_NAME
from servicebook.exchange.backstage.entities import (
    Entity,
    Key,
    References,
    annotated_id,
    title_of,
)
from servicebook.exchange.backstage.mapping import KINDS, OWNER_ROLE
from servicebook.exchange.backstage.organization_ids import match_organization
from servicebook.exchange.backstage.owners import Owners
from servicebook.exchange.backstage.service_ids import ServiceIds
from servicebook.exchange.core.ids import unique_ids
from servicebook.exchange.core.moving import Move
from servicebook.exchange.core.without_owner import WITHOUT_OWNER
from servicebook.frozen import frozen
from servicebook.problems import Problem, error
from servicebook.source.yaml_reader import Value
from servicebook.wording import text


@frozen
class Ownership:
    """The department of a service, None where a user without a group owns it, and the role that owns it, in full."""

    department: str | None
    role: str


@dataclass(slots=True)
class Structure:
    """How the entities of a source belong together; :func:`structure_of` fills it in."""

    references: References
    groups: Sequence[Entity]
    users: Sequence[Entity]
    services: Sequence[Entity]
    is_exported: bool
    """Whether the entities were exported from a catalog, so that their names are its ids."""
    unowned_department: str
    """The id of the department of services without an owner; it exists only if there are any."""
    parents: dict[Key, Key] = field(default_factory=dict)
    """The group above each group."""
    members: dict[Key, dict[str, None]] = field(default_factory=lambda: defaultdict(dict))
    """The ids of each group's people, in the order of the source."""
    groups_of: dict[str, dict[Key, None]] = field(default_factory=lambda: defaultdict(dict))
    """The groups of each person, by id: those that the user names first."""
    owners: dict[Key, Ownership] = field(default_factory=dict)
    """Of each service that has an owner."""
    owner_roles: dict[str, dict[str, Value]] = field(default_factory=lambda: defaultdict(dict))
    """The roles that may own services, by department and own id."""
    notes: list[str] = field(default_factory=list)
    """What is worth knowing about owners."""
    moves: list[Move] = field(default_factory=list)
    """The services of the existing catalog whose owner is in another department now."""
    faults: list[Problem] = field(default_factory=list)
    """What was left behind of the source."""
    problems: list[Problem] = field(default_factory=list)
    """What keeps the source from being imported."""

    def department_of(self, service: Entity) -> str | None:
        """The department of a service's owner; None where the source does not say."""
        ownership = self.owners.get(service.key)
        return ownership.department if ownership else None

    def parent_id(self, group: Entity) -> str | None:
        """The id of the department above a group."""
        parent = self.parents.get(group.key)
        return self.references.entity(parent).id if parent else None


def structure_of(references: References) -> Structure:
    """The structure of all entities, which get their ids."""
    renamed = match_organization(references)
    owners = Owners(references)
    services = _of_kind(references, "service")
    owner_of = {service.key: owners.of(service) for service in services}
    named = [owners.named[key] for key in sorted(owners.named)]
    groups = [*_of_kind(references, "department"), *(entity for entity in named if entity.kind == "Group")]
    users = [*_of_kind(references, "person"), *(entity for entity in named if entity.kind == "User")]
    for entity in (*groups, *users):
        entity.id = references.id_of(entity.key)
    [unowned_id] = unique_ids([WITHOUT_OWNER], "group", {group.id for group in groups})
    is_exported = any(annotated_id(service) for service in services)
    structure = Structure(references, groups, users, services, is_exported, unowned_id)
    if cycle := _relate(structure):
        structure.faults.append(cycle)
    for service in services:
        if owner := owner_of[service.key]:
            structure.owners[service.key] = _ownership(structure, owner)
    ids = ServiceIds(services, structure.department_of, unowned_id, references.catalog)
    ids.identify()
    structure.moves = ids.moves
    structure.problems = ids.problems
    structure.notes = [*renamed, *owners.notes, *ids.notes, *_notes_of_named(named)]
    return structure


def _notes_of_named(named: Sequence[Entity]) -> Iterator[str]:
    """A note for each kind of objects that only their names are known of."""
    for kind in ("department", "person"):
        ids = [entity.id for entity in named if KINDS[entity.kind] == kind]
        if ids:
            plural = kind if len(ids) == 1 else BY_NAME[kind].plural
            yield text("import.only-named", count=len(ids), plural=plural, ids=", ".join(ids))


def _of_kind(references: References, kind: str) -> list[Entity]:
    """The entities that become objects of a kind."""
    return [entity for entity in references.entities.values() if KINDS.get(entity.kind) == kind]


def _relate(structure: Structure) -> Problem | None:
    """Find the parents and members of all groups; those that contain themselves are a problem, and have none."""
    references = structure.references
    # What a group says of itself counts more than what others say of it, whatever comes first.
    for group in structure.groups:
        for parent in references.resolve(group.spec, "parent", "group", ("group",)):
            _place_below(structure, group, parent, group)
    for group in structure.groups:
        for child in references.resolve(group.spec, "children", "group", ("group",)):
            # A group that is not in the source keeps the place that it has in the catalog.
            if child.key in references.entities:
                _place_below(structure, child, group, group)
    for user in structure.users:
        for group in references.resolve(user.spec, "memberOf", "group", ("group",)):
            structure.groups_of[user.id][group.key] = None
    for group in structure.groups:
        for user in references.resolve(group.spec, "members", "user", ("user",)):
            structure.members[group.key][user.id] = None
            structure.groups_of[user.id][group.key] = None
    for user in structure.users:
        for key in structure.groups_of[user.id]:
            structure.members[key][user.id] = None
    return _end_cycles(structure)


def _place_below(structure: Structure, child: Entity, parent: Entity, source: Entity) -> None:
    """Make a group part of another, as ``source``, one of the two, says; a second parent is a loss."""
    first = structure.parents.setdefault(child.key, parent.key)
    if first != parent.key:
        first_name = structure.references.entity(first).name
        message = f'"{child.name}" is already a part of "{first_name}", not of "{parent.name}"'
        source.spec.add_loss("second-parent", message, "parent" if source is child else "children")


def _end_cycles(structure: Structure) -> Problem | None:
    """Take groups that are parts of one another out of it; the first such circle is the problem."""
    groups_by_key: Mapping[str, Entity] = {str(group.key): group for group in structure.groups}
    problem = None
    while cycle := find_cycle({str(child): [str(parent)] for child, parent in structure.parents.items()}):
        names = " → ".join(groups_by_key[key].name for key in cycle)
        place = groups_by_key[cycle[0]].spec.place("parent")
        message, hint = text("import.cycle", names=names), text("import.cycle-hint")
        problem = problem or error("circular-reference", place, message, hint)
        for key in {*cycle}:
            structure.parents.pop(groups_by_key[key].key, None)
    return problem


def _ownership(structure: Structure, owner: Entity) -> Ownership:
    """The department of an owner's services, and the role that owns them."""
    if owner.kind == "Group":
        summary = f"Answers for what the group {title_of(owner)} owns."
        role: dict[str, Value] = {"title": "Service owner", "summary": summary}
        structure.owner_roles[owner.id].setdefault(OWNER_ROLE, role)
        return Ownership(owner.id, f"{owner.id}/{OWNER_ROLE}")
    groups = [*structure.groups_of[owner.id]]
    known = structure.references.entity(groups[0]).id if groups else None
    department = known or structure.unowned_department
    # A person's id may be as long as an id can be, and the role's id must not be longer.
    [role_id] = unique_ids([f"{OWNER_ROLE}-{owner.id}"], "role")
    structure.owner_roles[department][role_id] = {"title": "Service owner", "holders": [owner.id]}
    return Ownership(known, f"{department}/{role_id}")
