"""Names as people compare them: whole, but for case, spaces and what nobody can see."""

from __future__ import annotations

import unicodedata
from functools import lru_cache


@lru_cache(maxsize=100_000)
def folded(name: str) -> str:
    """What two spellings of one name have in common.

    Case, the kind and number of spaces, invisible characters and how an accent is stored make no other name. Letters
    do: Weiß and Weiss are two people.
    """
    if name.isascii():  # most are: nothing in it is invisible, nor stored in two ways
        return " ".join(name.split()).lower()
    normal = unicodedata.normalize("NFKC", name)
    visible = "".join(character for character in normal if unicodedata.category(character) != "Cf")
    return " ".join(visible.split()).lower()
