"""The last line of a long text looks like a key that is indented too far.

Whatever is indented below `description: |` belongs to the text: readers see `reviewed_on: 2026-09-01` at its end, and
the catalog knows no review. Begin the line where the key of the text begins.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from servicebook.documents.schemas import schema_at
from servicebook.model.catalog import Catalog
from servicebook.model.texts import markdown_texts
from servicebook.problems import Problem, Severity
from servicebook.rules.finding import finding
from servicebook.wording import text

CODE = "key-in-text"
SEVERITY = Severity.WARNING
READS: tuple[str, ...] = ()

_KEY = re.compile(r"\s*([a-z_]+):(?:\s+\S.*)?")


def check(catalog: Catalog) -> Iterator[Problem]:
    for origin, field, words in markdown_texts(catalog):
        above, _, last = words.rstrip().rpartition("\n")
        found = _KEY.fullmatch(last) if above else None
        # in a schema is looked up only what looks like a key
        if found is None or found[1] in origin.written:
            continue
        schema, _ = schema_at(origin.document.location.kind.schema, origin.pointer)
        if found[1] in schema.get("properties", {}):
            yield finding(
                CODE,
                SEVERITY,
                origin.document.place_of_text((*origin.pointer, field), last.strip()),
                text("key-in-text.message", key=found[1], field=field),
                text("key-in-text.hint", field=field),
            )
