"""What is read of runs of entries (see :mod:`servicebook.search.unread_runs`), kept by all that these say.

After an edit one run is read anew.
"""

from __future__ import annotations

import marshal
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from servicebook.frozen import frozen
from servicebook.search.entries import Entry
from servicebook.search.entry_texts import Lists, Texts, texts_of
from servicebook.search.kept_index import KeptIndex
from servicebook.search.meaning import Directions, own_directions
from servicebook.search.unread_runs import UnreadRun
from servicebook.search.vectors import WordVectors, word_vectors

KEPT_AS = "search-runs"

Packed: TypeAlias = "tuple[tuple[str, str, str], list[tuple[str, bytes]], bytes]"
"""A run as it is kept: words, those with hyphens and fields; numbers with their types; directions."""


@frozen(eq=False)
class Run:
    """What is read of some entries: their texts, and the directions of these; ``key`` tells them from others."""

    key: bytes
    texts: Texts
    directions: Directions


def read_runs(unread: Iterable[UnreadRun], language: str, kept: KeptIndex | None) -> list[Run]:
    """The runs, read; what is there of those that are ``kept``, if any are, is taken over.

    Only these are kept from then on.
    """
    vectors = word_vectors(language)
    content = kept.content(KEPT_AS, language) if kept else None
    before: dict[bytes, Packed] = {} if content is None else marshal.loads(content)
    new, runs = dict[bytes, Packed](), list[Run]()
    for some in unread:
        key = some.key() if kept else b""
        called = some.entries()
        packed = before.get(key)
        if packed is None:
            packed = _packed(*_read(called, some, vectors))
        runs.append(_unpacked(key, packed, called))  # views of what is kept, so that numbers are held once
        if kept:
            new[key] = packed
    if kept and new.keys() != before.keys():
        kept.keep(KEPT_AS, language, marshal.dumps(new))
    return runs


def _read(called: Sequence[Entry], run: UnreadRun, vectors: WordVectors | None) -> tuple[Texts, Directions]:
    texts = texts_of(called, run.texts())
    if vectors is None:
        return texts, np.zeros((len(called), 0), np.int16)
    return texts, own_directions(texts, vectors)


def _packed(texts: Texts, directions: Directions) -> Packed:
    named = ("\n".join(texts.words), "\n".join(sorted(texts.hyphenated)), "\n".join(texts.fields))
    lists = ((one.values, one.lengths) for one in (texts.line_words, texts.text_lines))
    numbers = (*chain.from_iterable(lists), texts.owner, texts.field, texts.text)
    return named, list(map(_small, numbers)), directions.tobytes()


def _small(numbers: npt.NDArray[np.integer]) -> tuple[str, bytes]:
    """Numbers of 0 and more in the smallest type that has them all."""
    type_ = np.min_scalar_type(int(numbers.max()) if len(numbers) else 0)
    return type_.str, numbers.astype(type_).tobytes()


def _unpacked(key: bytes, packed: Packed, called: Sequence[Entry]) -> Run:
    named, numbers, directions = packed
    words, hyphenated, fields = (one.split("\n") if one else [] for one in named)
    line_words, line_lengths, text_lines, text_lengths, owner, field, text = (
        np.frombuffer(written, dtype) for dtype, written in numbers
    )
    texts = Texts(
        entries=called,
        words=words,
        hyphenated=frozenset(hyphenated),
        line_words=_lists(line_words, line_lengths),
        text_lines=_lists(text_lines, text_lengths),
        fields=fields,
        owner=owner,
        field=field,
        text=text,
    )
    return Run(key, texts, np.frombuffer(directions, np.int16).reshape(len(called), -1))


def _lists(values: npt.NDArray[Any], lengths: npt.NDArray[Any]) -> Lists:
    return Lists(values, np.concatenate(([0], np.cumsum(lengths, dtype=np.int64))))
