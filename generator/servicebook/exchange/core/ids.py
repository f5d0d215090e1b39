"""Ids made from names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from servicebook.documents.kinds import MAX_ID
from servicebook.documents.slugs import slug


def unique_ids(names: Sequence[str], stem: str, reserved: Iterable[str] = ()) -> list[str]:
    """An id for each name, in order, no two the same and none of the ``reserved`` ones.

    A name that is taken already gets ``-2``, ``-3``; one without an id of its own gets ``stem`` and its number
    (``service-7``).
    """
    plain = [slug(name) or f"{stem}-{number}" for number, name in enumerate(names, 1)]
    used = set(reserved)
    ids: list[str] = []
    for wanted in plain:
        candidate, number = wanted, 1
        # A numbered id must not take away the id that a later name makes by itself: "x", "x", "x 2".
        while candidate in used or (number > 1 and candidate in plain):
            number += 1
            suffix = f"-{number}"
            candidate = wanted[: MAX_ID - len(suffix)].rstrip("-") + suffix
        used.add(candidate)
        ids.append(candidate)
    return ids


def ids_of_sorted(names: Sequence[str], stem: str, reserved: Iterable[str] = ()) -> list[str]:
    """The same for names in an order that is theirs, and not that of a source, which may change.

    Names without an id of their own are numbered among themselves, from the first number on that is free.
    """
    named = [name for name in names if slug(name)]
    used = {*reserved}
    made = iter(unique_ids(named, stem, used))
    used |= {slug(name) for name in named}
    ids: list[str] = []
    number = 0
    for name in names:
        if slug(name):
            ids.append(next(made))
            continue
        number += 1
        while f"{stem}-{number}" in used:
            number += 1
        ids.append(f"{stem}-{number}")
    return ids
