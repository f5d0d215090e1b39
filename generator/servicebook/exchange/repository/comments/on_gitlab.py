"""Posts what a merge request changes as one comment on it, which later pipelines bring up to date (GitLab)."""

from __future__ import annotations

import os
import sys
import urllib.error
from pathlib import Path
from typing import Any

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
from servicebook.exchange.repository.comments.gitlab_api import answer_of, note, own_note
from servicebook.exchange.repository.comments.words import WORDS

TOKEN = "SERVICEBOOK_TOKEN"
MAX_STATUS = 255


def asked(method: str, path: str, body: object = None) -> Any:
    """What GitLab's API answers."""
    return answer_of(os.environ[TOKEN], method, path, body)


def read(name: str, most: int) -> str | None:
    """A file that the job before has left, empty where it has not; None where there is more of it than is read."""
    file = Path(name)
    if not file.is_file():
        return ""
    with file.open("rb") as opened:
        content = opened.read(most + 1)
    return content.decode(errors="replace") if len(content) <= most else None


def post(request: str, sha: str) -> None:
    """Create the comment, change it, or leave it as it is."""
    run = os.environ["CI_PIPELINE_URL"]
    report, data = read(REPORT, MAX_REPORT), read(DATA, MAX_DATA)
    there = own_note(asked, f"{request}/notes", MARKER)
    if is_nothing(report or "", data or ""):
        if there is None:
            print("nothing changes")
            return
        body = nothing()
    else:
        lost = WORDS["too_large" if report is None else "no_report"].format(run=run)
        page = f"{os.environ['CI_PROJECT_URL']}/-/commit/{sha}"
        body = comment(
            report if report and report.strip() else lost,
            WORDS["made_of"].format(commit=sha[:7], commit_page=page, run=run),
            run,
        )
    note(asked, f"{request}/notes", there, body)


def name_affected(project: str, sha: str) -> None:
    """Name who is affected as a status of the commit, where the token may."""
    departments = affected(read(DATA, MAX_DATA) or "")
    if not departments:
        return
    status = {
        "state": "success",  # it informs; what stops a merge is the job that compares
        "name": WORDS["status"],
        "description": status_line(departments, MAX_STATUS),
        "pipeline_id": int(os.environ["CI_PIPELINE_ID"]),
    }
    try:
        asked("POST", f"{project}/statuses/{sha}", status)
    except urllib.error.HTTPError as fault:
        if fault.code != 403:
            raise
        print("no status of the commit: that would take a token of the role Developer")


def posted() -> int:
    """Post for the merge request of the pipeline; 1 when GitLab refuses something."""
    project = f"/projects/{int(os.environ['CI_MERGE_REQUEST_PROJECT_ID'])}"
    request = f"{project}/merge_requests/{int(os.environ['CI_MERGE_REQUEST_IID'])}"
    # a pipeline for the merged result runs on a commit that nobody has made
    sha = os.environ.get("CI_MERGE_REQUEST_SOURCE_BRANCH_SHA") or os.environ["CI_COMMIT_SHA"]
    try:
        if asked("GET", request)["sha"] != sha:
            print("the merge request has a newer commit, whose own pipeline says what changes")
            return 0
        post(request, sha)
        name_affected(project, os.environ["CI_COMMIT_SHA"])
    except OSError as fault:  # GitLab refuses it, or cannot be reached
        print(f"{fault}".replace("\n", " "))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(posted())
