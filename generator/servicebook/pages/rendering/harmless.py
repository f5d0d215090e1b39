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
_DOUBTFUL = re.compile(
    f"[{_TURNS}\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe-\U0010ffff]"
)
"""What may be harmful, and whatever is beyond the first plane, of which few pages have anything: one class without the
ends of sixteen planes is searched for ten times as fast, and a page is long."""


def harmless(text: str) -> str:
    """The text, or HTML, without what turns it; other characters that no page may have are U+FFFD."""
    if not _DOUBTFUL.search(text):
        return text
    return _HARMFUL.sub(lambda found: "" if found[1] else "\ufffd", text)
