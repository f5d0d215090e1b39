"""Several things in a row, as a sentence names them."""

from __future__ import annotations

from collections.abc import Iterable

from servicebook.wording import text


def listed(parts: Iterable[str], most: int | None = None) -> str:
    """``a``, ``a and b``, ``a, b and c``; nothing for none. Of more than ``most``, ``a, b and 4 more``."""
    named = list(parts)
    if most is not None and len(named) > most:
        first = text("list.separator").join(named[:most])
        return text("listed.and-more", before=first, count=len(named) - most)
    *before, last = named or [""]
    return text("list.and", before=text("list.separator").join(before), last=last) if before else last


def either(parts: Iterable[str]) -> str:
    """``a``, ``a or b``, ``a, b or c``; nothing for none."""
    *before, last = list(parts) or [""]
    return text("list.or", before=text("list.separator").join(before), last=last) if before else last
