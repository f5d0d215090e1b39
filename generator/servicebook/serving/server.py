"""Answers browsers: pages and files of the site as it is now, and an event for every change of it."""

from __future__ import annotations

import hashlib
import json
import logging
import mimetypes
import socket
import sys
import threading
from html import escape
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from ipaddress import IPv6Address, ip_address
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

from servicebook.problems import Problem
from servicebook.serving.live_site import LiveSite, State
from servicebook.serving.shown_catalog import ShownCatalog
from servicebook.serving.surroundings import NoSiteError
from servicebook.wording import text

OWN = ".servicebook/"
"""Where the server has files of its own: no site has any there."""
_SCRIPT, _STYLES, _EVENTS = f"{OWN}live.js", f"{OWN}live.css", f"{OWN}events"
_BEAT = 15.0
"""Seconds after which a line without meaning is sent, by which it is seen who is no longer there."""
_MOST_ERRORS = 20
_FAULT = b"<!doctype html><html lang=en><title>500</title><body><p>%s</p></body></html>"
"""What is shown in place of a page that cannot be made, until it can."""

log = logging.getLogger("servicebook.serving")


class Server(ThreadingHTTPServer):
    """Serves a site at ``mount``, a path with ``/`` at both ends. Raises :class:`OSError` where it cannot listen."""

    daemon_threads = True
    block_on_close = False
    site: LiveSite

    def __init__(self, host: str, port: int, mount: str) -> None:
        self.address_family = _family(host)
        self.mount = mount
        super().__init__((host, port), _Handler)

    def server_bind(self) -> None:
        """Bind, without asking the network for the name of this machine, as the class above does."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.socket.bind(self.server_address)
        self.server_address = self.socket.getsockname()
        self.server_name, self.server_port = str(self.server_address[0]), int(self.server_address[1])

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of browsers that go away in the middle of an answer: that is nobody's fault."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]  # which it only prints


def _family(host: str) -> socket.AddressFamily:
    try:
        return socket.AF_INET6 if isinstance(ip_address(host), IPv6Address) else socket.AF_INET
    except ValueError:
        return socket.AF_INET


class _Handler(BaseHTTPRequestHandler):
    server: Server
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        path = _asked_path(self.path)
        mount = self.server.mount
        if path is None or not path.startswith(mount):
            # nothing else is there, but whoever leaves out where the site is to lie means the site
            if path in {"/", mount.rstrip("/")}:
                self._redirect(mount)
            else:
                self._send_missing()
            return
        path = path.removeprefix(mount)
        if path == _EVENTS:
            self._events()
        elif path in {_SCRIPT, _STYLES}:
            content = (files("servicebook.serving") / path.removeprefix(OWN)).read_bytes()
            self._send(HTTPStatus.OK, content, _type_of(path))
        else:
            try:
                self._answer(path)
            except NoSiteError as fault:
                log.error("%s", fault)  # noqa: TRY400  # for users
                told = _FAULT % escape(str(fault)).encode()
                self._send_page(HTTPStatus.INTERNAL_SERVER_ERROR, told)

    def do_HEAD(self) -> None:
        self.do_GET()

    def _answer(self, path: str) -> None:
        """A page or file of the site."""
        shown = self.server.site.state.shown
        root = shown.surroundings.root
        of_catalog = path.removeprefix(root) if path.startswith(root) else None
        page = None if of_catalog is None else _page_path(of_catalog)
        if page is not None and (html := shown.page(page)) is not None:
            self._send_page(HTTPStatus.OK, html)
            return
        self._answer_file(shown, path, of_catalog)

    def _answer_file(self, shown: ShownCatalog, path: str, of_catalog: str | None) -> None:
        """What is no page of the catalog; ``of_catalog`` is its path there, where it is in the catalog's folder."""
        folder = shown.surroundings.folder
        file = _file_below(folder, path)
        if file is not None and file.is_dir():
            if path and not path.endswith("/"):
                self._redirect(f"{self.server.mount}{path}/")
                return
            file = file / "index.html"
        if file is not None and file.is_file():
            self._send_file(file.read_bytes(), str(file))
        elif of_catalog is not None and (content := shown.file(_file_path(of_catalog))) is not None:
            self._send_file(content, _file_path(of_catalog))
        elif of_catalog and not path.endswith("/") and shown.has_page(f"{of_catalog}/"):
            self._redirect(f"{self.server.mount}{path}/")
        else:
            self._send_missing()

    def _send_missing(self) -> None:
        missing = self.server.site.state.shown.surroundings.folder / "404.html"
        self._send_page(HTTPStatus.NOT_FOUND, missing.read_bytes() if missing.is_file() else b"")

    def _send_file(self, content: bytes, name: str) -> None:
        if name.endswith(".html"):
            self._send_page(HTTPStatus.OK, content)
        else:
            self._send(HTTPStatus.OK, content, _type_of(name))

    def _send_page(self, status: HTTPStatus, html: bytes) -> None:
        mount = quote(self.server.mount).encode()
        page = _digest(html).encode()
        script = b'<script type="module" data-page="%s" src="%s%s"></script>' % (
            page,
            mount,
            _SCRIPT.encode(),
        )
        body, end, rest = html.rpartition(b"</body>")
        content = body + script + end + rest if end else html + script
        self._send(status, content, "text/html; charset=utf-8")

    def _send(self, status: HTTPStatus, content: bytes, content_type: str) -> None:
        tag = f'"{_digest(content)}"'
        if status is HTTPStatus.OK and self.headers.get("If-None-Match") == tag:
            status, content = HTTPStatus.NOT_MODIFIED, b""
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "no-cache")
        if status is not HTTPStatus.NOT_FOUND:
            self.send_header("ETag", tag)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def _redirect(self, path: str) -> None:
        query = urlsplit(self.path).query
        self.send_response(HTTPStatus.FOUND)
        self.send_header("Location", quote(path) + (f"?{query}" if query else ""))
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _events(self) -> None:
        """An event for the state that is shown, and for each that follows, until the browser goes."""
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream; charset=utf-8")
        self.send_header("Cache-Control", "no-store")
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True
        if self.command == "HEAD":
            return
        site = self.server.site
        state: State | None = site.state
        number = -1
        try:
            while not site.is_closed:
                if state is None:
                    self.wfile.write(b":\n\n")
                else:
                    number = state.number
                    self.wfile.write(b"data: " + _event(state) + b"\n\n")
                self.wfile.flush()
                state = None
                state = site.wait_beyond(number, _BEAT)
        except OSError:  # the browser has gone
            return

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: what is asked for is no news."""


def _digest(content: bytes) -> str:
    return hashlib.blake2b(content, digest_size=12).hexdigest()


def _event(state: State) -> bytes:
    told = {
        "number": state.number,
        "fault": state.fault,
        "errors": [_told(problem) for problem in state.errors[:_MOST_ERRORS]],
        "title": text("serve.not-shown"),
        "more": text("serve.more-errors", count=more)
        if (more := len(state.errors) - _MOST_ERRORS) > 0
        else "",
    }
    return json.dumps(told).encode()


def _told(problem: Problem) -> dict[str, str]:
    return {
        "place": str(problem.place),
        "code": problem.code,
        "message": problem.public_message or problem.message,
        "hint": problem.public_hint or problem.hint or "",
    }


def _asked_path(address: str) -> str | None:
    """The path that is asked for; None where no site can have it: nothing has an address like that."""
    try:
        path = unquote(urlsplit(address).path)
    except ValueError:  # of a host that is none
        return None
    return None if "\0" in path else path


def _page_path(path: str) -> str | None:
    """The path of the page that an address asks for; None where it asks for another file."""
    if path.endswith("/index.html") or path == "index.html":
        path = path.removesuffix("index.html")
    return path if path == "" or path.endswith("/") else None


def _file_path(path: str) -> str:
    return f"{path}index.html" if path == "" or path.endswith("/") else path


def _file_below(folder: Path, path: str) -> Path | None:
    """The file or folder that a path leads to; None where there is none, or none below the folder."""
    try:
        file = (folder / path).resolve()
        file.stat()
    except OSError:  # or its name is too long for any
        return None
    return file if file.is_relative_to(folder.resolve()) else None


def _type_of(path: str) -> str:
    guessed = mimetypes.guess_type(path)[0] or "application/octet-stream"
    if guessed in {"text/javascript", "application/javascript"}:
        guessed = "text/javascript"
    is_text = guessed.startswith("text/") or guessed in {"application/json", "image/svg+xml"}
    return f"{guessed}; charset=utf-8" if is_text else guessed


def serve_in_background(server: Server) -> threading.Thread:
    """Let the server answer in a thread of its own."""
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True)
    thread.start()
    return thread
