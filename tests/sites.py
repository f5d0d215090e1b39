"""Sites as they are made and seen: built by the command, read as HTML, served to a browser."""

from __future__ import annotations

import importlib.resources
import os
import posixpath
import re
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from html.parser import HTMLParser
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socket import socket
from typing import Any
from urllib.parse import unquote, urlsplit

from mkdocs.__main__ import cli as mkdocs_cli

from servicebook.source.git_command import run_git
from servicebook.source.kept_file import CACHE
from tests.support import REPOSITORY, run, run_here
from tests.warm_python import call

DAY = "2026-11-22"
"""The day of every test: its commands judge as of it, and its browser thinks that it is noon of it in UTC."""
NOON = datetime.fromisoformat(f"{DAY}T12:00:00+00:00")
PARTS = ("catalog", "site_config", "mkdocs.yml")
NO_WORDS = {"site_config/organization.yml": "name: Small\nlanguage: eo\n"}
"""Makes small sites quick whose search is not what a test is about: the index of an English one, with what English
words mean, takes more than half of such a build."""
SUB_PATH = "/house/services/"
"""The server shows the site a second time in this folder."""
AXE = "axe.min.js"
"""The server has axe-core at the root of every site: the browser compiles once what it asks a server for, and
each time what a test gives it."""
AXE_FILE = importlib.resources.files("axe_playwright_python") / AXE
MISSING = "404.html"
ADDRESSES = ("href", "src", "action", "poster", "data", "formaction", "data-open-now", "data-today")


def build(root: Path, site: Path, *args: str) -> subprocess.CompletedProcess[str]:
    """``servicebook build`` as of :data:`DAY`, within this process: most of what a small one costs are imports."""
    return run("build", "--root", str(root), "--site", str(site), "--today", DAY, *args)


def build_well(root: Path, site: Path, *args: str) -> Path:
    """The same where nothing may go wrong; the site."""
    done = build(root, site, *args)
    assert done.returncode == 0, done.stdout + done.stderr
    return site


def build_apart(programs: Path, root: Path, site: Path) -> Path:
    """A whole site by the command in a process of its own, of the folder of :func:`tests.warm_python.warm_python`."""
    command = ["-m", "servicebook.cli", "build", "--root", str(root), "--site", str(site), "--today", DAY]
    with Path(os.devnull).open("rb") as nothing, tempfile.TemporaryFile() as log:
        status = call(programs, command, (nothing.fileno(), log.fileno(), log.fileno()))
        log.seek(0)
        assert status == 0, log.read().decode()
    return site


def mkdocs(root: Path, *args: str) -> subprocess.CompletedProcess[str]:
    """MkDocs itself, as of :data:`DAY`, within this process."""
    env = {"NO_MKDOCS_2_WARNING": "1"}
    return run_here(lambda: mkdocs_cli.main(args, "mkdocs"), *args, cwd=root, env=env)


def copy_of_example(to: Path) -> Path:
    """The example organization in a folder of its own."""
    for part in PARTS:
        source = REPOSITORY / part
        copy: Any = shutil.copytree if source.is_dir() else shutil.copy
        to.mkdir(parents=True, exist_ok=True)
        copy(source, to / part)
    return to


