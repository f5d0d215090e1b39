"""Processes that share what this one has: begun, told, heard and ended. Who uses them is another question."""

from __future__ import annotations

import errno
import gc
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any, Protocol

from servicebook.while_waiting import forget_steps

HOW = "SERVICEBOOK_PROCESSES"
"""The variable of the environment that says how work is shared, however little it is: ``fork``, ``spawn`` or ``none``;
for who has reason to doubt what is found best, and for tests."""
WAYS = ("fork", "spawn", "none")

Outcome = tuple[bool, Any]
"""Whether a job was done, and what it returned or raised."""


class Beside(Protocol):
    """A process that does one thing beside this one, and tells of it."""

    @property
    def receiver(self) -> Connection:
        """Where it is heard."""
        ...

    def hear(self) -> Outcome:
        """Wait until it is done."""
        ...


at_work: list[Beside] = []
"""Those that are still at work."""
waiting: list[Beside] = []
"""Those that have nothing to do yet: no core is theirs."""
_left: list[int] = []
"""In a process that works beside another one: how many cores it leaves to that."""


def unknown_way() -> str | None:
    """What the variable says where that is none of WAYS: all work would be done in one process, for no reason told."""
    given = os.environ.get(HOW)
    return None if given in (None, *WAYS) else given


def cores() -> int:
    """How many cores there are, without those that are left to others."""
    found = len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1
    return max(found - sum(_left), 1)


def is_forked(count: int, min_items: int) -> bool:
    """Whether work is shared so: a process beside whose threads another was forked might wait for these forever."""
    is_possible = sys.platform == "linux" and threading.active_count() == 1 and cores() > 1
    return is_possible and (count >= min_items if HOW not in os.environ else os.environ[HOW] == "fork")


def is_spawned(count: int, min_items: int) -> bool:
    """Whether work is shared among processes that inherit nothing."""
    return cores() > 1 and (count >= min_items if HOW not in os.environ else os.environ[HOW] == "spawn")


Telling = Callable[[Connection], Iterator[Any]]
"""What a process does, which may be handed chunks on a connection: it tells each result as soon as it is there."""


def forked(
    job: Telling, others: Iterable[Connection], *, duplex: bool, left: int = 0
) -> tuple[BaseProcess, Connection]:
    """A process that tells what a job yields, and where it does; it hears nothing of what ``others`` tell."""
    fork = multiprocessing.get_context("fork")
    connection, own = fork.Pipe(duplex)
    inherited = (connection, *others, *(one.receiver for one in (*at_work, *waiting)))
    gc.freeze()  # the processes then share what is there instead of copying it; they look for no garbage
    # held until it is said in there what they do: Python forgets those that come in between, and who ends a process
    # would wait for it forever
    held = signal.pthread_sigmask(signal.SIG_BLOCK, (signal.SIGINT, signal.SIGTERM, signal.SIGHUP))
    process = fork.Process(target=tell, args=(job, own, inherited, held, left))
    try:
        process.start()
    finally:
        gc.unfreeze()
        signal.pthread_sigmask(signal.SIG_SETMASK, held)
    own.close()  # here; when the process ends without a word, waiting for one ends, too
    return process, connection


def tell(
    job: Telling,
    own: Connection,
    inherited: Iterable[Connection],
    held: Iterable[int] | None = None,
    left: int = 0,
) -> None:
    """What a process does; ``held`` are the signals that still are, where it was forked.

    Ctrl-C reaches all processes of a terminal, and the one that waits ends the others.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if held is not None:
        if signal.getsignal(signal.SIGHUP) != signal.SIG_IGN:  # as nohup wants
            signal.signal(signal.SIGHUP, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_SETMASK, held)
    gc.disable()
    for connection in inherited:
        connection.close()
    at_work.clear()
    waiting.clear()
    forget_steps()
    _left.append(left)
    with suppress(BrokenPipeError):  # who waited for it has been killed
        try:
            for result in job(own):
                own.send((True, result))
        except BrokenPipeError:
            raise
        except Exception as fault:  # noqa: BLE001  # raised where the result is asked for
            own.send((False, fault))


def heard(connection: Connection) -> Outcome:
    """What a process tells next."""
    try:
        told: Outcome = connection.recv()
    except (EOFError, ConnectionResetError):
        return False, ChildProcessError(errno.ECHILD, os.strerror(errno.ECHILD))
    return told
