"""The two jobs that make a pull or merge request of an issue, run as hosts run them: taken out of what init writes."""

from __future__ import annotations

import io
import json
import os
import subprocess
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import yaml
from tests.exchange.fake_hosts import served
from tests.exchange.fake_repositories import RepositoryHost, github_repository, gitlab_project
from tests.git_repository import commit, git
from tests.support import run

HOSTS = ("github", "gitlab")
NUMBER = 12
PRESENT = "We get you what you need for your desk, from paper to a chair."
SUPPLIES = "catalog/departments/office/services/supplies.yml"


def repositories_in(folder: Path) -> Path:
    """The folder, with repositories as ``servicebook init`` writes them, by host."""
    for host in HOSTS:
        run("init", host, "--host", host, "--today", "2026-09-01", cwd=folder)
    return folder


def request(to: object = "What you need for your desk.", **other: object) -> dict[str, Any]:
    """A request for another summary."""
    edit = {"path": ["summary"], "from": PRESENT, "to": to}
    return {"object": "service:office/supplies", "set": [edit], "why": "It is shorter.", "by": "Ana", **other}


def issue_text(asked: object) -> str:
    """The text of an issue, as pages write it."""
    content = asked if isinstance(asked, str) else json.dumps(asked)
    return f"Office supplies\n\nPlease leave this:\n\n```json servicebook-request\n{content}\n```\n"


class Flow:
    """An issue of a repository at a host.

    ``folder`` has the copy of it in which the request is tried, ``programs`` what scripts find first.
    """

    steps: dict[str, str]

    def __init__(self, host: RepositoryHost, folder: Path, programs: Path) -> None:
        self.host, self.folder, self.programs = host, folder, programs
        self.clone = folder / "clone"
        self.kept = folder / "kept"
        host.repository = folder / "hosted"
        commit(host.repository)
        git(host.repository, "branch", "--move", "main")
        git(folder, "clone", "--quiet", str(host.repository), str(self.clone))

    def ask(self, text: str, **other: object) -> None:
        """The issue says this by now."""
        raise NotImplementedError

    def command(self, name: str) -> list[str]:
        raise NotImplementedError

    def environment(self) -> dict[str, str]:
        raise NotImplementedError

    def body_of(self, request: dict[str, Any]) -> str:
        raise NotImplementedError

    def done(self, name: str, **env: str) -> subprocess.CompletedProcess[str]:
        """Run one of the two scripts; whatever it is given, it runs no command of it, and fails in words."""
        path = f"{self.programs}{os.pathsep}{os.environ['PATH']}"
        cwd = self.clone if name == "try" else self.folder
        done = subprocess.run(
            self.command(name), cwd=cwd, env={"PATH": path, **self.environment(), **env},
            capture_output=True, encoding="utf-8", check=False,
        )  # fmt: skip
        assert "Traceback" not in done.stderr, done.stderr
        assert not list(self.folder.rglob("pwned*"))
        assert "t0ken" not in done.stdout + done.stderr
        return done

    def leaves(self, outcome: object) -> None:
        """What the first job has left, if it is not to be run."""
        self.kept.mkdir(exist_ok=True)
        content = outcome if isinstance(outcome, str) else json.dumps(outcome)
        (self.kept / "outcome.json").write_text(content, encoding="utf-8")

    def propose(self, status: int = 0, **env: str) -> str:
        """The second job; what it prints."""
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            for file in self.kept.glob("*"):
                archive.write(file, file.name)
        self.host.archive = packed.getvalue()
        size = len(self.host.archive)
        self.host.artifacts = [{"id": 3, "name": "request", "size_in_bytes": size, "expired": False}]
        done = self.done("propose", **env)
        assert done.returncode == status, done.stdout + done.stderr
        return done.stdout

    def go(self, text: str, status: int = 0, **other: object) -> str:
        """Ask for this, let both jobs run, and return the answer on the issue."""
        git(self.clone, "fetch", "--quiet")
        git(self.clone, "reset", "--quiet", "--hard", "origin/main")
        self.ask(text, **other)
        self.done("try")
        self.propose(status)
        return self.answer

    @property
    def answer(self) -> str:
        """Our only comment on the issue."""
        (one,) = [
            one["body"] for one in self.host.said.get(NUMBER, []) if "mallory" not in one["user"]["login"]
        ]
        return str(one)

    def branches(self) -> set[str]:
        return set(self.host.git("for-each-ref", "--format=%(refname)").splitlines())

    def proposed_diff(self) -> str:
        """What the branch of the issue changes, without a head of the diff."""
        lines = self.host.git("diff", "--unified=0", "main", f"request/{NUMBER}").splitlines()
        return "\n".join(line for line in lines if line[:1] in "+-")


