"""What the workflows run posts one comment, whatever a pull request brings, and runs nothing of it.

The scripts are taken out of the files that ``servicebook init`` writes, and run as a host runs them.
"""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.exchange.fake_hosts import Host, github, gitlab, served
from tests.support import run

SHA = "0123456789abcdef0123456789abcdef01234567"
MARKER = "<!-- servicebook diff -->"
REPORT = (
    "## What changes\n\n| What | Who |\n|---|---|\n| Laptop repair&#58; 3 working days later | Finance |\n"
)
DATA = {
    "changes": [
        {"affected": [{"department": "finance"}, {"department": "hr"}]},
        {"affected": [{"department": "finance"}]},
    ]
}
NO_CHANGE = {"changes": [], "problems": {"new": [], "cured": []}}
HOSTILE = (
    "$(touch pwned) `touch pwned` ${{ github.token }} {{ 1 }} {% x %} ; touch pwned #\n"
    '\'; touch pwned; echo \'\n"""\nimport os; os.system(\'touch pwned\')\n"""\nEND_OF_SCRIPT\ntouch pwned\n'
    "::set-output name=x::y\n::add-mask::x\n"
)


@pytest.fixture(scope="module")
def scripts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """The commands that the hosts run."""
    root = tmp_path_factory.mktemp("written")
    for host in ("github", "gitlab"):
        run("init", host, "--host", host, "--today", "2026-09-01", cwd=root)
    flow = yaml.safe_load((root / "github/.github/workflows/comment.yml").read_text(encoding="utf-8"))
    (step,) = flow["jobs"]["comment"]["steps"]
    assert step["shell"] == "python" and list(step["env"]) == ["GITHUB_TOKEN"]
    assert "${{" not in step["run"]  # GitHub would put something in its place
    pipeline = yaml.safe_load((root / "gitlab/.gitlab-ci.yml").read_text(encoding="utf-8"))
    (command,) = pipeline["comment"]["script"]
    return {"github": ["python", "-c", step["run"]], "gitlab": ["sh", "-e", "-c", command]}


class Place:
    """A folder in which a host's script is run, and what the host has by then."""

    def __init__(self, host: Host, command: list[str], folder: Path, programs: Path) -> None:
        self.host, self.command, self.folder, self.programs = host, command, folder, programs

    def post(self, status: int = 0, **env: str) -> str:
        path = f"{self.programs}{os.pathsep}{os.environ['PATH']}"
        done = subprocess.run(
            self.command, cwd=self.folder, env={"PATH": path, **self.environment(), **env},
            capture_output=True, encoding="utf-8", check=False,
        )  # fmt: skip
        assert done.returncode == status, done.stdout + done.stderr
        assert "Traceback" not in done.stderr
        assert not list(self.folder.rglob("pwned"))
        return done.stdout

    def environment(self) -> dict[str, str]:
        raise NotImplementedError

    @property
    def bodies(self) -> list[str]:
        return [one["body"] for one in self.host.comments]


class OnGithub(Place):
    """A run of the workflow Catalog that has ended."""

    run: dict[str, Any]

    def environment(self) -> dict[str, str]:
        (self.folder / "event.json").write_text(json.dumps({"workflow_run": self.run}))
        return {
            "GITHUB_EVENT_PATH": str(self.folder / "event.json"),
            "GITHUB_API_URL": self.host.url,
            "GITHUB_REPOSITORY": "acme/catalog",
            "GITHUB_TOKEN": "t0ken",
        }

    def leaves(self, report: str | bytes | None, data: object = None, name: str = "changes-12") -> None:
        """What the run has kept."""
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            if report is not None:
                archive.writestr("changes.md", report)
            if data is not None:
                archive.writestr("changes.json", data if isinstance(data, str) else json.dumps(data))
        self.host.archive = packed.getvalue()
        size = len(self.host.archive)
        self.host.artifacts = [{"id": 3, "name": name, "size_in_bytes": size, "expired": False}]


class OnGitlab(Place):
    """The job ``comment`` of a pipeline."""

    def environment(self) -> dict[str, str]:
        return {
            "CI_API_V4_URL": self.host.url,
            "CI_MERGE_REQUEST_PROJECT_ID": "5",
            "CI_MERGE_REQUEST_IID": "34",
            "CI_COMMIT_SHA": SHA,
            "CI_PIPELINE_ID": "77",
            "CI_PIPELINE_URL": "https://gitlab.example.org/acme/catalog/-/pipelines/77",
            "CI_PROJECT_URL": "https://gitlab.example.org/acme/catalog",
            "SERVICEBOOK_TOKEN": "t0ken",
        }

    def leaves(self, report: str | bytes | None, data: object = None) -> None:
        """What the job before has left."""
        contents = {"changes.md": report, "changes.json": None if data is None else json.dumps(data)}
        for name, content in contents.items():
            if content is None:
                (self.folder / name).unlink(missing_ok=True)
            else:
                (self.folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())


