"""Markdown that departments wrote, as safe HTML.

One converter (CommonMark with tables, raw HTML off): what is not Markdown is escaped. Links to objects of the
catalog become relative; addresses other than http(s), mailto and tel stay text.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

from servicebook import links
from servicebook.documents.markdown_links import ALLOWED, LINKABLE
from servicebook.pages.rendering.urls import UrlContext


def _may_link(address: str) -> bool:
    return address.strip().lower().startswith(ALLOWED)


_CONVERTER = MarkdownIt("commonmark", {"html": False}).enable("table").enable("strikethrough")
_CONVERTER.validateLink = _may_link  # type: ignore[method-assign, assignment]  # the documented way
_CONVERTER.disable("image")
_SIGNS = frozenset("*_`[]<>&#\\~|!\n+-=")


def markdown(text: str, urls: UrlContext) -> Markup:
    """Block HTML of a Markdown text on a page. Headings start at h3; people who are not shown are not linked."""
    return _converted(text, urls.root, urls.people)


@lru_cache(maxsize=65536)
def _converted(text: str, root: str, people: frozenset[str]) -> Markup:
    if not _SIGNS.intersection(text.strip()) and not text.strip()[:1].isdigit():
        return Markup("<p>{}</p>\n").format(text.strip())
    tokens = _CONVERTER.parse(text)
    _adapt(tokens, root, people)
    html = _CONVERTER.renderer.render(tokens, _CONVERTER.options, {})
    return Markup(html)  # the converter escapes everything that is not Markdown


def _adapt(tokens: Sequence[Token], root: str, people: frozenset[str]) -> None:
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(6, int(token.tag[1]) + 2)}"
        elif token.type == "table_open":
            token.attrSet("class", "sb-written-table")
        elif token.type in ("th_open", "td_open") and token.attrs:
            # an aligned column; a style attribute is against the site's policy
            token.attrs = {"align": str(token.attrs["style"]).removeprefix("text-align:")}
        to_nobody = False
        for child in token.children or ():
            if child.type == "link_open":
                kind, _, qualified_id = str(child.attrs["href"]).partition(":")
                to_nobody = kind == "person" and qualified_id not in people
                if to_nobody:
                    child.tag, child.attrs = "span", {}
                else:
                    _adapt_link(child, root)
            elif child.type == "link_close" and to_nobody:
                child.tag = "span"


def _adapt_link(token: Token, root: str) -> None:
    address = str(token.attrs["href"])
    kind, _, qualified_id = address.partition(":")
    if kind in LINKABLE:
        token.attrSet("href", root + links.to(kind, qualified_id))
    elif address.startswith("http"):
        token.attrSet("rel", "noopener")


def plain(text: str) -> str:
    """The words of a Markdown text, for summaries and the search."""
    if not _SIGNS.intersection(text):
        return text
    blocks = []
    for token in _CONVERTER.parse(text):
        if token.children:
            parts = (" " if child.type == "softbreak" else child.content for child in token.children)
            blocks.append("".join(parts))
    return " ".join(" ".join(blocks).split())
