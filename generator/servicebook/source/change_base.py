"""Where a change began: what GitHub and GitLab say to a job about its occasion, and what git says elsewhere."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

from servicebook import wording
from servicebook.frozen import frozen
from servicebook.source.git_command import RevisionError, run_git
from servicebook.source.git_history import is_shallow, merge_base
from servicebook.source.git_tree import commit_of

_NOTHING = re.compile(r"0*")
"""What both hosts name instead of a commit that does not exist, such as that before the first push of a branch."""
_MERGED = re.compile(r"refs/pull/\d+/merge")
_DEFAULTS = ("origin/main", "origin/master", "main", "master")
"""What the branch is usually called that all changes go into, where nothing says it."""


@frozen
class ChangeBase:
    """The commit, by its hash, with which a change is compared; where it left ``branch``, if it is on another one.

    Otherwise ``began`` is what the commit is to the change.
    """

    commit: str
    branch: str | None = None
    began: Literal["previous-commit", "before-push", "merge-queue"] = "previous-commit"


def change_base(root: Path, environment: Mapping[str, str]) -> ChangeBase:
    """The commit with which what lies in a folder is to be compared.

    A change that is to be merged is compared with the branch that it goes to, as that is where the two part; a push to
    the default branch with what was there before, and a job that somebody starts there with the previous commit.
    Outside of a job it is where HEAD left the default branch. Raises
    :class:`~servicebook.source.git_command.RevisionError`, also for a job on a schedule, in which nothing has changed.
    """
    if environment.get("GITHUB_ACTIONS") == "true":
        return _on_github(root, environment)
    if environment.get("GITLAB_CI") == "true":
        return _on_gitlab(root, environment)
    branch = _default_branch(root)
    return ChangeBase(merge_base(root, branch), branch)


def _on_github(root: Path, environment: Mapping[str, str]) -> ChangeBase:
    event = _event(environment.get("GITHUB_EVENT_PATH", ""))
    if environment.get("GITHUB_EVENT_NAME") == "schedule" or "schedule" in event:
        raise RevisionError(wording.text("git.schedule"))
    default = str(_part(event, "repository").get("default_branch") or "main")
    if base := _part(_part(event, "pull_request"), "base"):
        branch = str(base.get("ref") or default)
        is_merged = _MERGED.fullmatch(environment.get("GITHUB_REF", "")) is not None
        # a job may have checked out the branch itself, whose last commit may be a merge, too
        is_merged &= environment.get("GITHUB_SHA") == commit_of(root, "HEAD")
        if is_merged and (into := _merged_into(root)):
            return ChangeBase(into, branch)
        return _left(root, branch, f"origin/{branch}", str(base.get("sha") or ""))
    if group := _part(event, "merge_group"):
        return _queued(root, group)
    return _on_branch(root, environment.get("GITHUB_REF_NAME", ""), default, str(event.get("before") or ""))


def _queued(root: Path, group: Mapping[str, Any]) -> ChangeBase:
    """For a group of a merge queue, which the queue has put on top of a branch, or of the groups before it."""
    branch = str(group.get("base_ref") or "").removeprefix("refs/heads/") or None
    base = group.get("base_sha") or next(iter(_parents(root)), "HEAD~1")
    return ChangeBase(commit_of(root, str(base)), branch, "merge-queue")


def _on_gitlab(root: Path, environment: Mapping[str, str]) -> ChangeBase:
    if environment.get("CI_PIPELINE_SOURCE") == "schedule":
        raise RevisionError(wording.text("git.schedule"))
    if "CI_MERGE_REQUEST_IID" in environment:
        branch = environment.get("CI_MERGE_REQUEST_TARGET_BRANCH_NAME", "")
        is_merged = environment.get("CI_MERGE_REQUEST_EVENT_TYPE") in ("merged_result", "merge_train")
        if is_merged and (into := _merged_into(root)):
            return ChangeBase(into, branch)
        # a runner keeps its clone, in which the branch may be an older one
        return _left(root, branch, environment.get("CI_MERGE_REQUEST_DIFF_BASE_SHA", ""), f"origin/{branch}")
    branch = environment.get("CI_COMMIT_BRANCH", "")
    default = environment.get("CI_DEFAULT_BRANCH", "main")
    return _on_branch(root, branch, default, environment.get("CI_COMMIT_BEFORE_SHA", ""))


def _event(path: str) -> Mapping[str, Any]:
    """What GitHub says of the occasion; without the file, which not all that runs its workflows writes, nothing."""
    try:
        event = json.loads(Path(path).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return event if isinstance(event, dict) else {}


def _part(event: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    part = event.get(name)
    return part if isinstance(part, dict) else {}


def _on_branch(root: Path, branch: str, default: str, before: str) -> ChangeBase:
    """For a push, or a job that somebody starts."""
    if branch != default:
        return _left(root, default, f"origin/{default}", default)
    if not _NOTHING.fullmatch(before) and (commit := _there(root, before)):
        return ChangeBase(commit, began="before-push")
    if parents := _parents(root):
        return ChangeBase(parents[0])
    if is_shallow(root):
        raise RevisionError(wording.text("git.shallow-parent"))
    raise RevisionError(wording.text("git.first-commit"))


def _left(root: Path, branch: str, *revisions: str) -> ChangeBase:
    """Where HEAD left a branch, which is known by the first of the revisions that the clone has."""
    there = next((revision for revision in revisions if _there(root, revision)), revisions[0])
    return ChangeBase(merge_base(root, there), branch)


def _merged_into(root: Path) -> str | None:
    """The state of the branch into which HEAD, made by the host to try it, merges the change; None if it does not."""
    parents = _parents(root)
    return parents[0] if len(parents) == 2 else None


def _parents(root: Path) -> list[str]:
    """The commits before HEAD, as far as the clone has them."""
    return run_git(root, "rev-list", "--parents", "--max-count=1", "HEAD").decode().split()[1:]


def _there(root: Path, revision: str) -> str | None:
    try:
        return commit_of(root, revision)
    except RevisionError:
        return None


def _default_branch(root: Path) -> str:
    try:
        return run_git(root, "symbolic-ref", "--short", "refs/remotes/origin/HEAD").decode().strip()
    except RevisionError:
        found = next((branch for branch in _DEFAULTS if _there(root, branch)), None)
    if found is None:
        run_git(root, "rev-parse", "--git-dir")  # raises where there is no repository or no git
        raise RevisionError(wording.text("git.no-default-branch", branches=", ".join(_DEFAULTS)))
    return found
