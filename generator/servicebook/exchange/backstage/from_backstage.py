"""Backstage's catalog: entities of ``catalog-info.yaml`` files, as :mod:`~servicebook.exchange.backstage.mapping` says.

SOURCE is a file, or a folder that is searched with all below it: files of that name, and other YAML files with
entities. A file may hold several. What is read and what is left out (templates, examples, packages) is described in
:mod:`~servicebook.exchange.backstage.source_files`. Every other entity of a kind that has a place here is kept. A
faulty document, and each of two entities of one name, is an error, and does not keep the others out.

- A **Group** is a department: ``metadata.name`` makes its id, ``title`` or ``spec.profile.displayName`` is its name,
  ``description`` its summary, ``spec.profile.email`` a channel, ``spec.parent`` (or another's ``spec.children``)
  ``part_of``.
- A **User** is a person. Those of a group (``spec.memberOf``, ``spec.members``) hold its role ``member``.
- A **System**, **Component**, **Resource** or **API** is a service of the department that ``spec.owner`` names. The
  role ``owner`` of that department owns it; it is vacant, since Backstage does not say who in the group answers. A
  user who owns something holds a role of their own in the first group that they are a member of. An owner that is
  not in the source is made from its name; who has none may inherit one, see
  :mod:`~servicebook.exchange.backstage.owners`. What is left belongs to a department "Without owner".
- ``metadata.tags`` are aliases, as is ``metadata.name`` where there is a title (but not in an export of ours);
  ``links`` are links, and so are annotations whose value is an address. ``servicebook/id`` is the id.
- ``spec.lifecycle`` is the lifecycle: experimental is planned, production live.
- ``dependsOn`` and ``consumesApis`` are ``depends_on``. What else an entity is related to (``system``,
  ``subcomponentOf``, ``providesApis``), and its type, go into the description.
- References are ``[kind:][namespace/]name``, in upper or lower case.

In an existing catalog, an entity is the object of the id that it would get, and a service that of its annotation,
whatever its department. Which of its fields are Backstage's is described in
:mod:`~servicebook.exchange.backstage.apply_claim`; all else stays, as do objects without an entity. References may
lead to objects of the catalog. Who holds any role of a department is a member of its group.

For new objects, the annotation ``servicebook/rest`` has what Backstage has no word for, see
:mod:`~servicebook.exchange.backstage.remainder`; Backstage's fields come from the entity itself.

Losses by kind: ``unknown-kind`` (Domain …: the whole entity), ``name-refused`` (by Backstage), ``target-outside``,
``target-missing`` and ``target-unclear`` (of Locations),
``unknown-entity`` (a reference to something that is not in the source), ``unknown-lifecycle``, ``self-dependency``,
``repeated-dependency``, ``second-parent``, ``second-owner``, ``no-place`` (any key not named above), ``wrong-shape``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from servicebook.exchange.backstage.entities import Entity, Key, References, has_remainder, read_entity
from servicebook.exchange.backstage.entity_files import EntityFiles
from servicebook.exchange.backstage.locations import is_location
from servicebook.exchange.backstage.mapping import KINDS
from servicebook.exchange.backstage.named_owners import is_only_named
from servicebook.exchange.backstage.remainder import read_remainder
from servicebook.exchange.backstage.source_files import SourceFiles, read_source
from servicebook.exchange.backstage.structure import Structure, structure_of
from servicebook.exchange.core.import_plan import gone_from
from servicebook.exchange.core.import_result import ImportRequest, ImportResult
from servicebook.exchange.core.key_tracker import KeyTracker, in_source_order
from servicebook.exchange.core.moving import moved_documents
from servicebook.exchange.core.source_document import SourceDocument
from servicebook.exchange.repository.new_repository import ORGANIZATION, SITE_NAME, new_repository
from servicebook.model.catalog import Catalog
from servicebook.problems import Place, Problem, Related, error, in_order
from servicebook.wording import text

HELP = "Backstage: a catalog-info.yaml file, or a folder that is searched for them"
UPDATES = True

_ORDER = {kind.lower(): number for number, kind in enumerate(KINDS)}


def load(source: Path, request: ImportRequest) -> ImportResult:
    """The catalog that the entities at ``source`` describe. Raises :class:`UnreadableError` when there are none."""
    read = read_source(source, request.excluded)
    documents = read.documents()
    notes = tuple(read.notes())
    if problem := _nothing_to_import(source, read, documents):
        # With a problem no losses are told, and these are why there is nothing.
        why = [f"{loss.place}: {loss.message}" for loss in read.losses]
        return ImportResult(files={}, problems=in_order([problem, *read.faults]), notes=(*notes, *why))
    if read.faults:
        request = replace(request, deletes_gone=False)
    result = convert(documents, request)
    faults = in_order([*read.faults, *result.faults])
    if faults and request.existing is not None and not result.problems:
        # What a faulty part holds may be what seems to be gone.
        notes = (*notes, text("import.gone-unknown"))
        result = replace(result, present={})
    return replace(
        result,
        losses=() if result.problems else in_source_order([*read.losses, *result.losses]),
        faults=faults,
        notes=(*notes, *result.notes),
    )


def convert(documents: Iterable[SourceDocument], request: ImportRequest) -> ImportResult:
    """The catalog that the documents describe, or how an existing one changes. Pure; see the module."""
    tracker = KeyTracker()
    entities, notes = _read_entities(tracker, documents)
    faults, tracker.problems = tracker.problems, []
    if faults and not entities:
        return ImportResult(files={}, problems=in_order(faults), notes=tuple(notes))
    remainders = {
        entity.key: remainder
        for entity in entities.values()
        if (remainder := read_remainder(tracker, entity)) is not None
    }
    structure = structure_of(References(tracker, entities, request.catalog))
    faults += structure.faults
    moved = moved_documents(request.existing, structure.moves) if request.existing is not None else None
    if problems := [*structure.problems, *(moved.problems if moved else ())]:
        return ImportResult(files={}, problems=in_order(problems), notes=tuple(notes))
    if moved:
        request = replace(request, existing=moved.documents)
    present = _present(structure)
    deleted = frozenset() if faults else _deleted_people(request, present)
    entity_files = EntityFiles(structure, remainders, request, deleted)
    entity_files.write()
    files = entity_files.changed()
    if problems := [*tracker.problems, *entity_files.problems]:
        return ImportResult(files={}, problems=in_order(problems))
    if request.existing is None:
        organization: Any = files.get(ORGANIZATION, {})
        files = {**new_repository(organization.get("name", SITE_NAME)), **files}
    return ImportResult(
        files=files,
        losses=tracker.all_losses(),
        faults=in_order(faults),
        notes=(*notes, *structure.notes, *entity_files.notes()),
        moved=moved,
        present=present,
        provenance=entity_files.provenance,
    )


def _deleted_people(request: ImportRequest, present: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """The people whom the source no longer has, where these will be deleted."""
    if request.existing is None or not request.deletes_gone:
        return frozenset()
    gone = gone_from(request.existing, present, request.catalog)
    return frozenset(named.id for named in gone if named.kind == "person")


def _present(structure: Structure) -> dict[str, frozenset[str]]:
    """The ids of all that the source has, by kind; it tells nothing of kinds of which it has no entity."""
    entities = structure.references.entities.values()
    listed = {KINDS[entity.kind] for entity in entities if entity.kind in KINDS}
    everyone = [
        *structure.groups,
        *structure.users,
        *structure.services,
        *structure.references.existing.values(),
    ]
    ids: dict[str, set[str]] = {kind: {e.id for e in everyone if KINDS[e.kind] == kind} for kind in listed}
    catalog = structure.references.catalog
    if "department" not in ids and catalog:
        groups = {entity.id for entity in everyone if entity.kind == "Group"}
        ids["department"] = groups | _written_by_hand(catalog)
    if "department" in ids:
        # also that of services without an owner
        ids["department"] |= {service.id.partition("/")[0] for service in structure.services}
    return {kind: frozenset(of_kind) for kind, of_kind in ids.items()}


def _written_by_hand(catalog: Catalog) -> set[str]:
    """The departments of which a source without any group tells nothing: all that more than the name is known of."""
    departments = catalog.departments.values()
    return {item.id for item in departments if not is_only_named(item.origin.written, item.id)}


def _read_entities(
    tracker: KeyTracker, documents: Iterable[SourceDocument]
) -> tuple[dict[Key, Entity], list[str]]:
    """The entities of all documents in an order of their own, and notes.

    Two of the same name are a problem, and neither is there; unless they are the same in all.
    """
    by_key: dict[Key, list[Entity]] = defaultdict(list)
    for document in documents:
        entity = read_entity(tracker, document)
        if entity:
            by_key[entity.key].append(entity)
    entities: dict[Key, Entity] = {}
    notes: list[str] = []
    for key in sorted(by_key, key=_position):
        first, *others = by_key[key]
        if all(other.root.value == first.root.value for other in others):
            entities[key] = first
            for other in others:
                tracker.forget(other.root.source)
            if others:
                places = ", ".join(str(entity.root.place()) for entity in by_key[key])
                notes.append(text("import.identical", kind=first.kind, name=first.name, places=places))
            continue
        for entity, other in [*((entity, first) for entity in others), (first, others[0])]:
            message = text("import.duplicate", kind=entity.kind, name=entity.name)
            related = Related(other.metadata.place("name"), text("import.duplicate-other"))
            place, hint = entity.metadata.place("name"), text("import.duplicate-hint")
            tracker.problems.append(error("duplicate-id", place, message, hint, (related,)))
            tracker.forget(entity.root.source)
    return entities, notes


def _position(key: Key) -> tuple[int, str, str]:
    """The order of entities, in which a component gets an id rather than an API of the same name."""
    kind, namespace, name = key
    return _ORDER.get(kind, len(_ORDER)), namespace, name


def _nothing_to_import(
    source: Path, read: SourceFiles, documents: Sequence[SourceDocument]
) -> Problem | None:
    """The problem of a source in which no entity is left that a catalog could hold."""
    if any(not is_location(document) or has_remainder(document) for document in documents):
        return None
    if read.faults:
        return read.faults[0]
    place = Place(source.as_posix())
    if documents:
        return error("empty-file", place, text("import.no-entities"), text("import.no-entities-hint"))
    if read.omitted:
        return error("empty-file", place, text("import.all-left-out"), text("import.all-left-out-hint"))
    return None  # an empty file, as the export of an empty catalog
