"""The recipes of the help page about issues with requests work as they stand there."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.exchange.fake_hosts import Host, served
from tests.exchange.request_flows import PRESENT, SUPPLIES, issue_text, request
from tests.git_repository import commit, git
from tests.site.tutorials import blocks
from tests.support import REPOSITORY, run

PAGE = REPOSITORY / "site_config/pages/help/maintainers/issue_requests.md"
FOUND = blocks(PAGE.read_text(encoding="utf-8"))
HOSTILE = request("$(touch pwned) `touch pwned` ${{ x }}")
SOMEBODY = {
    f"GIT_{who}_{what}": value for who in ("AUTHOR", "COMMITTER")
    for what, value in (("NAME", "Ana"), ("EMAIL", "ana@example.org"))
}  # fmt: skip


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A clone of a repository at a host, which is a folder."""
    hosted = tmp_path / "acme/catalog"
    run("init", str(hosted), "--today", "2026-09-01", cwd=tmp_path)
    commit(hosted)
    git(hosted, "branch", "--move", "main")
    git(tmp_path, "clone", "--quiet", str(hosted), "clone")
    return tmp_path / "clone"


def script(name: str, folder: Path) -> Path:
    (text,) = [block.text for block in FOUND if block.language == "python" and name in block.text]
    (folder / name).write_text(text, encoding="utf-8")
    return folder / name


def python(*command: str | Path, cwd: Path, data: bytes = b"", **env: str) -> str:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        [sys.executable, *command], cwd=cwd, input=data, env={"PATH": path, **SOMEBODY, **env},
        capture_output=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr.decode()
    assert not list(cwd.parent.rglob("pwned*"))
    return done.stdout.decode()


def test_requests_in_a_folder_become_branches(clone: Path, tmp_path: Path) -> None:
    taker, inbox = script("take_requests.py", tmp_path), tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "$(touch pwned);.json").write_text(json.dumps(HOSTILE))
    (inbox / "-rf.md").write_text(issue_text(request("Shorter.")))
    (inbox / "broken\nname.txt").write_text("touch pwned")
    (inbox / "link.json").symlink_to(tmp_path / "elsewhere.json")
    python(taker, clone, inbox, cwd=tmp_path)
    hosted = tmp_path / "acme/catalog"
    branches = git(hosted, "branch", "--list", "request/*", "--format=%(refname:short)").splitlines()
    texts = {git(hosted, "show", f"{branch}:{SUPPLIES}").splitlines()[2] for branch in branches}
    assert texts == {"summary: Shorter.", "summary: $(touch pwned) `touch pwned` ${{ x }}"}
    for branch in branches:
        assert git(hosted, "diff", "--name-only", "main", branch) == SUPPLIES
    assert sorted(one.name for one in inbox.iterdir()) == ["link.json", "proposed", "refused"]
    refused, answer = sorted((inbox / "refused").iterdir(), key=lambda one: one.name.endswith("-answer.txt"))
    assert (refused.read_text(), answer.read_text()[:7]) == ("touch pwned", "Refused")
    for branch in branches:
        answer = inbox / "proposed" / f"{branch.removeprefix('request/')}-answer.txt"
        assert answer.read_text().startswith("Applied: service:office/supplies")


def mail(*, attached: bool) -> bytes:
    made = EmailMessage()
    made["Subject"], made["From"] = "Change: $(touch pwned)", "ana@example.org"
    made.set_content("Please." if attached else issue_text(HOSTILE))
    if attached:
        made.add_attachment(json.dumps(HOSTILE).encode(), maintype="application", subtype="json",
                            filename="../../$(touch pwned).json")  # fmt: skip
    return made.as_bytes()


@pytest.mark.parametrize("attached", [False, True])
def test_the_request_of_a_mail_gets_into_the_folder(clone: Path, tmp_path: Path, attached: bool) -> None:
    keeper, inbox = script("take_mail.py", tmp_path), tmp_path / "inbox"
    inbox.mkdir()
    python(keeper, inbox, cwd=tmp_path, data=mail(attached=attached))
    python(keeper, inbox, cwd=tmp_path, data=b"\xff no mail")
    assert len(list(inbox.iterdir())) == 2
    python(script("take_requests.py", tmp_path), clone, inbox, cwd=tmp_path)
    (branch,) = git(tmp_path / "acme/catalog", "branch", "--list", "request/*").split()
    assert "+summary: $(touch pwned)" in git(tmp_path / "acme/catalog", "diff", "main", branch)


class Forgejo:
    """Runs the two steps of its workflow, in a fresh clone each time."""

    def __init__(self, host: Host, folder: Path) -> None:
        self.host, self.folder = host, folder
        (text,) = [block.text for block in FOUND if block.language == "yaml"]
        flow = yaml.safe_load(text)
        self.steps = [step for step in flow["jobs"]["request"]["steps"] if step.get("shell") == "python"]
        assert all("${{" not in step["run"] for step in self.steps)
        assert "TOKEN" not in str(self.steps[0]) and [*self.steps[1]["env"]] == ["TOKEN"]

    def ask(self, text: str) -> str:
        issue = {"number": 12, "body": text}
        event = self.folder / "event.json"
        event.write_text(json.dumps({"issue": issue, "repository": {"default_branch": "main"}}))
        clone = self.folder / f"clone-{len(self.host.asked)}"
        git(self.folder, "clone", "--quiet", str(self.folder / "acme/catalog"), str(clone))
        for step in self.steps:
            code = step["run"].replace("/tmp/", f"{self.folder}/")
            place = {"GITHUB_SERVER_URL": f"file://{self.folder}", "GITHUB_REPOSITORY": "acme/catalog"}
            api = {"GITHUB_EVENT_PATH": str(event), "GITHUB_API_URL": self.host.url, "TOKEN": "t0ken"}
            python("-c", code, cwd=clone, **place, **api)
        return str(self.host.asked[-1][3]["body"])


def forgejo(host: Host, method: str, path: str, query: dict[str, list[str]], body: Any) -> tuple[int, Any]:
    """An answer of Forgejo, which takes one pull request from a branch."""
    taken = path == "/repos/acme/catalog/pulls" and sum(one[1] == path for one in host.asked) > 1
    return (409, {"message": "exists"}) if taken else (201, {})


def test_the_workflow_for_forgejo_proposes_and_answers(clone: Path, tmp_path: Path) -> None:
    hosted = tmp_path / "acme/catalog"
    with served(Host(), forgejo) as host:
        place = Forgejo(host, tmp_path)
        assert "    Applied: service:office/supplies" in place.ask(issue_text(HOSTILE))
        pull = next(body for _, path, _, body in host.asked if path.endswith("/pulls"))
        assert pull == {"head": "request/12", "base": "main", "title": "request/12", "body": "Closes #12"}
        place.ask(issue_text(request("Shorter.")))
        diff = git(hosted, "diff", "--unified=0", "main", "request/12").splitlines()[-2:]
        assert diff == [f"-summary: {PRESENT}", "+summary: Shorter."]
        before = git(hosted, "rev-parse", "request/12")
        refused = place.ask(issue_text(request("@all\n", object="page:x\n/close")))
        assert git(hosted, "rev-parse", "request/12") == before
        assert all(line.startswith("    ") for line in refused.splitlines()) and "Refused" in refused
