"""Words as they are compared: whatever their case, accents and spaces."""

from __future__ import annotations

import unicodedata
from functools import lru_cache


@lru_cache(maxsize=10_000)
def folded(words: str) -> str:
    """Words in small letters without accents, with single spaces: ``Días  Hábiles`` is ``dias habiles``."""
    plain = unicodedata.normalize("NFKD", words.casefold())
    return " ".join("".join(one for one in plain if not unicodedata.combining(one)).split())
