"""Which files the pattern of a waiver names."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache


def fits_any(pattern: str, paths: Iterable[str]) -> bool:
    """Whether a waiver's pattern names one of the paths: ``*`` within a folder, ``**`` any folders, or none."""
    expression = _expression(pattern)
    return any(expression.fullmatch(path) for path in paths)


@lru_cache(maxsize=256)
def _expression(pattern: str) -> re.Pattern[str]:
    meanings = {"**/": "(.*/)?", "**": ".*", "*": "[^/]*"}
    parts = re.split(r"(\*\*/|\*\*|\*)", pattern)
    return re.compile("".join(meanings.get(part) or re.escape(part) for part in parts))
