"""Parts of a search index, kept by all that they are made from: an edit of what no text says leaves them as they are.

What a text says changes its index as a whole: a score is a word's count beside those of all entries, nearness is what
an entry says beside what all have in common, and files begin where those before end. So a part is taken over when
nothing that it is made from has changed, and else made anew: the names of entries (``called``), and their texts. What
is read of some entries depends on these alone (see :mod:`servicebook.search.runs`).
"""

from __future__ import annotations

import marshal
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path

from servicebook.loading.kept_documents import is_committed
from servicebook.search.entries import Entry
from servicebook.source.kept_file import CACHE, digest_of, is_kept, keep, read_kept
from servicebook.source.made_by import made_by, made_in
from servicebook.source.tree import Disk

Files = Iterator[tuple[str, str]]
"""Of an index: (name within the search folder, content)."""


class KeptIndex:
    """Beside the catalog in ``root``. What is part of the repository somebody else wrote: it is not believed."""

    def __init__(self, root: Path) -> None:
        self.root = root

    @cached_property
    def _is_believed(self) -> bool:
        return not is_committed(Disk(self.root))

    def content(self, name: str, key: str) -> bytes | None:
        """What was kept by this name under this key, by the same program."""
        file = self.root / CACHE / name
        return read_kept(file, _whose(key)) if is_kept(file) and self._is_believed else None

    def keep(self, name: str, key: str, content: bytes) -> None:
        """Keep something by this name from now on."""
        keep(self.root / CACHE / name, _whose(key), content)

    def files(self, part: str, key: bytes, made: Files, firsts: dict[str, list[str]]) -> Files:
        """What was kept of a part under this key, else what is ``made``, which is then kept.

        ``firsts``, which who makes it tells where the files of its folders begin, is told it either way.
        """
        name = f"search-{part}"
        if (content := self.content(name, key.hex())) is not None:
            files, known = marshal.loads(content)
            firsts.update(known)
            yield from files
            return
        files, before = [], set(firsts)
        for one in made:
            files.append(one)
            yield one
        told = {folder: begins for folder, begins in firsts.items() if folder not in before}
        self.keep(name, key.hex(), marshal.dumps((files, told)))


def key_of_names(entries: Iterable[Entry], language: str) -> bytes:
    """What tells the names of entries, as :mod:`servicebook.search.called` reads them, from others."""
    told = [
        (one.part, one.retired, one.name, one.fields.get("aliases"), one.id, one.former_ids)
        for one in entries
    ]
    # without references, which depend on what else names the same string
    return digest_of((language.encode(), marshal.dumps(told, 2)))


def _whose(key: str) -> str:
    return f"{made_by('search')} {made_in()} {key}"
