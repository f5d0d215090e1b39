"""Proposes what an issue asks for as a merge request, and answers on the issue (GitLab).

It runs after the job that has tried the request, whose outcome is data. It writes to the branch ``request/<number>``
and to no other, and only texts in ``catalog/``.
"""

from __future__ import annotations

import os
import sys
import urllib.error
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from servicebook.exchange.repository.comments.gitlab_api import answer_of, note, own_note
from servicebook.exchange.repository.issue_requests.answer_text import (
    REQUEST_MARKER,
    branch_of,
    commit_message,
)
from servicebook.exchange.repository.issue_requests.answering import Branch, OpenRequest, answered_issue
from servicebook.exchange.repository.issue_requests.asked_issue import OUTCOME_FILE, asked_issue
from servicebook.exchange.repository.issue_requests.request_outcome import MAX_OUTCOME, Outcome, outcome_of

TOKEN = "SERVICEBOOK_REQUEST_TOKEN"


def asked(method: str, path: str, body: object = None) -> Any:
    """What GitLab's API answers of the project."""
    return answer_of(os.environ[TOKEN], method, path, body)


def in_project(path: str) -> str:
    """The path of something in the project."""
    return f"/projects/{int(os.environ['CI_PROJECT_ID'])}{path}"


class Gitlab:
    """The project of this pipeline; each method does what ``Host`` says of it."""

    sign = "!"

    def run_page(self) -> str:
        return os.environ["CI_PIPELINE_URL"]

    def commit_page(self, commit: str) -> str:
        return f"{os.environ['CI_PROJECT_URL']}/-/commit/{commit}"

    def left_outcome(self, number: int) -> Outcome | None:
        file = Path(os.environ["OUTCOME_FOLDER"], OUTCOME_FILE)
        if not file.is_file():
            return None
        with file.open("rb") as opened:
            content = opened.read(MAX_OUTCOME + 1)
        return outcome_of(content.decode(errors="replace"), number) if len(content) <= MAX_OUTCOME else None

    def open_request(self, number: int) -> OpenRequest | None:
        query = urlencode({"state": "opened", "source_branch": branch_of(number)})
        own = int(os.environ["CI_PROJECT_ID"])
        for one in asked("GET", in_project(f"/merge_requests?{query}")):
            if one["source_project_id"] == one["target_project_id"] == own:
                itself = bool(one["merge_when_pipeline_succeeds"])
                return OpenRequest(int(one["iid"]), one["title"], one["description"] or "", itself)
        return None

    def is_approved(self, request: int) -> bool:
        return bool(asked("GET", in_project(f"/merge_requests/{request}/approvals"))["approved_by"])

    def branch(self, number: int) -> Branch | None:
        path = in_project(f"/repository/branches/{quote(branch_of(number), safe='')}")
        try:
            last = asked("GET", path)["commit"]
        except urllib.error.HTTPError as fault:
            if fault.code == 404:
                return None
            raise
        own = asked("GET", "/user").get("commit_email")
        return Branch(last["message"], own is None or last["author_email"] == own)

    def write_branch(self, number: int, outcome: Outcome, *, is_there: bool) -> None:
        actions = [
            {"action": "create" if path in outcome.added else "update", "file_path": path, "content": text}
            for path, text in outcome.files.items()
        ]
        commit = {
            "branch": branch_of(number),
            "start_sha": outcome.commit,
            "force": is_there,
            "commit_message": commit_message(number, outcome),
            "actions": actions,
        }
        asked("POST", in_project("/repository/commits"), commit)

    def propose(self, number: int, title: str, body: str) -> int | None:
        wanted = {
            "title": title,
            "description": body,
            "source_branch": branch_of(number),
            "target_branch": os.environ["CI_DEFAULT_BRANCH"],
            "remove_source_branch": True,
        }
        return int(asked("POST", in_project("/merge_requests"), wanted)["iid"])

    def opening_page(self, number: int, title: str) -> str:
        sides = {"source_branch": branch_of(number), "title": title}
        query = urlencode({f"merge_request[{name}]": value for name, value in sides.items()})
        return f"{os.environ['CI_PROJECT_URL']}/-/merge_requests/new?{query}"

    def change_request(self, request: int, title: str, body: str) -> None:
        asked("PUT", in_project(f"/merge_requests/{request}"), {"title": title, "description": body})

    def say_meaning(self, request: int, report: str, foot: str) -> None:
        """Nothing: its own pipeline does."""

    def say(self, number: int, body: str) -> None:
        notes = in_project(f"/issues/{number}/notes")
        note(asked, notes, own_note(asked, notes, REQUEST_MARKER), body)


def proposed() -> int:
    """Propose what the issue asks for; 1 when it could not be tried, or GitLab refuses something."""
    issue = asked_issue(os.environ)
    if not issue.is_request:
        print("the issue asks for no change of the catalog, or is closed")
        return 0
    if not os.environ.get(TOKEN):
        print(f"there is no {TOKEN}, so nothing is proposed")
        return 1
    try:
        now = asked("GET", in_project(f"/issues/{issue.number}"))
        if now["state"] != "opened" or now["confidential"] or (now["description"] or "") != issue.text:
            print(f"#{issue.number} is closed, or was edited since, and then has a pipeline of its own")
            return 0
        status = answered_issue(Gitlab(), issue)
    except OSError as fault:  # GitLab refuses it, or cannot be reached
        print(f"{fault}".replace("\n", " "))
        return 1
    print(f"#{issue.number}: answered")
    return status


if __name__ == "__main__":
    sys.exit(proposed())
