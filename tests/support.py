"""Small catalogs on disk, and what the generator says about them."""

from __future__ import annotations

import ctypes
import io
import logging
import os
import re
import signal
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, chdir, contextmanager, redirect_stderr, redirect_stdout
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Protocol
from unittest.mock import patch

from servicebook.cli import main
from servicebook.loading import LoadedCatalog, load_catalog
from servicebook.model.catalog import Catalog
from servicebook.problems import Problem

REPOSITORY = Path(__file__).parents[1]
CASES = REPOSITORY / "tests" / "cases"
TODAY = date(2026, 9, 1)

IT = "catalog/departments/it"
HR = "catalog/departments/hr"
MINIMAL = {
    f"{IT}/department.yml": "name: IT\nsummary: Devices and accounts.\n",
}
"""The least that is a catalog."""

SMALL = {
    "site_config/calendars.yml": 'office:\n  name: Office\n  open: {mon: ["09:00-17:00"]}\n',
    "site_config/priorities.yml": (
        "default: normal\npriorities:\n  high: {name: High}\n  normal: {name: Normal}\n"
    ),
    f"{IT}/department.yml": (
        "name: IT\nsummary: Devices.\nhead: it/lead\nsupport_hours: office\n"
        "channels: [{type: desk, place: Floor 2}]\n"
    ),
    f"{IT}/roles.yml": "lead: {title: Lead, holders: [ana], deputies: [ben]}\n",
    f"{IT}/services/repair.yml": (
        "name: Repair\nsummary: We mend it.\nroles: {owner: it/lead}\n"
        "targets: [{measure: response_time, within: 4 hours}]\n"
    ),
    f"{HR}/department.yml": "name: HR\nsummary: People.\nhead: hr/head\n",
    f"{HR}/roles.yml": "head: {title: Head, holders: [ben]}\n",
    "catalog/people.yml": "ana: {name: Ana}\nben: {name: Ben}\n",
}
"""Two departments, a service with a promise, two people: no problem at all."""


