"""The words of all entries, read once: for their scores, and for what the entries mean.

Departments, topics and questions give many entries the same lines and texts. Each of these is read once and has a
number; what is counted and summed over all entries is then arithmetic over arrays of numbers.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from itertools import accumulate, compress
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from servicebook.frozen import frozen
from servicebook.search.entries import Entry
from servicebook.search.tokens import END, is_plain, joined, words, words_of_plain

Integers: TypeAlias = npt.NDArray[np.int64]
Numbers: TypeAlias = npt.NDArray[np.int32]
"""Of words, lines and texts, of which a catalog has millions: half as large as those that numpy counts with."""

LISTS_AT_ONCE = 10_000
"""Lists whose values are looked up at once."""


@frozen(eq=False)
class Lists:
    """Many lists of numbers in one: list i is ``values[bounds[i]:bounds[i + 1]]``."""

    values: npt.NDArray[np.integer]
    bounds: Integers

    @property
    def lengths(self) -> Integers:
        """How long each list is."""
        return np.diff(self.bounds)

    def taken(self, chosen: npt.NDArray[np.integer], longest: int | None = None) -> Lists:
        """The lists of these numbers, in this order; of each no more than the first ``longest`` values."""
        lengths = self.lengths[chosen]
        if longest is not None:
            lengths = np.minimum(lengths, longest)
        bounds = np.concatenate(([0], np.cumsum(lengths)))
        places = np.arange(bounds[-1])
        places += np.repeat(self.bounds[chosen] - bounds[:-1], lengths)
        return Lists(self.values[places], bounds)

    def filled(self, inner: Lists) -> Lists:
        """The same lists with the list of ``inner`` that it is the number of in place of every value."""
        values, lengths = [inner.values[:0]], [np.zeros(1, dtype=np.int64)]
        # some lists at once: the places of all values would be several times as large as what is wanted
        for first in range(0, len(self.bounds) - 1, LISTS_AT_ONCE):
            bounds = self.bounds[first : first + LISTS_AT_ONCE + 1]
            found = inner.taken(self.values[bounds[0] : bounds[-1]])
            values.append(found.values)
            lengths.append(np.diff(found.bounds[bounds - bounds[0]]))
        return Lists(np.concatenate(values), np.cumsum(np.concatenate(lengths)))

    def where(self, is_kept: npt.NDArray[np.bool_]) -> Lists:
        """The same lists without the values that are not kept; ``is_kept`` says it of each of ``values``."""
        kept_before = np.zeros(len(is_kept) + 1, dtype=np.int64)
        np.cumsum(is_kept, out=kept_before[1:])
        return Lists(self.values[is_kept], kept_before[self.bounds])


def distinct(values: npt.NDArray[np.integer]) -> tuple[npt.NDArray[np.integer], Integers]:
    """The different values, which are 0 or more, rising; and of each value its place among these.

    As ``np.unique`` tells them, which loads all of ``numpy.ma`` first.
    """
    order = np.argsort(values, kind="stable")
    rising = values[order]
    is_first = np.diff(rising, prepend=-1) != 0
    places: Integers = np.empty(len(values), dtype=np.int64)
    places[order] = np.cumsum(is_first) - 1
    return rising[is_first], places


@frozen(eq=False)
class Texts:
    """What entries say: text ``text[i]`` stands in field ``fields[field[i]]`` of entry ``owner[i]``.

    There is an i for every field that is not empty, in the order of the entries. A text is a list of lines, a line a
    list of words, all by their numbers. ``hyphenated`` are the words that are written with hyphens somewhere, as one.
    Of what the ``entries`` themselves say, no more is needed from then on than what they are called.
    """

    entries: Sequence[Entry]
    words: Sequence[str]
    hyphenated: frozenset[str]
    line_words: Lists
    text_lines: Lists
    fields: Sequence[str]
    owner: Numbers
    field: Numbers
    text: Numbers


class _Numbering(dict[str, int]):
    """Numbers in the order in which they are asked for."""

    def __missing__(self, key: str) -> int:
        self[key] = number = len(self)
        return number


def read_texts(entries: Sequence[Entry]) -> Texts:
    """Read every text of the entries."""
    return texts_of(entries, (one.fields.items() for one in entries))


def texts_of(entries: Sequence[Entry], said: Iterable[Iterable[tuple[str, str]]]) -> Texts:
    """Read what is ``said`` by entry: fields with their texts."""
    line_number = _Numbering()
    text_lines, text_ends, text_number = array("i"), array("q", [0]), dict[str, int]()
    field_number = _Numbering()
    owners, fields, texts = array("i"), array("i"), array("i")
    for owner, own in enumerate(said):
        for field, text in own:
            if not text:
                continue
            number = text_number.get(text)
            if number is None:
                number = text_number[text] = len(text_number)
                text_lines.extend(map(line_number.__getitem__, text.split("\n")))
                text_ends.append(len(text_lines))
            owners.append(owner)
            fields.append(field_number[field])
            texts.append(number)
    listed, line_words = _read_lines(list(line_number))
    return Texts(
        entries=entries,
        words=listed,
        hyphenated=frozenset(word for line in line_number if "-" in line for word in joined(line)),
        line_words=line_words,
        text_lines=Lists(np.asarray(text_lines), np.asarray(text_ends)),
        fields=list(field_number),
        owner=np.asarray(owners),
        field=np.asarray(fields),
        text=np.asarray(texts),
    )


def _read_lines(lines: Sequence[str]) -> tuple[list[str], Lists]:
    """The words of some lines, and of each line the numbers of its words there."""
    are_plain = list(map(is_plain, lines))
    found = words_of_plain(compress(lines, are_plain))
    for line, plain in zip(lines, are_plain, strict=True):
        if not plain:
            found += words(line)
            found.append(END)
    number_of = _Numbering({END: 0})
    numbers = np.fromiter(map(number_of.__getitem__, found), np.int32, len(found))
    ends = np.flatnonzero(numbers == 0)
    read = Lists(numbers[numbers > 0] - 1, np.concatenate(([0], ends - np.arange(len(ends)))))
    # plain lines came first: back to the order in which they were
    places = np.argsort(~np.array(are_plain, dtype=bool), kind="stable")
    return list(number_of)[1:], read.taken(np.argsort(places))


def joined_texts(parts: Sequence[Texts]) -> Texts:
    """What entries say that were read in parts, one after the other.

    What several parts have has several numbers, but for words and fields.
    """
    number_of, field_number = _Numbering(), _Numbering()
    words = [_numbers(number_of, part.words)[part.line_words.values] for part in parts]
    fields = [_numbers(field_number, part.fields)[part.field] for part in parts]
    lines = _before(len(part.line_words.bounds) - 1 for part in parts)
    texts = _before(len(part.text_lines.bounds) - 1 for part in parts)
    owners = _before(len(part.entries) for part in parts)
    return Texts(
        entries=[entry for part in parts for entry in part.entries],
        words=list(number_of),
        hyphenated=frozenset().union(*(part.hyphenated for part in parts)),
        line_words=_in_a_row(words, [part.line_words for part in parts]),
        text_lines=_in_a_row(
            [part.text_lines.values + first for part, first in zip(parts, lines, strict=True)],
            [part.text_lines for part in parts],
        ),
        fields=list(field_number),
        owner=_joined([part.owner + first for part, first in zip(parts, owners, strict=True)]),
        field=_joined(fields),
        text=_joined([part.text + first for part, first in zip(parts, texts, strict=True)]),
    )


def _numbers(numbering: _Numbering, names: Iterable[str]) -> Numbers:
    return np.array(list(map(numbering.__getitem__, names)), dtype=np.int32)


def _before(counts: Iterable[int]) -> list[np.int32]:
    """How many there are before each of some that follow one another."""
    return list(map(np.int32, accumulate(counts, initial=0)))[:-1]


def _joined(numbers: Sequence[Numbers]) -> Numbers:
    return np.concatenate([np.zeros(0, dtype=np.int32), *numbers], dtype=np.int32)


def _in_a_row(values: Sequence[Numbers], lists: Sequence[Lists]) -> Lists:
    """All lists, with other values."""
    bounds = np.cumsum(np.concatenate([np.zeros(1, dtype=np.int64), *(one.lengths for one in lists)]))
    return Lists(_joined(values), bounds)
