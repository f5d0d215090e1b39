"""Patterns of paths: ``*`` within a folder, ``**`` any folders or none.

A regular expression would try every way to divide a path among the stars, which takes for ever where there are many.
Here all ways are followed at once: each character of the path moves a set of places in the pattern on.
"""

from __future__ import annotations

import re
from functools import lru_cache

_PART = re.compile(r"(\*\*/|\*\*|\*)")


@lru_cache(maxsize=4096)
def _tokens(pattern: str) -> tuple[tuple[str, bool], ...]:
    """The pattern's stars and characters; whether each is a star. Of equal stars in a row one is enough."""
    tokens: list[tuple[str, bool]] = []
    for number, part in enumerate(_PART.split(pattern)):
        if number % 2 == 0:
            tokens.extend((character, False) for character in part)
        elif not tokens or tokens[-1] != (part, True):
            tokens.append((part, True))
    return tuple(tokens)


@lru_cache(maxsize=4096)
def _between_stars(pattern: str) -> tuple[str, ...]:
    """What stands before, between and after the stars of the pattern."""
    return tuple(_PART.split(pattern)[::2])


def matches(pattern: str, path: str) -> bool:
    """Whether the pattern names the whole path."""
    between = _between_stars(pattern)
    if not path.startswith(between[0]) or not all(words in path for words in between):
        return False  # which is so of nearly all, and soon found
    if sum(map(len, between)) > len(path):
        return False
    tokens = _tokens(pattern)
    places = _onward({0}, tokens)
    for character in path:
        places = _onward({after for at in places for after in _after(at, character, tokens)}, tokens)
        if not places:
            return False
    return len(tokens) in places


def _onward(places: set[int], tokens: tuple[tuple[str, bool], ...]) -> set[int]:
    """The places, and those behind stars that stand for nothing."""
    ahead = list(places)
    for at in ahead:  # which grows meanwhile
        if 0 <= at < len(tokens) and tokens[at][1] and at + 1 not in places:
            places.add(at + 1)
            ahead.append(at + 1)
    return places


def _after(at: int, character: str, tokens: tuple[tuple[str, bool], ...]) -> tuple[int, ...]:
    """Where a character leads from a place in the pattern.

    A place is the number of a token; ``~at`` is within the folders of ``**/``, which only end with a slash.
    """
    if at == len(tokens):
        return ()
    token, is_star = tokens[max(at, ~at)]
    if token == "**/" and is_star:
        return (max(at, ~at) if character == "/" else min(at, ~at),)
    if not is_star:
        return (at + 1,) if token == character else ()
    return () if token == "*" and character == "/" else (at,)
