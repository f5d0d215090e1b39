"""Commands that are ended by a signal at every step at which they write to the disk."""

from __future__ import annotations

import os
import signal
import stat
import sys
import traceback
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NoReturn

from servicebook.cli import main

SIGNALS = (signal.SIGKILL, signal.SIGTERM, signal.SIGINT)

_PATHS = {
    "open": 1, "os.rename": 2, "os.remove": 1, "os.mkdir": 1, "os.rmdir": 1, "os.link": 2, "os.symlink": 2,
    "os.truncate": 1, "os.chmod": 1, "os.utime": 1, "shutil.rmtree": 1, "shutil.move": 2, "shutil.copyfile": 2,
}  # fmt: skip
"""By audit event that writes, how many of its first arguments are paths."""
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC


def events(args: Sequence[str], folder: Path) -> list[str]:
    """What a command, which runs to its end, writes below a folder: each step as ``event path …``."""
    return steps_of(lambda: main(args), folder)


def ended_at(args: Sequence[str], folder: Path, number: int, ending: signal.Signals) -> int:
    """The exit status of a command that gets a signal as it begins a step, counted from 0; negative if killed by it."""
    return run_until(lambda: main(args), folder, number, ending)


def steps_of(work: Callable[[], int], folder: Path) -> list[str]:
    """The same of anything, which is done in a process of its own and must end with 0."""
    reading, writing = os.pipe()

    def child() -> int:
        def note(event: str) -> None:
            os.write(writing, f"{event}\n".encode())

        _watch(folder, note)
        return work()

    status = forked(child)
    os.close(writing)
    with os.fdopen(reading, encoding="utf-8") as told:
        steps = told.read().splitlines()
    assert os.waitstatus_to_exitcode(status) == 0, Path(os.environ["KILLS_LOG"])
    return steps


def run_until(work: Callable[[], int], folder: Path, number: int, ending: signal.Signals) -> int:
    """The same of anything."""

    def child() -> int:
        so_far = 0

        def end(_: str) -> None:
            nonlocal so_far
            so_far += 1
            if so_far == number + 1:
                os.kill(os.getpid(), ending)

        _watch(folder, end)
        return work()

    return os.waitstatus_to_exitcode(forked(child))


def _watch(folder: Path, heed: Callable[[str], None]) -> None:
    """For the rest of this process, call ``heed`` before each step that writes below the folder."""

    def hook(event: str, given: tuple[Any, ...]) -> None:
        if event not in _PATHS or (event == "open" and not _writes(given)):
            return
        paths = [os.fspath(path) for path in given[: _PATHS[event]] if not isinstance(path, int)]
        told = [Path.cwd() / os.fsdecode(path) for path in paths]
        if any(path.is_relative_to(folder) for path in told):
            heed(" ".join([event, *map(str, told)]))

    sys.addaudithook(hook)


def _writes(given: tuple[Any, ...]) -> bool:
    path, mode, flags = given
    if isinstance(mode, str) and set(mode) & set("wxa+"):
        return path is not None
    return isinstance(flags, int) and bool(flags & _WRITING)


def forked(work: Callable[[], int]) -> int:
    """The wait status of a process that does the work with everything that is loaded here, and ends."""
    child = os.fork()
    if child == 0:
        _work(work)
    return os.waitpid(child, 0)[1]


def _work(work: Callable[[], int]) -> NoReturn:
    status = 99
    try:
        signal.signal(signal.SIGINT, signal.default_int_handler)  # a run in the background ignores it
        quiet = os.open(os.devnull, os.O_RDWR)
        for number in (0, 1, 2):
            os.dup2(quiet, number)
        sys.stdin, sys.stdout, sys.stderr = (
            os.fdopen(number, mode, closefd=False) for number, mode in enumerate("rww")
        )
        status = work()
    except BaseException:  # noqa: BLE001  # this process never returns to pytest
        Path(os.environ["KILLS_LOG"]).write_text(traceback.format_exc(), encoding="utf-8")
    finally:
        os._exit(status)


def tree(folder: Path) -> dict[str, tuple[int, bytes | None]]:
    """Everything below a folder, hidden or not, with its permissions."""
    return dict(_entries(folder))


def _entries(folder: Path) -> Iterator[tuple[str, tuple[int, bytes | None]]]:
    for path in sorted(folder.rglob("*")):
        content = path.read_bytes() if path.is_file() else None
        yield path.relative_to(folder).as_posix(), (stat.S_IMODE(path.lstat().st_mode), content)
