"""Texts that are paragraphs of words, of which some are links to objects, code or stressed: most of what people write.

They need no converter, which takes a hundred times as long. What it would make of them is made here, to the letter.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from servicebook.documents.markdown_links import LINKABLE

# No sign that acts within a line ("//" and "@" make bare addresses, "![" is an image, "[^" a footnote); and a line that
# begins with a letter, code, stressed words or one of these signs is none of a list, a table, or any other block.
_SIGNS = r"*_`\[\]<>&\\~^|@\n/!"
_WORDS = rf"[^{_SIGNS}]++|/(?!/)|!(?!\[)"
_LINK = rf"\[(?:{_WORDS})++\]\((?:{'|'.join(LINKABLE)}):[a-z0-9]+(?:[/-][a-z0-9]+)*\)"
_CODE = r"`(?! )[^`\n]++(?<! )`(?!`)"
# Stars behind a space and before a letter can only open, and those behind a letter and before a space close.
_STRESSED = "|".join(
    rf"(?<![^ \n(\"]){stars}(?=\w)[^{_SIGNS}]++(?<=[\w.,;:?]){stars}(?![^ \n.,;:?)\"])"
    for stars in (r"\*", r"\*\*")
)
# spaces at the end of a line may break it
_LINE = rf"(?=[^\W\d_]|[\"(`*])(?:{_WORDS}|{_LINK}|{_CODE}|{_STRESSED})++(?<! )"
_TEXT = re.compile(rf"(?:{_LINE}(?:\n++|\Z))++")
_PARTS = re.compile(r"\[([^\]]+)\]\(([a-z]+):([^)]+)\)|`([^`]+)`|(\*\*?)([^*]+)\*\*?")


def paragraphs(text: str, link: Callable[[str, str, str], str]) -> str | None:
    """The HTML of such a text; None of any other. ``link`` makes that of a link: from words, the kind and the id."""
    text = text.rstrip("\n")
    if not _is_one(text):
        return None
    if "`" in text:  # only code has these
        text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    html = text.replace('"', "&quot;")  # the one sign left that the converter escapes

    def shown(found: re.Match[str]) -> str:
        words, kind, qualified_id, code, stars, stressed = found.groups()
        if code:
            return f"<code>{code}</code>"
        if stressed:
            tag = "em" if stars == "*" else "strong"
            return f"<{tag}>{stressed}</{tag}>"
        return link(words, kind, qualified_id)

    if _has_marks(html):
        html = _PARTS.sub(shown, html)
    return "".join([f"<p>{paragraph}</p>\n" for paragraph in re.split(r"\n\n+", html)])


def words(text: str) -> str | None:
    """The words of such a text; None of any other."""
    text = text.rstrip("\n")
    if not _is_one(text):
        return None
    if _has_marks(text):
        text = _PARTS.sub(lambda found: found[1] or found[4] or found[6], text)
    return " ".join(text.split())


def _has_marks(text: str) -> bool:
    """Whether there is a sign with which any of the parts begins that are more than words."""
    return "[" in text or "`" in text or "*" in text


@lru_cache(maxsize=8192)  # the page of a service asks twice of each answer
def _is_one(text: str) -> bool:
    return bool(_TEXT.fullmatch(text)) and text.replace("\n", "").isprintable()
