"""Where a change began, as jobs of GitHub and GitLab and people at their desks have it: clones of a real repository."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from tests.git_repository import commit, git
from tests.support import write

from servicebook.source.change_base import ChangeBase, change_base
from servicebook.source.git_command import RevisionError

NOTHING = "0" * 40
"""What hosts name in place of a commit that is none."""


class Hub:
    """A repository with a branch ``main``, and ``topic``, which left it before main went on."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "hub"
        self.folder.mkdir()
        git(self.folder, "init", "--quiet", "--initial-branch=main")
        self.first = self.add("one")
        self.parted = self.add("two")
        git(self.folder, "switch", "--quiet", "--create", "topic")
        self.add("mine")
        self.topic = self.add("more")
        git(self.folder, "switch", "--quiet", "main")
        self.main = self.add("three")

    def add(self, name: str) -> str:
        write(self.folder, {name: name})
        return commit(self.folder)

    def merged(self) -> str:
        """What the host makes to try the change: main with topic merged into it, on no branch."""
        git(self.folder, "switch", "--quiet", "--detach", "main")
        git(self.folder, "merge", "--quiet", "--no-ff", "--message", "try", "topic")
        merged = git(self.folder, "rev-parse", "HEAD")
        git(self.folder, "update-ref", "refs/pull/7/merge", merged)
        git(self.folder, "switch", "--quiet", "main")
        return merged

    def checkout(self, what: str, *options: str) -> Path:
        """A clone in the way of a job: nothing but what was fetched, and HEAD on no branch."""
        clone = self.folder.parent / "job"
        git(self.folder.parent, "init", "--quiet", "--initial-branch=none", "job")
        git(clone, "remote", "add", "origin", self.folder.as_uri())
        git(
            clone,
            "fetch",
            "--quiet",
            *options,
            "origin",
            "+refs/heads/*:refs/remotes/origin/*",
            f"+{what}:refs/job",
        )
        git(clone, "checkout", "--quiet", "--detach", "refs/job")
        return clone


@pytest.fixture
def hub(tmp_path: Path) -> Hub:
    return Hub(tmp_path)


def on_github(tmp_path: Path, event: Mapping[str, Any], **names: str) -> dict[str, str]:
    """What GitHub says to a job: the event as a file, and some names."""
    file = tmp_path / "event.json"
    event = {"repository": {"default_branch": "main"}, **event}
    file.write_text(json.dumps(event), encoding="utf-8")
    return {"GITHUB_ACTIONS": "true", "GITHUB_EVENT_PATH": str(file), **names}


def pull_request(base: str) -> dict[str, Any]:
    return {"pull_request": {"base": {"ref": "main", "sha": base}}}


def test_a_pull_request_is_compared_with_the_branch_into_which_it_was_merged_to_try(
    hub: Hub, tmp_path: Path
) -> None:
    merged = hub.merged()
    # the event was written before main went on
    env = on_github(tmp_path, pull_request(hub.parted), GITHUB_REF="refs/pull/7/merge", GITHUB_SHA=merged)
    assert change_base(hub.checkout("refs/pull/7/merge"), env) == ChangeBase(hub.main, "main")


def test_two_commits_are_enough_for_a_pull_request(hub: Hub, tmp_path: Path) -> None:
    merged = hub.merged()
    env = on_github(tmp_path, pull_request(hub.parted), GITHUB_REF="refs/pull/7/merge", GITHUB_SHA=merged)
    clone = hub.checkout("refs/pull/7/merge", "--depth=2")
    git(clone, "update-ref", "-d", "refs/remotes/origin/main")
    git(clone, "update-ref", "-d", "refs/remotes/origin/topic")
    assert change_base(clone, env).commit == hub.main


def test_a_pull_request_whose_own_branch_is_checked_out_is_compared_with_where_it_left_the_other(
    hub: Hub, tmp_path: Path
) -> None:
    env = on_github(tmp_path, pull_request(hub.main), GITHUB_REF="refs/pull/7/merge", GITHUB_SHA=hub.merged())
    assert change_base(hub.checkout("topic"), env) == ChangeBase(hub.parted, "main")


