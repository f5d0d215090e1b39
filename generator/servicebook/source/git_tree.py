"""The files of a repository as one of its revisions has them, read from git without a checkout.

``git ls-tree`` lists them, and ``git cat-file --batch`` reads any number of them in one process. Attributes that change
a file on its way to the disk (line ends, filters) are not applied.
"""

from __future__ import annotations

import os
import posixpath
import subprocess
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import IO, NamedTuple

from servicebook.source.tree import (
    MAX_BYTES,
    Entry,
    Mode,
    UnreadableError,
    UnreadableFileError,
    folders_of,
)

_MODES = {"100644": Mode.FILE, "100755": Mode.FILE, "120000": Mode.LINK, "160000": Mode.SUBMODULE}
_MAX_LINKS = 40
"""After so many symbolic links a path leads in a circle, as on Linux."""


class RevisionError(UnreadableError):
    """There is no such revision, no repository or no git; the text says which, in one line for the user."""


class _Object(NamedTuple):
    """What git keeps under a path: a file's content, a link's target or a submodule's commit, by its hash."""

    mode: Mode
    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Git:
    """The files below ``root`` as they were in ``revision``; make one with :meth:`at`.

    ``folder`` is where the root lies within its repository. ``objects`` are all of the repository's by their paths
    from its top, ``folders`` what each folder holds, ``targets`` where symbolic links lead, and ``contents`` the files
    that were read already, by the hash of what they say.
    """

    root: Path
    revision: str
    folder: str
    objects: Mapping[str, _Object] = field(repr=False)
    folders: Mapping[str, Mapping[str, Mode]] = field(repr=False)
    targets: Mapping[str, str] = field(repr=False)
    contents: Mapping[str, bytes] = field(default_factory=dict, repr=False)

    @classmethod
    def at(cls, root: Path, revision: str) -> Git:
        """The files of a revision: a commit's hash, a branch, a tag, ``HEAD~1``. Raises :class:`RevisionError`."""
        folder = os.fsdecode(_git(root, "rev-parse", "--show-prefix")).removesuffix("\n").strip("/")
        commit = _commit(root, revision)
        objects = dict(_objects(_git(root, "ls-tree", "-r", "-z", "--full-tree", commit)))
        links = [found.id for found in objects.values() if found.mode is Mode.LINK]
        said = dict(_contents(root, links, MAX_BYTES))
        targets = {
            path: os.fsdecode(said.get(found.id) or b"")
            for path, found in objects.items()
            if found.mode is Mode.LINK
        }
        folders = folders_of((path, found.mode) for path, found in objects.items())
        return cls(
            root=root, revision=revision, folder=folder, objects=objects, folders=folders, targets=targets
        )

    @property
    def name(self) -> str:
        return f"{self.root} at {self.revision}"

    def list(self, folder: str) -> Iterable[Entry]:
        entries = self.folders.get(self._place(folder))
        if entries is None:
            raise UnreadableError(f"there is no folder {folder} in {self.name}")
        return [Entry(name, mode) for name, mode in entries.items()]

    def mode(self, path: str) -> Mode | None:
        above, _, name = path.rpartition("/")
        place = "/".join(filter(None, (self._place(above), name)))
        found = self.objects.get(place)
        return found.mode if found else Mode.FOLDER if place in self.folders else None

    def real(self, path: str) -> str:
        place = self._place(path)
        is_outside = place.startswith(("/", "../"))
        return place if is_outside else posixpath.relpath(f"/{place}", f"/{self.folder}")

    def read(self, path: str, limit: int = MAX_BYTES) -> bytes:
        found = self.objects.get(self._place(path))
        if found is None or found.mode is not Mode.FILE:
            raise UnreadableFileError("it is not a file" if found else os.strerror(2))
        content = self.contents.get(found.id)
        if content is None:
            [(_, content)] = _contents(self.root, [found.id], limit)
        if content is None:
            raise UnreadableFileError(f"git has lost its content ({found.id})")
        return content[: limit + 1]

    def preloaded(self, paths: Sequence[str]) -> Git:
        """The same revision with those files read, all of them by one process."""
        found = (self.objects.get(self._place(path)) for path in paths)
        wanted = dict.fromkeys(file.id for file in found if file and file.mode is Mode.FILE)
        read = _contents(self.root, wanted, MAX_BYTES)
        # what is too large is not kept, since only its beginning was read, nor what git has lost
        kept = {id: content for id, content in read if content is not None and len(content) <= MAX_BYTES}
        return replace(self, contents={**self.contents, **kept})

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


