"""Texts of a catalog in what commands print: nothing in them is obeyed, and nothing turns what is around them.

Escaped are control characters (a terminal obeys some), line separators, what changes the direction of text or marks it
without being seen, halves of characters, and what is no character at all. Joiners stay: words of some scripts, and
pictures made of several, need them.
"""

from __future__ import annotations

import json
import re
from typing import Any

_UNSEEN = (
    "\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e007f"
)
_NO_CHARACTERS = "\ud800-\udfff\ufdd0-\ufdef" + "".join(
    f"{chr(plane * 0x10000 + 0xFFFE)}{chr(plane * 0x10000 + 0xFFFF)}" for plane in range(17)
)
_UNSAFE = re.compile(f"[\x00-\x1f{_UNSEEN}{_NO_CHARACTERS}]")
_UNSAFE_IN_JSON = re.compile(
    f"[{_UNSEEN}{_NO_CHARACTERS}]"
)  # which escapes the others itself, and breaks lines


def visible(words: str) -> str:
    """The words on one line, with nothing in them that a terminal would obey: control characters as \\x1b."""
    if words.isprintable():
        return words
    return _UNSAFE.sub(lambda found: found[0].encode("unicode_escape").decode("ascii"), words)


def json_text(content: Any) -> str:
    """JSON with the same values, that may be printed and shown anywhere."""
    text = json.dumps(content, indent=2, ensure_ascii=False)
    return _UNSAFE_IN_JSON.sub(lambda found: json.dumps(found[0])[1:-1], text) + "\n"
