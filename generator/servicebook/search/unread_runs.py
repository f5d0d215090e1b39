"""Entries in runs of about a thousand that follow one another, as they are handed from process to process.

Where a run ends follows from the entry there, so that one that is added or removed leaves the other runs as they are.
"""

from __future__ import annotations

import marshal
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from operator import attrgetter
from types import MappingProxyType
from zlib import crc32

from servicebook.frozen import frozen
from servicebook.search.entries import Entry
from servicebook.source.kept_file import digest_of

LENGTH = 1024
"""Entries of a run, on average."""
_NO_TEXTS: Mapping[str, str] = MappingProxyType({})
"""One for the tens of thousands of entries that are called nothing else."""
_BUT_TEXTS = tuple(one.name for one in fields(Entry) if one.name != "fields")
_but_texts = attrgetter(*_BUT_TEXTS)


@frozen(eq=False)
class UnreadRun:
    """Some entries: ``called`` has all of each but its texts, ``said`` these.

    As bytes, which stay what they are where it is known what is read of them.
    """

    called: bytes
    said: bytes

    def key(self) -> bytes:
        """What tells them from others by what they say, and by whatever else decides what their words are worth."""
        return digest_of([self.said])

    def entries(self) -> list[Entry]:
        """The entries, which keep of their texts what else they are called: texts are what is large."""
        return [
            Entry(
                **dict(zip(_BUT_TEXTS, values, strict=True)),
                fields={"aliases": aliases} if aliases else _NO_TEXTS,
            )
            for *values, aliases in marshal.loads(self.called)
        ]

    def texts(self) -> Iterator[Iterable[tuple[str, str]]]:
        """Of every entry its texts by field."""
        for _, *texts in marshal.loads(self.said):
            count = len(texts) // 2
            yield zip(texts[:count], texts[count:], strict=True)


def in_runs(entries: Iterable[Entry]) -> Iterator[UnreadRun]:
    """The entries in runs, each as soon as its last one is there."""
    some: list[Entry] = []
    for entry in entries:
        some.append(entry)
        if not crc32(f"{entry.kind} {entry.id}".encode("utf-8", "surrogatepass")) % LENGTH:
            yield _unread(some)
            some = []
    if some:
        yield _unread(some)


def _unread(some: Sequence[Entry]) -> UnreadRun:
    called = [(*_but_texts(one), one.fields.get("aliases")) for one in some]
    said = [
        (
            (one.kind, one.part, one.retired, one.department, one.kind == "department" and one.name),
            *one.fields,
            *one.fields.values(),
        )
        for one in some
    ]
    # the latter without references, which depend on what else names the same string: a run is known by it
    return UnreadRun(marshal.dumps(called), marshal.dumps(said, 2))
