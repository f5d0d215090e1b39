"""Proposes what an issue asks for as a pull request, and answers on the issue (GitHub).

It runs after the job that has tried the request, whose outcome is data. It writes to the branch ``request/<number>``
and to no other, and only texts in ``catalog/``.
"""

from __future__ import annotations

import os
import sys
import urllib.error
from urllib.parse import quote, urlencode

from servicebook.exchange.repository.comments.comment_text import MARKER, comment
from servicebook.exchange.repository.comments.github_api import BOT, asked, own_comment, say
from servicebook.exchange.repository.comments.github_artifacts import artifact_of, files_of
from servicebook.exchange.repository.comments.host_api import every_entry
from servicebook.exchange.repository.issue_requests.answer_text import (
    REQUEST_MARKER,
    branch_of,
    commit_message,
)
from servicebook.exchange.repository.issue_requests.answering import Branch, OpenRequest, answered_issue
from servicebook.exchange.repository.issue_requests.asked_issue import OUTCOME_FILE, asked_issue
from servicebook.exchange.repository.issue_requests.request_outcome import MAX_OUTCOME, Outcome, outcome_of

ARTIFACT = "request"
MAY_AGREE = ("OWNER", "MEMBER", "COLLABORATOR")
"""Anybody may approve where everybody can read; of others it means nothing."""


class Github:
    """The repository of this run; each method does what ``Host`` says of it."""

    sign = "#"

    def run_page(self) -> str:
        return self.commit_page("").replace("/commit/", f"/actions/runs/{os.environ['GITHUB_RUN_ID']}")

    def commit_page(self, commit: str) -> str:
        return f"{os.environ['GITHUB_SERVER_URL']}/{os.environ['GITHUB_REPOSITORY']}/commit/{commit}"

    def left_outcome(self, number: int) -> Outcome | None:
        artifact = artifact_of(os.environ["GITHUB_RUN_ID"], ARTIFACT)
        files = files_of(artifact, {OUTCOME_FILE: MAX_OUTCOME}) if artifact else None
        return outcome_of((files or {}).get(OUTCOME_FILE), number)

    def open_request(self, number: int) -> OpenRequest | None:
        own = os.environ["GITHUB_REPOSITORY"]
        query = {"state": "open", "head": f"{own.partition('/')[0]}:{branch_of(number)}", "per_page": 100}
        for pull in asked("GET", f"/pulls?{urlencode(query)}"):
            head = pull["head"]
            if (head["repo"] or {}).get("full_name") == own and head["ref"] == branch_of(number):
                itself = pull["auto_merge"] is not None
                return OpenRequest(int(pull["number"]), pull["title"], pull["body"] or "", itself)
        return None

    def is_approved(self, request: int) -> bool:
        said = {}  # by reviewer, the last word; a comment takes back none
        for review in every_entry(asked, f"/pulls/{request}/reviews"):
            if review["author_association"] in MAY_AGREE and review["state"] != "COMMENTED":
                said[(review["user"] or {}).get("login")] = review["state"]
        return "APPROVED" in said.values()

    def branch(self, number: int) -> Branch | None:
        try:
            sha = asked("GET", f"/git/ref/heads/{branch_of(number)}")["object"]["sha"]
        except urllib.error.HTTPError as fault:
            if fault.code == 404:
                return None
            raise
        last = asked("GET", f"/commits/{sha}")
        return Branch(last["commit"]["message"], (last["author"] or {}).get("login") == BOT)

    def write_branch(self, number: int, outcome: Outcome, *, is_there: bool) -> None:
        base = asked("GET", f"/git/commits/{outcome.commit}")["tree"]["sha"]
        entries = [
            {"path": path, "mode": "100644", "type": "blob", "content": text}
            for path, text in outcome.files.items()
        ]
        tree = asked("POST", "/git/trees", {"base_tree": base, "tree": entries})["sha"]
        commit = {"message": commit_message(number, outcome), "tree": tree, "parents": [outcome.commit]}
        sha = asked("POST", "/git/commits", commit)["sha"]
        if is_there:
            asked("PATCH", f"/git/refs/heads/{branch_of(number)}", {"sha": sha, "force": True})
        else:
            asked("POST", "/git/refs", {"ref": f"refs/heads/{branch_of(number)}", "sha": sha})

    def propose(self, number: int, title: str, body: str) -> int | None:
        wanted = {"title": title, "body": body, "head": branch_of(number), "base": self.default_branch()}
        try:
            return int(asked("POST", "/pulls", wanted)["number"])
        except urllib.error.HTTPError as fault:
            if fault.code == 403:  # a setting of the repository, or of its organization
                return None
            raise

    def opening_page(self, number: int, title: str) -> str:
        sides = f"{quote(self.default_branch())}...{branch_of(number)}"
        query = urlencode({"expand": 1, "title": title, "body": f"Closes #{number}"})
        return self.commit_page("").replace("/commit/", f"/compare/{sides}?{query}")

    def change_request(self, request: int, title: str, body: str) -> None:
        asked("PATCH", f"/pulls/{request}", {"title": title, "body": body})

    def say_meaning(self, request: int, report: str, foot: str) -> None:
        # begun like the comment of the workflow "Comment", which goes on with it once the checks have run
        say(request, own_comment(request, MARKER), comment(report, foot, self.run_page()))

    def say(self, number: int, body: str) -> None:
        say(number, own_comment(number, REQUEST_MARKER), body)

    def default_branch(self) -> str:
        """On which this workflow stands, as it does for every issue."""
        return os.environ["GITHUB_REF_NAME"]


def proposed() -> int:
    """Propose what the issue asks for; 1 when it could not be tried, or GitHub refuses something."""
    issue = asked_issue(os.environ)
    if not issue.is_request:
        print("the issue asks for no change of the catalog, or is closed")
        return 0
    try:
        now = asked("GET", f"/issues/{issue.number}")
        if now["state"] != "open" or (now["body"] or "") != issue.text:
            print(f"#{issue.number} is closed, or was edited since, and then has a run of its own")
            return 0
        status = answered_issue(Github(), issue)
    except OSError as fault:  # GitHub refuses it, or cannot be reached
        print(f"::error::{fault}".replace("\n", " "))
        return 1
    print(f"#{issue.number}: answered")
    return status


if __name__ == "__main__":
    sys.exit(proposed())
