"""The files CODEOWNERS of the repository in which a catalog is kept: where hosts look for them, and what they say."""

from __future__ import annotations

from collections.abc import Iterator

from servicebook.frozen import frozen
from servicebook.source.tree import Tree, UnreadableFileError

PLACES = (".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS")
"""Where GitHub and GitLab look, from the top of the repository on."""

_LIMIT = 3 * 1024 * 1024
"""Hosts read no larger one."""


@frozen
class OwnersFile:
    """What such a file says, with ``\\n`` at the ends of lines; ``path`` is from the catalog's root on.

    ``folder`` is where the catalog lies within the repository, such as ``services``; empty for the top.
    """

    path: str
    text: str
    folder: str


def owners_files(tree: Tree) -> tuple[OwnersFile, ...]:
    """Those at the root of the catalog, and those at the top of its repository where that is another folder.

    One that cannot be read is left out, as hosts leave it out.
    """
    return tuple(_owners_files(tree))


def _owners_files(tree: Tree) -> Iterator[OwnersFile]:
    below = tree.folder  # of the repository
    up = "../" * len(below.split("/")) if below else ""
    for top, folder in dict.fromkeys((("", ""), (up, below))):
        for place in PLACES:
            try:
                raw = tree.read(top + place, _LIMIT)
            except UnreadableFileError:
                continue
            if len(raw) <= _LIMIT:
                yield OwnersFile(top + place, text_of(raw), folder)


def text_of(raw: bytes) -> str:
    """What such a file says; what is no UTF-8 is shown as such."""
    return raw.decode("utf-8", "replace").replace("\r\n", "\n")