def pull(number: int = 12, *, sha: str = SHA, fork: bool = False) -> dict[str, Any]:
    base = {"id": 1, "full_name": "acme/catalog", "html_url": "https://github.example.org/acme/catalog"}
    head = {"id": 2, "full_name": "stranger/catalog"} if fork else base
    owner = "stranger" if fork else "acme"
    return {
        "number": number,
        "head": {"sha": sha, "repo": head, "label": f"{owner}:topic"},
        "base": {"repo": base},
    }


def ended(*, fork: bool = False, **other: object) -> dict[str, Any]:
    head = pull(fork=fork)["head"]["repo"]
    return {
        "id": 55, "event": "pull_request", "conclusion": "success", "head_sha": SHA, "head_branch": "topic",
        "head_repository": {"id": head["id"], "owner": {"login": head["full_name"].partition("/")[0]}},
        "html_url": "https://github.example.org/acme/catalog/actions/runs/55", **other,
    }  # fmt: skip


@pytest.fixture
def hub(scripts: dict[str, list[str]], tmp_path: Path, warm: Path) -> Iterator[OnGithub]:
    with served(Host(pulls=[pull()]), github) as host:
        place = OnGithub(host, scripts["github"], tmp_path, warm)
        place.run = ended()
        yield place


@pytest.fixture
def lab(scripts: dict[str, list[str]], tmp_path: Path, warm: Path) -> Iterator[OnGitlab]:
    with served(Host(merge_request={"sha": SHA}), gitlab) as host:
        yield OnGitlab(host, scripts["gitlab"], tmp_path, warm)


@pytest.fixture(params=["github", "gitlab"])
def place(request: pytest.FixtureRequest) -> OnGithub | OnGitlab:
    made: OnGithub | OnGitlab = request.getfixturevalue({"github": "hub", "gitlab": "lab"}[request.param])
    return made


def somebody_says(place: Place, *bodies: str) -> None:
    """Comments of others, who may know our first line."""
    place.host.comments += [
        {"id": n, "body": body, "user": {"login": "mallory"}, "author": {"id": 666}}
        for n, body in enumerate(bodies)
    ]


def test_one_comment_is_created_and_then_brought_up_to_date(place: OnGithub | OnGitlab) -> None:
    somebody_says(place, *["Hello."] * 150, f"{MARKER}\nmine")
    place.leaves(REPORT, DATA)
    place.post()
    assert len(place.bodies) == 152
    assert place.bodies[-1].startswith(f"{MARKER}\n{REPORT.strip()}\n\n<sub>For commit [0123456](https://git")
    place.leaves(REPORT.replace("3 working", "4 working"), DATA)
    place.post()
    assert len(place.bodies) == 152 and "4 working days later" in place.bodies[-1]
    assert place.bodies[:-1] == ["Hello."] * 150 + [f"{MARKER}\nmine"]
    before = len(place.host.wrote())
    place.post()  # the same again: only the status, which a host keeps by commit
    assert [one for one in place.host.wrote()[before:] if "statuses" not in one] == []


def test_nothing_is_said_while_nothing_changes_and_an_earlier_comment_says_so(
    place: OnGithub | OnGitlab,
) -> None:
    place.leaves("", NO_CHANGE)
    place.post()
    assert place.host.wrote() == []
    place.leaves(REPORT, DATA)
    place.post()
    place.leaves("\n", NO_CHANGE)
    place.post()
    assert place.bodies == [f"{MARKER}\nNothing in the catalog changes any more.\n"]
    before = place.host.wrote()
    place.post()
    assert place.host.wrote() == before


@pytest.mark.parametrize(
    ("report", "data"),
    [
        (None, None),
        ("", None),
        ("", {"changes": [{}]}),
        ("", []),
        ("", {}),
        (None, NO_CHANGE | {"changes": None}),
    ],
)
def test_a_comparison_that_has_failed_never_reads_as_no_change(
    place: OnGithub | OnGitlab, report: str | None, data: object
) -> None:
    place.leaves(report, data)
    place.post()
    assert "**It is not known what changes**" in place.bodies[0]
    assert "This does not mean that nothing changes." in place.bodies[0]


