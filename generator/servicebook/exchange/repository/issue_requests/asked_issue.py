"""The issue that a run is for, out of the file with its event; whatever stands in it is data."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

REQUEST_MARK = "servicebook-request"
"""With this word begins the block that holds a request."""
LABEL = "change-request"
OUTCOME_FILE = "outcome.json"
"""What the job that tries a request leaves for the one that proposes it."""


@dataclass(frozen=True)
class AskedIssue:
    """``number`` is the one by which it is called in its project; ``is_request``: whether anything is to be done."""

    number: int
    text: str
    is_request: bool


def asked_issue(environment: Mapping[str, str]) -> AskedIssue:
    """The issue of the event that GitHub or GitLab has left in a file for this run."""
    if "TRIGGER_PAYLOAD" in environment:
        return _of_gitlab(_event(environment["TRIGGER_PAYLOAD"]))
    return _of_github(_event(environment["GITHUB_EVENT_PATH"]))


def _event(path: str) -> Any:
    return json.loads(Path(path).read_text(encoding="utf-8"))


def _of_github(event: Any) -> AskedIssue:
    issue = event["issue"]
    text = issue["body"] or ""
    labels = [label["name"] for label in issue["labels"]]
    wanted = REQUEST_MARK in text or LABEL in labels
    return AskedIssue(int(issue["number"]), text, wanted and issue["state"] == "open")


def _of_gitlab(event: Any) -> AskedIssue:
    if event.get("object_kind") != "issue":  # a comment, or no event: somebody else has started a pipeline
        return AskedIssue(0, "", is_request=False)
    issue = event["object_attributes"]
    text = issue["description"] or ""
    labels = [label["title"] for label in event.get("labels") or ()]
    wanted = REQUEST_MARK in text or LABEL in labels
    # a merge request is seen by more than a confidential issue
    is_open = issue["state"] == "opened" and not issue.get("confidential")
    return AskedIssue(int(issue["iid"]), text, wanted and is_open)
