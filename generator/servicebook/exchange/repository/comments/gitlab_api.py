"""GitLab's API, as scripts in pipelines use it with a token of the project."""

from __future__ import annotations

import json
import os
import urllib.request
from collections.abc import Callable
from typing import Any

from servicebook.exchange.repository.comments.host_api import answered, every_entry


def answer_of(token: str, method: str, path: str, body: object = None) -> Any:
    """What GitLab's API answers to whoever has the ``token``."""
    headers = {"PRIVATE-TOKEN": token, "Content-Type": "application/json"}
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(f"{os.environ['CI_API_V4_URL']}{path}", data, headers, method=method)
    return json.loads(answered(request, path))


def own_note(asked: Callable[..., Any], notes: str, marker: str) -> dict[str, Any] | None:
    """The comment that the owner of the token has made; one that somebody else has begun with the same line is none."""
    me = asked("GET", "/user")["id"]
    for one in every_entry(asked, notes):
        if one["author"]["id"] == me and one["body"].startswith(marker):
            return dict(one)
    return None


def note(asked: Callable[..., Any], notes: str, there: dict[str, Any] | None, body: str) -> None:
    """Create our comment, or change the one that is ``there`` where it says something else."""
    if there is None:
        asked("POST", notes, {"body": body})
    elif there["body"].strip() != body.strip():
        asked("PUT", f"{notes}/{there['id']}", {"body": body})
