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
from tests.warm_python import call

SIGNALS = (signal.SIGKILL, signal.SIGTERM, signal.SIGINT)

_PATHS = {
    "open": 1, "os.rename": 2, "os.remove": 1, "os.mkdir": 1, "os.rmdir": 1, "os.link": 2, "os.symlink": 2,
    "os.truncate": 1, "os.chmod": 1, "os.utime": 1, "shutil.rmtree": 1, "shutil.move": 2, "shutil.copyfile": 2,
}  # fmt: skip
"""By audit event that writes, how many of its first arguments are paths."""
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC


def events(args: Sequence[str], folder: Path, programs: Path) -> list[str]:
    """What a command, which runs to its end, writes below a folder: each step as ``event path …``.

    It runs in a process of its own, of the ``programs`` of :func:`tests.warm_python.warm_python`.
    """
    reading, writing = os.pipe()
    script = "import sys; from tests.kills import noted; sys.exit(noted(*sys.argv[1:]))"
    status = _called(programs, script, str(folder), *args, output=writing)
    os.close(writing)
    with os.fdopen(reading, encoding="utf-8") as told:
        steps = told.read().splitlines()
    assert status == 0, Path(os.environ["KILLS_LOG"])
    return steps


def ended_at(args: Sequence[str], folder: Path, number: int, ending: signal.Signals, programs: Path) -> int:
    """The exit status of a command that gets a signal as it begins a step, counted from 0; negative if killed by it."""
    script = "import sys; from tests.kills import signalled; sys.exit(signalled(*sys.argv[1:]))"
    return _called(programs, script, str(folder), str(number), str(int(ending)), *args)


def _called(programs: Path, script: str, *args: str, output: int | None = None) -> int:
    with Path(os.devnull).open("r+") as quiet, Path(os.environ["KILLS_LOG"]).open("a") as log:
        streams = (quiet.fileno(), quiet.fileno() if output is None else output, log.fileno())
        return call(programs, ["-c", script, *args], streams)


def noted(folder: str, *args: str) -> int:
    """A command within this process, whose output gets nothing but its steps."""
    steps = os.dup(1)
    with Path(os.devnull).open("w") as quiet:
        os.dup2(quiet.fileno(), 1)
    _watch(Path(folder), lambda event: os.write(steps, f"{event}\n".encode()))
    return main(args)


def signalled(folder: str, number: str, ending: str, *args: str) -> int:
    """A command within this process, which gets a signal as it begins a step."""
    _end_at(Path(folder), int(number), signal.Signals(int(ending)))
    return main(args)


def steps_of(work: Callable[[], int], folder: Path) -> list[str]:
    """The same of anything, which is done in a process that is forked from this one and must end with 0."""
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
        _end_at(folder, number, ending)
        return work()

    return os.waitstatus_to_exitcode(forked(child))


def _end_at(folder: Path, number: int, ending: signal.Signals) -> None:
    so_far = 0

    def end(_: str) -> None:
        nonlocal so_far
        so_far += 1
        if so_far == number + 1:
            os.kill(os.getpid(), ending)

    _watch(folder, end)


def _watch(folder: Path, heed: Callable[[str], object]) -> None:
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
