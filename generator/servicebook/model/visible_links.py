"""Links to people in texts, where these are not shown."""

from __future__ import annotations

import re
from typing import Any

_LINK = re.compile(r"\[([^\]]*)\]\(\s*<?person:([^\s<>()]+)[^()]*\)")
_DEFINITION = re.compile(r"^ {0,3}\[[^\]]+\]:\s*<?person:([^\s<>]+).*\n?", re.MULTILINE)


def without_people(value: Any, shown: frozenset[str]) -> Any:
    """A value as written, its Markdown links to people who are not ``shown`` replaced by the words of the link."""
    if isinstance(value, dict):
        return {key: without_people(item, shown) for key, item in value.items()}
    if isinstance(value, list):
        return [without_people(item, shown) for item in value]
    if not isinstance(value, str) or "person:" not in value:
        return value
    linked = _LINK.sub(lambda link: link[0] if link[2] in shown else link[1], value)
    return _DEFINITION.sub(lambda definition: definition[0] if definition[1] in shown else "", linked)
