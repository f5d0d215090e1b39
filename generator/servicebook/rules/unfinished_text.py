"""A text says that somebody still has to write it.

`TODO`, `TBD`, `FIXME`, `???` and *lorem ipsum* are notes of an author to themselves; readers take them for the
answer. Write the text, or leave the field out until it is known.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from servicebook.documents.document import Origin
from servicebook.model.catalog import Catalog
from servicebook.model.texts import markdown_texts, short_texts
from servicebook.problems import Problem, Severity
from servicebook.rules.finding import finding
from servicebook.wording import text

CODE = "unfinished-text"
SEVERITY = Severity.WARNING
READS: tuple[str, ...] = ()

_UNFINISHED = re.compile(r"\b(?:TODO|TBD|FIXME|XXX)\b|\?\?\?|\b[Ll]orem ipsum\b")
"""In capitals: *todo* is everything in Spanish."""


def check(catalog: Catalog) -> Iterator[Problem]:
    for origin, field, words in _texts(catalog):
        # nearly every text has none of these, and is long
        if _may_be_unfinished(words) and (found := _UNFINISHED.search(words)):
            yield finding(
                CODE,
                SEVERITY,
                origin.place(field),
                text("unfinished-text.message", words=found[0]),
                text("unfinished-text.hint"),
            )


def _may_be_unfinished(words: str) -> bool:
    return (
        "TODO" in words
        or "TBD" in words
        or "FIXME" in words
        or "XXX" in words
        or "???" in words
        or "orem ipsum" in words
    )


def _texts(catalog: Catalog) -> Iterator[tuple[Origin, str, str]]:
    for written in catalog.derive(short_texts):
        yield written.origin, written.field, written.text
    yield from markdown_texts(catalog)
