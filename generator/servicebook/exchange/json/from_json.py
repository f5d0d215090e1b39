"""Reading the JSON document of :mod:`~servicebook.exchange.json.to_json`: a new catalog, or an update of one.

SOURCE is the document, or a folder with ``catalog.json``. What departments wrote is taken as it is, and so are the
settings; what is resolved, paths and pages follow from it and are not read.

In an existing catalog, an object is known by its qualified id. It is compared with what an export of that catalog
would have on the document's day: keys with the same value stay as they were typed, others get the document's value,
and
those that the document no longer has are removed. One whose former ids name an object of the catalog is that
object, which moves. What an export leaves out stays: people who are not shown, with the roles they hold. Objects that
the document does not name stay, unless pruning is asked for, and so do the order of questions and of priorities.
Thanks have no id: those that the catalog does not have are added.

Losses by kind: ``no-place`` (a key that this version does not know), ``unnamed-party`` (thanks from or to somebody who
may not be named), ``said-twice`` (a question of a service that differs from the one in its service).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from servicebook.documents.references import objects_of
from servicebook.documents.renaming import RENAMED
from servicebook.exchange.core.file_values import FileValues
from servicebook.exchange.core.import_result import ImportRequest, ImportResult
from servicebook.exchange.core.key_tracker import KeyTracker
from servicebook.exchange.core.moving import Move, MovedDocuments, moved_documents
from servicebook.exchange.json.document_files import DocumentFiles
from servicebook.exchange.json.json_document import (
    LISTS,
    JsonDocument,
    LazyProvenance,
    WrittenObject,
    check_form,
    read_objects,
)
from servicebook.exchange.json.result_texts import written_results
from servicebook.exchange.json.settings_files import write_settings
from servicebook.exchange.json.to_json import FILE
from servicebook.exchange.repository.new_repository import SITE_NAME, new_repository
from servicebook.model.from_documents import catalog_from
from servicebook.problems import Problem, in_order
from servicebook.source.import_files import files_at, read_bytes
from servicebook.source.json_reader import places, read_json
from servicebook.source.tree import UnreadableError

HELP = f"what servicebook export json writes: the file, or a folder with {FILE}"
UPDATES = True

MAX_BYTES = 200 * 1024 * 1024


def load(source: Path, request: ImportRequest) -> ImportResult:
    """The catalog that the document describes. Raises :class:`UnreadableError` when there is none."""
    files = files_at(source, lambda name: name == FILE)
    if not files:
        raise UnreadableError(f"there is no {FILE} in {source}")
    raw = read_bytes(files[0], MAX_BYTES)
    if isinstance(raw, Problem):
        return ImportResult(files={}, problems=(raw,))
    path = files[0].as_posix()
    parsed = read_json(raw, path)
    if isinstance(parsed, Problem):
        return ImportResult(files={}, problems=(parsed,))
    text, value = parsed
    document = JsonDocument(path=path, text=text, value=value, place_at=places(text, path))
    return convert(document, request)


def convert(document: JsonDocument, request: ImportRequest) -> ImportResult:
    """The catalog that the document describes, or how an existing one changes. Pure."""
    tracker = KeyTracker()
    root = tracker.root(document)
    if root is not None:
        check_form(tracker, root)
    if root is None or tracker.problems:
        return ImportResult(files={}, problems=in_order(tracker.problems))
    objects = list(read_objects(tracker, root))
    if tracker.problems:
        return ImportResult(files={}, problems=in_order(tracker.problems))
    moved = _moved(objects, request)
    catalog = request.catalog
    if moved and moved.problems:
        return ImportResult(files={}, problems=in_order([*moved.problems]))
    if moved and moved.moves and catalog:
        request = replace(request, existing=moved.documents)
        catalog = catalog_from(moved.documents, catalog.settings, catalog.today)
    if catalog:
        # Who is shown depends on the day, and an export of another day would differ in that.
        catalog = replace(catalog, today=date.fromisoformat(str(root.value["as_of"])))
    document_files = DocumentFiles(tracker, root, FileValues.of(request), catalog)
    document_files.write_objects(objects)
    document_files.write_kudos()
    notes = write_settings(document_files)
    files, problems = document_files.files.changed()
    results, result_problems = written_results(document_files)
    files |= results
    if problems := [*tracker.problems, *problems, *result_problems]:
        return ImportResult(files={}, problems=in_order(problems))
    if catalog is None:
        organization: Any = root.value["organization"]
        name = organization.get("name")
        files = {**new_repository(name if isinstance(name, str) and name else SITE_NAME), **files}
    return ImportResult(
        files=files,
        losses=tracker.all_losses(),
        notes=tuple(notes),
        provenance=LazyProvenance(document, document_files.copied),
        moved=moved,
        present=_present(objects),
    )


def _present(objects: Sequence[WrittenObject]) -> dict[str, set[str]]:
    """The ids of all objects, by kind: a document tells of every kind, also of those without objects."""
    present: dict[str, set[str]] = {kind: set() for kind in LISTS.values()}
    for written in objects:
        present[written.kind].add(written.id)
    return present


def _moved(objects: Sequence[WrittenObject], request: ImportRequest) -> MovedDocuments | None:
    """The catalog with the objects under other ids that the document names as their former ones."""
    if request.existing is None:
        return None
    there = {(kind, own) for document in request.existing for kind, own, _, _ in objects_of(document)}
    present = {(written.kind, written.id) for written in objects}
    moves = []
    for written in objects:
        former = written.written.get("former_ids")
        if written.kind not in RENAMED or (written.kind, written.id) in there or not isinstance(former, list):
            continue
        free = [old for old in former if (written.kind, old) in there and (written.kind, old) not in present]
        if len(free) == 1:
            moves.append(Move(written.kind, str(free[0]), written.id))
    return moved_documents(request.existing, moves)
