"""A text has characters that nobody can see, or that turn the order of what follows.

They come with what was copied from elsewhere: a space of no width, or a mark that shows the rest from right to left.
The search does not find such a name, and two that look alike are two. `servicebook check --fix` removes them. Marks of
direction stay where a text has letters that are written from right to left.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from servicebook.documents.document import Document
from servicebook.documents.free_texts import free_texts
from servicebook.model.catalog import Catalog
from servicebook.model.written_files import all_files
from servicebook.problems import Problem, Severity
from servicebook.rules.finding import finding
from servicebook.wording import text

CODE = "hidden-characters"
SEVERITY = Severity.WARNING
READS: tuple[str, ...] = ()

_HIDDEN = r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff"
"""Not the joiners U+200C and U+200D, by which some scripts and emoji are written, nor soft hyphens."""
_IN_TEXT = re.compile(f"[{_HIDDEN}]")
_IN_FILE = re.compile(rf"[{_HIDDEN}]|\\(?:[uU](?:0000)?(?:00|06|18|20|[fF][eE])|x[01]|[0abvef])")
"""As it is, or by the number that stands for it within double quotes."""
_DIRECTIONS = re.compile(r"[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def check(catalog: Catalog) -> Iterator[Problem]:
    for document in catalog.derive(all_files).values():
        words = document.text
        # many a file is plain (YAML has no other control characters than by their numbers); the byte order mark at its
        # beginning is none of a text
        if not (words.isascii() and "\\" not in words) and _IN_FILE.search(words, 1):
            yield from _in_document(document)


def _in_document(document: Document) -> Iterator[Problem]:
    for written in free_texts(document):
        words = written.text
        if any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in words):
            words = _DIRECTIONS.sub("", words)
        if found := _IN_TEXT.search(words):
            yield finding(
                CODE,
                SEVERITY,
                document.place(*written.pointer),
                text("hidden-characters.message", number=f"U+{ord(found[0]):04X}"),
                text("hidden-characters.hint"),
                edit=document.edit(written.pointer, _IN_TEXT.sub("", written.text))
                if words == written.text and not written.is_markdown
                else None,
            )
