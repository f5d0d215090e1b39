"""A pull request from its change to its report: the steps of workflow and pipeline, as their hosts run them."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.git_repository import commit, git
from tests.support import run, write

DAY = "1788220800"  # 1 September 2026, as SOURCE_DATE_EPOCH
SERVICE = "catalog/departments/office/services/supplies.yml"
HOSTILE = "$(touch pwned) `touch pwned` ${{ github.token }} {{ 1 }} '; touch pwned; ' @acme/team #12 <b> | x"


class Request:
    """A repository as ``servicebook init`` writes it, with a change on a branch, and the job that looks at it."""

    def __init__(self, root: Path, host: str, programs: Path) -> None:
        run("init", "my", "--host", host, "--today", "2026-09-01", cwd=root)
        self.host, self.root, self.programs = host, root / "my", programs
        if host == "github":
            flow = yaml.safe_load((self.root / ".github/workflows/catalog.yml").read_text(encoding="utf-8"))
            (self.step,) = (s for s in flow["jobs"]["site"]["steps"] if s.get("id") == "changes")
            self.script, self.folder = self.step["run"], self.root / "changes"
        else:
            pipeline = yaml.safe_load((self.root / ".gitlab-ci.yml").read_text(encoding="utf-8"))
            self.script, self.folder = "\n".join(pipeline["changes"]["script"]), self.root
        git(self.root, "init", "--quiet", "--initial-branch=main")
        commit(self.root)

    def changes(self, files: dict[str, str], fail_on: str = "never") -> int:
        """The job's exit status after a change on a branch with an odd name."""
        git(self.root, "switch", "--quiet", "--create", "$(touch${IFS}pwned)")
        write(self.root, files)
        commit(self.root)
        git(self.root, "update-ref", "refs/remotes/origin/main", "main")
        event = {
            "number": 12,
            "pull_request": {"base": {"ref": "main", "sha": git(self.root, "rev-parse", "main")}},
            "repository": {"default_branch": "main"},
        }
        write(self.root.parent, {"event.json": json.dumps(event), "summary.md": ""})
        on_github = {
            "GITHUB_ACTIONS": "true",
            "GITHUB_EVENT_PATH": str(self.root.parent / "event.json"),
            "GITHUB_EVENT_NAME": "pull_request",
            "GITHUB_REF": "refs/pull/12/merge",
            "GITHUB_SERVER_URL": "https://github.example.org",
            "GITHUB_REPOSITORY": "acme/catalog",
            "GITHUB_RUN_ID": "55",
            "GITHUB_STEP_SUMMARY": str(self.root.parent / "summary.md"),
            "FAIL_ON": fail_on,
            "SERVICEBOOK_PREVIEW_URL": "",
        }
        on_gitlab = {
            "GITLAB_CI": "true",
            "CI_PIPELINE_SOURCE": "merge_request_event",
            "CI_MERGE_REQUEST_IID": "12",
            "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main",
            "CI_MERGE_REQUEST_DIFF_BASE_SHA": git(self.root, "rev-parse", "main"),
            "CI_PROJECT_URL": "https://gitlab.example.org/acme/catalog",
            "CI_JOB_URL": "https://gitlab.example.org/acme/catalog/-/jobs/7",
            "SERVICEBOOK_FAIL_ON": fail_on,
        }
        path = f"{self.programs}{os.pathsep}{os.environ['PATH']}"
        own = on_github if self.host == "github" else on_gitlab
        done = subprocess.run(
            ["bash", "-e", "-c", self.script], cwd=self.root,
            env={"PATH": path, "SOURCE_DATE_EPOCH": DAY, "HOME": str(self.root.parent), **own},
            capture_output=True, encoding="utf-8", check=False,
        )  # fmt: skip
        assert not list(self.root.parent.rglob("pwned"))
        assert "Traceback" not in done.stderr, done.stderr
        return done.returncode

    @property
    def report(self) -> str:
        return (self.folder / "changes.md").read_text(encoding="utf-8")

    @property
    def data(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads((self.folder / "changes.json").read_text(encoding="utf-8"))
        return found

    def slower(self) -> dict[str, str]:
        """The example's service, with a promise that is weakened."""
        text = (self.root / SERVICE).read_text(encoding="utf-8")
        assert "within: 5 working days" in text
        return {SERVICE: text.replace("within: 5 working days", "within: 19 working days")}


@pytest.fixture(params=["github", "gitlab"])
def request_(request: pytest.FixtureRequest, tmp_path: Path, warm: Path) -> Request:
    return Request(tmp_path, request.param, warm)


def test_a_change_of_nothing_leaves_an_empty_report_that_can_be_told_from_a_failure(
    request_: Request,
) -> None:
    assert request_.changes({"README.md": "Another text.\n"}) == 0
    assert request_.report == ""
    assert request_.data["changes"] == []


def test_a_weaker_promise_is_told_with_a_link_to_its_line(request_: Request) -> None:
    assert request_.changes(request_.slower()) == 0
    sha = git(request_.root, "rev-parse", "HEAD")
    blob = "acme/catalog/blob" if request_.host == "github" else "acme/catalog/-/blob"
    assert "| **weakened** |" in request_.report
    assert f"example.org/{blob}/{sha}/{SERVICE}#L" in request_.report
    if request_.host == "github":
        assert (request_.root.parent / "summary.md").read_text(encoding="utf-8") == request_.report


@pytest.mark.parametrize(
    ("policy", "status"), [("never", 0), ("weakened", 1), ("any", 1), ("broken-chain", 0)]
)
def test_the_policy_of_the_repository_decides_and_the_report_is_there(
    request_: Request, policy: str, status: int
) -> None:
    assert request_.changes(request_.slower(), policy) == status
    assert "| **weakened** |" in request_.report and request_.data["changes"]


def test_a_change_that_cannot_be_read_is_told_first(request_: Request) -> None:
    assert request_.changes({SERVICE: "name: [\n"}) == 2
    assert request_.report.startswith("**Not compared&#58; ")
    assert "supplies.yml" in request_.report
    assert "changes" not in request_.data


def test_nothing_that_a_change_says_is_run(request_: Request) -> None:
    quoted = json.dumps(HOSTILE)
    long = json.dumps(f"{HOSTILE}\n" * 2_000)
    text = (request_.root / SERVICE).read_text(encoding="utf-8")
    files = {
        SERVICE: text.replace("name: ", f"description: {long}\nname: ", 1),
        "catalog/departments/office/services/other.yml": (
            f"name: {quoted}\nsummary: {quoted}\nroles: {{owner: office/manager}}\n"
        ),
    }
    request_.changes(files)
    report = request_.report
    assert report and len(report) < 65_536
    assert "@" not in report and "<b>" not in report and "`" not in report
