"""What a plain scalar of YAML means: text, a number, a truth value or nothing."""

from __future__ import annotations

import math
import re

_CONSTANTS: dict[str, bool | None] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}  # fmt: skip
NOT_ALWAYS_TEXT = frozenset((*"-+.0123456789~nNtTfF", ""))
"""How a plain scalar begins that may be anything but text."""
_INTEGER = re.compile(r"[-+]?[0-9]+\Z")
_OTHER_BASE = re.compile(r"0o[0-7]+\Z|0x[0-9a-fA-F]+\Z")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\Z")


def plain_scalar(text: str) -> bool | int | float | str | None:
    """A plain scalar by YAML 1.2's core schema (section 10.3.2); no NaN, no infinity: these stay text."""
    if text[:1] not in "-+.0123456789":
        return _CONSTANTS.get(text, text)
    if not text:
        return None
    if _INTEGER.match(text):
        return int(text) if len(text) <= 18 else text
    if _OTHER_BASE.match(text):
        return int(text, 0) if len(text) <= 16 else text
    if _FLOAT.match(text):
        number = float(text)
        return number if math.isfinite(number) else text
    return text
