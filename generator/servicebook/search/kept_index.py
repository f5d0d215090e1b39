"""Parts of a search index, kept by all that they are made from: an edit of what no text says leaves them as they are.

What a text says changes its index as a whole: a score is a word's count beside those of all entries, nearness is what
an entry says beside what all have in common, and files begin where those before end. So a part is taken over when
nothing that it is made from has changed, and else made anew: the names of entries (``called``), and their texts.
"""

from __future__ import annotations

import marshal
from collections.abc import Iterator
from pathlib import Path

from servicebook.frozen import frozen
from servicebook.search.entry_texts import Texts
from servicebook.source.kept_file import CACHE, digest_of, keep, read_kept
from servicebook.source.made_by import made_by, made_in

Files = Iterator[tuple[str, str]]
"""Of an index: (name within the search folder, content)."""


@frozen
class KeptIndex:
    """Beside the catalog in ``root``; without ``is_believed``, what is there is not read, only written anew."""

    root: Path
    is_believed: bool

    def files(self, part: str, key: bytes, made: Files, firsts: dict[str, list[str]]) -> Files:
        """What was kept of a part under this key, else what is ``made``, which is then kept.

        ``firsts``, which who makes it tells where the files of its folders begin, is told it either way.
        """
        file, whose = self.root / CACHE / f"search-{part}", f"{made_by('search')} {made_in()} {key.hex()}"
        if self.is_believed and (content := read_kept(file, whose)) is not None:
            files, known = marshal.loads(content)
            firsts.update(known)
            yield from files
            return
        files, before = [], set(firsts)
        for one in made:
            files.append(one)
            yield one
        told = {folder: begins for folder, begins in firsts.items() if folder not in before}
        keep(file, whose, marshal.dumps((files, told)))


def key_of_names(texts: Texts, language: str) -> bytes:
    """What tells the names of entries, as :mod:`servicebook.search.called` reads them, from others."""
    entries = [
        (one.part, one.retired, one.name, one.fields.get("aliases"), one.id, one.former_ids)
        for one in texts.entries
    ]
    return _digest(language, entries)


def key_of_texts(texts: Texts, language: str) -> bytes:
    """What tells texts from others, with what else decides the worth of words: whose they are, and of which kind."""
    entries = [
        (one.kind, one.part, one.retired, one.department, one.name if one.kind == "department" else "")
        for one in texts.entries
    ]
    numbers = (
        *(part for lists in (texts.line_words, texts.text_lines) for part in (lists.values, lists.bounds)),
        *(texts.owner, texts.field, texts.text),
    )
    return _digest(
        language,
        entries,
        list(texts.words),
        sorted(texts.hyphenated),
        list(texts.fields),
        *(one.tobytes() for one in numbers),
    )


def _digest(*told: object) -> bytes:
    return digest_of(
        one if isinstance(one, bytes) else repr(one).encode("utf-8", "surrogatepass") for one in told
    )
