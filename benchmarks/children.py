"""Commands as child processes, measured: seconds, processor time and memory of each with all that it starts.

Every child gets a session of its own, by which its processes are told from others, also when one in between has ended.
"""

import contextlib
import os
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import IO

TODAY = "2026-11-22"
SERVICEBOOK = Path(sys.executable).with_name("servicebook")
MAKE_CATALOG = Path(__file__).with_name("make_catalog.py")
MEGABYTE = 1_000_000
_RSS_UNIT = 1 if sys.platform == "darwin" else 1024  # the bytes that one of ru_maxrss stands for
_PROC = Path("/proc")
_PAUSE = 0.1  # seconds between two looks at the memory of a child
_SHARE = 20  # a pause is at least so many times as long as the look before it, which costs processor time too
_PHASE = re.compile(r"^servicebook: (?P<phase>\S.*?) (?P<seconds>[0-9]+(?:\.[0-9]+)?) s$", re.MULTILINE)
_MOST_READ = 20_000  # bytes of a child's standard output, and of its standard error


class ChildFailedError(Exception):
    """A measured command did not end with 0; the message holds its output."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One child process, from its start to its end."""

    seconds: float
    cpu_seconds: float  # of all its processes together
    peak_bytes: int  # of all its processes together, where /proc tells it; else of the largest one
    phases: Mapping[str, float]  # seconds, by the name that the child gives the phase


def run_child(command: Sequence[str], *, folder: Path | None = None) -> Run:
    """Run a command to its end, in a folder. Raises ChildFailedError unless it ends with 0.

    On Linux a child starts with the peak of its parent, so this program has to stay small: catalogs are made in a
    child too.
    """
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
        began = time.perf_counter()
        with _child(command, folder, output, errors) as child, Watch(child) as watch:
            _, status, usage = os.wait4(child.pid, 0)
            seconds = time.perf_counter() - began
            child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode:
            raise ChildFailedError(_failed(command, child.returncode, output, errors))
        told = _PHASE.finditer(_end_of(errors))
    return Run(
        seconds=seconds,
        cpu_seconds=usage.ru_utime + usage.ru_stime,
        peak_bytes=max(watch.peak_bytes, usage.ru_maxrss * _RSS_UNIT),
        phases={found["phase"]: float(found["seconds"]) for found in told},
    )


@contextmanager
def running(command: Sequence[str], *, folder: Path | None = None) -> Iterator["Watch"]:
    """A command that goes on until it is ended here, and what watches it.

    A ChildFailedError of the block gets the end of the command's output.
    """
    with (
        tempfile.TemporaryFile() as output,
        tempfile.TemporaryFile() as errors,
        _child(command, folder, output, errors) as child,
        Watch(child) as watch,
    ):
        try:
            yield watch
        except ChildFailedError as failed:
            told = _failed(command, child.poll(), output, errors)
            raise ChildFailedError(f"{failed}\n{told}") from failed


@contextmanager
def _child(
    command: Sequence[str], folder: Path | None, output: IO[bytes], errors: IO[bytes]
) -> Iterator[subprocess.Popen[bytes]]:
    """A child in a session of its own, of which nothing is left behind."""
    child = subprocess.Popen(
        command,
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=errors,
        start_new_session=True,
    )
    try:
        yield child
    finally:
        _end(child)


def _end(child: subprocess.Popen[bytes]) -> None:
    """Ask all processes of the session to end, then make them."""
    for number, patience in ((signal.SIGTERM, 10.0), (signal.SIGKILL, 10.0)):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(child.pid, number)
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.wait(patience)


def _failed(command: Sequence[str], status: int | None, output: IO[bytes], errors: IO[bytes]) -> str:
    shown = f"{_end_of(output)}\n{_end_of(errors)}".strip()
    ended = "still runs" if status is None else f"ended with {status}"
    return f"{' '.join(command[:12])}\n{ended}:\n{shown}"


def _end_of(file: IO[bytes]) -> str:
    """The last part of what a child wrote."""
    file.seek(max(0, file.seek(0, os.SEEK_END) - _MOST_READ))
    return file.read().decode("utf-8", errors="replace")


class Watch:
    """Looks at the memory of a child's session again and again, in a thread; ``peak_bytes`` is the most of it."""

    def __init__(self, child: subprocess.Popen[bytes]) -> None:
        self.session = child.pid
        self.child = child
        self.peak_bytes = 0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> "Watch":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def cpu_seconds(self) -> float:
        """What its processes have used so far, and the ended ones that were waited for; 0 where nothing tells it."""
        return sum(_cpu_seconds(process) for process in processes_of(self.session))

    def has_ended(self) -> bool:
        """Whether the child has ended, for whoever does not wait for it."""
        return self.child.poll() is not None

    def _look(self) -> None:
        pause = _PAUSE
        while not self._over.wait(pause):
            began = time.perf_counter()
            self.peak_bytes = max(self.peak_bytes, memory_of(self.session))
            pause = max(_PAUSE, _SHARE * (time.perf_counter() - began))


def memory_of(session: int) -> int:
    """The bytes that the processes of a session hold, what they share counted once; 0 where nothing tells it."""
    return sum(_memory(process) for process in processes_of(session))


def processes_of(session: int) -> list[Path]:
    """The folders in /proc of all processes of a session; none on systems without."""
    if not _PROC.is_dir():
        return []
    return [
        process
        for process in _PROC.iterdir()
        if process.name.isdecimal() and (stat := _stat(process)) and int(stat[3]) == session
    ]


def _memory(process: Path) -> int:
    """Its proportional share (PSS); where the kernel does not say it, what is resident of it (RSS)."""
    for name, key in (("smaps_rollup", "Pss:"), ("status", "VmRSS:")):
        with contextlib.suppress(OSError):  # it has ended, or may not be looked at
            for line in (process / name).read_text(encoding="utf-8", errors="replace").splitlines():
                if line.startswith(key):
                    return int(line.split()[1]) * 1024
    return 0


def _cpu_seconds(process: Path) -> float:
    stat = _stat(process)
    return sum(int(ticks) for ticks in stat[11:15]) / os.sysconf("SC_CLK_TCK") if stat else 0.0


def _stat(process: Path) -> list[str]:
    """The fields of its ``stat`` from the state on (field 3), as its name may have any sign; none once it has ended."""
    try:
        text = (process / "stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return []
    return text.rpartition(")")[2].split()


def middle(runs: Sequence[Run]) -> Run:
    """The medians of several runs of one command, each taken for itself."""
    return Run(
        seconds=median(run.seconds for run in runs),
        cpu_seconds=median(run.cpu_seconds for run in runs),
        peak_bytes=round(median(run.peak_bytes for run in runs)),
        phases={phase: median(run.phases.get(phase, 0.0) for run in runs) for phase in runs[0].phases},
    )


def joined(runs: Sequence[Run]) -> Run:
    """Several commands, one after the other, as one."""
    return Run(
        seconds=sum(run.seconds for run in runs),
        cpu_seconds=sum(run.cpu_seconds for run in runs),
        peak_bytes=max(run.peak_bytes for run in runs),
        phases={},
    )
