"""Data of the last build that another one would make just so: whole files, and pieces of those that have changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import blake2b
from io import BufferedReader
from pathlib import Path

from servicebook.frozen import frozen
from servicebook.source.stamped_folder import Stamp

Lengths = list[tuple[bytes, int]]
"""Of the pieces of a file, in their order: what tells each from others, and how many bytes it has."""


@frozen
class Piece:
    """A piece of the file at a path, or all of it: of a ``kind``, made of ``objects``, by their ids, after a ``lead``.

    ``shows`` are the services that it shows whole; of others it shows what :mod:`.shown_fields` says of its kind.
    """

    path: str
    kind: str
    objects: tuple[str, ...] = ()
    shows: tuple[str, ...] = ()
    lead: bytes = b""

    @property
    def key(self) -> bytes:
        """What tells it from all other pieces of its file."""
        return blake2b(repr((self.kind, self.objects, self.lead)).encode(), digest_size=12).digest()


@dataclass(slots=True)
class KeptData:
    """The data of the last site, which lies in the folder ``old``.

    ``lengths`` and ``stamps`` are what was noted of its files, by path; ``is_there`` tells whether such a file bears
    its stamp still, and may stay; ``is_same`` tells of a kind, and of the services that are shown whole, whether a
    piece is what it was. ``noted`` are the lengths of the new files, ``taken`` the paths of old ones that stay.
    """

    old: Path
    lengths: Mapping[str, Lengths]
    stamps: Mapping[str, Stamp | None]
    is_there: Callable[[str, Stamp | None], bool]
    is_same: Callable[[str, Sequence[str]], bool]
    noted: dict[str, Lengths] = field(default_factory=dict)
    taken: list[str] = field(default_factory=list)
    _places: dict[str, dict[bytes, tuple[int, int]]] = field(default_factory=dict)
    _open: dict[str, BufferedReader | None] = field(default_factory=dict)

    @classmethod
    def nothing(cls) -> KeptData:
        """Where nothing is known of a last site."""
        return cls(
            old=Path(),
            lengths={},
            stamps={},
            is_there=lambda path, stamp: False,
            is_same=lambda kind, shown: False,
        )

    def has(self, piece: Piece) -> bool:
        """Whether a piece can be taken over."""
        return (
            self._place(piece) is not None
            and self.is_same(piece.kind, piece.shows)
            and self._file(piece.path) is not None
        )

    def content(self, piece: Piece) -> bytes:
        """What a piece says that can be taken over. Raises :class:`OSError`."""
        place, file = self._place(piece), self._file(piece.path)
        assert place is not None and file is not None  # or nobody may ask
        file.seek(place[0])
        return file.read(place[1])

    def take_over(self, path: str, pieces: Sequence[Piece] = ()) -> bool:
        """Whether the old file at a path stays: that of all these pieces, or of none."""
        before = self.lengths.get(path, [])
        if (
            [piece.key for piece in pieces] != [key for key, _ in before]
            or not all(map(self.has, pieces))
            or not self.is_there(path, self.stamps.get(path))
        ):
            return False
        self.taken.append(path)
        if before:
            self.noted[path] = before
        return True

    def close(self) -> None:
        """Let go of the old files, of which no piece can be taken over any more."""
        for file in self._open.values():
            if file is not None:
                file.close()
        self._open = dict.fromkeys(self._open)

    def note(self, piece: Piece, length: int) -> None:
        """Note how long the next piece of a new file is."""
        self.noted.setdefault(piece.path, []).append((piece.key, length))

    def _place(self, piece: Piece) -> tuple[int, int] | None:
        """Where a piece begins in the old file, and its length."""
        places = self._places.get(piece.path)
        if places is None:
            places = self._places[piece.path] = {}
            begin = 0
            for key, length in self.lengths.get(piece.path, ()):
                places[key] = begin, length
                begin += length
        return places.get(piece.key)

    def _file(self, path: str) -> BufferedReader | None:
        """The old file, if nobody has touched it."""
        if path not in self._open:
            self._open[path] = None
            if self.is_there(path, self.stamps.get(path)):
                with suppress(OSError):
                    self._open[path] = (self.old / path).open("rb")
        return self._open[path]
