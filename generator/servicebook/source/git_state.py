"""What a build may read of a repository's history, as one text: another text means another history."""

from __future__ import annotations

from pathlib import Path

from servicebook.source.git_command import RevisionError, run_git

_SETTINGS = r"^(core|diff|extensions|i18n|log|mailmap|safe)\."
"""Which parts of git's configuration could change what it tells of commits; others hold a job's secrets."""


def git_state(root: Path) -> str:
    """The history, and settings; empty without git or a commit."""
    history = history_state(root)
    return f"{history}\n{_printed(root, 'config', '--get-regexp', _SETTINGS)}" if history else ""


def history_state(root: Path) -> str:
    """HEAD, where a shallow clone begins, and what replaces commits: the same in every clone; empty likewise."""
    try:
        head, shallow = run_git(root, "rev-parse", "HEAD", "--git-path", "shallow").decode().splitlines()
    except (RevisionError, ValueError):
        return ""
    replaced = _printed(root, "for-each-ref", "--format=%(refname) %(objectname)", "refs/replace")
    return "\n".join((head, _text(root / shallow), replaced))


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="ascii", errors="replace")
    except OSError:
        return ""


def _printed(root: Path, *arguments: str) -> str:
    try:
        return run_git(root, *arguments).decode("utf-8", "replace")
    except RevisionError:  # there is none
        return ""
