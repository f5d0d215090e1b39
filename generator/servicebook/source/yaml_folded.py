"""A text that is folded over several lines (``>``), with other words."""

from __future__ import annotations

import re
import textwrap

from servicebook.source.lines import LINE_BREAK
from servicebook.source.yaml_positions import Scalar
from servicebook.source.yaml_writer import WIDTH

_MARK = re.compile(r">[-+0-9]*[ \t]*(?:#[^\r\n]*)?(\r\n|\r|\n)")
_SPACES = re.compile(r" *")


def refolded(text: str, old: Scalar, words: str) -> str | None:
    """The text with other words in place of those of a folded scalar, on lines as long as people like to read.

    The mark and its comment stay. None for words that cannot be folded, since they have lines or spaces of their own.
    What comes out is to be read again: the mark may say that words end in another way.
    """
    mark = _MARK.match(text, old.start)
    body = words.removesuffix("\n")
    if mark is None or not body.isprintable() or body != " ".join(body.split(" ")).strip() or "  " in body:
        return None
    line_break = mark[1]
    margin = _SPACES.match(text, mark.end())
    indent = margin[0] if margin else ""
    if not indent or not body:
        return None
    lines = textwrap.wrap(
        body, max(WIDTH - len(indent), WIDTH // 2), break_long_words=False, break_on_hyphens=False
    )
    end = old.end
    while LINE_BREAK.match(text, end - 1) and end > mark.end():
        end -= 1
    return text[: mark.end()] + line_break.join(indent + line for line in lines) + text[end:]