def test_a_branch_that_has_taken_in_the_other_is_not_taken_for_the_merge_that_is_tried(
    hub: Hub, tmp_path: Path
) -> None:
    git(hub.folder, "switch", "--quiet", "topic")
    git(hub.folder, "merge", "--quiet", "--no-ff", "--message", "up to date", "main")
    git(hub.folder, "switch", "--quiet", "main")
    clone = hub.checkout("topic")
    env = on_github(tmp_path, pull_request(hub.main), GITHUB_REF="refs/pull/7/merge", GITHUB_SHA=hub.merged())
    assert change_base(clone, env) == ChangeBase(hub.main, "main")
    names = {"CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main", "CI_MERGE_REQUEST_DIFF_BASE_SHA": hub.main}
    env = on_gitlab(CI_MERGE_REQUEST_IID="7", CI_MERGE_REQUEST_EVENT_TYPE="detached", **names)
    assert change_base(clone, env) == ChangeBase(hub.main, "main")


def test_a_merge_queue_says_itself_on_what_it_builds(hub: Hub, tmp_path: Path) -> None:
    event = {"merge_group": {"base_ref": "refs/heads/main", "base_sha": hub.main}}
    hub.merged()
    env = on_github(tmp_path, event, GITHUB_REF_NAME="gh-readonly-queue/main/pr-7")
    assert change_base(hub.checkout("refs/pull/7/merge"), env) == ChangeBase(hub.main, "main", "merge-queue")


def test_a_push_to_the_default_branch_is_compared_with_what_was_there_before(
    hub: Hub, tmp_path: Path
) -> None:
    env = on_github(tmp_path, {"before": hub.first}, GITHUB_REF_NAME="main")
    assert change_base(hub.checkout("main"), env) == ChangeBase(hub.first, began="before-push")


@pytest.mark.parametrize("before", [NOTHING, "", "c0ffee" * 6 + "c0ff"])
def test_the_previous_commit_stands_in_for_one_that_is_none_or_was_forced_away(
    hub: Hub, tmp_path: Path, before: str
) -> None:
    env = on_github(tmp_path, {"before": before}, GITHUB_REF_NAME="main")
    assert change_base(hub.checkout("main"), env) == ChangeBase(hub.parted)


def test_the_first_push_of_a_branch_is_compared_with_where_it_left_the_default_one(
    hub: Hub, tmp_path: Path
) -> None:
    env = on_github(tmp_path, {"before": NOTHING}, GITHUB_REF_NAME="topic")
    assert change_base(hub.checkout("topic"), env) == ChangeBase(hub.parted, "main")


def test_a_nightly_job_brings_no_change_with_which_to_compare(hub: Hub, tmp_path: Path) -> None:
    (tmp_path / "named").mkdir()
    for env in (
        on_github(tmp_path, {"schedule": "17 2 * * *"}, GITHUB_REF_NAME="main"),
        on_github(tmp_path / "named", {}, GITHUB_EVENT_NAME="schedule", GITHUB_REF_NAME="main"),
        on_gitlab(CI_PIPELINE_SOURCE="schedule", CI_COMMIT_BRANCH="main", CI_COMMIT_BEFORE_SHA=NOTHING),
    ):
        with pytest.raises(RevisionError, match="this job runs on a schedule"):
            change_base(hub.folder, env)


@pytest.mark.parametrize("left_out", [["base_ref"], ["base_sha"], ["base_ref", "base_sha"]])
def test_a_merge_queue_that_does_not_say_all_is_compared_with_its_base(
    hub: Hub, tmp_path: Path, left_out: list[str]
) -> None:
    group = {"base_ref": "refs/heads/main", "base_sha": hub.main, "head_sha": "…"}
    hub.merged()
    env = on_github(tmp_path, {"merge_group": {k: v for k, v in group.items() if k not in left_out}})
    branch = None if "base_ref" in left_out else "main"
    assert change_base(hub.checkout("refs/pull/7/merge"), env) == ChangeBase(hub.main, branch, "merge-queue")


def test_a_pull_request_that_does_not_name_its_branch_goes_to_the_default_one(
    hub: Hub, tmp_path: Path
) -> None:
    env = on_github(tmp_path, {"pull_request": {"base": {"label": "x"}}}, GITHUB_REF="refs/pull/7/head")
    assert change_base(hub.checkout("topic"), env) == ChangeBase(hub.parted, "main")


@pytest.mark.parametrize("event", ["", "[]", "{", '{"pull_request": null, "repository": []}'])
def test_without_a_word_on_the_event_the_branch_is_enough(hub: Hub, tmp_path: Path, event: str) -> None:
    env = on_github(tmp_path, {}, GITHUB_REF_NAME="topic")
    Path(env["GITHUB_EVENT_PATH"]).write_text(event, encoding="utf-8")
    assert change_base(hub.checkout("topic"), env) == ChangeBase(hub.parted, "main")


