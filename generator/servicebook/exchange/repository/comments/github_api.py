"""GitHub's API, as scripts in workflows use it with the token of their job."""

from __future__ import annotations

import json
import os
import urllib.error
import urllib.request
from typing import Any

from servicebook.exchange.repository.comments.host_api import answered, every_entry

BOT = "github-actions[bot]"


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


def own_comment(number: int, marker: str) -> dict[str, Any] | None:
    """Our comment on an issue or pull request; one that somebody else has begun with the same line is none."""
    for one in every_entry(asked, f"/issues/{number}/comments"):
        if (one["user"] or {}).get("login") == BOT and (one["body"] or "").startswith(marker):
            return dict(one)
    return None


def say(number: int, there: dict[str, Any] | None, body: str) -> str:
    """Create our comment, or change the one that is ``there`` where it says something else; its address."""
    if there is None:
        return str(asked("POST", f"/issues/{number}/comments", {"body": body})["html_url"])
    if there["body"].strip() != body.strip():
        asked("PATCH", f"/issues/comments/{there['id']}", {"body": body})
    return str(there["html_url"])