def write(root: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write the files below ``root``, texts as UTF-8 and byte for byte."""
    for folder in {(root / path).parent for path in files}:
        folder.mkdir(parents=True, exist_ok=True)
    for path, content in files.items():
        # nearly every test writes its catalog: a buffer would take longer than what it holds
        with (root / path).open("wb", buffering=0) as file:
            file.write(content if isinstance(content, bytes) else content.encode())
    return root


def make_catalog(root: Path, files: Mapping[str, str | bytes], *, base: Mapping[str, str] = MINIMAL) -> Path:
    """A repository with ``base``, and ``files`` on top of it."""
    return write(root, {**base, **files})


def opened(root: Path, today: date = TODAY) -> LoadedCatalog:
    """The catalog at ``root`` with all that was found."""
    return load_catalog(root, today)


@lru_cache(maxsize=4)
def example_on(day: date) -> LoadedCatalog:
    """The example organization, which must not have errors, read once for all tests that look at it on this day."""
    result = load_catalog(REPOSITORY, day)
    assert not result.errors, [told(p) for p in result.problems]
    return result


def catalog(root: Path, today: date = TODAY) -> Catalog:
    """The catalog at ``root``, which must not have errors."""
    result = load_catalog(root, today)
    assert not result.errors, [told(p) for p in result.problems]
    return result.catalog


def problems(root: Path, today: date = TODAY) -> tuple[Problem, ...]:
    """Everything that is found at ``root``."""
    return load_catalog(root, today).problems


def told(problem: Problem) -> str:
    """``path:line:column code``, which is what most tests are about."""
    return f"{problem.place} {problem.code}"


def found(root: Path, today: date = TODAY) -> list[str]:
    """Every problem as ``path:line:column code``."""
    return [told(problem) for problem in problems(root, today)]


def errors(root: Path, today: date = TODAY) -> list[str]:
    """Every error as ``path:line:column code``."""
    return [told(p) for p in problems(root, today) if p.severity.value == "error"]


def marked(text: str) -> tuple[str, int, int]:
    """The text without its ``«``, and the line and column where that stood."""
    before, mark, after = text.partition("«")
    assert mark, f"no « in {text!r}"
    lines = re.split("\r\n|\r|\n", before)
    return before + after, len(lines), len(lines[-1]) + 1


def run(
    *args: str, cwd: Path | None = None, env: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """The command line within this process, which is ten times faster than one of its own."""
    return run_here(lambda: main(args), *args, cwd=cwd, env=env)


def run_here(
    program: Callable[[], int | None],
    *args: str,
    cwd: Path | None = None,
    env: Mapping[str, str] | None = None,
) -> subprocess.CompletedProcess[str]:
    """A program within this process, and what it prints and logs there; the process is left as it was."""
    out, err = io.StringIO(), io.StringIO()
    with ExitStack() as stack:
        stack.enter_context(patch.dict(os.environ, env or {}))
        stack.enter_context(chdir(cwd or Path.cwd()))
        stack.enter_context(redirect_stdout(out))
        stack.enter_context(redirect_stderr(err))
        stack.enter_context(_as_in_a_new_process())
        try:
            status = program() or 0
        except SystemExit as ended:  # argparse, click
            status = int(ended.code or 0)
    return subprocess.CompletedProcess(list(args), status, out.getvalue(), err.getvalue())


def forget_plugins() -> None:
    """MkDocs keeps plugins that hear of its start, and what they hold, for the next build of the same process."""
    if loaded := sys.modules.get("mkdocs.config.defaults"):
        loaded.MkDocsConfig.plugins.plugin_cache.clear()


@contextmanager
def _as_in_a_new_process() -> Iterator[None]:
    """Logging that is not set up yet, which pytest's own would keep from printing, and MkDocs without its memory."""
    loggers = [logging.getLogger(), logging.getLogger("mkdocs")]
    before = [(logger.handlers, logger.level, logger.propagate) for logger in loggers]
    for logger in loggers:
        logger.handlers = []
    forget_plugins()
    try:
        yield
    finally:
        for logger, (handlers, level, propagate) in zip(loggers, before, strict=True):
            logger.handlers, logger.propagate = handlers, propagate
            logger.setLevel(level)


def run_process(
    *args: str, cwd: Path | None = None, env: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """The command line, in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "servicebook.cli", *args],
        cwd=cwd,
        env={**os.environ, **(env or {})},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@contextmanager
def permissions_hold() -> Iterator[None]:
    """File permissions hold for this thread, as they do for whoever is not root."""
    if os.geteuid() != 0:
        yield
        return
    capabilities = _capabilities()
    _set_capabilities([capabilities[0] & ~_PASS_PERMISSIONS, *capabilities[1:]])
    try:
        yield
    finally:
        _set_capabilities(capabilities)


_PASS_PERMISSIONS = 1 << 1 | 1 << 2
"""Linux's CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH, with which root reads and writes whatever it likes."""
_OF_THIS_THREAD = struct.pack("Ii", 0x20080522, 0)


def _capabilities() -> list[int]:
    """Those of this thread: effective, permitted and inheritable ones, and the same of higher numbers."""
    data = ctypes.create_string_buffer(24)
    assert ctypes.CDLL(None).capget(_OF_THIS_THREAD, data) == 0
    return [*struct.unpack("6I", data.raw)]


def _set_capabilities(capabilities: Sequence[int]) -> None:
    assert ctypes.CDLL(None).capset(_OF_THIS_THREAD, struct.pack("6I", *capabilities)) == 0


class Running(Protocol):
    """A running process, however it was started."""

    @property
    def returncode(self) -> int | None: ...

    def poll(self) -> int | None: ...


def wait_until(what: Callable[[], bool], process: Running, printed: Callable[[], str] = str) -> None:
    """Wait until something is so that a running process brings about; fails where the process has ended before."""
    while not what():
        ended = process.poll() is not None
        assert not ended or what(), f"it ended with {process.returncode}: {printed()}"
        time.sleep(0.02)


def heed_interrupts() -> None:
    """For a process that is about to start: a run in the background ignores interrupts, and one under ``nohup`` the end
    of its terminal; so does all that they start."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    if hasattr(signal, "SIGHUP"):  # not on every system
        signal.signal(signal.SIGHUP, signal.SIG_DFL)


def run_at_terminal(
    *args: str,
    answers: str,
    cwd: Path,
    program: Sequence[str] = (sys.executable, "-m", "servicebook.cli"),
) -> tuple[int, str]:
    """The command line at a terminal at which ``answers`` are typed; the exit status and what could be seen."""
    import pty  # not on every system

    ours, theirs = pty.openpty()
    try:
        os.write(ours, answers.encode())
        process = subprocess.Popen(
            [*program, *args],
            cwd=cwd,
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
        )
        os.close(theirs)
        seen = b""
        while part := _read(ours):
            seen += part
        return process.wait(), seen.decode().replace("\r\n", "\n")
    finally:
        os.close(ours)


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:  # how Linux says that nobody is at the other end any more
        return b""


@contextmanager
def in_one_process() -> Iterator[None]:
    """Beside another thread nothing is forked."""
    done = threading.Event()
    other = threading.Thread(target=done.wait)
    other.start()
    try:
        yield
    finally:
        done.set()
        other.join()
