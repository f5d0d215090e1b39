"""Programs that are run by shells and scripts of hosts, without the second that Python and Servicebook take to load.

A process that has loaded them waits at a socket: ``python -m tests.warm_python SOCKET``. For each ``python`` or
``servicebook`` of a folder that is put into the path, it forks a process, which becomes what was asked for: with the
caller's arguments, folder, environment and standard streams. Started that way, nothing is found out about how a program
is loaded; a test of that starts it with ``tests.support.run_process``.
"""

from __future__ import annotations

import gc
import importlib
import marshal
import os
import runpy
import selectors
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any, NoReturn

from tests.support import heed_interrupts

_ROOT = Path(__file__).parents[1]
_STARTER = """\
#!{python} -IS
import _socket, marshal, os, sys
caller = _socket.socket(_socket.AF_UNIX)
caller.connect({address!r})
wanted = marshal.dumps(({arguments!r} + sys.argv[1:], os.getcwd(), dict(os.environ)))
streams = b"".join(number.to_bytes(4, sys.byteorder) for number in (0, 1, 2))
caller.sendmsg([len(wanted).to_bytes(8, "big")], [(_socket.SOL_SOCKET, _socket.SCM_RIGHTS, streams)])
caller.sendall(wanted)
status = int.from_bytes(caller.recv(6, _socket.MSG_WAITALL)[4:], "big", signed=True)
os._exit(status if status >= 0 else 128 - status)
"""
"""It loads nothing but what Python is linked with."""
_STARTED = {"python": [], "python3": [], "servicebook": ["-m", "servicebook.cli"]}


