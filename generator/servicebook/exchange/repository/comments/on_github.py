"""Posts what a pull request changes as one comment on it, which later runs bring up to date (GitHub).

It runs for a finished run of the workflow that checks pull requests. What that run has left is data, and so is all that
it says of itself: which pull request it belongs to is found out by its commit.
"""

from __future__ import annotations

import json
import os
import sys
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
from servicebook.exchange.repository.comments.github_api import asked, own_comment, say
from servicebook.exchange.repository.comments.github_artifacts import artifact_of, files_of
from servicebook.exchange.repository.comments.words import WORDS

ARTIFACT = "changes"
MAX_STATUS = 140


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


def report_of(artifact: dict[str, Any]) -> tuple[str | None, str]:
    """The report and its data, empty where they are not there; None for a report that is longer than is read."""
    files = files_of(artifact, {REPORT: MAX_REPORT, DATA: MAX_DATA})
    if files is None:
        return None, ""
    return files.get(REPORT, ""), files.get(DATA) or ""


def foot(pull: dict[str, Any], run: dict[str, Any]) -> str:
    """Of what commit the report is."""
    sha = run["head_sha"]
    page = f"{pull['base']['repo']['html_url']}/commit/{sha}"
    return WORDS["made_of"].format(commit=sha[:7], commit_page=page, run=run["html_url"])


def post(pull: dict[str, Any], run: dict[str, Any], report: str | None, data: str) -> None:
    """Create the comment, change it, or leave it as it is; name who is affected as a status of the commit."""
    number, page = pull["number"], run["html_url"]
    there = own_comment(number, MARKER)
    if is_nothing(report or "", data):
        body = nothing()
        if there is None:
            print(f"#{number}: nothing changes")
            return
    else:
        lost = WORDS["too_large" if report is None else "no_report"].format(run=page)
        is_fork = pull["head"]["repo"]["id"] != pull["base"]["repo"]["id"]
        told = report if report and report.strip() else lost
        body = comment(told, foot(pull, run), page, from_fork=is_fork)
    link = say(number, there, body)
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
        kept = [(pull, artifact_of(run["id"], f"{ARTIFACT}-{pull['number']}")) for pull in pulls]
        for pull, artifact in kept:
            if artifact is not None:
                post(pull, run, *report_of(artifact))
            elif len(kept) == 1:  # else it is a run for another one of them
                post(pull, run, "", "")
    except OSError as fault:  # GitHub refuses it, or cannot be reached
        print(f"::error::{fault}".replace("\n", " "))
        return 1
    if not pulls:
        print("the pull request is closed, or has a newer commit, whose own run says what changes")
    return 0


if __name__ == "__main__":
    sys.exit(posted())
