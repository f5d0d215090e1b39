"""Texts that are paragraphs of words with links to objects, and no more: most of what departments write.

They need no converter, which takes a hundred times as long. What it would make of them is made here, to the letter.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from servicebook.documents.markdown_links import LINKABLE

# No sign that acts within a line ("//" and "@" make bare addresses, "![" is an image, "[^" a footnote); and a line that
# begins with a letter is none of a list, a table, a quotation or any other block.
_WORDS = r"[^*_`\[\]<>&\\~^|@\n/!]++|/(?!/)|!(?!\[)"
_LINK = rf"\[(?:{_WORDS})++\]\((?:{'|'.join(LINKABLE)}):[a-z0-9]+(?:[/-][a-z0-9]+)*\)"
_LINE = rf"[^\W\d_](?:{_WORDS}|{_LINK})*+(?<! )"  # spaces at the end of a line may break it
_TEXT = re.compile(rf"{_LINE}(?:\n++{_LINE})*+")
_PARTS = re.compile(r"\[([^\]]+)\]\(([a-z]+):([^)]+)\)")


def paragraphs(text: str, link: Callable[[str, str, str], str]) -> str | None:
    """The HTML of such a text; None of any other. ``link`` makes that of a link: from words, the kind and the id."""
    text = text.rstrip("\n")
    if not _is_one(text):
        return None
    html = text.replace('"', "&quot;")  # the one sign left that the converter escapes
    if "[" in html:
        html = _PARTS.sub(lambda found: link(found[1], found[2], found[3]), html)
    return "".join([f"<p>{paragraph}</p>\n" for paragraph in re.split(r"\n\n+", html)])


def words(text: str) -> str | None:
    """The words of such a text; None of any other."""
    text = text.rstrip("\n")
    return " ".join(_PARTS.sub(r"\1", text).split()) if _is_one(text) else None


def _is_one(text: str) -> bool:
    return bool(_TEXT.fullmatch(text)) and text.replace("\n", "").isprintable()
