"""A site as a web server sends it to a browser, and a count of what was sent: the body of every answer, in gzip.

Everything may be cached for an hour, so a page that a reader has seen costs nothing again.
"""

import gzip
import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

BLANK = "blank.html"
"""An empty page of every served site, without the site's policy of what may run."""
_BLANK_PAGE = b"<!doctype html><meta charset=utf-8><title>Blank</title><link rel=icon href=data:,>"
_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
_FLAGS = (
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


@dataclass(frozen=True, slots=True)
class Amount:
    """What was sent: bytes as compressed, and the number of requests."""

    bytes: int
    requests: int


@dataclass(slots=True)
class Sent:
    """The bytes of every answer since the last :meth:`taken`; the empty page does not count."""

    sizes: list[int] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, size: int) -> None:
        """Note an answer."""
        with self.lock:
            self.sizes.append(size)

    def taken(self) -> Amount:
        """What was sent since the last time; the count begins anew."""
        with self.lock:
            sizes, self.sizes = self.sizes, []
        return Amount(sum(sizes), len(sizes))


@contextmanager
def served(site: Path) -> Iterator[tuple[str, Sent]]:
    """The site at an address of this machine, and what is sent of it."""
    sent = Sent()
    with _Server(("127.0.0.1", 0), partial(_Handler, directory=str(site), sent=sent)) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/", sent
        finally:
            server.shutdown()
            thread.join()


@contextmanager
def opened_browser() -> Iterator[Browser]:
    """A browser of this machine, else Playwright's own; ``CHROMIUM`` names another.

    Raises playwright's Error where there is none.
    """
    path = os.environ.get("CHROMIUM") or next(
        (found for name in _NAMES if (found := shutil.which(name))), None
    )
    as_root = hasattr(os, "geteuid") and os.geteuid() == 0
    flags = [*_FLAGS, "--no-sandbox"] if as_root else [*_FLAGS]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=flags)
        yield browser
        browser.close()


class _Handler(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def __init__(self, *args: object, sent: Sent, **kwargs: object) -> None:
        self.sent = sent
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]

    def do_GET(self) -> None:  # the library's name
        file = Path(self.translate_path(self.path))
        file = file / "index.html" if file.is_dir() else file
        blank = self.path == f"/{BLANK}"
        if not blank and not file.is_file():
            self.sent.add(0)
            self.send_error(404)
            return
        body = _BLANK_PAGE if blank else _compressed(file)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(file)))
        if not blank:
            self.send_header("Content-Encoding", "gzip")
            self.sent.add(len(body))
        self.send_header("Cache-Control", "max-age=3600")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        pass


@lru_cache(maxsize=512)
def _compressed(file: Path) -> bytes:
    return gzip.compress(file.read_bytes(), compresslevel=6, mtime=0)


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that goes on while it is being answered is no fault."""
