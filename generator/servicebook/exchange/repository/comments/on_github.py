"""Posts what a pull request changes as one comment on it, which later runs bring up to date (GitHub).

It runs for a finished run of the workflow that checks pull requests. What that run has left is data, and so is all that
it says of itself: which pull request it belongs to is found out by its commit.
"""

from __future__ import annotations

import io
import json
import os
import sys
import urllib.error
import urllib.request
import zipfile
import zlib
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from servicebook.exchange.repository.comments.comment_text import (
    DATA,
    MARKER,
    MAX_DATA,
    MAX_REPORT,
    REPORT,
    affected,
    comment,
    is_nothing,
    nothing,
    status_line,
)
from servicebook.exchange.repository.comments.host_api import answered, every_entry
from servicebook.exchange.repository.comments.words import WORDS

ARTIFACT = "changes"
MAX_ARCHIVE = 8_000_000
BOT = "github-actions[bot]"
MAX_STATUS = 140


def sent(method: str, path: str, body: object = None) -> bytes:
    """What the API of the repository answers; the address of what it leads to where it only leads on."""
    address = f"{os.environ['GITHUB_API_URL']}/repos/{os.environ['GITHUB_REPOSITORY']}{path}"
    headers = {
        "Accept": "application/vnd.github+json",
        "Authorization": f"Bearer {os.environ['GITHUB_TOKEN']}",
        "Content-Type": "application/json",
        "X-GitHub-Api-Version": "2022-11-28",
    }
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(address, data, headers, method=method)
    try:
        return answered(request, path)
    except urllib.error.HTTPError as fault:
        if fault.code == 302:
            return str(fault.headers["Location"]).encode()
        raise


def asked(method: str, path: str, body: object = None) -> Any:
    """The same, where the answer is JSON."""
    return json.loads(sent(method, path, body))


def pull_requests(run: dict[str, Any]) -> list[dict[str, Any]]:
    """The open pull requests of this repository whose last commit is the one that the run was for."""
    head = run["head_repository"]
    if head is None:  # a fork that is gone
        return []
    query = {"state": "open", "head": f"{head['owner']['login']}:{run['head_branch']}", "per_page": 100}
    return [
        pull
        for pull in asked("GET", f"/pulls?{urlencode(query)}")
        if pull["head"]["sha"] == run["head_sha"]
        and (pull["head"]["repo"] or {}).get("id") == head["id"]
        and pull["base"]["repo"]["full_name"] == os.environ["GITHUB_REPOSITORY"]
    ]


def artifact_of(run: dict[str, Any], number: int) -> dict[str, Any] | None:
    """The newest that the run has kept for a pull request."""
    query = urlencode({"name": f"{ARTIFACT}-{number}", "per_page": 100})
    kept = asked("GET", f"/actions/runs/{run['id']}/artifacts?{query}")["artifacts"]
    return max((one for one in kept if not one["expired"]), key=lambda one: one["id"], default=None)


def files_of(artifact: dict[str, Any]) -> dict[str, str] | None:
    """The report and its data, as far as they are there; None where the report is longer than is read."""
    if artifact["size_in_bytes"] > MAX_ARCHIVE:
        return None
    with urllib.request.urlopen(
        sent("GET", f"/actions/artifacts/{artifact['id']}/zip").decode(), timeout=60
    ) as answer:
        content = answer.read(MAX_ARCHIVE + 1)
    files = {}
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name, most in ((REPORT, MAX_REPORT), (DATA, MAX_DATA)):
                if name in archive.namelist():
                    with archive.open(name) as file:
                        part = file.read(most + 1)  # never more, whatever the archive says of its size
                    if len(part) <= most:
                        files[name] = part.decode(errors="replace")
                    elif name == REPORT:
                        return None
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, OSError, EOFError):
        return {}
    return files


def existing(number: int) -> dict[str, Any] | None:
    """Our comment; one that somebody else has begun with the same line is none."""
    for one in every_entry(asked, f"/issues/{number}/comments"):
        if (one["user"] or {}).get("login") == BOT and (one["body"] or "").startswith(MARKER):
            return dict(one)
    return None


def foot(pull: dict[str, Any], run: dict[str, Any]) -> str:
    """Of what commit the report is."""
    sha = run["head_sha"]
    page = f"{pull['base']['repo']['html_url']}/commit/{sha}"
    return WORDS["made_of"].format(commit=sha[:7], commit_page=page, run=run["html_url"])


def post(pull: dict[str, Any], run: dict[str, Any], files: dict[str, str] | None) -> None:
    """Create the comment, change it, or leave it as it is; name who is affected as a status of the commit."""
    number, page = pull["number"], run["html_url"]
    report, data = (files or {}).get(REPORT, ""), (files or {}).get(DATA, "")
    there = existing(number)
    if is_nothing(report, data):
        body = nothing()
        if there is None:
            print(f"#{number}: nothing changes")
            return
    else:
        if not report.strip():
            report = WORDS["too_large" if files is None else "no_report"].format(run=page)
        is_fork = pull["head"]["repo"]["id"] != pull["base"]["repo"]["id"]
        body = comment(report, foot(pull, run), page, from_fork=is_fork)
    link = (there or {}).get("html_url", page)
    if there is None:
        link = asked("POST", f"/issues/{number}/comments", {"body": body})["html_url"]
    elif there["body"].strip() != body.strip():
        asked("PATCH", f"/issues/comments/{there['id']}", {"body": body})
    print(f"#{number}: {link}")
    if departments := affected(data):
        status = {
            "state": "success",  # it informs; what stops a merge is the run itself
            "context": WORDS["status"],
            "description": status_line(departments, MAX_STATUS),
            "target_url": link,
        }
        asked("POST", f"/statuses/{run['head_sha']}", status)


def posted() -> int:
    """Post for each pull request of the run; 1 when GitHub refuses something."""
    event = json.loads(Path(os.environ["GITHUB_EVENT_PATH"]).read_text(encoding="utf-8"))
    run = event["workflow_run"]
    if run["event"] != "pull_request" or run["conclusion"] not in ("success", "failure", "timed_out"):
        print(f"nothing to post of a run that is: {run['event']}, {run['conclusion']}")
        return 0
    try:
        pulls = pull_requests(run)
        kept = [(pull, artifact_of(run, pull["number"])) for pull in pulls]
        for pull, artifact in kept:
            if artifact is not None:
                post(pull, run, files_of(artifact))
            elif len(kept) == 1:  # else it is a run for another one of them
                post(pull, run, {})
    except OSError as fault:  # GitHub refuses it, or cannot be reached
        print(f"::error::{fault}".replace("\n", " "))
        return 1
    if not pulls:
        print("the pull request is closed, or has a newer commit, whose own run says what changes")
    return 0


if __name__ == "__main__":
    sys.exit(posted())
