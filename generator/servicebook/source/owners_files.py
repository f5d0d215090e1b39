"""The files CODEOWNERS of the repository in which a catalog is kept: where hosts look for them, and what they say."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

PLACES = (".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS")
"""Where GitHub and GitLab look, from the top of the repository on."""


@dataclass(frozen=True, slots=True)
class OwnersFile:
    """What such a file says, with ``\\n`` at the ends of lines; ``path`` is from the catalog's root on.

    ``folder`` is where the catalog lies within the repository, such as ``services``; empty for the top.
    """

    path: str
    text: str
    folder: str


def top_of(root: Path) -> Path:
    """The folder of the whole repository: the nearest at or above ``root`` that git knows, else ``root`` itself."""
    whole = root.resolve()
    return next((above for above in (whole, *whole.parents) if (above / ".git").exists()), whole)


def folder_within(root: Path, top: Path) -> str:
    """Where ``root`` lies below ``top``, with ``/``; empty for the top itself."""
    path = root.resolve().relative_to(top.resolve()).as_posix()
    return "" if path == "." else path


def text_of(file: Path) -> str:
    """What the file says; what is no UTF-8 is shown as such. Raises ``OSError``."""
    return file.read_bytes().decode("utf-8", "replace").replace("\r\n", "\n")


def owners_files(root: Path) -> tuple[OwnersFile, ...]:
    """Those at the root of the catalog, and those at the top of its repository where that is another folder.

    One that cannot be read is left out, as hosts leave it out.
    """
    found = []
    for top in dict.fromkeys((root.resolve(), top_of(root))):
        for place in PLACES:
            path = Path(os.path.relpath(top / place, root.resolve())).as_posix()
            try:
                found.append(OwnersFile(path, text_of(top / place), folder_within(root, top)))
            except OSError:
                continue
    return tuple(found)
