"""New rows that are probably objects which the source calls otherwise now."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from servicebook.documents.document import Document
from servicebook.documents.references import objects_of
from servicebook.exchange.core.import_plan import is_past, name_of
from servicebook.exchange.core.moving import Move
from servicebook.exchange.spreadsheet.merging import merged
from servicebook.exchange.spreadsheet.row_objects import RowObject
from servicebook.problems import Problem
from servicebook.wording import text


def look_renamed(
    row_objects: Sequence[RowObject], documents: Iterable[Document], moves: Iterable[Move]
) -> Iterator[Problem]:
    """A problem for each new row without an id that says, but for the name, what one object without a row says.

    Only where it is one row and one object of the department: of several, nobody knows which is which. People are
    told apart by their addresses, and questions by their words.
    """
    present = {(row_object.kind, row_object.qualified_id) for row_object in row_objects}
    present |= {(move.kind, move.old) for move in moves}
    gone = _gone(documents, present)
    for key, rows in _new(row_objects).items():
        pairs = [(row, own, value) for row in rows for own, value in gone.get(key, ()) if _says(row, value)]
        of_row = Counter(
            id(row) for row, _, _ in pairs
        )  # rows are compared by what they are, and may say the same
        of_object = Counter(own for _, own, _ in pairs)
        for row, own, value in pairs:
            if of_row[id(row)] == of_object[own] == 1:
                yield _problem(row, own, value)


def _gone(
    documents: Iterable[Document], present: Collection[tuple[str, str]]
) -> Mapping[tuple[str, str], list[tuple[str, Any]]]:
    """The objects of which no row speaks, by kind and department, with what they say."""
    gone: dict[tuple[str, str], list[tuple[str, Any]]] = defaultdict(list)
    for document in documents:
        for kind, qualified_id, _, value in objects_of(document):
            if (kind, qualified_id) not in present and not is_past(kind, value):
                gone[kind, _above(qualified_id)].append((qualified_id, value))
    return gone


def _new(row_objects: Iterable[RowObject]) -> Mapping[tuple[str, str], list[RowObject]]:
    """The rows without an id whose object is not there yet, by kind and department."""
    new: dict[tuple[str, str], list[RowObject]] = defaultdict(list)
    for row_object in row_objects:
        is_new = not row_object.is_matched and "id" not in row_object.record.cells
        if is_new and row_object.kind in ("department", "role", "service"):
            new[row_object.kind, _above(row_object.qualified_id)].append(row_object)
    return new


def _above(qualified_id: str) -> str:
    return qualified_id.rpartition("/")[0]


def _says(row_object: RowObject, value: Any) -> bool:
    """Whether a row says what an object says, and something besides its name."""
    title = row_object.record.sheet.title
    said = {column: cell for column, cell in row_object.values.items() if column.name != title}
    given = any(cell is not None for cell in said.values())
    return given and isinstance(value, dict) and merged(value, said, is_new=False) == value


def _problem(row_object: RowObject, qualified_id: str, value: Any) -> Problem:
    kind, record = row_object.kind, row_object.record
    title = record.sheet.title
    message = text(
        "double.looks-renamed", name=record.cells[title], kind=text(f"kind.{kind}"), id=qualified_id,
        other=name_of(kind, value), because=text("double.because-values"),
    )  # fmt: skip
    hint = text("double.looks-renamed-hint", kind=kind, id=qualified_id, new=row_object.qualified_id)
    return record.problem("duplicate-id", title, message, hint)
