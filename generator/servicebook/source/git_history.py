"""What a repository's history says of a revision: where a branch left it, and which files have moved since."""

from __future__ import annotations

import os
import re
from collections.abc import Collection
from datetime import date
from pathlib import Path

from servicebook import wording
from servicebook.source.git_command import RevisionError, run_git
from servicebook.source.git_tree import commit_of

WHERE_IT_BRANCHED = "..."
"""What git's own notation puts behind a branch to mean the commit where HEAD left it."""


_RANGE = re.compile(r"\S\.\.\.?\S")


def compared_commit(root: Path, revision: str) -> str:
    """The hash of the commit that a revision names; of ``main...`` that of the last one that main and HEAD share.

    Raises :class:`~servicebook.source.git_command.RevisionError`.
    """
    asked = revision.removesuffix(WHERE_IT_BRANCHED)
    try:
        return commit_of(root, revision) if asked == revision else merge_base(root, asked)
    except RevisionError as fault:
        if _RANGE.search(asked):  # git's other commands take one
            raise RevisionError(wording.text("git.range", revision=revision)) from fault
        raise


def merge_base(root: Path, revision: str) -> str:
    """The hash of the last commit that a revision and HEAD share. Raises as :func:`compared_commit`."""
    other = commit_of(root, revision)
    try:
        return run_git(root, "merge-base", "HEAD", other).decode().strip()
    except RevisionError as fault:
        if is_shallow(root):
            raise RevisionError(wording.text("git.shallow-history", revision=revision)) from fault
        raise RevisionError(wording.text("git.no-common-history", revision=revision)) from fault


def commit_before(root: Path, day: date) -> str:
    """The hash of the last commit before a day begins in UTC, by the time at which it came to the branch.

    The first commit of all where there is none before it. Raises as :func:`compared_commit`, and where a clone lacks
    the commits that would be needed.
    """
    last = commit_of(root, "HEAD")
    until = f"--before={day.isoformat()}T00:00:00Z"
    found = run_git(root, "rev-list", "--first-parent", "--max-count=1", until, last).decode().strip()
    if found:
        return found
    if is_shallow(root):
        raise RevisionError(wording.text("git.shallow-history", revision=day.isoformat()))
    return run_git(root, "rev-list", "--first-parent", "--max-parents=0", last).decode().split()[-1]


def is_shallow(root: Path) -> bool:
    """Whether the clone lacks older commits. Raises as :func:`compared_commit`."""
    return run_git(root, "rev-parse", "--is-shallow-repository").strip() == b"true"


def moved_files(root: Path, commit: str, until: str | None = None) -> dict[str, str]:
    """By its path in a commit, where each file below ``root`` lies now, of those that have moved since.

    With another commit, ``until``, where it lies in that one.

    Of what git does not know yet it does not see that it was moved. Raises as :func:`compared_commit`.
    """
    # without its locks, a check never keeps another command of git from working
    options = (
        "diff",
        "--name-status",
        "--find-renames",
        "--diff-filter=R",
        "--relative",
        "--no-ext-diff",
        "-z",
    )
    fields = run_git(root, *options, *filter(None, (commit, until)), "--", ".").split(b"\0")
    paths = [os.fsdecode(field) for field in fields if field]
    return dict(zip(paths[1::3], paths[2::3], strict=True))


def commits_that_wrote(root: Path, folder: str, words: Collection[str]) -> dict[str, list[str]]:
    """By word, the hashes of the commits that added a line with it to a file in a folder, oldest first.

    All that lead to HEAD are looked through, by one process. Raises as :func:`compared_commit`.
    """
    if not words:
        return {}
    options = ("--reverse", "--format=%x00%H", "--patch", "-m", "--unified=0", "--relative")
    plain = ("--no-color", "--no-ext-diff", "--no-textconv", "--no-renames")
    printed = run_git(root, "log", *options, *plain, "--", folder).decode("utf-8", "replace")
    pattern = re.compile("|".join(map(re.escape, words)))
    found: dict[str, list[str]] = {}
    for part in printed.split("\0")[1:]:
        commit, _, patch = part.partition("\n")
        added = "\n".join(line for line in patch.split("\n") if line.startswith("+"))
        for word in dict.fromkeys(pattern.findall(added)):
            commits = found.setdefault(word, [])
            if commit not in commits:  # a merge is compared with each of its parents
                commits.append(commit)
    return found
