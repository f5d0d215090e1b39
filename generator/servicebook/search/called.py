"""What entries are called: names, aliases, former names and ids, so that whoever writes one out is led to just that.

A name is kept as its words with a space between them, in the form in which people write them: without case, accents,
punctuation and the words for "and"; with the ending of a possessive and without it. Whether its words are written
together, apart or with hyphens does not matter: names are compared and sorted by their letters alone, as
``assets/search_called.js`` does it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import compress

from servicebook.search.entries import Entry
from servicebook.search.letters import folded, parted

NAME, ALIAS, ID, FORMER_ID = range(4)
"""How an entry is called so, the surest first."""
WAYS = 4
"""How many ways there are."""
ENTRIES_AT_ONCE = 1_000
"""Entries whose names are read at once."""

AND_WORDS = {
    "da": "og", "de": "und", "en": "and", "es": "y e", "fr": "et", "it": "e ed", "nb": "og", "nl": "en", "no": "og",
    "pl": "i", "pt": "e", "sv": "och", "tr": "ve",
}  # fmt: skip
"""By language the words that people also write as a sign (&, +), or leave out."""

_ASCII = bytes(
    ord(chr(c).lower()) if c < 128 and chr(c).isalnum() else 10 if c == 10 else 32 for c in range(256)
)
"""What separates words becomes a space: most names are ASCII, and need no more than that and no pattern. Lines stay."""
_POSSESSIVE = re.compile(r"['’]s\b")


def and_words(language: str) -> list[str]:
    """The words for "and" in the language."""
    return AND_WORDS.get(language.partition("-")[0], "").split()


@lru_cache(maxsize=8)
def _joining(language: str) -> frozenset[str]:
    return frozenset(and_words(language))


def spellings(name: str, language: str) -> list[str]:
    """A name as it is kept: its words with spaces, and once more without the endings of possessives. May be none."""
    return next(_spellings([name], language))


def _spellings(names: Sequence[str], language: str) -> Iterator[list[str]]:
    """The spellings of each name."""
    joining = _joining(language)
    apart = [f" {word} " for word in joining]
    is_plain = [name.isascii() and name.isprintable() and "'" not in name for name in names]
    # most names are plain: all of them in one text are done in half the time that they take one by one
    written = "\n".join(compress(names, is_plain)).encode("ascii").translate(_ASCII).decode("ascii")
    lines = iter(written.split("\n"))
    for name, plain in zip(names, is_plain, strict=True):
        if not plain:
            yield _folded(name, joining)
            continue
        line = next(lines).strip(" ")
        padded = f" {line} "
        if "  " in padded or any(map(padded.__contains__, apart)):
            yield _joined(line.split(), joining)
        else:
            yield [line]


def _folded(name: str, joining: frozenset[str]) -> list[str]:
    plain = folded(name)
    found = []
    for written in (plain, _POSSESSIVE.sub("", plain)):
        found += _joined(parted(written), joining)
    return list(dict.fromkeys(found))


def _joined(words: list[str], joining: frozenset[str]) -> list[str]:
    """The words with spaces, without those for "and" where there are others; none of no words."""
    if joining.isdisjoint(words):
        return [" ".join(words)] if words else []
    return [" ".join([word for word in words if word not in joining] or words)]


def letters(spelling: str) -> str:
    """By which names are compared."""
    return spelling.replace(" ", "")


def begin_apart(one: str, before: str) -> str:
    """The shortest beginning of a text that comes after another text, as the whole does."""
    return next(one[:length] for length in range(1, len(one) + 1) if one[:length] > before)


def called(entries: Sequence[Entry], language: str) -> Iterator[tuple[str, list[int]]]:
    """Every spelling with what is called so: an entry's number × :data:`WAYS` + the way. Sorted by letters."""
    listed: dict[str, list[int]] = {}
    # some entries at once: the names of all would be as large as what is wanted
    for first in range(0, len(entries), ENTRIES_AT_ONCE):
        some = enumerate(entries[first : first + ENTRIES_AT_ONCE], start=first)
        ways = [(number * WAYS + way, name) for number, entry in some for way, name in _names(entry)]
        for (value, _), found in zip(ways, _spellings([name for _, name in ways], language), strict=True):
            for spelling in found:
                values = listed.get(spelling)
                if values is None:
                    listed[spelling] = [value]
                # of an entry's ways the first, which is the surest
                elif values[-1] // WAYS != value // WAYS:
                    values.append(value)
    # first by the words, then by the letters alone: pairs of both would be compared for three times as long
    for spelling in sorted(sorted(listed), key=letters):
        yield spelling, listed[spelling]


def named(entries: Sequence[Entry], language: str) -> Iterator[tuple[str, Entry]]:
    """Every spelling of the entries' names and aliases, with the entry; names come first, ids are left out."""
    ways = [(way, name, entry) for entry in entries for way, name in _names(entry) if way in (NAME, ALIAS)]
    for _, name, entry in sorted(ways, key=lambda one: one[0]):
        yield from ((spelling, entry) for spelling in spellings(name, language))


def _names(entry: Entry) -> Iterable[tuple[int, str]]:
    """What an entry is called, the surest first."""
    # a part of a page, or what is not offered any more, has the name after those that have it outright
    yield (ALIAS if entry.part or entry.retired else NAME), entry.name
    if aliases := entry.fields.get("aliases"):
        yield from ((ALIAS, alias) for alias in aliases.split("\n"))
    if not entry.part:
        yield from ((ID, one) for one in _whole_and_last(entry.id))
        yield from ((FORMER_ID, one) for former in entry.former_ids for one in _whole_and_last(former))


def _whole_and_last(qualified_id: str) -> tuple[str, str]:
    return qualified_id, qualified_id.rpartition("/")[2]
