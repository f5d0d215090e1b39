"""A running ``servicebook serve``, and what it tells browsers."""

from __future__ import annotations

import json
import os
import re
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPResponse
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from tests.sites import DAY
from tests.support import wait_until
from tests.warm_python import Process, start


@dataclass(frozen=True)
class Serving:
    """The catalog that is shown, where, and what the server has printed so far."""

    root: Path
    log: Path
    process: Process

    @property
    def base(self) -> str:
        """The address of the site."""
        return re.findall(r"Serving on (\S+)", self.printed())[-1]

    def printed(self) -> str:
        return self.log.read_text(encoding="utf-8")

    def wait_until(self, what: Callable[[], bool]) -> None:
        """Until it is so; fails where the server has ended."""
        wait_until(what, self.process, self.printed)

    def page(self, path: str) -> str:
        """What is answered, whatever it is."""
        return self.answer(path)[1].decode()

    def answer(self, path: str, **headers: str) -> tuple[int, bytes]:
        """The status and the content of an answer."""
        try:
            with urlopen(Request(self.base + path, headers=headers)) as response:
                return response.status, response.read()
        except HTTPError as fault:
            return fault.code, fault.read()

    @contextmanager
    def states(self) -> Iterator[Iterator[dict[str, Any]]]:
        """The states as an open page is told of them: first the one that is shown now."""
        with urlopen(f"{self.base}.servicebook/events") as stream:
            yield _events(stream)


def _events(stream: HTTPResponse) -> Iterator[dict[str, Any]]:
    for line in stream:
        if line.startswith(b"data: "):
            yield json.loads(line.removeprefix(b"data: "))


@contextmanager
def serving(programs: Path, root: Path, log: Path, *options: str) -> Iterator[Serving]:
    """Serve a catalog at a free port, on the day of all tests, until the block ends.

    ``programs`` is the folder of :func:`tests.warm_python.warm_python`, or that of Python itself, where all is loaded.
    """
    command = ("serve", "--root", str(root), "--address", "127.0.0.1:0", "--today", DAY, *options)
    env = {"PYTHONIOENCODING": "utf-8", "PYTHONUNBUFFERED": "1"}
    with Path(os.devnull).open("rb") as nothing, log.open("wb") as out:
        streams = (nothing.fileno(), out.fileno(), out.fileno())
        with start(programs, ["-m", "servicebook.cli", *command], streams, env) as process:
            try:
                running = Serving(root, log, process)
                running.wait_until(lambda: "Serving on" in running.printed())
                yield running
            finally:
                process.send_signal(signal.SIGINT)
