"""The words of Markdown texts, for what shows no Markdown: titles, feeds, linked data."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from servicebook.documents.markdown_links import ALLOWED
from servicebook.documents.markdown_paragraphs import words

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

SIGN = re.compile(r"[*_`\[\]<>&#\\~|!?\n+\-=@]")
"""Without one of these, nothing in a text is Markdown but for bare addresses and numbered lists."""


def plain(text: str) -> str:
    """The words of a Markdown text on one line."""
    if not SIGN.search(text):
        return text
    plainly = words(text)
    return plainly if plainly is not None else _converted(text)


@lru_cache(maxsize=4096)
def _converted(text: str) -> str:
    blocks = []
    for token in _parser().parse(text):
        if token.children:
            parts = (
                " " if child.type == "softbreak" else child.content
                for child in token.children
                if child.type != "html_inline"  # the box of a task
            )
            blocks.append("".join(parts))
    return " ".join(" ".join(blocks).split())


@cache
def _parser() -> MarkdownIt:
    from servicebook.documents.markdown_syntax import converter  # takes a while, and few texts need it

    parser = converter()
    parser.disable("image")
    parser.validateLink = _may_link  # type: ignore[method-assign, assignment]  # the documented way
    return parser


def _may_link(address: str) -> bool:
    return address.strip().lower().startswith(ALLOWED)
