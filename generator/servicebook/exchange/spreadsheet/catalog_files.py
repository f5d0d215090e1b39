"""The files of a catalog with the objects of rows written into them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from servicebook.documents.kinds import BY_NAME
from servicebook.documents.references import faq_id
from servicebook.exchange.core.file_values import FileValues
from servicebook.exchange.core.import_result import ImportRequest
from servicebook.exchange.core.provenance import Provenance
from servicebook.exchange.spreadsheet.hidden_people import without_exported
from servicebook.exchange.spreadsheet.merging import merged, pointers_of
from servicebook.exchange.spreadsheet.row_objects import RowObject
from servicebook.problems import Problem
from servicebook.source.yaml_reader import Pointer, Value

_MAX_LISTED = 5
"""How many created objects a note lists."""


@dataclass(slots=True)
class CatalogFiles:
    """The files that rows are written into, and what was noted while writing."""

    request: ImportRequest
    files: FileValues = field(init=False)
    problems: list[Problem] = field(default_factory=list)
    without_summary: Counter[str] = field(default_factory=Counter)
    """By kind: how many new objects got their name as a summary."""

    def __post_init__(self) -> None:
        self.files = FileValues.of(self.request)

    def write(self, row_object: RowObject) -> None:
        """Write the values of a row into its object."""
        container = self._container(row_object)
        key = _key_in(container, row_object)
        old = container[key] if key is not None else {}
        if not old:
            self._complete(row_object)
        values = row_object.values
        # People themselves are never hidden from an update: an export without them has no row for them.
        if self.request.catalog and old and row_object.kind != "person":
            values = without_exported(values, old, self.request.catalog)
        new = merged(old, values, is_new=not old)
        if row_object.kind == "faq" and faq_id(new) != row_object.key:
            new = {"id": row_object.key, **new}
        if key is None:
            container.append(new)
        elif new != old:
            container[key] = new

    def _container(self, row_object: RowObject) -> Any:
        """The map or list that holds the object: in its file, or all files where it is a file of its own."""
        value = self.files.writable(row_object.path, [] if row_object.path.endswith("/faqs.yml") else {})
        if row_object.kind == "faq" and not isinstance(value, list):
            value["faqs"] = value["faqs"].copy() if "faqs" in value else []
            return value["faqs"]
        return self.files.values if row_object.key is None else value

    def _complete(self, row_object: RowObject) -> None:
        """Check that a new object has what it needs, and give it its name as a summary where it has none."""
        record = row_object.record
        for column in record.sheet.columns:
            if column.required and row_object.values.get(column) is None:
                message = f"the new {row_object.kind} has none"
                self.problems.append(record.problem("missing-key", column.name, message, "write it"))
        if row_object.kind not in ("department", "service"):
            return
        summary = record.sheet.column("summary")
        if summary and row_object.values.get(summary) is None:
            values = {column: value for column, value in row_object.values.items() if column is not summary}
            text = f"{record.cells.get('name', row_object.qualified_id)}."
            # A summary goes below the name, where people look for it.
            name = {column: value for column, value in values.items() if column.name == "name"}
            row_object.values = {**name, summary: text, **values}
            self.without_summary[row_object.kind] += 1

    def write_created(self, created: Mapping[tuple[str, str], str]) -> list[str]:
        """Write the objects that are only named, given by kind and qualified id, and return a note for each kind."""
        notes: list[str] = []
        for kind, group in groupby(sorted(created.items()), key=lambda entry: entry[0][0]):
            ids: list[str] = []
            for (_, qualified_id), name in group:
                self._write_created(kind, qualified_id, name)
                ids.append(qualified_id)
            plural = BY_NAME[kind].plural if len(ids) > 1 else kind
            listed = ", ".join(ids[:_MAX_LISTED]) + (" …" if len(ids) > _MAX_LISTED else "")
            notes.append(f"created {len(ids)} {plural}, only named in the source: {listed}")
        return notes

    def _write_created(self, kind: str, qualified_id: str, name: str) -> None:
        department, _, own_id = qualified_id.rpartition("/")
        path = BY_NAME[kind].pattern.format(department=department or own_id, id=own_id)
        if kind == "department":
            self.files.values[path] = {"name": name, "summary": f"{name}."}
        else:
            entry = {"title" if kind == "role" else "name": name}
            self.files.writable(path, {}).setdefault(own_id, entry)

    def summary_notes(self) -> Iterator[str]:
        """A note on new objects without a summary, for each kind."""
        for kind, count in self.without_summary.items():
            noun = BY_NAME[kind].plural if count > 1 else kind
            yield f"{count} {noun} without a summary: the name was used; write a better one"

    def changed(self) -> dict[str, Value]:
        """The files that are new or change; a file that cannot be changed is a problem."""
        files, problems = self.files.changed()
        self.problems.extend(problems)
        return files

    def provenance(self, row_object: RowObject) -> Iterator[Provenance]:
        """Where the values of a written object come from."""
        record, place = row_object.record, row_object.record.grid.place(row_object.record.row)
        value, base = self._written(row_object)
        yield Provenance(base, place, record.where())
        for column in row_object.values:
            where = record.where(column.name)
            for pointer in pointers_of(column, value):
                yield Provenance((*base, *pointer), place, where)

    def _written(self, row_object: RowObject) -> tuple[Any, Pointer]:
        """The object as it is now, and where it is in its file."""
        value = self.files.values[row_object.path]
        if row_object.key is None:
            return value, ()
        if row_object.kind != "faq":
            return value[row_object.key], (row_object.key,)
        faqs, base = (value, ()) if isinstance(value, list) else (value["faqs"], ("faqs",))
        index = next(index for index, faq in enumerate(faqs) if faq_id(faq) == row_object.key)
        return faqs[index], (*base, index)


def _key_in(container: Any, row_object: RowObject) -> Any:
    """The object's key in its container; None for one that a list does not hold yet."""
    if row_object.key is None:
        return row_object.path
    if isinstance(container, list):
        ids = [faq_id(faq) for faq in container]
        return ids.index(row_object.key) if row_object.key in ids else None
    container.setdefault(row_object.key, {})
    return row_object.key


def provenance_by_file(files: CatalogFiles, row_objects: list[RowObject]) -> dict[str, list[Provenance]]:
    """Where the values of each file come from."""
    provenance: dict[str, list[Provenance]] = defaultdict(list)
    for row_object in row_objects:
        provenance[row_object.path].extend(files.provenance(row_object))
    return provenance