class GithubFlow(Flow):
    """By the workflow Request."""

    def ask(self, text: str, **other: object) -> None:
        self.host.issue = {"number": NUMBER, "body": text, "state": "open", "labels": [], **other}
        (self.folder / "event.json").write_text(json.dumps({"action": "opened", "issue": self.host.issue}))

    def command(self, name: str) -> list[str]:
        return ["python", "-c", self.steps[name]]

    def environment(self) -> dict[str, str]:
        return {
            "GITHUB_EVENT_PATH": str(self.folder / "event.json"),
            "GITHUB_API_URL": self.host.url,
            "GITHUB_SERVER_URL": "https://github.example.org",
            "GITHUB_REPOSITORY": "acme/catalog",
            "GITHUB_REF_NAME": "main",
            "GITHUB_RUN_ID": "77",
            "GITHUB_TOKEN": "t0ken",
            "OUTCOME_FOLDER": str(self.kept),
        }

    def body_of(self, request: dict[str, Any]) -> str:
        return str(request["body"])


class GitlabFlow(Flow):
    """By the last two jobs of the pipeline."""

    def ask(self, text: str, **other: object) -> None:
        labels = other.pop("labels", [])  # stand beside the issue
        self.host.issue = {
            "iid": NUMBER, "description": text, "state": "opened", "confidential": False, **other
        }  # fmt: skip
        event = {"object_kind": "issue", "labels": labels, "object_attributes": self.host.issue}
        (self.folder / "event.json").write_text(json.dumps(event))

    def command(self, name: str) -> list[str]:
        return ["sh", "-e", "-c", self.steps[name]]

    def environment(self) -> dict[str, str]:
        return {
            "TRIGGER_PAYLOAD": str(self.folder / "event.json"),
            "CI_API_V4_URL": self.host.url,
            "CI_PROJECT_ID": "5",
            "CI_PROJECT_URL": "https://gitlab.example.org/acme/catalog",
            "CI_PIPELINE_URL": "https://gitlab.example.org/acme/catalog/-/pipelines/77",
            "CI_DEFAULT_BRANCH": "main",
            "SERVICEBOOK_REQUEST_TOKEN": "t0ken",
            "OUTCOME_FOLDER": str(self.kept),
        }

    def body_of(self, request: dict[str, Any]) -> str:
        return str(request["description"])


@contextmanager
def flow_at(host: str, written: Path, folder: Path, programs: Path) -> Iterator[Flow]:
    """An issue of the repository in ``folder/hosted``, with the scripts that are ``written`` in another one."""
    kind, answer = {"github": (GithubFlow, github_repository), "gitlab": (GitlabFlow, gitlab_project)}[host]
    with served(RepositoryHost(), answer) as served_host:
        assert isinstance(served_host, RepositoryHost)
        flow = kind(served_host, folder, programs)
        flow.steps = steps_of(host, written)
        yield flow


def steps_of(host: str, root: Path) -> dict[str, str]:
    """The two scripts of a repository that ``servicebook init`` has written for this host."""
    if host == "gitlab":
        pipeline = yaml.safe_load((root / ".gitlab-ci.yml").read_text(encoding="utf-8"))
        trying, proposing = pipeline["try-request"], pipeline["propose-request"]
        return {
            "try": "\n".join([trying["before_script"][0], *trying["script"]]),  # without what installs
            "propose": "\n".join(proposing["script"]),
        }
    flow = yaml.safe_load((root / ".github/workflows/request.yml").read_text(encoding="utf-8"))
    jobs = {name: job["steps"] for name, job in flow["jobs"].items()}
    (step,) = [step for step in jobs["try"] if "OUTCOME_FOLDER" in step.get("env", {})]
    (last,) = jobs["propose"]
    assert step["shell"] == last["shell"] == "python"
    return {"try": step["run"], "propose": last["run"]}
