"""What made a kept file: the version of all that decides what is in it. Another one finds out anew."""

from __future__ import annotations

import marshal
import os
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from hashlib import sha256
from pathlib import Path
from zoneinfo import TZPATH

READ = (".py", ".json", ".npz", ".txt")
"""What a program reads of its own, by the ends of the names: modules, schemas, data."""


@cache
def made_by(*parts: str) -> str:
    """The version of the program's own modules, schemas and data in some of its folders, or files."""
    package = Path(__file__).parents[1]
    return version_of(package / part for part in sorted(parts))


def version_of(wholes: Iterable[Path]) -> str:
    """The same of any folders, or files."""
    digest = sha256()
    for whole in wholes:
        for file in _files(whole) if whole.is_dir() else (os.fspath(whole),):
            if file.endswith(READ):
                with open(file, "rb", buffering=0) as stream:  # noqa: PTH123
                    digest.update(stream.read())
    return digest.hexdigest()


def _files(folder: Path) -> Iterator[str]:
    """All files of a folder, always in the same order.

    They are some hundreds, and nearly every command reads them all: with paths as strings it takes half of the time.
    """
    for place, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            yield os.path.join(place, name)  # noqa: PTH118


@cache
def made_in() -> str:
    """The version of what it runs in: Python, all that is installed beside it, and the clocks of the world."""
    digest = sha256(f"{sys.version}\0{marshal.version}\0".encode())
    for folder in sys.path:
        digest.update("\0".join(_installed(folder)).encode("utf-8", "surrogateescape"))
    for folder in TZPATH:  # the system's comes before that of a package
        for name in ("tzdata.zi", "+VERSION", "version"):
            if (file := Path(folder, name)).is_file():
                digest.update(file.read_bytes())
    return digest.hexdigest()


def _installed(folder: str) -> list[str]:
    """What is installed in a folder of ``sys.path``: the names say of which version it is."""
    try:
        with os.scandir(folder) as entries:
            names = [entry.name for entry in entries]
    except OSError:
        return []  # an archive, or not there
    return sorted(name for name in names if name.endswith((".dist-info", ".egg-info")))
