"""References to objects of the catalog in which spaces crept: ``person: ana-silva``."""

from __future__ import annotations

import re

_MENTION = re.compile(
    r"(department|role|service|person|faq|journey|agreement|notice|calendar|site)\s*:\s+"
    r"([a-z0-9]+(?:\s*[-/]\s*[a-z0-9]+)*)"
)


def without_spaces(value: str) -> str | None:
    """``person:ana-silva`` of ``person: ana- silva``; None of a text that is no such reference."""
    found = _MENTION.fullmatch(value)
    return f"{found[1]}:{re.sub(r'[ ]+', '', found[2])}" if found else None
