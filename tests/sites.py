"""Sites as they are made and seen: built by the command, read as HTML, served to a browser."""

from __future__ import annotations

import shutil
import subprocess
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from html.parser import HTMLParser
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socket import socket
from typing import Any

from tests.support import REPOSITORY, run_process

DAY = "2026-11-22"
PARTS = ("catalog", "site_config", "mkdocs.yml")
SUB_PATH = "/house/services/"
"""The server shows the site a second time in this folder."""


def build(root: Path, site: Path, *args: str) -> subprocess.CompletedProcess[str]:
    """``servicebook build`` in a process of its own, as of :data:`DAY`."""
    return run_process("build", "--root", str(root), "--site", str(site), "--today", DAY, *args)


def build_well(root: Path, site: Path, *args: str) -> Path:
    """The same where nothing may go wrong; the site."""
    done = build(root, site, *args)
    assert done.returncode == 0, done.stdout + done.stderr
    return site


def copy_of_example(to: Path) -> Path:
    """The example organization in a folder of its own."""
    for part in PARTS:
        source = REPOSITORY / part
        copy: Any = shutil.copytree if source.is_dir() else shutil.copy
        to.mkdir(parents=True, exist_ok=True)
        copy(source, to / part)
    return to


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, byte for byte."""
    return {str(f.relative_to(folder)): f.read_bytes() for f in sorted(folder.rglob("*")) if f.is_file()}


@dataclass(frozen=True, slots=True)
class Element:
    """A start tag."""

    tag: str
    attributes: Mapping[str, str]
    line: int


@dataclass
class Html(HTMLParser):
    """A page as its start tags, and the words of its title."""

    text: str
    elements: list[Element] = field(default_factory=list)
    title: str = ""

    def __post_init__(self) -> None:
        super().__init__()
        self._in_title = False
        self.feed(self.text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(Element(tag, {name: value or "" for name, value in attrs}, self.getpos()[0]))
        self._in_title = tag == "title"

    def handle_endtag(self, tag: str) -> None:
        self._in_title = False

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.title += data

    def ids(self) -> list[str]:
        """Every id, in order."""
        return [e.attributes["id"] for e in self.elements if "id" in e.attributes]


def pages_of(site: Path) -> dict[str, Html]:
    """Every page of a site by its path, ``services/it/laptop-repair/``; ``404.html`` as it is."""
    found = {}
    for file in sorted(site.rglob("*.html")):
        path = str(file.relative_to(site)).removesuffix("index.html")
        found[path] = Html(file.read_text(encoding="utf-8"))
    return found


def headers_of(site: Path) -> dict[str, str]:
    """The headers that a site's ``_headers`` wants for every path; none where there is no such file."""
    file = site / "_headers"
    if not file.is_file():
        return {}
    path, *lines = file.read_text(encoding="utf-8").splitlines()
    assert path == "/*"
    return {name.strip(): value.strip() for name, _, value in (line.partition(":") for line in lines)}


class _Handler(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def __init__(self, *args: Any, headers: Mapping[str, str], **options: Any) -> None:
        self.wanted = headers
        super().__init__(*args, **options)

    def translate_path(self, path: str) -> str:
        if path.startswith(SUB_PATH):
            path = "/" + path.removeprefix(SUB_PATH)
        return super().translate_path(path)

    def end_headers(self) -> None:
        for name, value in self.wanted.items():
            self.send_header(name, value)
        super().end_headers()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory) / "404.html"
        if code != 404 or not page.is_file():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        pass


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that goes on to another page while it is being answered is no fault."""


@contextmanager
def served(site: Path) -> Iterator[str]:
    """The site at an address of this machine, with the headers that it asks for, and its own 404 page."""
    handler = partial(_Handler, directory=str(site), headers=headers_of(site))
    with _Server(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()


def free_port() -> int:
    """A port that nobody listens on at the moment."""
    with socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port