def test_departments_that_are_affected_are_a_status_of_the_commit(place: OnGithub | OnGitlab) -> None:
    place.leaves(REPORT, DATA)
    place.post()
    (status,) = place.host.statuses
    assert (status["sha"], status["state"]) == (SHA, "success")
    assert status.get("context", status.get("name")) == "Affected departments"
    assert status["description"] == "Affected: finance, hr"


def test_more_departments_than_a_status_can_name_are_counted(place: OnGithub | OnGitlab) -> None:
    many = {"changes": [{"affected": [{"department": f"department-{n}"} for n in range(5_000)]}]}
    place.leaves(REPORT, many)
    place.post()
    line = place.host.statuses[0]["description"]
    assert line.startswith("Affected: department-0, department-1, ") and line.endswith(" more")
    assert len(line) <= (140 if isinstance(place, OnGithub) else 255)


@pytest.mark.parametrize(
    "data",
    [
        {"changes": [{"affected": [{"department": "a b\n::error::x"}, {"department": 3}, 4, None]}, 5]},
        {"changes": [{"affected": {}}]}, {"changes": {"affected": 1}}, "x",
        {"changes": [{"affected": [{"department": "x" * 9_000}]}]},
    ],
)  # fmt: skip
def test_data_that_are_not_as_they_should_be_name_nobody(place: OnGithub | OnGitlab, data: object) -> None:
    place.leaves(REPORT, data)
    place.post()
    assert place.host.statuses == [] and len(place.bodies) == 1


def test_nothing_of_a_hostile_report_is_run_or_obeyed(place: OnGithub | OnGitlab) -> None:
    report = (
        f"{HOSTILE}@acme/everybody &#64;team &#x40;a &commat;b #12 acme/catalog#3 &#35;4\n"
        "<script>x</script><img src=x> ![p](https://evil.example.org/p.png) <!-- servicebook diff -->\n"
        "/close\n  /merge\n<details>\n<details><summary>s</summary>\n\x1b[31m\u202e\r\n"
    )
    place.leaves(report, DATA)
    place.post()
    body = place.bodies[0]
    assert "$(touch pwned) `touch pwned` ${{ github.token }} {{ 1 }} {% x %} ; touch pwned" in body
    assert "@" not in body and body.count("&#64;") == body.count("&#64;&#8288;") == 4
    assert not re.search(r"(?<!&)#\d", body) and body.count("&#35;&#8288;") == 3
    assert body.count("<!--") == 1 and "<script" not in body and "<img" not in body and "![" not in body
    assert "\n/" not in body and "\n  /" not in body
    assert body.count("</details>") == 2 and body.index("</details>") < body.index("<sub>For commit")
    assert "\x1b" not in body and "\u202e" not in body and "\r" not in body


@pytest.mark.parametrize("line", ["x" * 99, "@" * 99, "<details>" * 9, "é🙂" * 40])
def test_a_long_report_ends_with_a_whole_line_and_says_so(place: OnGithub | OnGitlab, line: str) -> None:
    place.leaves("\n".join(f"{n} {line}" for n in range(1_500)), DATA)
    place.post()
    body = place.bodies[0]
    assert len(body) < 65_536
    assert "**The rest is left out**, as a comment may not be longer." in body
    assert body.rstrip().endswith("the site with the change.</sub>")


def test_a_report_longer_than_is_read_is_not_shown(place: OnGithub | OnGitlab) -> None:
    place.leaves("x" * 1_000_001, DATA)
    place.post()
    assert "**It is not shown what changes**: the report is too large" in place.bodies[0]


def test_bytes_that_are_no_text_do_no_harm(place: OnGithub | OnGitlab) -> None:
    place.leaves(b"a\xff\x00b\xed\xa0\x80", DATA)
    place.post()
    assert place.bodies[0].startswith(f"{MARKER}\na\ufffdb")


def test_a_refusal_of_the_host_is_told_and_fails(place: OnGithub | OnGitlab) -> None:
    at = (
        "/repos/acme/catalog/issues" if isinstance(place, OnGithub) else "/projects/5/merge_requests/34/notes"
    )
    place.host.refuses = f"POST {at}"
    place.leaves(REPORT, DATA)
    told = place.post(status=1)
    assert "403" in told and "Resource not accessible" in told and "t0ken" not in told


# GitHub alone


def test_a_report_from_a_fork_says_so_first(hub: OnGithub) -> None:
    hub.host.pulls, hub.run = [pull(fork=True)], ended(fork=True)
    hub.leaves(REPORT, DATA)
    hub.post()
    assert hub.bodies[0].startswith(f"{MARKER}\nThis comes from a fork, whose own run has written the report")


