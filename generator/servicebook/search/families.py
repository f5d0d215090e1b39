"""Words of one family that a stemmer does not bring together: apply and application, die and death, steal and stolen.

What has a relative of a word has something of the word itself, and is found, after what has the word. The families are
listed by language, in ``word_families/<language>.txt``: chosen by hand for what services are about, many of them among
the derivations that WordNet 3.1 (Princeton University) has of the commonest words.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Set
from functools import cache
from importlib.resources import files

from servicebook.search.tokens import stems


def relatives(known: Set[str], language: str) -> dict[str, list[str]]:
    """By the stem of every word that has relatives among the known stems, those."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for family in _families(language.partition("-")[0]):
        for stem in family:
            found[stem] += [other for other in family if other != stem and other in known]
    return {stem: sorted(others) for stem, others in found.items() if others}


@cache
def _families(language: str) -> tuple[tuple[str, ...], ...]:
    """The families of the language as stems; none where none are listed."""
    listed = files("servicebook.search") / "word_families" / f"{language}.txt"
    if not listed.is_file():
        return ()
    lines = listed.read_text(encoding="utf-8").splitlines()
    return tuple(tuple(stems(line.split(), language)) for line in lines if not line.startswith("#"))
