"""Initials for each department, which stand in its color: different ones as far as the names allow."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from servicebook.model.department import Department

_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_ABBREVIATION = 2
"""How many capitals make a word that is its own initials."""


def department_initials(departments: Mapping[str, Department]) -> dict[str, str]:
    """One or two letters for each department, in the order of the list.

    Names of several words come first, as theirs are given; then those of one word, which take its first letter and
    the next one that makes them differ, capitals or not: "Fi" and "Fa". Where no letters are left, some are alike.
    """
    ranked = sorted(departments, key=lambda id_: (len(_WORD.findall(departments[id_].name)) < 2, id_))
    found: dict[str, str] = {}
    taken: set[str] = set()
    for id_ in ranked:
        wanted = list(_candidates(departments[id_].name))
        chosen = next((one for one in wanted if one.casefold() not in taken), wanted[0])
        taken.add(chosen.casefold())
        found[id_] = chosen
    return {id_: found[id_] for id_ in departments}


def _candidates(name: str) -> Iterator[str]:
    """What may stand for a name, the best first; always something."""
    words = _WORD.findall(name)
    if not words:
        yield name[:1].upper()
        return
    first, last = words[0], words[-1]
    if len(words) > 1:
        yield f"{first[0]}{last[0]}".upper()
    elif len(first) <= _ABBREVIATION:
        yield first if first.isupper() else first.capitalize()
    letters = (letter for word in words for letter in word[1 if word is first else 0 :] if letter.isalpha())
    yield from (first[0].upper() + letter.lower() for letter in letters)
    yield first[0].upper()