def clone_of_example(to: Path) -> Path:
    """The same with all that git knows of it: whatever is told of its history is told of the copy."""
    git = Path(run_git(REPOSITORY, "rev-parse", "--absolute-git-dir").decode().strip())
    shutil.copytree(git, to / ".git")
    return copy_of_example(to)


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, byte for byte; but for what is kept for the next command."""
    paths = {file: file.relative_to(folder) for file in sorted(folder.rglob("*")) if file.is_file()}
    return {str(path): file.read_bytes() for file, path in paths.items() if path.parent != CACHE}


@dataclass(frozen=True, slots=True)
class Element:
    """A start tag."""

    tag: str
    attributes: Mapping[str, str]
    line: int


_START = re.compile(r"""<[a-z][^<>"']*(?:"[^"]*"[^<>"']*)*(?<!/)>""")
_END = re.compile("</[a-z][a-z0-9]*>")


@dataclass
class Html(HTMLParser):
    """A page as its start tags, and the words of its title.

    Python's parser reads each start tag once: the pages of a site repeat most of them.
    """

    text: str
    elements: list[Element] = field(default_factory=list)
    title: str = ""

    def __post_init__(self) -> None:
        super().__init__()
        self._in_title = False
        self.feed(self.text)
        self.close()

    def parse_starttag(self, i: int) -> int:
        written = _START.match(self.rawdata, i)
        if written is None:
            return super().parse_starttag(i)
        if known := _read_tags.get(written[0]):
            self._take(*known)
            return written.end()
        before = len(self.elements)
        end = super().parse_starttag(i)
        # what is in a script or a style is no tag, and how to read on is up to the parser
        if end == written.end() and len(self.elements) > before and self.cdata_elem is None:
            _read_tags[written[0]] = (self.elements[-1].tag, self.elements[-1].attributes)
        return end

    def parse_endtag(self, i: int) -> int:
        written = _END.match(self.rawdata, i) if self.cdata_elem is None else None
        if written is None:
            return super().parse_endtag(i)
        self._in_title = False
        return written.end()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._take(tag, {name: value or "" for name, value in attrs})

    def _take(self, tag: str, attributes: Mapping[str, str]) -> None:
        self.elements.append(Element(tag, attributes, self.getpos()[0]))
        self._in_title = tag == "title"

    def handle_endtag(self, tag: str) -> None:
        self._in_title = False

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.title += data

    def ids(self) -> list[str]:
        """Every id, in order."""
        return [e.attributes["id"] for e in self.elements if "id" in e.attributes]


_read_tags: dict[str, tuple[str, Mapping[str, str]]] = {}
"""What start tags say, by how they are written."""


def page_files(site: Path) -> dict[str, Path]:
    """The file of every page of a site by the page's path, ``services/it/laptop-repair/``; ``404.html`` as it is."""
    return {str(f.relative_to(site)).removesuffix("index.html"): f for f in sorted(site.rglob("*.html"))}


def pages_of(site: Path) -> dict[str, Html]:
    """Every page of a site by its path, parsed, which takes a second for the example."""
    return {path: Html(file.read_text(encoding="utf-8")) for path, file in page_files(site).items()}


def addresses(page: Html) -> Iterator[tuple[Element, str, str]]:
    """Every address of a page: its element, its attribute, and what it is."""
    for element in page.elements:
        for name in ADDRESSES:
            if name in element.attributes:
                yield element, name, element.attributes[name]


def internal(address: str) -> bool:
    """Whether an address is within the site."""
    parts = urlsplit(address)
    return not parts.scheme and not parts.netloc


def target_of(path: str, address: str) -> tuple[str, str]:
    """The file that an address leads to from a page, and the fragment; both below the site's root."""
    parts = urlsplit(address)
    way = unquote(parts.path)
    here = "" if path == MISSING else path
    if not way:
        return (path if path == MISSING else f"{path}index.html"), unquote(parts.fragment)
    whole = way.lstrip("/") if way.startswith("/") else posixpath.join(here, way)
    file = posixpath.normpath(whole)
    if way.endswith(("/", "/.", "/..")) or way in (".", ".."):
        file = posixpath.normpath(f"{file}/index.html")
    return file, unquote(parts.fragment)


def dead(path: str, address: str, files: set[str], ids: dict[str, set[str]]) -> str | None:
    """Why an address of a page leads nowhere; None when it leads somewhere."""
    file, fragment = target_of(path, address)
    if file not in files:
        return f"{path}: {address} → there is no {file}"
    if fragment and fragment not in ids.get(file, set()):
        return f"{path}: {address} → {file} has no id {fragment}"
    return None


@dataclass(frozen=True, slots=True)
class Addresses:
    """How a site holds together: (path, address) within it, and why those that lead nowhere do."""

    seen: list[tuple[str, str]]
    dead: list[str]


def dead_addresses(site: Mapping[str, Html], folder: Path) -> Addresses:
    """Every address within the site, whose pages are given by path and whose files lie in the folder."""
    files = {str(file.relative_to(folder)) for file in folder.rglob("*") if file.is_file()}
    ids = {
        path if path == MISSING else f"{path}index.html": {*page.ids(), "__top"}
        for path, page in site.items()
    }
    seen = [
        (path, address)
        for path, page in site.items()
        for _, _, address in addresses(page)
        if internal(address)
    ]
    faults = [dead(path, address, files, ids) for path, address in dict.fromkeys(seen)]
    return Addresses(seen, [fault for fault in faults if fault])


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
    # head and body of an answer leave together and at once: the body would wait, for some 40 ms, until the browser has
    # said that it has the head
    disable_nagle_algorithm = True
    wbufsize = -1

    def __init__(self, *args: Any, headers: Mapping[str, str], **options: Any) -> None:
        self.wanted = headers
        super().__init__(*args, **options)

    def translate_path(self, path: str) -> str:
        if path.startswith(SUB_PATH):
            path = "/" + path.removeprefix(SUB_PATH)
        if path == f"/{AXE}":
            return str(AXE_FILE)
        return super().translate_path(path)

    def end_headers(self) -> None:
        # a site that has just been built would be asked for again with every page: what changed lately is kept for
        # seconds only where nobody says how long
        self.send_header("Cache-Control", "max-age=86400")
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
    """The site at an address of this machine, with the headers that it asks for, and its own 404 page.

    It must not change meanwhile: a browser asks for each file once.
    """
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