@pytest.mark.parametrize("conclusion", ["cancelled", "action_required", "skipped", "startup_failure", None])
def test_a_run_that_has_not_run_says_nothing(hub: OnGithub, conclusion: str | None) -> None:
    hub.run = ended(conclusion=conclusion)
    hub.post()
    assert hub.host.asked == []


def test_a_run_for_another_event_says_nothing(hub: OnGithub) -> None:
    hub.run = ended(event="push")
    hub.post()
    assert hub.host.asked == []


def test_the_pull_request_is_found_by_the_commit_of_the_run_and_nothing_else(hub: OnGithub) -> None:
    stranger = pull(7, fork=True)
    stranger["head"]["label"] = "acme:topic"
    elsewhere = pull(9)
    elsewhere["base"] = {"repo": {**elsewhere["base"]["repo"], "full_name": "other/catalog"}}
    hub.host.pulls = [stranger, pull(8, sha="f" * 40), elsewhere]
    hub.leaves(REPORT, {**DATA, "number": 8, "pull_request": 7}, name="changes-8")
    assert "has a newer commit" in hub.post()
    assert hub.host.wrote() == []


def test_a_fork_that_is_gone_is_no_fault(hub: OnGithub) -> None:
    hub.run = ended(head_repository=None)
    hub.post()
    assert hub.host.wrote() == []


def test_of_several_pull_requests_of_a_branch_the_one_of_the_run_is_told(hub: OnGithub) -> None:
    hub.host.pulls = [pull(11), pull(12), pull(13)]
    hub.leaves(REPORT, DATA)
    hub.post()
    assert [one for one in hub.host.wrote() if "comments" in one] == [
        "POST /repos/acme/catalog/issues/12/comments"
    ]


def test_the_token_is_sent_to_github_only(hub: OnGithub) -> None:
    hub.leaves(REPORT, DATA)
    hub.post()
    stored = [headers for _, path, headers, _ in hub.host.asked if path == "/file"]
    assert len(stored) == 1 and "authorization" not in stored[0]
    others = [headers for _, path, headers, _ in hub.host.asked if path != "/file"]
    assert {headers["authorization"] for headers in others} == {"Bearer t0ken"}


def test_an_archive_that_is_too_large_is_not_fetched(hub: OnGithub) -> None:
    hub.leaves(REPORT, DATA)
    hub.host.artifacts[0]["size_in_bytes"] = 5_000_000_000
    hub.post()
    assert "too large" in hub.bodies[0] and not any("/zip" in path for _, path, _, _ in hub.host.asked)


@pytest.mark.parametrize("content", [b"", b"no archive", b"PK\x05\x06" + b"\xff" * 18])
def test_an_archive_that_is_none_is_no_report(hub: OnGithub, content: bytes) -> None:
    hub.leaves(REPORT, DATA)
    hub.host.archive = content
    hub.post()
    assert "**It is not known what changes**" in hub.bodies[0]


def test_no_file_of_an_archive_is_written(hub: OnGithub) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name in ("../pwned", "pwned", "changes.md"):
            archive.writestr(name, REPORT)
    hub.leaves(REPORT)
    hub.host.archive = packed.getvalue()
    hub.post()
    assert REPORT.strip() in hub.bodies[0]
    assert [file.name for file in hub.folder.rglob("*")] == ["event.json"]
    assert not (hub.folder.parent / "pwned").exists()


# GitLab alone


def test_a_merge_request_that_has_moved_on_is_left_to_its_next_pipeline(lab: OnGitlab) -> None:
    lab.leaves(REPORT, DATA)
    lab.host.merge_request = {"sha": "f" * 40}
    assert "has a newer commit" in lab.post()
    assert lab.host.wrote() == []


def test_a_pipeline_for_the_merged_result_is_of_the_last_commit(lab: OnGitlab) -> None:
    lab.leaves(REPORT, DATA)
    lab.host.merge_request = {"sha": "f" * 40}
    lab.post(CI_MERGE_REQUEST_SOURCE_BRANCH_SHA="f" * 40)
    assert "For commit [fffffff](https://gitlab.example.org/acme/catalog/-/commit/ffff" in lab.bodies[0]


def test_a_token_that_may_not_set_a_status_still_comments(lab: OnGitlab) -> None:
    lab.leaves(REPORT, DATA)
    lab.host.refuses = "POST /projects/5/statuses"
    assert "role Developer" in lab.post()
    assert len(lab.bodies) == 1
