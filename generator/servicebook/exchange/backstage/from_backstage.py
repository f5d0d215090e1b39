"""Backstage's catalog: entities of ``catalog-info.yaml`` files, as :mod:`~servicebook.exchange.backstage.mapping` says.

SOURCE is a file, or a folder that is searched with all below it: files of that name, and other YAML files with
entities. A file may hold several. Every entity of a kind that has a place here is kept.

- A **Group** is a department: ``metadata.name`` makes its id, ``title`` or ``spec.profile.displayName`` is its name,
  ``description`` its summary, ``spec.profile.email`` a channel, ``spec.parent`` (or another's ``spec.children``)
  ``part_of``.
- A **User** is a person. Those of a group (``spec.memberOf``, ``spec.members``) hold its role ``member``.
- A **System**, **Component**, **Resource** or **API** is a service of the department that ``spec.owner`` names. The
  role ``owner`` of that department owns it; it is vacant, since Backstage does not say who in the group answers. A
  user who owns something holds a role of their own in the first group that they are a member of. Without an owner
  that is known, it belongs to a department "Without owner".
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

Losses by kind: ``unknown-kind`` (Domain, Template, other Locations …: the whole entity),
``unknown-entity`` (a reference to something that is not in the source), ``unknown-lifecycle``, ``self-dependency``,
``repeated-dependency``, ``second-parent``, ``second-owner``, ``no-place`` (any key not named above), ``wrong-shape``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from servicebook.exchange.backstage.entities import Entity, Key, References, read_entity
from servicebook.exchange.backstage.entity_files import EntityFiles
from servicebook.exchange.backstage.remainder import read_remainder
from servicebook.exchange.backstage.structure import structure_of
from servicebook.exchange.core.import_result import ImportRequest, ImportResult
from servicebook.exchange.core.key_tracker import KeyTracker
from servicebook.exchange.core.source_document import SourceDocument
from servicebook.exchange.core.yaml_sources import MAX_BYTES, read_multi_document
from servicebook.exchange.repository.new_repository import ORGANIZATION, SITE_NAME, new_repository
from servicebook.problems import Problem, Related, error, in_order
from servicebook.source.import_files import files_at, read_bytes
from servicebook.source.tree import UnreadableError

HELP = "Backstage: a catalog-info.yaml file, or a folder that is searched for them"
UPDATES = True

_NAMES = ("catalog-info.yaml", "catalog-info.yml")
_HAS_ENTITIES = re.compile(rb"^apiVersion:\s*['\"]?backstage\.io/", re.MULTILINE)


def load(source: Path, request: ImportRequest) -> ImportResult:
    """The catalog that the entities at ``source`` describe. Raises :class:`UnreadableError` when there are none."""
    files = [file for file in files_at(source, _is_yaml, deep=True) if file == source or _has_entities(file)]
    if not files:
        raise UnreadableError(f"there is no catalog-info.yaml in {source}")
    documents: list[SourceDocument] = []
    problems: list[Problem] = []
    for file in files:
        in_file, faults = read_multi_document(file)
        documents.extend(in_file)
        problems.extend(faults)
    return ImportResult(files={}, problems=in_order(problems)) if problems else convert(documents, request)


def _is_yaml(name: str) -> bool:
    return name.endswith((".yaml", ".yml"))


def _has_entities(file: Path) -> bool:
    if file.name in _NAMES:
        return True
    raw = read_bytes(file, MAX_BYTES)
    return isinstance(raw, bytes) and _HAS_ENTITIES.search(raw) is not None


def convert(documents: Iterable[SourceDocument], request: ImportRequest) -> ImportResult:
    """The catalog that the documents describe, or how an existing one changes. Pure; see the module."""
    tracker = KeyTracker()
    entities = _read_entities(tracker, documents)
    if tracker.problems:
        return ImportResult(files={}, problems=in_order(tracker.problems))
    remainders = {
        entity.key: remainder
        for entity in entities.values()
        if (remainder := read_remainder(tracker, entity)) is not None
    }
    structure, problem = structure_of(References(tracker, entities, request.catalog))
    if problem:
        return ImportResult(files={}, problems=in_order([*tracker.problems, problem]))
    entity_files = EntityFiles(structure, remainders, request)
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
        notes=tuple(entity_files.notes()),
        provenance=entity_files.provenance,
    )


def _read_entities(tracker: KeyTracker, documents: Iterable[SourceDocument]) -> dict[Key, Entity]:
    """The entities of all documents; two of the same name are a problem."""
    entities: dict[Key, Entity] = {}
    for document in documents:
        entity = read_entity(tracker, document)
        if entity is None:
            continue
        first = entities.setdefault(entity.key, entity)
        if first is not entity:
            place = entity.metadata.place("name")
            message = f'there is another {entity.kind} called "{entity.name}"'
            other = Related(first.metadata.place("name"), "the other one")
            tracker.problems.append(
                error("duplicate-id", place, message, "rename or remove one of the two", (other,))
            )
    return entities
