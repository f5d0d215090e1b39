"""The addresses that a Markdown text links to.

Reading Markdown properly costs more than reading the YAML around it, and nearly every link is in order. So
:func:`possible_targets` finds a superset by pattern, and only whoever finds something wrong with one of them asks
:func:`targets`, which parses.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

LINKABLE = ("service", "department", "role", "person", "faq", "agreement", "journey", "notice", "calendar")
"""The kinds of object that Markdown may link to, as ``[text](kind:id)``."""

ALLOWED = ("https://", "http://", "mailto:", "tel:", *(f"{kind}:" for kind in LINKABLE))
"""How the address of a link may begin."""

_POSSIBLE = re.compile(
    r"\[\^[^\]\n]*\]:"  # a footnote begins, which is no address, and links may follow
    r"|\]\(\s*(?:<([^<>\n]*)>|([^\s<>()]+(?:\([^\s<>()]*\)[^\s<>()]*)*))"
    r"|\]:\s*(?:<([^<>\n]*)>|([^\s<>]+))|<([^<>\s]+:[^<>\s]*)>"
)


@cache
def _parser() -> MarkdownIt:
    from servicebook.documents.markdown_syntax import converter  # takes a while, and few files need it

    parser = converter()
    parser.validateLink = lambda url: True  # type: ignore[method-assign]  # links are only read here
    parser.normalizeLink = lambda url: url  # type: ignore[method-assign]  # to be found again as written
    return parser


def is_written_otherwise(text: str) -> bool:
    """Whether an address in the text may be written with escapes: a backslash, or an entity such as ``&colon;``."""
    return "\\" in text or "&" in text


def meant_address(address: str) -> str:
    """The address that readers of Markdown follow where ``address`` is written, perhaps with escapes or spaces."""
    if is_written_otherwise(address):
        from markdown_it.common.utils import unescapeAll  # takes a while, and few addresses need it

        address = unescapeAll(address)
    return address.strip()


def possible_targets(text: str) -> list[str]:
    """Every address that the text may link to; code is not left out."""
    if "](" not in text and "]:" not in text and "<" not in text:
        return []
    return [address for groups in _POSSIBLE.findall(text) if (address := "".join(groups))]


def possible_links(text: str, start: int = 0) -> Iterator[tuple[int, str]]:
    """Every address that the text may link to from a character on, after the character with which it begins."""
    if "](" in text or "]:" in text or "<" in text:
        for match in _POSSIBLE.finditer(text, start):
            if match.lastindex:
                yield match.start(match.lastindex), match.group(match.lastindex)


def targets(text: str) -> list[str]:
    """The addresses of the links and images of the text, in order, as written."""
    return [
        str(address)
        for token in _parser().parse(text)
        for child in token.children or ()
        if (address := child.attrs.get("href") or child.attrs.get("src"))
    ]


def shown_as_text(text: str, words: str) -> bool:
    """Whether readers of the Markdown see the words as they are written; not where they are code or a link."""
    return any(
        words in "".join(child.content for child in token.children or () if child.type == "text")
        for token in _parser().parse(text)
    )


def retargeted(text: str, new_of: Callable[[str], str | None]) -> Iterator[tuple[int, str, str]]:
    """The links of the text that are to lead elsewhere: where the address begins, the old one and the new one.

    ``new_of`` gives the new address, or None for one that stays. What only looks like a link,
    in code for example, is left out: an address that occurs nowhere else is put in its place to see.
    """
    probe = "probe:0"
    while probe in text:
        probe += "0"
    for match in _POSSIBLE.finditer(text):
        group = match.lastindex
        if group is None:
            continue
        old, start = match.group(group), match.start(group)
        new = new_of(old)
        if new is not None and probe in targets(f"{text[:start]}{probe}{text[start + len(old) :]}"):
            yield start, old, new
