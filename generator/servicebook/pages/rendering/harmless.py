"""Texts on pages without characters that do something to what is around them.

What turns or embeds text is left out: within a sentence, half of a pair would reorder the rest of it. Letters know
their own direction, so that a name from right to left reads as well without; marks that only lean on one stay. What is
no character, or is none for a page, is shown as the sign for that.
"""

from __future__ import annotations

import re

_TURNS = "\u202a-\u202e\u2066-\u2069"
_NONE = "\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef" + "".join(
    f"{chr(plane * 0x10000 + 0xFFFE)}{chr(plane * 0x10000 + 0xFFFF)}" for plane in range(17)
)
_HARMFUL = re.compile(f"([{_TURNS}])|[{_NONE}]")
_PLAIN = bytes({*range(0x20, 0x7F), *b"\t\n\f\r"})
"""The harmless characters of one byte."""
_FURTHER = bytes(range(0x80, 0xF0))
"""The bytes of characters of two or three bytes, which are harmless but for these."""
_DOUBTFUL = (
    re.compile(rb"\xc2[\x80-\x84\x86-\x9f]"),
    re.compile(rb"\xe2(?:\x80[\xaa-\xae]|\x81[\xa6-\xa9])"),
    re.compile(rb"\xef(?:\xb7[\x90-\xaf]|\xbf[\xbe\xbf])"),
)


def harmless(text: str) -> str:
    """The text, or HTML, without what turns it; other characters that no page may have are U+FFFD."""
    # as nearly all titles are, and to look no further is quick
    is_plain = text.isascii() and text.isprintable()
    return text if is_plain or _clean(text) is not None else _cleaned(text)


def harmless_bytes(text: str) -> tuple[bytes, bytes]:
    """The same in UTF-8, and again without ASCII: of a page, that is little, and soon looked through."""
    found = _clean(text)
    if found is None:
        content = _cleaned(text).encode()
        found = content, content.translate(None, _PLAIN)
    return found


def _cleaned(text: str) -> str:
    return _HARMFUL.sub(lambda found: "" if found[1] else "\ufffd", text)


def _clean(text: str) -> tuple[bytes, bytes] | None:
    """The text in UTF-8, and again without ASCII, if there is nothing harmful for certain; a page is long, and nearly
    every one is clean."""
    try:
        content = text.encode()
    except UnicodeEncodeError:  # surrogates
        return None
    rest = content.translate(None, _PLAIN)
    # of what is beyond the first plane, few pages have anything
    is_clean = not rest.translate(None, _FURTHER) and not any(one.search(rest) for one in _DOUBTFUL)
    return (content, rest) if is_clean else None
