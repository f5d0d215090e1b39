"""Processes that share what this one has: begun, told, heard and ended. Who uses them is another question."""

from __future__ import annotations

import gc
import multiprocessing
import os
import pickle
import signal
import sys
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any, Protocol
from weakref import WeakSet

from servicebook.ended_process import ProcessEndedError
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
_ends: WeakSet[Connection] = WeakSet()
"""All that this process hears others on, and is heard on."""
_left: list[int] = []
"""In a process that works beside another one: how many cores it leaves to that."""


def unknown_way() -> str | None:
    """What the variable says where that is none of WAYS; None where it is one, or is not set."""
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


def forked(job: Telling, *, duplex: bool, left: int = 0) -> tuple[BaseProcess, Connection]:
    """A process that tells what a job yields, and where it does.

    It is to be called where signals are blocked (:func:`signals_blocked`), until somebody is there to end the process.
    Raises :class:`OSError` where the system has no process, or too few descriptors, left.
    """
    import ctypes  # noqa: F401  # which each process would load by itself otherwise

    fork = multiprocessing.get_context("fork")
    connection, own = fork.Pipe(duplex)
    _ends.update((connection, own))
    gc.freeze()  # the processes then share what is there instead of copying it; they look for no garbage
    process = fork.Process(target=tell, args=(job, own, left))
    try:
        process.start()
    except OSError:
        connection.close()
        raise
    finally:
        gc.unfreeze()
        own.close()  # here; when the process ends without a word, waiting for one ends, too
    return process, connection


@contextmanager
def signals_blocked() -> Iterator[None]:
    """Within the block no signal interrupts this process, nor one that it begins: what came takes effect at its end.

    In the new process that is when it has said what they do: Python forgets those that come before.
    """
    if sys.platform == "win32":  # has no such signals
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, ())
    try:
        signal.pthread_sigmask(signal.SIG_BLOCK, _ending())
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _ending() -> tuple[signal.Signals, ...]:
    return signal.SIGINT, signal.SIGTERM, signal.SIGHUP


def tell(job: Telling, own: Connection, left: int = 0) -> None:
    """What a process does. Ctrl-C reaches all processes of a terminal, and the one that waits ends the others."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if sys.platform != "win32":
        if signal.getsignal(signal.SIGHUP) != signal.SIG_IGN:  # as nohup wants
            signal.signal(signal.SIGHUP, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _ending())
    _end_with_parent()
    gc.disable()
    # or nobody would hear that who else hears on them has ended
    for connection in [one for one in _ends if one is not own]:
        connection.close()
    _ends.clear()
    _ends.add(own)
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
            own.send((False, _as_told(fault)))


def _end_with_parent() -> None:
    """Have the system end this process with the one that began it, however that is ended.

    It would go on with what nobody wants, and write into a folder that the next command removes.
    """
    if sys.platform != "linux":
        return
    import ctypes

    parent_death_signal = 1  # PR_SET_PDEATHSIG
    ctypes.CDLL(None).prctl(parent_death_signal, signal.SIGKILL, 0, 0, 0)
    parent = multiprocessing.parent_process()
    if parent is not None and os.getppid() != parent.pid:  # it has ended before that
        os.kill(os.getpid(), signal.SIGKILL)


def _as_told(fault: Exception) -> Exception:
    """A fault with all that led to it, for whoever it is raised for; in words where no other process could read it."""
    led_to_it = "".join(traceback.format_exception(fault))
    try:
        fault.add_note(led_to_it)
        pickle.loads(pickle.dumps(fault))
    except Exception:  # noqa: BLE001  # whatever its class does when it is changed, or made anew
        fault = RuntimeError(f"{type(fault).__name__}: {fault}")
        fault.add_note(led_to_it)
    return fault


def heard(process: BaseProcess, connection: Connection) -> Outcome:
    """What a process tells next."""
    try:
        told: Outcome = connection.recv()
    except (EOFError, ConnectionResetError):
        process.join()
        assert process.exitcode is not None
        return False, ProcessEndedError(process.exitcode)
    return told
