"""Running git: what it prints, and in one line why it does not."""

from __future__ import annotations

import os
import subprocess
import tempfile
from pathlib import Path
from typing import IO

from servicebook import wording
from servicebook.source.tree import UnreadableError


class RevisionError(UnreadableError):
    """There is no such revision, no repository or no git; the text says which, in one line for the user."""


def run_git(root: Path, *arguments: str) -> bytes:
    """What a git command prints. Raises :class:`RevisionError` with what it says when it fails."""
    with (
        tempfile.TemporaryFile() as complaints,
        started(git_command(root, *arguments), subprocess.DEVNULL, complaints) as git,
    ):
        assert git.stdout is not None
        printed = git.stdout.read()
        if git.wait():
            raise git_failed(root, complaints)
    return printed


def git_command(root: Path, *arguments: str) -> list[str]:
    return ["git", "-C", os.fspath(root), *arguments]


def started(command: list[str], stdin: IO[bytes] | int, complaints: IO[bytes]) -> subprocess.Popen[bytes]:
    # a hook of git names the repository from the folder in which it runs, which need not be ours
    of_hooks = {"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"}
    environment = {name: value for name, value in os.environ.items() if name not in of_hooks} | {
        "LC_ALL": "C"
    }
    try:
        return subprocess.Popen(
            command, stdin=stdin, stdout=subprocess.PIPE, stderr=complaints, env=environment
        )
    except OSError as fault:
        raise RevisionError(wording.text("git.missing", reason=fault.strerror)) from fault


def git_failed(root: Path, complaints: IO[bytes]) -> RevisionError:
    """The error with the first line of what git said when it failed."""
    complaints.seek(0)
    lines = complaints.read().decode("utf-8", "replace").splitlines() or [wording.text("git.ended-early")]
    return RevisionError(wording.text("git.failed", root=root, reason=lines[0].removeprefix("fatal: ")))
