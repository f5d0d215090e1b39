"""A text says that somebody still has to write it.

`TODO`, `TBD`, `FIXME`, `???` and *lorem ipsum* are notes of an author to themselves; readers take them for the
answer. So are `tbd`, `n/a`, `none`, `-` and the like where they are the whole text or a whole entry of a list. Write
the text, or leave the field out until it is known.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from servicebook.documents.document import Document
from servicebook.documents.free_texts import FreeText, free_texts
from servicebook.documents.schemas import schema_at
from servicebook.model.catalog import Catalog
from servicebook.model.written_files import all_files
from servicebook.problems import Problem, Severity
from servicebook.rules.finding import finding
from servicebook.wording import text

CODE = "unfinished-text"
SEVERITY = Severity.WARNING
READS: tuple[str, ...] = ()

_UNFINISHED = re.compile(r"\b(?:TODO|TBD|FIXME|XXX)\b|\?\?\?|\b[Ll]orem ipsum\b")
"""In capitals: *todo* is everything in Spanish."""
_WHOLE = re.compile(
    r"t\.?b\.?[acd]\.?|to-?do|fixme|x{3,}|n/a|n\.a\.|none|null|unknown|placeholder|[-–—_.…?*/~]+",
    re.IGNORECASE,
)
_SOME_WORD = (
    "t.b", "todo", "to-do", "fixme", "xxx", "???", "n/a", "n.a.", "null", "unknown", "placeholder", "orem ipsum",
)  # fmt: skip
"""In small letters."""
_TO_BE = re.compile(r"tb[acd](?!\w)")
_NONE = re.compile(r"none[\"']?[ \t]*(?:[\r\n,}#\]]|\Z)")
"""Not the key of a target, nor *none of them*."""
_ONLY_SIGNS = tuple(
    re.compile(before + "[-–—_.…?*/~]+" + behind)
    # each begins with what is seldom: looking for it costs less than for all at once
    for before, behind in (
        (r": ", r"[ \t]*(?:[\r\n,}#]|\Z)"),
        (r"- ", r"[ \t]*(?:[\r\n#]|\Z)"),
        (r'"', r'"'),
        (r"'", r"'"),
        (r"\[ ?", r" ?[],]"),
        (r", ?", r" ?[],]"),
    )
)
_WORDS_FOR_THINGS = frozenset({"aliases", "name", "title"})
"""Here *to-do* may be meant: a list that somebody keeps, or *everything*."""


def check(catalog: Catalog) -> Iterator[Problem]:
    for document in catalog.derive(all_files).values():
        if not _may_have_unfinished(document):
            continue
        for written in free_texts(document):
            if words := _unfinished(written):
                yield finding(
                    CODE,
                    SEVERITY,
                    document.place(*written.pointer),
                    text("unfinished-text.message", words=words),
                    _hint(document, written),
                )


def _hint(document: Document, written: FreeText) -> str:
    """Which of the hints holds: a field that must be there cannot be left out by itself."""
    *around, last = written.pointer
    if isinstance(last, int):
        return text("unfinished-text.hint-entry")
    schema, _ = schema_at(document.location.kind.schema, tuple(around))
    if last not in schema.get("required", ()):
        return text("unfinished-text.hint")
    if not around or isinstance(around[-1], str):
        return text("unfinished-text.hint-required")
    return (
        text("unfinished-text.hint-question")
        if last in ("question", "answer")
        else text("unfinished-text.hint-entry")
    )


def _may_have_unfinished(document: Document) -> bool:
    """Whether a closer look is worth it: nearly every file has nothing of the kind, and is long."""
    words = document.text
    small = words.lower()
    return (
        any(map(small.__contains__, _SOME_WORD))  # half the time of a generator's
        or _TO_BE.search(small) is not None
        or _NONE.search(small) is not None
        or any(signs.search(words) for signs in _ONLY_SIGNS)
    )


def _unfinished(written: FreeText) -> str | None:
    words = written.text.strip()
    if written.field == "path":
        return None  # of a waiver, for which ** is every file
    if found := _UNFINISHED.search(words):
        return found[0]
    if not _WHOLE.fullmatch(words):
        return None
    may_be_meant = written.field in _WORDS_FOR_THINGS and words.lower() in ("todo", "to-do")
    return None if may_be_meant else words