def _commit(root: Path, revision: str) -> str:
    """The hash of the commit that is meant."""
    is_option = revision.startswith("-")
    try:
        if not is_option and "\0" not in revision:
            return _git(root, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}").decode().strip()
    except RevisionError:
        pass  # the repository is there, as was asked before; with --quiet git does not say more
    hint = ""
    if _git(root, "rev-parse", "--is-shallow-repository").strip() == b"true":
        hint = "; the clone is shallow, and git fetch --unshallow brings the rest of its history"
    raise RevisionError(f'there is no revision "{revision}" in the repository of {root}{hint}')


def _objects(listing: bytes) -> Iterator[tuple[str, _Object]]:
    """The lines of ``git ls-tree -z``: mode, type, hash, tab, path; with ``-z`` nothing in a path is quoted."""
    for line in listing.split(b"\0"):
        if line:
            facts, _, path = line.partition(b"\t")
            mode, _, object_id = facts.decode().split(" ")
            yield os.fsdecode(path), _Object(_MODES[mode], object_id)


def _contents(root: Path, ids: Iterable[str], limit: int) -> Iterator[tuple[str, bytes | None]]:
    """The first ``limit + 1`` bytes of each object, in order, read by one process; None where git has lost it."""
    wanted = list(ids)
    if not wanted:
        return
    # from a file, since writing to git while it writes to us might have both wait for the other
    with tempfile.TemporaryFile() as names, tempfile.TemporaryFile() as said:
        names.write("".join(f"{object_id}\n" for object_id in wanted).encode())
        names.seek(0)
        command = _command(root, "cat-file", "--batch", "--buffer")
        with _started(command, names, said) as git:
            assert git.stdout is not None
            for object_id in wanted:
                facts = git.stdout.readline().split()
                if not facts:
                    said.seek(0)
                    raise RevisionError(f"git cannot read {root}: {_fault(said.read())}")
                if facts[-1] == b"missing":
                    yield object_id, None
                    continue
                size = int(facts[-1])
                content = git.stdout.read(min(size, limit + 1))
                _skip(git.stdout, size - len(content) + 1)  # and the line break that follows
                yield object_id, content


def _skip(stream: IO[bytes], count: int) -> None:
    """Read on without keeping what was read: an object may be larger than memory."""
    while count > 0 and (part := stream.read(min(count, MAX_BYTES))):
        count -= len(part)


def _git(root: Path, *arguments: str) -> bytes:
    """What a git command prints. Raises :class:`RevisionError` with what it says when it fails."""
    with (
        tempfile.TemporaryFile() as said,
        _started(_command(root, *arguments), subprocess.DEVNULL, said) as git,
    ):
        assert git.stdout is not None
        printed = git.stdout.read()
        if git.wait():
            said.seek(0)
            raise RevisionError(f"git cannot read {root}: {_fault(said.read())}")
    return printed


def _command(root: Path, *arguments: str) -> list[str]:
    return ["git", "-C", os.fspath(root), *arguments]


def _started(command: list[str], given: IO[bytes] | int, said: IO[bytes]) -> subprocess.Popen[bytes]:
    # a hook of git names the repository from the folder in which it runs, which need not be ours
    of_hooks = {"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"}
    environment = {name: value for name, value in os.environ.items() if name not in of_hooks} | {
        "LC_ALL": "C"
    }
    try:
        return subprocess.Popen(command, stdin=given, stdout=subprocess.PIPE, stderr=said, env=environment)
    except OSError as fault:
        raise RevisionError(
            f"git cannot be run: {fault.strerror}; it is needed to read a revision"
        ) from fault


def _fault(said: bytes) -> str:
    """The first line of what git says when it fails."""
    lines = said.decode("utf-8", "replace").splitlines() or ["it ended early"]
    return lines[0].removeprefix("fatal: ")
