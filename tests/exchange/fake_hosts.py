"""As much of GitHub's and GitLab's API as posting a comment needs, on a port of this machine."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

Answer = tuple[int, Any]


@dataclass
class Host:
    """What a host knows, and what was asked of it: method, path with query, headers, body."""

    comments: list[dict[str, Any]] = field(default_factory=list)
    statuses: list[dict[str, Any]] = field(default_factory=list)
    pulls: list[dict[str, Any]] = field(default_factory=list)
    artifacts: list[dict[str, Any]] = field(default_factory=list)
    archive: bytes = b""
    merge_request: dict[str, Any] = field(default_factory=dict)
    refuses: str = "nothing"
    asked: list[tuple[str, str, dict[str, str], Any]] = field(default_factory=list)
    url: str = ""
    store: str = ""

    def wrote(self) -> list[str]:
        """Each request that changes something."""
        return [f"{method} {path}" for method, path, _, _ in self.asked if method != "GET"]


def paged(items: list[dict[str, Any]], query: dict[str, list[str]]) -> list[dict[str, Any]]:
    page, size = int(query.get("page", ["1"])[0]), int(query.get("per_page", ["20"])[0])
    return items[(page - 1) * size : page * size]


def github(host: Host, method: str, path: str, query: dict[str, list[str]], body: Any) -> Answer:
    """An answer of GitHub; files of runs lie on another server."""
    path = path.removeprefix("/repos/acme/catalog")
    if path == "/pulls":
        return 200, [p for p in host.pulls if query["head"] == [p["head"]["label"]]]
    if re.fullmatch(r"/actions/runs/\d+/artifacts", path):
        return 200, {"artifacts": [a for a in host.artifacts if [a["name"]] == query["name"]]}
    if re.fullmatch(r"/actions/artifacts/\d+/zip", path):
        return 302, f"{host.store}/file"
    if re.fullmatch(r"/issues/\d+/comments", path):
        if method == "GET":
            return 200, paged(host.comments, query)
        made = {
            "id": 900,
            "body": body["body"],
            "user": {"login": "github-actions[bot]"},
            "html_url": "https://c/900",
        }
        host.comments.append(made)
        return 201, made
    if (found := re.fullmatch(r"/issues/comments/(\d+)", path)) and method == "PATCH":
        return 200, changed(host, int(found[1]), body)
    if path.startswith("/statuses/"):
        host.statuses.append({**body, "sha": path.rpartition("/")[2]})
        return 201, {}
    return 404, {"message": "Not Found"}


def gitlab(host: Host, method: str, path: str, query: dict[str, list[str]], body: Any) -> Answer:
    """An answer of GitLab."""
    if path == "/user":
        return 200, {"id": 7}
    if path == "/projects/5/merge_requests/34":
        return 200, host.merge_request
    if path == "/projects/5/merge_requests/34/notes":
        if method == "GET":
            return 200, paged(host.comments, query)
        host.comments.append({"id": 900, "body": body["body"], "author": {"id": 7}})
        return 201, host.comments[-1]
    if (found := re.fullmatch(r"/projects/5/merge_requests/34/notes/(\d+)", path)) and method == "PUT":
        return 200, changed(host, int(found[1]), body)
    if path.startswith("/projects/5/statuses/"):
        host.statuses.append({**body, "sha": path.rpartition("/")[2]})
        return 201, {}
    return 404, {"message": "404 Not found"}


def changed(host: Host, number: int, body: Any) -> dict[str, Any]:
    one = next(one for one in host.comments if one["id"] == number)
    one["body"] = body["body"]
    return one


@contextmanager
def served(
    host: Host, answer: Callable[[Host, str, str, dict[str, list[str]], Any], Answer]
) -> Iterator[Host]:
    """The host behind an address, with its store of files behind another one."""
    api = ThreadingHTTPServer(("127.0.0.1", 0), _handler(host, answer))
    store = ThreadingHTTPServer(("127.0.0.1", 0), _handler(host, lambda host, *_: (200, host.archive)))
    threads = [
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        for server in (api, store)
    ]
    host.url, host.store = (f"http://127.0.0.1:{server.server_address[1]}" for server in (api, store))
    for thread in threads:
        thread.start()
    try:
        yield host
    finally:
        for server, thread in zip((api, store), threads, strict=True):
            server.shutdown()
            thread.join()
            server.server_close()


def _handler(host: Host, answer: Callable[..., Answer]) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            length = int(self.headers.get("Content-Length") or 0)
            body = json.loads(self.rfile.read(length)) if length else None
            headers = {name.lower(): value for name, value in self.headers.items()}
            host.asked.append((self.command, self.path, headers, body))
            status, content = (
                (403, {"message": "Resource not accessible"})
                if f"{self.command} {self.path}".startswith(host.refuses)
                else answer(host, self.command, parts.path, parse_qs(parts.query), body)
            )
            payload = content if isinstance(content, bytes) else json.dumps(content).encode()
            self.send_response(status)
            if status == 302:
                self.send_header("Location", content)
            self.send_header("Content-Length", str(len(payload)))
            self.end_headers()
            self.wfile.write(payload)

        do_POST = do_PATCH = do_PUT = do_GET  # noqa: N815 (so BaseHTTPRequestHandler finds them)

        def log_message(self, *_: object) -> None:
            """Nothing: what was asked is kept."""

    return Handler
