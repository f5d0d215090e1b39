"""From the saving of a file to the moment at which its page says so: a server, asked by HTTP until it does."""

import http.client
import socket
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from statistics import median

from benchmarks.children import ChildFailedError, Run, Watch, running
from benchmarks.growth.place import Place, with_words

EDITS = 3
_PAUSE = 0.02  # seconds between an answer and the next question
_PATIENCE = 900.0  # seconds until a server counts as failed
_LOOK, _IDLE, _MOST_WAITING = 0.5, 0.1, 300.0  # idle is who uses a tenth of a core in half a second


def served(
    place: Place, command: Callable[[str], Sequence[str]], file: Path, turn: int
) -> Iterator[tuple[str, Run]]:
    """Start a server, edit ``file`` several times, and end it: (step, measured), of its start and of an edit.

    ``command`` makes its command line of an address, ``127.0.0.1:8000``. An edit is made once the server has
    nothing left to do. Its processor time is all that the server uses until it is idle again. Raises
    ChildFailedError where the page does not change.
    """
    address = f"127.0.0.1:{_free_port()}"
    before = file.read_text(encoding="utf-8")
    began = time.perf_counter()
    try:
        with running(command(address)) as watch:
            _wait_for(watch, address, place.page, b"<h1")
            start = time.perf_counter() - began
            _wait_until_idle(watch)
            first_cpu = watch.cpu_seconds()
            first = Run(seconds=start, cpu_seconds=first_cpu, peak_bytes=watch.peak_bytes, phases={})
            waited = []
            for number in range(1, EDITS + 1):
                words = f"Seen in round {turn}-{number}."
                text = with_words(place, before, words)
                saved = time.perf_counter()
                file.write_text(text, encoding="utf-8")
                _wait_for(watch, address, place.page, words.encode())
                waited.append(time.perf_counter() - saved)
                _wait_until_idle(watch)
            used = watch.cpu_seconds() - first_cpu
    finally:
        file.write_text(before, encoding="utf-8")
    yield "serve, start to first page", first
    yield (
        "serve, saved to seen",
        Run(seconds=median(waited), cpu_seconds=used / EDITS, peak_bytes=watch.peak_bytes, phases={}),
    )


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def _wait_for(watch: Watch, address: str, page: str, words: bytes) -> None:
    """Ask for a page until it has the words, or the server has ended."""
    until = time.perf_counter() + _PATIENCE
    while words not in _answer(address, page):
        if watch.has_ended() or time.perf_counter() > until:
            raise ChildFailedError(f"http://{address}/{page} has not said {words.decode()}")
        time.sleep(_PAUSE)


def _answer(address: str, page: str) -> bytes:
    """The page, or nothing while there is no answer or another one than 200."""
    connection = http.client.HTTPConnection(address, timeout=_PATIENCE)
    try:
        connection.request("GET", f"/{page}")
        answer = connection.getresponse()
        return answer.read() if answer.status == 200 else b""
    except (OSError, http.client.HTTPException):
        return b""
    finally:
        connection.close()


def _wait_until_idle(watch: Watch) -> None:
    """Wait until the server has nothing to do, and at least for one look."""
    used, until = watch.cpu_seconds(), time.perf_counter() + _MOST_WAITING
    while time.perf_counter() < until:
        time.sleep(_LOOK)
        before, used = used, watch.cpu_seconds()
        if used - before < _IDLE * _LOOK:
            return
