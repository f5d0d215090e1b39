"""Links to people in texts, where these are not shown."""

from __future__ import annotations

import re
from typing import Any

from servicebook.documents.markdown_links import is_written_otherwise, meant_address, possible_links

_NOBODY = "person:"
"""The address of a link to somebody who is not shown: its words stay, and it leads nowhere."""
_LINK = re.compile(r"\[([^\[\]]*)\]\(\s*<?([^\s<>()]+)[^()]*\)")
_DEFINITION = re.compile(r"^ {0,3}\[[^\]]+\]:\s*<?([^\s<>]+).*\n?", re.MULTILINE)


def may_link_to_people(text: str) -> bool:
    """Whether a text may hold a link to somebody; cheap, since nearly none does."""
    return _NOBODY in text.lower() or is_written_otherwise(text)


def without_people(value: Any, shown: frozenset[str]) -> Any:
    """A value as written, its Markdown links to people who are not ``shown`` replaced by the words of the link."""
    if isinstance(value, dict):
        return {key: without_people(item, shown) for key, item in value.items()}
    if isinstance(value, list):
        return [without_people(item, shown) for item in value]
    if not isinstance(value, str) or not may_link_to_people(value):
        return value
    linked = _LINK.sub(lambda link: link[1] if _is_withheld(link[2], shown) else link[0], value)
    defined = _DEFINITION.sub(lambda line: "" if _is_withheld(line[1], shown) else line[0], linked)
    return _without_addresses(defined, shown)


def _without_addresses(text: str, shown: frozenset[str]) -> str:
    """The text without what is left of addresses: of links with brackets in their words or title, in lists, in <>.

    Patterns do not find where such a link begins and ends; that a reader of Markdown finds it must be enough.
    """
    pieces: list[str] = []
    end = 0
    for start, address in possible_links(text):
        if _is_withheld(address, shown):
            pieces += (text[end:start], _NOBODY)
            end = start + len(address)
    return "".join([*pieces, text[end:]]) if pieces else text


def _is_withheld(address: str, shown: frozenset[str]) -> bool:
    """Whether an address is that of somebody who is not shown, in whatever way it is written."""
    kind, colon, person = meant_address(address).partition(":")
    return f"{kind.lower()}{colon}" == _NOBODY and person not in shown
