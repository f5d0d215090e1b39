"""Files in which nothing is wrong, read on all cores.

Nearly every file of a large catalog is in order. Reading it, checking its shape and finding what it refers to
needs nothing but the file, so it is done in several processes; files in which anything is remarkable are
left to those who explain it.
"""

from __future__ import annotations

import marshal
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from servicebook.documents.document import Document
from servicebook.documents.kinds import is_id, location_of
from servicebook.documents.references import references_of, resolve
from servicebook.documents.schema_check import fast_validator
from servicebook.documents.semantics import check_semantics
from servicebook.processes import map_chunks
from servicebook.source.files import read_text
from servicebook.source.yaml_reader import parse

WORTH_IT = 1500
"""With fewer files a second process costs more than it brings."""
PIECE = 250


@dataclass(frozen=True, slots=True)
class ValidDocument:
    """A document in which nothing is wrong by itself, and the (kind, id) pairs that it refers to."""

    document: Document
    mentions: tuple[tuple[str | None, str], ...]


def bulk_load(root: Path, paths: Sequence[str]) -> Mapping[str, ValidDocument]:
    """The documents of those files in which nothing is remarkable; none of a catalog that is small."""
    if len(paths) < WORTH_IT:
        return {}

    def read(start: int, end: int) -> bytes:
        # marshal is several times as fast as pickle for plain values, and both ends are this very program
        return marshal.dumps([_unremarkable(root, path) for path in paths[start:end]])

    found: dict[str, ValidDocument] = {}
    number = 0
    for piece in map_chunks(read, len(paths), size=PIECE, min_items=WORTH_IT):
        for result in marshal.loads(piece):  # made above
            path = paths[number]
            number += 1
            location = location_of(path)
            if result is not None and location is not None:
                text, value, mentions = result
                found[path] = ValidDocument(
                    Document(path=path, location=location, text=text, value=value), mentions
                )
    return found


def _unremarkable(root: Path, path: str) -> tuple[str, Any, tuple[tuple[str | None, str], ...]] | None:
    """Text, value and mentions of a file, or None when there is anything to say about it."""
    location = location_of(path)
    if location is None or not all(is_id(part) for part in (location.department, location.own_id) if part):
        return None
    text = read_text(root, path)
    if not isinstance(text, str):
        return None
    parsed = parse(text, path)
    if parsed.problems or parsed.value is None:
        return None
    if not fast_validator(location.kind.schema).is_valid(parsed.value):
        return None
    document = Document(path=path, location=location, text=text, value=parsed.value)
    if any(True for _ in check_semantics(document)):
        return None
    return text, parsed.value, tuple(dict.fromkeys(map(resolve, references_of(document))))