def test_a_shallow_clone_of_a_push_says_how_to_get_the_rest(hub: Hub, tmp_path: Path) -> None:
    env = on_github(tmp_path, {"before": NOTHING}, GITHUB_REF_NAME="main")
    with pytest.raises(RevisionError, match=r"the clone is shallow.*git fetch --unshallow"):
        change_base(hub.checkout("main", "--depth=1"), env)


def test_a_shallow_clone_of_a_branch_says_how_to_get_the_rest(hub: Hub, tmp_path: Path) -> None:
    env = on_github(tmp_path, pull_request(hub.main), GITHUB_REF="refs/pull/7/head")
    with pytest.raises(RevisionError, match=r"the clone is shallow.*git fetch --unshallow"):
        change_base(hub.checkout("topic", "--depth=1"), env)


def test_the_first_commit_of_all_has_nothing_before_it(tmp_path: Path) -> None:
    root = write(tmp_path / "new", {"a": "a"})
    commit(root)
    env = on_github(tmp_path, {"before": NOTHING}, GITHUB_REF_NAME="main")
    with pytest.raises(RevisionError, match="this is the first commit"):
        change_base(root, env)


def on_gitlab(**names: str) -> dict[str, str]:
    return {"GITLAB_CI": "true", "CI_DEFAULT_BRANCH": "main", **names}


def test_a_merge_request_is_compared_with_the_commit_that_gitlab_names(hub: Hub) -> None:
    clone = hub.checkout("topic")
    # a clone that the runner has kept knows the branch as it was
    git(clone, "update-ref", "refs/remotes/origin/main", hub.first)
    names = {"CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main", "CI_MERGE_REQUEST_DIFF_BASE_SHA": hub.parted}
    env = on_gitlab(CI_MERGE_REQUEST_IID="7", CI_MERGE_REQUEST_EVENT_TYPE="detached", **names)
    assert change_base(clone, env) == ChangeBase(hub.parted, "main")


@pytest.mark.parametrize("kind", ["merged_result", "merge_train"])
def test_a_merge_request_that_is_tried_merged_is_compared_with_the_branch(hub: Hub, kind: str) -> None:
    hub.merged()
    names = {"CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main", "CI_MERGE_REQUEST_DIFF_BASE_SHA": hub.parted}
    env = on_gitlab(CI_MERGE_REQUEST_IID="7", CI_MERGE_REQUEST_EVENT_TYPE=kind, **names)
    assert change_base(hub.checkout("refs/pull/7/merge"), env) == ChangeBase(hub.main, "main")


@pytest.mark.parametrize(("before", "base"), [("first", "first"), ("none", "parted")])
def test_a_push_on_gitlab_is_compared_with_what_was_there_before(hub: Hub, before: str, base: str) -> None:
    env = on_gitlab(CI_COMMIT_BRANCH="main", CI_COMMIT_BEFORE_SHA=getattr(hub, before, NOTHING))
    began = "before-push" if before == base else "previous-commit"
    assert change_base(hub.checkout("main"), env) == ChangeBase(getattr(hub, base), None, began)


def test_at_a_desk_the_default_branch_is_that_of_the_clone(hub: Hub, tmp_path: Path) -> None:
    git(tmp_path, "clone", "--quiet", hub.folder.as_uri(), "desk")
    git(tmp_path / "desk", "switch", "--quiet", "topic")
    assert change_base(tmp_path / "desk", {}) == ChangeBase(hub.parted, "origin/main")


def test_at_a_desk_without_a_remote_it_is_main(hub: Hub) -> None:
    git(hub.folder, "switch", "--quiet", "topic")
    assert change_base(hub.folder, {}) == ChangeBase(hub.parted, "main")
    git(hub.folder, "switch", "--quiet", "main")
    assert change_base(hub.folder, {}) == ChangeBase(hub.main, "main")


def test_a_desk_without_a_branch_of_that_name_is_asked_for_a_revision(hub: Hub) -> None:
    git(hub.folder, "branch", "--move", "main", "trunk")
    with pytest.raises(RevisionError, match=r"there is no branch origin/main, .*--since REVISION"):
        change_base(hub.folder, {})


def test_a_folder_in_no_repository_is_said(tmp_path: Path) -> None:
    for env in ({}, on_gitlab(CI_COMMIT_BRANCH="main"), on_github(tmp_path, {}, GITHUB_REF_NAME="main")):
        with pytest.raises(RevisionError, match="not a git repository"):
            change_base(tmp_path, env)
