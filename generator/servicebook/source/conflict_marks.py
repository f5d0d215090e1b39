"""The marks that a merge leaves in a file where two people have changed the same lines."""

from __future__ import annotations

import re

_MARK = re.compile(r"^(<{7}|>{7}|\|{7})( |\r?$)", re.MULTILINE)
_INDENTED = re.compile(
    r"^[ \t]+(?P<mark><{7})(?: [^\n]*)?\r?\n(?:[^\n]*\n)*?[ \t]+={7}[ \t\r]*\n(?:[^\n]*\n)*?[ \t]+>{7}(?:[ \r\n]|\Z)",
    re.MULTILINE,
)
"""A whole conflict that an editor has indented: within a text it would be read as words."""
_MARKS = ("<" * 7, ">" * 7, "|" * 7)
_FENCE = re.compile(r"^[ \t]*(?:```|~~~)", re.MULTILINE)


def conflict_at(text: str) -> int | None:
    """Where the first mark of a conflict is; None where there is none, or only an example in a block of code."""
    # to look for these takes a quarter of the time that the pattern takes, and hardly any file has one
    if not any(map(text.__contains__, _MARKS)):
        return None
    if found := _MARK.search(text):
        return found.start()
    for indented in _INDENTED.finditer(text):
        if not _is_code(text, indented.start()):
            return indented.start("mark")
    return None


def _is_code(text: str, start: int) -> bool:
    """Whether what begins there is shown as code: within a fence, or indented below an empty line."""
    above = text[:start]
    if len(_FENCE.findall(above)) % 2:
        return True
    lines = above.splitlines()
    if not lines or lines[-1].strip():
        return False
    last = next((line for line in reversed(lines) if line.strip()), "")
    mark = text[start:].split("<", 1)[0]
    return len(mark) >= len(last) - len(last.lstrip()) + 4