@contextmanager
def warm_python(env: Mapping[str, str] | None = None) -> Iterator[Path]:
    """A folder with ``python`` and ``servicebook``, to be the first of a path; the usual one where nothing can fork.

    ``env``: the variables with which they are loaded; a ``PYTHONPATH`` says whence. Sets are in another order there.
    """
    if not hasattr(os, "fork") or sys.platform == "darwin":  # whose own libraries must not be forked
        yield Path(sys.executable).parent
        return
    folder = Path(tempfile.mkdtemp(prefix="warm"))  # the address of a socket may have a hundred letters
    address = str(folder / "socket")
    for name, arguments in _STARTED.items():
        text = _STARTER.format(python=sys.executable, address=address, arguments=arguments)
        (folder / name).write_text(text, encoding="utf-8")
        (folder / name).chmod(0o755)
    command = [sys.executable, "-m", "tests.warm_python", address]
    seed = "2" if os.environ.get("PYTHONHASHSEED") == "1" else "1"
    env = {**(os.environ if env is None else env), "PYTHONHASHSEED": seed}
    # it ends with its input, and so with this process, however that ends
    with subprocess.Popen(
        command, cwd=_ROOT, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as server:
        assert server.stdin and server.stdout
        assert server.stdout.readline() == b"ready\n"
        yield folder
        server.stdin.close()
    shutil.rmtree(folder)


@dataclass(slots=True)
class Started:
    """A process that was forked by the warm one; it is watched and ended as a :class:`subprocess.Popen` is."""

    caller: socket.socket
    pid: int
    returncode: int | None = None

    def poll(self) -> int | None:
        """The status with which it has ended, None while it runs; of a signal, it is negative."""
        if self.returncode is None:
            with suppress(BlockingIOError):
                self._take(socket.MSG_DONTWAIT)
        return self.returncode

    def wait(self) -> int:
        """The status with which it ends."""
        if self.returncode is None:
            self._take(socket.MSG_WAITALL)
        assert self.returncode is not None
        return self.returncode

    def _take(self, how: int) -> None:
        status = self.caller.recv(2, how)
        assert len(status) == 2, "the warm Python has ended"
        self.returncode = int.from_bytes(status, "big", signed=True)
        self.caller.close()

    def send_signal(self, number: int) -> None:
        """Send it a signal, unless it has ended."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        """End it at once."""
        self.send_signal(signal.SIGKILL)

    def __enter__(self) -> Started:
        return self

    def __exit__(self, *_: object) -> None:
        self.wait()


Process = Started | subprocess.Popen[Any]


def start(
    programs: Path, arguments: Sequence[str], streams: Sequence[int], env: Mapping[str, str] | None = None
) -> Process:
    """Such a ``python`` with these arguments, streams and variables beside our own, which runs from now on.

    ``programs`` is the folder of :func:`warm_python`. The process is not forked from this one, of which all memory
    would have to be counted: with some hundred megabytes, that takes longer than most commands.
    """
    env = {**os.environ, **(env or {})}
    address = programs / "socket"
    if not address.exists():
        given, out, err = streams
        command = [sys.executable, *arguments]
        return subprocess.Popen(
            command, env=env, stdin=given, stdout=out, stderr=err, preexec_fn=heed_interrupts
        )
    wanted = marshal.dumps((list(arguments), str(Path.cwd()), env))
    caller = socket.socket(socket.AF_UNIX)
    caller.connect(str(address))
    socket.send_fds(caller, [len(wanted).to_bytes(8, "big")], list(streams))
    caller.sendall(wanted)
    return Started(caller, int.from_bytes(caller.recv(4, socket.MSG_WAITALL), "big"))


def call(programs: Path, arguments: Sequence[str], streams: Sequence[int]) -> int:
    """The status with which it ends; of a signal, it is negative."""
    with start(programs, arguments, streams) as process:
        return process.wait()


@dataclass(frozen=True, slots=True)
class _Running:
    """A process that was forked: who waits for it, and where it says at its end what it has loaded."""

    number: int
    caller: socket.socket
    loaded: list[bytes]


def serve(address: str) -> None:
    """Fork whatever is asked for, several at a time as one may start another, until the input ends."""
    from servicebook.cli import commands
    from tests.sites import NO_WORDS
    from tests.support import SMALL, forget_plugins, make_catalog, run

    commands()
    # schemas, texts, templates and the like are kept once they were asked for
    with tempfile.TemporaryDirectory() as folder:
        root = make_catalog(Path(folder), NO_WORDS, base=SMALL)
        run("build", "--root", str(root), "--today", "2026-09-01")
    forget_plugins()
    running: dict[int, _Running] = {}
    with socket.socket(socket.AF_UNIX) as listening, selectors.DefaultSelector() as waiting:
        listening.bind(address)
        listening.listen()
        os.write(1, b"ready\n")
        waiting.register(0, selectors.EVENT_READ)
        waiting.register(listening, selectors.EVENT_READ)
        while True:
            for key, _ in waiting.select():
                if key.fd == 0:
                    return
                if key.fileobj is listening:
                    end, begun = _fork(listening.accept()[0])
                    running[end] = begun
                    waiting.register(end, selectors.EVENT_READ)
                elif part := os.read(key.fd, 65_536):
                    running[key.fd].loaded.append(part)
                else:
                    waiting.unregister(key.fd)
                    os.close(key.fd)
                    _tell(running.pop(key.fd))


def _fork(caller: socket.socket) -> tuple[int, _Running]:
    """The process, and the end of a pipe that it holds open until it ends."""
    size, streams, _, _ = socket.recv_fds(caller, 8, 3)
    wanted = b""
    while len(wanted) < int.from_bytes(size, "big"):
        wanted += caller.recv(1_000_000)
    reading, writing = os.pipe()
    gc.freeze()  # looked at by a search for garbage, all of this memory would be copied
    number = os.fork()
    if number == 0:
        _become(*marshal.loads(wanted), streams, writing)
    for one in (*streams, writing):
        os.close(one)
    with suppress(BrokenPipeError):  # its caller may have been ended meanwhile
        caller.sendall(number.to_bytes(4, "big"))
    return reading, _Running(number, caller, [])


def _tell(ended: _Running) -> None:
    """Tell the caller how it ended, and load what it had to load, so that the next one has it."""
    status = os.waitstatus_to_exitcode(os.waitpid(ended.number, 0)[1])
    with ended.caller as caller, suppress(BrokenPipeError):  # it may have been ended meanwhile
        caller.sendall(status.to_bytes(2, "big", signed=True))
    for name in b"".join(ended.loaded).decode().split():
        with suppress(ImportError):
            importlib.import_module(name)


def _become(
    arguments: Sequence[str], folder: str, environment: dict[str, str], streams: Sequence[int], end: int
) -> NoReturn:
    known = set(sys.modules)
    status: Any = 1
    try:
        heed_interrupts()
        for number, stream in enumerate(streams):
            os.dup2(stream, number)
            os.close(stream)
        lines = {1: "PYTHONUNBUFFERED" in environment, 2: True}
        sys.stdin, sys.stdout, sys.stderr = (
            os.fdopen(number, mode, 1 if lines.get(number) else -1, encoding="utf-8", closefd=False)
            for number, mode in enumerate("rww")
        )
        os.environ.clear()
        os.environ.update(environment)
        time.tzset()
        os.chdir(folder)
        sys.path[:] = ["", *sys.path[1:], str(_ROOT)]
        status = _python(arguments) or 0
    except SystemExit as ended:
        status = ended.code or 0
        if not isinstance(status, int):
            print(status, file=sys.stderr)
            status = 1
    except BaseException:  # noqa: BLE001  # said as Python says it
        traceback.print_exc()
    finally:
        os.write(end, "\n".join(set(sys.modules) - known - {"__main__"}).encode())
        for output in (sys.stdout, sys.stderr):
            with suppress(OSError, ValueError, AttributeError):  # full, closed, none
                output.flush()
        os._exit(status)


def _python(arguments: Sequence[str]) -> int | None:
    """Do what ``python`` does with these arguments; here a script begins, so there is no return to this file."""
    match arguments:
        case ["-m", "servicebook.cli", *rest]:
            from servicebook.cli import main

            sys.argv = ["servicebook", *rest]
            return main()
        case ["-m", name, *rest]:
            sys.argv = ["-m", *rest]
            runpy.run_module(name, run_name="__main__", alter_sys=True)
            return None
        case ["-c", text, *rest]:
            sys.argv = ["-c", *rest]
        case ["-"]:
            text, sys.argv = sys.stdin.read(), ["-"]
        case _:
            raise SystemExit(f"tests/warm_python.py cannot do this: python {' '.join(arguments)}")
    script = ModuleType("__main__")
    sys.modules["__main__"] = script
    exec(compile(text, "<string>", "exec", dont_inherit=True), script.__dict__)
    return None


if __name__ == "__main__":
    serve(sys.argv[1])
