"""The server answers whatever address it is asked for, below the path at which the site is to lie."""

from __future__ import annotations

import socket
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

from tests.serving.running import Serving, serving
from tests.support import SMALL, write

CONFIG = (
    "site_name: Small\nsite_url: https://example.org/k%C3%A4se/\ndocs_dir: pages\ntheme: {name: servicebook}\n"
    "plugins: [servicebook]\n"
)


def asked(server: Serving, path: str) -> tuple[int, str | None]:
    """The status for a path from the very top, and where the answer leads on to."""
    connection = HTTPConnection(urlsplit(server.base).netloc)
    connection.request("GET", path)
    answer = connection.getresponse()
    connection.close()
    return answer.status, answer.getheader("Location")


def answer_to(server: Serving, request: str, headers: str = "") -> bytes:
    """All that is answered to a request with these headers, until the server hangs up."""
    where = urlsplit(server.base)
    with socket.create_connection((where.hostname, where.port)) as browser:
        browser.sendall(f"{request} HTTP/1.1\r\nHost: x\r\n{headers}\r\n".encode())
        return b"".join(iter(lambda: browser.recv(1000), b""))


def test_a_site_is_below_its_path_whatever_letters_that_has_and_nothing_is_beside_it(
    tmp_path: Path, warm: Path
) -> None:
    root = write(tmp_path / "root", {**SMALL, "mkdocs.yml": CONFIG, "pages/note.md": "# Note\n"})
    with serving(warm, root, tmp_path / "log") as server:
        assert server.base.endswith("/k%C3%A4se/")
        assert asked(server, "/k%C3%A4se/services/it/repair/") == (200, None)
        assert 'src="/k%C3%A4se/.servicebook/live.js"' in server.page("note/")
        for path in ("/", "/k%C3%A4se"):
            assert asked(server, path) == (302, "/k%C3%A4se/")
        assert asked(server, "/k%C3%A4se/services") == (302, "/k%C3%A4se/services/")
        for path in ("/services/", "/favicon.ico", "/k%C3%A4sekuchen/"):
            assert asked(server, path) == (404, None), path
        for path in ("%00", "services/%00/", "long" * 2000, f"services/{'long' * 100}/"):
            assert server.answer(path)[0] == 404, "no file can have a name like that"
        events = answer_to(server, f"HEAD {urlsplit(server.base).path}.servicebook/events")
        assert events.startswith(b"HTTP/1.1 200") and events.endswith(b"\r\n\r\n"), "and ends"
        assert answer_to(server, "HEAD http://[no-host/", "Connection: close\r\n").startswith(b"HTTP/1.1 404")
