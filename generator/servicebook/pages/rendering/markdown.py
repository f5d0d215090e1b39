"""Markdown that departments wrote, as safe HTML.

What :mod:`servicebook.documents.markdown_syntax` knows, raw HTML off: what is not Markdown is escaped. Links to objects
of the catalog become relative; addresses other than http(s), mailto and tel stay text. Bare addresses are links.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache, partial
from typing import TYPE_CHECKING
from zlib import crc32

from markupsafe import Markup, escape

from servicebook import links, wording
from servicebook.documents.markdown_links import ALLOWED, LINKABLE
from servicebook.documents.markdown_paragraphs import paragraphs
from servicebook.documents.markdown_words import SIGN
from servicebook.pages.rendering.urls import UrlContext

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token


def _may_link(address: str) -> bool:
    return address.strip().lower().startswith(ALLOWED)


def _to_reference(
    renderer: object, tokens: Sequence[Token], number: int, options: object, env: dict[str, str]
) -> str:
    """The way back from a footnote, which a screen reader can read."""
    meta = tokens[number].meta
    again = f":{meta['subId']}" if meta.get("subId", 0) > 0 else ""
    target = f"fnref-{env['docId']}-{meta['id'] + 1}{again}"
    return f' <a href="#{target}" aria-label="{wording.text("markdown.back")}">↩︎</a>'


def _footnotes(*_: object) -> str:
    return '<section class="sb-footnotes">\n<ol>\n'


@cache
def _converter() -> MarkdownIt:
    # few texts need all this, which takes as long to load as to make many a page
    from linkify_it import LinkifyIt

    from servicebook.documents.markdown_syntax import converter

    made = converter()
    made.validateLink = _may_link  # type: ignore[method-assign, assignment]  # the documented way
    made.disable("image").enable("linkify")
    made.options["linkify"] = True
    # "README.md" is a file, and not a site of Moldova: an address says how it is reached
    made.linkify = LinkifyIt(options={"fuzzy_link": False})
    made.add_render_rule("footnote_anchor", _to_reference)
    made.add_render_rule("footnote_block_open", _footnotes)
    return made


_ALARMING = frozenset(("warning", "failure", "danger", "bug"))


def markdown(text: str, urls: UrlContext) -> Markup:
    """Block HTML of a Markdown text on a page. Headings start at h3; people who are not shown are not linked."""
    return _converted(text, urls.root, urls.folder, urls.people)


@lru_cache(maxsize=65536)
def _converted(text: str, root: str, folder: str, people: frozenset[str]) -> Markup:
    bare = text.strip()
    if "://" not in bare and not bare[:1].isdigit() and not SIGN.search(bare):
        return Markup(f"<p>{escape(bare)}</p>\n")
    urls = UrlContext("", root, people, folder)
    plainly = paragraphs(text, partial(_link, urls))
    if plainly is not None:
        return Markup(plainly)  # every sign that would have to be escaped is
    converter = _converter()
    tokens = converter.parse(text)
    _adapt(tokens, urls)
    # several texts of a page may have footnotes, whose ids must differ
    html = converter.renderer.render(tokens, converter.options, {"docId": f"{crc32(text.encode()):08x}"})
    return Markup(html)  # the converter escapes everything that is not Markdown


def _link(urls: UrlContext, words: str, kind: str, qualified_id: str) -> str:
    """A link to an object, as :func:`_adapt` has the converter make it."""
    if kind == "person" and qualified_id not in urls.people:
        return f"<span>{words}</span>"
    return f'<a href="{urls.to(links.to(kind, qualified_id))}">{words}</a>'


def _adapt(tokens: Sequence[Token], urls: UrlContext) -> None:
    folds: list[bool] = []  # of the admonitions around a token: whether it can be folded
    for token in tokens:
        if token.type.startswith("admonition_"):
            _adapt_admonition(token, folds)
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(6, int(token.tag[1]) + 2)}"
        elif token.attrs.get("class") == "task-list-item":
            token.attrs = {"class": "sb-task"}
        elif token.type == "table_open":
            token.attrSet("class", "sb-written-table")
        elif token.type in ("th_open", "td_open") and token.attrs:
            # an aligned column; a style attribute is against the site's policy
            token.attrs = {"align": str(token.attrs["style"]).removeprefix("text-align:")}
        to_nobody = False
        for child in token.children or ():
            if child.type == "link_open":
                kind, _, qualified_id = str(child.attrs["href"]).partition(":")
                to_nobody = kind == "person" and qualified_id not in urls.people
                if to_nobody:
                    child.tag, child.attrs = "span", {}
                else:
                    _adapt_link(child, urls)
            elif child.type == "link_close" and to_nobody:
                child.tag = "span"


def _adapt_admonition(token: Token, folds: list[bool]) -> None:
    """As a notice of the theme, or as details where it can be folded."""
    if token.type == "admonition_open":
        _, name, *fold = str(token.attrs["class"]).split()
        folds.append(bool(fold))
        token.attrs = {"class": f"sb-notice is-{'late' if name in _ALARMING else 'changed'}"}
        if "collapsible-open" in fold:
            token.attrs["open"] = ""
        elif not fold:
            token.attrs["role"] = "note"
    elif token.type == "admonition_title_open":
        token.attrs = {} if folds[-1] else {"class": "sb-notice__title"}
    if token.type.startswith("admonition_title"):
        token.tag = "summary" if folds[-1] else "p"
    else:
        token.tag = "details" if folds[-1] else "div"
    if token.type == "admonition_close":
        folds.pop()


def _adapt_link(token: Token, urls: UrlContext) -> None:
    address = str(token.attrs["href"])
    kind, _, qualified_id = address.partition(":")
    if kind in LINKABLE:
        token.attrSet("href", urls.to(links.to(kind, qualified_id)))
    elif address.startswith("http"):
        token.attrSet("rel", "noopener")
