"""The files of a repository as one of its revisions has them, read from git without a checkout.

``git ls-tree`` lists them, and ``git cat-file --batch`` reads any number of them in one process. Attributes that change
a file on its way to the disk (line ends, filters) are not applied.
"""

from __future__ import annotations

import errno
import os
import posixpath
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from pathlib import Path
from typing import NamedTuple

from servicebook import wording
from servicebook.frozen import frozen
from servicebook.source.git_command import RevisionError, run_git
from servicebook.source.git_objects import MODES, contents_of, id_of
from servicebook.source.tree import (
    MAX_BYTES,
    Entry,
    Mode,
    UnreadableError,
    UnreadableFileError,
    folders_of,
)

_MAX_LINKS = 40
"""After so many symbolic links a path leads in a circle, as on Linux."""


class _Object(NamedTuple):
    """What git keeps under a path: a file's content, a link's target or a submodule's commit, by its hash."""

    mode: Mode
    id: str


@frozen(kw_only=True)
class Git:
    """The files below ``root`` as they were in ``revision``; make one with :meth:`at`.

    ``commit`` is the hash of the commit that is meant, and ``folder`` is where the root lies within its repository.
    ``objects`` are all of the repository's by their paths from its top, ``folders`` what each folder holds, ``targets``
    where symbolic links lead, and ``contents`` the files that were read already, by the hash of what they say.
    """

    root: Path
    revision: str
    commit: str
    folder: str
    objects: Mapping[str, _Object] = field(repr=False)
    folders: Mapping[str, Mapping[str, Mode]] = field(repr=False)
    targets: Mapping[str, str] = field(repr=False)
    contents: Mapping[str, bytes] = field(default_factory=dict, repr=False)

    @classmethod
    def at(cls, root: Path, revision: str) -> Git:
        """The files of a revision: a commit's hash, a branch, a tag, ``HEAD~1``. Raises :class:`RevisionError`."""
        folder = os.fsdecode(run_git(root, "rev-parse", "--show-prefix")).removesuffix("\n").strip("/")
        commit = commit_of(root, revision)
        objects = dict(_objects(run_git(root, "ls-tree", "-r", "-z", "--full-tree", commit)))
        links = {path: link.id for path, link in objects.items() if link.mode is Mode.LINK}
        contents = dict(contents_of(root, links.values(), MAX_BYTES))
        targets = {path: os.fsdecode(contents[link_id] or b"") for path, link_id in links.items()}
        folders = folders_of((path, item.mode) for path, item in objects.items())
        return cls(
            root=root,
            revision=revision,
            commit=commit,
            folder=folder,
            objects=objects,
            folders=folders,
            targets=targets,
        )

    @property
    def name(self) -> str:
        return f"{self.root} at {self.revision}"

    def list(self, folder: str) -> Iterable[Entry]:
        entries = self.folders.get(self._place(folder))
        if entries is None:
            raise UnreadableError(wording.text("tree.no-folder", folder=folder, tree=self.name))
        return [Entry(name, mode) for name, mode in entries.items()]

    def mode(self, path: str) -> Mode | None:
        above, _, name = path.rpartition("/")
        place = "/".join(filter(None, (self._place(above), name)))
        item = self.objects.get(place)
        return item.mode if item else Mode.FOLDER if place in self.folders else None

    def real(self, path: str) -> str:
        place = self._place(path)
        is_outside = place.startswith(("/", "../"))
        return place if is_outside else posixpath.relpath(f"/{place}", f"/{self.folder}")

    def read(self, path: str, limit: int = MAX_BYTES) -> bytes:
        file = self.objects.get(self._place(path))
        if file is None or file.mode is not Mode.FILE:
            raise UnreadableFileError(wording.text("git.not-a-file") if file else os.strerror(errno.ENOENT))
        content = self.contents.get(file.id)
        if content is None:
            [(_, content)] = contents_of(self.root, [file.id], limit)
        if content is None:
            raise UnreadableFileError(wording.text("git.lost", id=file.id))
        return content[: limit + 1]

    def links(self) -> Iterator[str]:
        """The paths of all symbolic links below the root, and of those to folders above it."""
        for place in self.targets:
            if not self.folder or place.startswith(f"{self.folder}/"):
                yield posixpath.relpath(f"/{place}", f"/{self.folder}")

    def says(self, path: str, content: bytes) -> bool:
        file = self.objects.get(self._place(path))
        return file is not None and file.mode is Mode.FILE and file.id == id_of(content, len(file.id))

    def preloaded(self, paths: Sequence[str]) -> Git:
        """The same revision with those files read, all of them by one process."""
        files = (self.objects.get(self._place(path)) for path in paths)
        ids = dict.fromkeys(file.id for file in files if file and file.mode is Mode.FILE)
        contents = {
            object_id: content
            for object_id, content in contents_of(self.root, ids, MAX_BYTES)
            # of what is too large only the beginning was read, and of what git has lost nothing
            if content is not None and len(content) <= MAX_BYTES
        }
        return replace(self, contents={**self.contents, **contents})

    def _place(self, path: str) -> str:
        """Where a path leads, from the top of the repository on; outside of it, an absolute path or one with ``..``."""
        if path.startswith("/"):
            return path
        ahead = [*reversed(path.split("/")), *reversed(self.folder.split("/"))]
        place: list[str] = []
        followed = 0
        while ahead:
            part = ahead.pop()
            if part == ".." and place and place[-1] != "..":
                place.pop()
            elif part not in ("", "."):
                place.append(part)
                target = self.targets.get("/".join(place))
                if target is not None and followed < _MAX_LINKS:
                    followed += 1
                    place.pop()
                    if target.startswith("/"):
                        return posixpath.join(target, *reversed(ahead))
                    ahead += reversed(target.split("/"))
        return "/".join(place)


def commit_of(root: Path, revision: str) -> str:
    """The hash of the commit that is meant. Raises :class:`RevisionError`."""
    is_option = revision.startswith("-")
    try:
        if not is_option and "\0" not in revision:
            return (
                run_git(root, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}").decode().strip()
            )
    except RevisionError:
        pass  # the repository is there, as was asked before; with --quiet git does not say more
    if run_git(root, "rev-parse", "--is-shallow-repository").strip() == b"true":
        raise RevisionError(wording.text("git.shallow", revision=revision, root=root))
    raise RevisionError(wording.text("git.no-revision", revision=revision, root=root))


def _objects(listing: bytes) -> Iterator[tuple[str, _Object]]:
    """The lines of ``git ls-tree -z``: mode, type, hash, tab, path; with ``-z`` nothing in a path is quoted."""
    for line in listing.split(b"\0"):
        if line:
            facts, _, path = line.partition(b"\t")
            mode, _, object_id = facts.decode().split(" ")
            yield os.fsdecode(path), _Object(MODES[mode], object_id)
