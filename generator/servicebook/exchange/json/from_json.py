"""Reading the JSON document of :mod:`~servicebook.exchange.json.to_json`: a new catalog, or an update of one.

SOURCE is the document, or a folder with ``catalog.json``. What departments wrote is taken as it is, and so are the
settings; what is resolved, paths and pages follow from it and are not read.

In an existing catalog, an object is known by its qualified id. It is compared with what an export of that catalog
would have on the document's day: keys with the same value stay as they were typed, others get the document's value,
and those that the document no longer has are removed. What an export leaves out stays: people who are not shown, with
the roles they hold. Objects that the document does not name stay, and so do the order of questions and of priorities.
Thanks have no id: those that the catalog does not have are added.

Losses by kind: ``no-place`` (a key that this version does not know), ``unnamed-party`` (thanks from or to somebody who
may not be named), ``said-twice`` (a question of a service that differs from the one in its service).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from servicebook.exchange.core.file_values import FileValues
from servicebook.exchange.core.import_result import ImportRequest, ImportResult
from servicebook.exchange.core.key_tracker import KeyTracker
from servicebook.exchange.json.document_files import DocumentFiles
from servicebook.exchange.json.json_document import JsonDocument, LazyProvenance, check_form, read_objects
from servicebook.exchange.json.settings_files import write_settings
from servicebook.exchange.json.to_json import FILE
from servicebook.exchange.repository.new_repository import SITE_NAME, new_repository
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
    catalog = request.catalog
    if catalog:
        # Who is shown depends on the day, and an export of another day would differ in that.
        catalog = replace(catalog, today=date.fromisoformat(str(root.value["as_of"])))
    document_files = DocumentFiles(tracker, root, FileValues.of(request), catalog)
    document_files.write_objects(objects)
    document_files.write_kudos()
    notes = write_settings(document_files)
    files, problems = document_files.files.changed()
    if problems := [*tracker.problems, *problems]:
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
    )
