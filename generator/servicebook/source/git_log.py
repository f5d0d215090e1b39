"""The commits of a branch that changed some folders, each with the files that it changed, from one process of git."""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import IO, NamedTuple

from servicebook.frozen import frozen
from servicebook.source.git_command import RevisionError, git_command, git_failed, run_git, started
from servicebook.source.git_objects import MODES
from servicebook.source.git_tree import commit_of
from servicebook.source.tree import Mode


class FileChange(NamedTuple):
    """What a commit left at a path: ``blob`` is the hash of what a file says, or of where a link leads.

    ``mode`` is None, and ``blob`` empty, where nothing is there any more. ``path`` goes from the root on, with the
    bytes that are not UTF-8 as surrogates.
    """

    path: str
    mode: Mode | None
    blob: str


@frozen(kw_only=True)
class Commit:
    """A commit and what it changed, compared with the first of its ``parents``; a renamed file is gone and added.

    ``authored`` is in the author's zone; ``committed``, when it came to be what it is, in the committer's.
    ``is_boundary``: a shallow clone begins with it, so that all of its files are among the ``changes``, and what it
    changed itself is not known.
    """

    hash: str
    parents: tuple[str, ...]
    authored: datetime
    committed: datetime
    author: str
    subject: str
    changes: tuple[FileChange, ...]
    is_boundary: bool = False


@frozen(kw_only=True)
class History:
    """The commits of a branch, without those of branches that were merged into it, oldest first.

    ``after`` is the hash of the commit behind which they begin; None where they begin with the first that there is.
    ``is_shallow``: the clone lacks older ones. ``revision`` is the hash of the last commit, which may have changed
    something else.
    """

    revision: str
    commits: tuple[Commit, ...]
    after: str | None
    is_shallow: bool


def read_history(
    root: Path, folders: Sequence[str], *, revision: str = "HEAD", after: str | None = None
) -> History:
    """The commits up to ``revision`` that changed something in ``folders``, which are pathspecs relative to ``root``.

    Only those behind the commit ``after``, where it is on the branch: after a rebase it is not, and all are read.
    Raises :class:`~servicebook.source.git_command.RevisionError` without git, a repository or a commit.
    """
    # asked first, since it says more of what is missing than the log would
    shallow = _shallow_commits(root)
    last = commit_of(root, revision)
    begin = None if after is None else _behind(root, after, last)
    return History(
        revision=last,
        commits=tuple(_commits(root, folders, last, begin, shallow)),
        after=begin,
        is_shallow=bool(shallow),
    )


def _shallow_commits(root: Path) -> frozenset[str]:
    """The commits whose parents a clone has not got."""
    file = root / os.fsdecode(run_git(root, "rev-parse", "--git-path", "shallow")).removesuffix("\n")
    try:
        return frozenset(file.read_text(encoding="ascii").split())
    except FileNotFoundError:
        return frozenset()


def _behind(root: Path, asked: str, last: str) -> str | None:
    """The hash of the commit that is asked for, where the first parents of ``last`` lead to it."""
    try:
        commit = commit_of(root, asked)
    except RevisionError:
        return None  # one of another clone, or one that git has cleared away
    line = run_git(root, "rev-list", "--first-parent", "--parents", f"{commit}..{last}").splitlines()
    is_behind = line[-1].decode().split()[1:2] == [commit] if line else commit == last
    return commit if is_behind else None


_FORMAT = "%H%x00%P%x00%ad%x00%cd%x00%aN%x00%s"
"""Hash, parents, moments, author's name and subject, which may be empty; none can have the zero byte between them."""
_HASH = re.compile(rb"[0-9a-f]{40}(?:[0-9a-f]{24})?")


def _commits(
    root: Path, folders: Sequence[str], last: str, after: str | None, shallow: frozenset[str]
) -> Iterator[Commit]:
    command = git_command(
        root,
        # what a configuration may say else: another encoding, and what is told of signatures
        *("-c", "i18n.logOutputEncoding=UTF-8", "-c", "log.showSignature=false"),
        "log",
        # -m: of a merge what it brought to the branch, which without it older versions of git leave out
        *("--first-parent", "-m", "--reverse", "--date=raw", f"--format={_FORMAT}"),
        *("--raw", "-z", "--no-abbrev", "--no-renames", "--relative", "--no-ext-diff", "--no-color"),
        f"{after}..{last}" if after else last,
        *("--", *folders),
    )
    with tempfile.TemporaryFile() as complaints, started(command, subprocess.DEVNULL, complaints) as git:
        assert git.stdout is not None
        yield from _parsed(_fields(git.stdout), shallow)
        if git.wait():
            raise git_failed(root, complaints)


def _fields(stream: IO[bytes]) -> Iterator[bytes]:
    """What stands between zero bytes, as it comes."""
    rest = b""
    while part := stream.read(1 << 16):
        *whole, rest = (rest + part).split(b"\0")
        yield from whole
    if rest:
        yield rest


def _parsed(fields: Iterator[bytes], shallow: frozenset[str]) -> Iterator[Commit]:
    """Commits: of each the fields of the format, then by turns modes with hashes, behind a colon, and a path."""
    field = next(fields, None)
    while field is not None:
        if not _HASH.fullmatch(field):
            field = next(fields, None)  # what ends a commit
            continue
        parents, authored, committed, author, subject = (
            next(fields, b"").decode("utf-8", "replace") for _ in range(5)
        )
        commit = field.decode()
        changes = []
        while (field := next(fields, None)) is not None and field.lstrip(b"\n").startswith(b":"):
            changes.append(_change(field.decode(), os.fsdecode(next(fields, b""))))
        yield Commit(
            hash=commit,
            parents=tuple(parents.split()),
            authored=_moment(authored),
            committed=_moment(committed),
            author=author,
            subject=subject,
            changes=tuple(changes),
            is_boundary=commit in shallow,
        )


def _change(facts: str, path: str) -> FileChange:
    """A line such as ``:100644 100644 <hash> <hash> M``: mode and hash before, and those after."""
    _, mode, _, blob, _ = facts.lstrip("\n:").split(" ")
    is_gone = mode not in MODES
    return FileChange(path, None if is_gone else MODES[mode], "" if is_gone else blob)


_LATEST = int(datetime(9999, 1, 1, tzinfo=UTC).timestamp())


def _moment(written: str) -> datetime:
    """The moment of ``1700000000 +0100``; of what git lets pass and no calendar has, the nearest that one has."""
    seconds, zone = written.split(" ")
    minutes = int(zone[-4:-2]) * 60 + int(zone[-2:])
    offset = timedelta(minutes=-minutes if zone.startswith("-") else minutes)
    known = timezone(offset) if abs(offset) < timedelta(days=1) else UTC
    return datetime.fromtimestamp(min(max(int(seconds), 0), _LATEST), known)
