"""Ids made from text, and what is wrong with text that cannot be an id."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from servicebook import wording
from servicebook.documents.kinds import MAX_ID
from servicebook.problems import Place, Problem, error

_NOT_ID = re.compile(r"[^a-z0-9]+")


@lru_cache(maxsize=100_000)
def slug(text: str) -> str:
    """An id made from a text: accents dropped, lower case, hyphens; empty when no letter or digit is left."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii").lower()
    hyphenated = _NOT_ID.sub("-", plain).strip("-")
    if len(hyphenated) <= MAX_ID:
        return hyphenated
    return hyphenated[: MAX_ID + 1].rsplit("-", 1)[0][:MAX_ID].strip("-")


def bad_id(text: str, place: Place) -> Problem:
    """The problem of a name that cannot be an id."""
    proposal = slug(text)
    hint = wording.text("bad-id.hint-proposal", id=proposal) if proposal and proposal != text else None
    return error(
        "bad-id",
        place,
        wording.text("bad-id.message", id=text),
        hint or wording.text("bad-id.hint", max=MAX_ID),
    )
