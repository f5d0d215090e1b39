"""Ids made from names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from servicebook.documents.kinds import MAX_ID
from servicebook.documents.words import slug


def unique_ids(names: Sequence[str], stem: str, taken: Iterable[str] = ()) -> list[str]:
    """An id for each name, in order, no two the same; ``stem`` and a number where a name makes none.

    ``taken`` are ids that others have.
    """
    plain = [slug(name) or f"{stem}-{number}" for number, name in enumerate(names, 1)]
    known = set(taken)
    found: list[str] = []
    for wanted in plain:
        candidate, number = wanted, 1
        while candidate in known or (number > 1 and candidate in plain):
            number += 1
            suffix = f"-{number}"
            candidate = wanted[: MAX_ID - len(suffix)].rstrip("-") + suffix
        known.add(candidate)
        found.append(candidate)
    return found
