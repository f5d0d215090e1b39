"""The words of all entries, read once: for their scores, and for what the entries mean.

Departments, topics and questions give many entries the same lines and texts. Each of these is read once and has a
number; what is counted and summed over all entries is then arithmetic over arrays of numbers.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from servicebook.search.entries import Entry
from servicebook.search.tokens import joined, words

Integers: TypeAlias = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Lists:
    """Many lists of numbers in one: list i is ``values[bounds[i]:bounds[i + 1]]``."""

    values: Integers
    bounds: Integers

    @property
    def lengths(self) -> Integers:
        """How long each list is."""
        return np.diff(self.bounds)

    def taken(self, chosen: Integers, longest: int | None = None) -> Lists:
        """The lists of these numbers, in this order; of each no more than the first ``longest`` values."""
        lengths = self.lengths[chosen]
        if longest is not None:
            lengths = np.minimum(lengths, longest)
        bounds = np.concatenate(([0], np.cumsum(lengths)))
        places = np.arange(bounds[-1]) + np.repeat(self.bounds[chosen] - bounds[:-1], lengths)
        return Lists(self.values[places], bounds)

    def where(self, is_kept: npt.NDArray[np.bool_]) -> Lists:
        """The same lists without the values that are not kept; ``is_kept`` says it of each of ``values``."""
        kept_before = np.concatenate(([0], np.cumsum(is_kept)))
        return Lists(self.values[is_kept], kept_before[self.bounds])


@dataclass(frozen=True, slots=True, eq=False)
class Texts:
    """What entries say: text ``text[i]`` stands in field ``fields[field[i]]`` of entry ``owner[i]``.

    There is an i for every field that is not empty, in the order of the entries. A text is a list of lines, a line a
    list of words, all by their numbers. ``hyphenated`` are the words that are written with hyphens somewhere, as one.
    """

    entries: Sequence[Entry]
    words: Sequence[str]
    hyphenated: frozenset[str]
    line_words: Lists
    text_lines: Lists
    fields: Sequence[str]
    owner: Integers
    field: Integers
    text: Integers


def read_texts(entries: Sequence[Entry]) -> Texts:
    """Read every text of the entries."""
    found: list[str] = []
    hyphenated: set[str] = set()
    line_ends, line_number = array("q", [0]), dict[str, int]()
    text_lines, text_ends, text_number = array("q"), array("q", [0]), dict[str, int]()
    field_number: dict[str, int] = {}
    owners, fields, texts = array("q"), array("q"), array("q")
    for owner, entry in enumerate(entries):
        for field, text in entry.fields.items():
            if not text:
                continue
            number = text_number.get(text)
            if number is None:
                number = text_number[text] = len(text_number)
                for line in text.split("\n"):
                    if line not in line_number:
                        line_number[line] = len(line_number)
                        found += words(line)
                        if "-" in line:
                            hyphenated.update(joined(line))
                        line_ends.append(len(found))
                    text_lines.append(line_number[line])
                text_ends.append(len(text_lines))
            owners.append(owner)
            fields.append(field_number.setdefault(field, len(field_number)))
            texts.append(number)
    number_of = {word: number for number, word in enumerate(dict.fromkeys(found))}
    numbers = np.fromiter(map(number_of.__getitem__, found), np.int64, len(found))
    return Texts(
        entries=entries,
        words=list(number_of),
        hyphenated=frozenset(hyphenated),
        line_words=Lists(numbers, np.asarray(line_ends)),
        text_lines=Lists(np.asarray(text_lines), np.asarray(text_ends)),
        fields=list(field_number),
        owner=np.asarray(owners),
        field=np.asarray(fields),
        text=np.asarray(texts),
    )
