"""Large jobs: how they are run."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from servicebook.beside import begun_in_another_process, in_another_process, unless_killed
from servicebook.ended_process import ProcessEndedError
from servicebook.forking import HOW, at_work, is_forked
from servicebook.garbage import garbage_looked_for_at_rest, no_garbage_collection
from servicebook.processes import CHUNKS_A_PROCESS, Elsewhere, each_chunk, map_chunks
from servicebook.while_waiting import meanwhile


def test_garbage_is_collected_again_after_a_large_job_if_it_was_before() -> None:
    with no_garbage_collection():
        assert not gc.isenabled()
        with no_garbage_collection():
            pass
        assert not gc.isenabled(), "whoever had it off wants it off"
    assert gc.isenabled()


@pytest.mark.parametrize("min_items", [0, 2])
def test_a_job_in_another_process_says_what_it_returns_and_what_it_raises(min_items: int) -> None:
    with in_another_process(lambda: {"a": 1}, 1, min_items=min_items) as result:
        assert result() == {"a": 1}

    def fail() -> None:
        raise OSError(28, "No space left on device")

    with (
        pytest.raises(OSError, match="No space left"),
        in_another_process(fail, 1, min_items=min_items) as result,
    ):
        result()


def test_the_memory_of_a_job_goes_with_its_process() -> None:
    changed: list[int] = []

    def job() -> int:
        changed.append(os.getpid())
        return changed[0]

    with in_another_process(job, 1, min_items=0) as result:
        worker = result()
    assert changed == ([worker] if worker == os.getpid() else [])  # here only where nothing can be forked


def test_a_process_that_is_done_gives_its_memory_back_when_another_one_begins() -> None:
    def is_alone() -> bool:
        with in_another_process(lambda: 1, 1, min_items=0) as other:
            other()
        return not multiprocessing.active_children()

    told = bytes(1_000_000)  # more than fits on the way while nobody hears it
    with in_another_process(lambda: told, 1, min_items=0) as result:
        while not is_alone():
            pass  # another one begins each time
        assert result() == told


def test_what_is_to_be_done_meanwhile_is_done_in_order_by_the_one_who_waits() -> None:
    parent, done = os.getpid(), []
    told_by, telling = os.pipe()

    def job(start: int, end: int) -> int:
        if os.getpid() != parent:
            os.read(told_by, 1)  # so that it is waited for until both are done
        return len(done)

    def second() -> None:
        done.append("second")
        os.write(telling, b"once")  # a byte for each chunk

    with meanwhile([lambda: done.append("first"), second]):
        told = map_chunks(job, 4, size=1, min_items=0)
    os.close(told_by)
    os.close(telling)
    assert (done, told[0]) == (["first", "second"], 0) or (told == [0, 0, 0, 0] and not done)


def test_what_nobody_waited_for_long_enough_to_do_is_left() -> None:
    done: list[int] = []
    with meanwhile([lambda: done.append(1)]):
        pass
    assert map_chunks(lambda start, end: start, 4, size=1, min_items=0) == [0, 1, 2, 3] and done == []


@pytest.mark.parametrize("min_items", [0, 2])
def test_a_job_that_has_begun_is_told_the_rest_later(min_items: int) -> None:
    rest = {"others": ["x" * 1_000_000]}  # more than fits on the way while nobody asks for it

    def job(told: Callable[[], dict[str, list[str]]]) -> list[int]:
        return [len(one) for one in told()["others"]]

    with begun_in_another_process(job, 1, min_items=min_items) as begun:
        begun.tell(rest)
        assert begun.result() == [1_000_000]


@pytest.mark.parametrize("min_items", [0, 2])
def test_what_is_to_be_done_then_is_done_once_the_job_is(min_items: int) -> None:
    done: list[str] = []
    with begun_in_another_process(lambda told: told(), 1, min_items=min_items) as begun:
        begun.tell("told")
        begun.then(lambda: done.append("soon"))
        assert begun.result() == "told"
        begun.then(lambda: done.append("at once"))
        assert done == ["soon", "at once"]


def test_a_process_that_waits_leaves_its_core_to_others_until_it_is_told_the_rest() -> None:
    with begun_in_another_process(lambda told: told(), 1, min_items=0, waits=True) as begun:
        assert at_work == []
        with begun_in_another_process(lambda told: told(), 1, min_items=0) as other:
            for one in (begun, other):
                one.tell("told")
            assert len(at_work) == 2 * is_forked(1, 0)  # this process may have threads, as a test's has
            assert [begun.result(), other.result()] == ["told", "told"]
        assert at_work == []


def test_a_job_that_was_killed_before_it_was_told_the_rest_is_not_waited_for_forever() -> None:
    parent = os.getpid()

    def job(told: Callable[[], str]) -> str:
        if os.getpid() != parent:
            os.kill(os.getpid(), signal.SIGKILL)
        raise ProcessEndedError(-9)

    with (
        pytest.raises(ProcessEndedError),
        begun_in_another_process(job, 1, min_items=0) as begun,
    ):
        for child in multiprocessing.active_children():
            child.join()
        begun.tell("")
        begun.result()


def test_a_process_that_is_killed_is_not_waited_for_forever() -> None:
    parent = os.getpid()

    def end() -> None:
        if os.getpid() != parent:
            os.kill(os.getpid(), signal.SIGKILL)
        raise ProcessEndedError(-9)

    with pytest.raises(ProcessEndedError), in_another_process(end, 1, min_items=0) as result:
        result()


@pytest.mark.parametrize("min_items", [0, 1000])
def test_chunks_come_in_order_whoever_makes_them(min_items: int) -> None:
    count = 100 * CHUNKS_A_PROCESS + 1

    def job(start: int, end: int) -> tuple[int, int, bytes]:
        return start, end, bytes(100_000 if start % 30 == 0 else 1)  # more than fits on the way at once

    told = [(start, end) for start, end, _ in each_chunk(job, count, size=10, min_items=min_items)]
    assert told == [(start, min(start + 10, count)) for start in range(0, count, 10)]


@pytest.mark.parametrize("min_items", [0, 1000])
@pytest.mark.parametrize("count", [1, 7, 160, 1001])
def test_where_this_process_helps_nothing_is_left_out_and_the_last_chunks_are_small(
    count: int, min_items: int
) -> None:
    made = list(each_chunk(lambda *chunk: chunk, count, size=80, min_items=min_items, helps=True))
    assert [one for start, end in made for one in range(start, end)] == list(range(count))
    sizes = [end - start for start, end in made]
    assert max(sizes) <= 80 and sizes[-1] <= 10
    assert sizes == sorted(sizes, reverse=True)


def test_processes_end_after_some_chunks_and_their_memory_is_free_again() -> None:
    parent = os.getpid()
    count = 12 * CHUNKS_A_PROCESS
    workers = map_chunks(lambda start, end: os.getpid(), count, size=1, min_items=0)
    assert max(Counter(workers).values()) <= CHUNKS_A_PROCESS or set(workers) == {parent}


@pytest.mark.parametrize("min_items", [0, 1000])
def test_what_a_chunk_raises_is_raised_here(min_items: int) -> None:
    def job(start: int, end: int) -> int:
        if start == 50:
            raise OSError(28, "No space left on device")
        return start

    with pytest.raises(OSError, match="No space left"):
        map_chunks(job, 100, size=1, min_items=min_items)


def test_a_process_that_is_killed_among_others_is_not_waited_for_forever() -> None:
    parent = os.getpid()

    def job(start: int, end: int) -> int:
        if start == 5 and os.getpid() != parent:
            os.kill(os.getpid(), signal.SIGKILL)
        if start == 5:
            raise ProcessEndedError(-9)
        return start

    with pytest.raises(ProcessEndedError):
        map_chunks(job, 100, size=1, min_items=0)


def test_no_process_outlives_who_no_longer_asks_for_chunks() -> None:
    chunks = each_chunk(lambda start, end: os.getpid(), 1000, size=1, min_items=0)
    worker = next(iter(chunks))
    chunks.close()  # type: ignore[attr-defined]
    if worker != os.getpid():
        with pytest.raises(ProcessLookupError):
            os.kill(worker, 0)


def test_only_what_is_young_is_searched_for_garbage_until_there_is_rest() -> None:
    before = gc.get_threshold()
    with garbage_looked_for_at_rest():
        collected = gc.get_stats()[2]["collections"]
        kept = [[number] for number in range(300_000)]
        assert gc.get_stats()[2]["collections"] == collected and len(kept) == 300_000
    assert gc.get_threshold() == before


@dataclass(frozen=True)
class _Squares:
    """A job for processes that inherit nothing."""

    fails: bool = False

    def __call__(self) -> Callable[[int, int], tuple[int, list[int]]]:
        return self.made

    def made(self, start: int, end: int) -> tuple[int, list[int]]:
        if self.fails and start >= 4:
            raise OSError(28, "No space left on device")
        return os.getpid(), [number**2 for number in range(start, end)]


def _shared(job: _Squares, *, min_items: int) -> list[tuple[int, list[int]]]:
    elsewhere = Elsewhere(job, min_items)
    return map_chunks(job.made, 10, size=3, min_items=1000, elsewhere=elsewhere)


def test_processes_that_begin_anew_make_the_same_in_the_same_order() -> None:
    shared = _shared(_Squares(), min_items=10)
    assert [squares for _, squares in shared] == [[0, 1, 4], [9, 16, 25], [36, 49, 64], [81]]
    assert os.getpid() not in {process for process, _ in shared}


def test_nothing_begins_anew_for_little_work(monkeypatch: pytest.MonkeyPatch) -> None:
    assert {process for process, _ in _shared(_Squares(), min_items=11)} == {os.getpid()}
    monkeypatch.setenv(HOW, "none")
    assert {process for process, _ in _shared(_Squares(), min_items=0)} == {os.getpid()}
    monkeypatch.setenv(HOW, "spawn")
    assert os.getpid() not in {process for process, _ in _shared(_Squares(), min_items=11)}


def _printed_by(script: str, **environment: str) -> str:
    """What a script prints in a process of its own: in that of the tests, threads of others may be at work."""
    done = subprocess.run(
        [sys.executable, "-c", script],
        env={**os.environ, **environment},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


ON_TWO_CORES = """
import os
from servicebook.beside import in_another_process
from servicebook.processes import each_chunk
os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:2])
own = os.getpid()

def made(start, end):
    return os.getpid(), bytes(100_000 if start % 3 == 0 else 1), start  # more than fits on the way at once
"""
HELPING = """
chunks = list(each_chunk(made, 30, size=1, min_items=0, helps=True))
print([start for _, _, start in chunks] == list(range(30)))
makers = {maker for maker, _, _ in chunks}
print(own in makers, len(makers))
"""
BUSY = """
from servicebook.while_waiting import meanwhile

def makers(steps):
    with meanwhile(steps):
        told = {maker for maker, _, _ in each_chunk(made, 6, size=1, min_items=0)}
    return own not in told, len(told)

print(*makers([lambda: sum(range(20_000))] * 10_000))
print(*makers([]))
"""
LEAVING = """
def shared():
    return len({maker for maker, _, _ in each_chunk(made, 30, size=1, min_items=0)} - {os.getpid()})

for leaves in (False, True):
    with in_another_process(shared, 1, min_items=0, leaves_cores=leaves) as others:
        print(others())
"""
two_cores = pytest.mark.skipif(
    sys.platform != "linux" or len(os.sched_getaffinity(0)) < 2, reason="needs two cores, and to choose them"
)


@two_cores
def test_who_helps_makes_chunks_in_the_place_of_a_process() -> None:
    assert _printed_by(ON_TWO_CORES + HELPING) == "True\nTrue 2\n"


@two_cores
def test_who_has_something_to_do_meanwhile_leaves_the_other_cores_to_processes() -> None:
    assert _printed_by(ON_TWO_CORES + BUSY) == "True 1\nTrue 2\n"


@two_cores
def test_a_process_beside_another_leaves_half_of_the_cores_to_it() -> None:
    assert _printed_by(ON_TWO_CORES + LEAVING) == "2\n0\n"


ONE_BEGUN_BESIDE_ANOTHER_THAT_IS_WAITED_FOR = """
from servicebook.beside import in_another_process
from servicebook.forking import at_work
from servicebook.while_waiting import meanwhile

begins, may_begin = os.pipe()

def step():
    os.write(may_begin, b"!")
    at_work[0].receiver.poll(None)  # the first one has told
    with in_another_process(lambda: "second", 1, min_items=0) as second:
        print(second())

with in_another_process(lambda: os.read(begins, 1), 1, min_items=0) as first:
    with meanwhile([step]):
        print(first())
"""


@two_cores
def test_who_is_waited_for_is_heard_by_nobody_else_however_soon_it_is_done() -> None:
    assert _printed_by(ON_TWO_CORES + ONE_BEGUN_BESIDE_ANOTHER_THAT_IS_WAITED_FOR) == "second\nb'!'\n"


UNWANTED = """
from multiprocessing import active_children
from servicebook.beside import begun_in_another_process

for is_ended in (True, False):
    with begun_in_another_process(lambda told: told(), 1, min_items=0) as begun:
        print(len(active_children()))
        if is_ended:
            begun.end()
            print(len(active_children()))
    print(len(active_children()))
"""


@two_cores
def test_a_job_that_has_begun_is_ended_once_nobody_wants_it() -> None:
    assert _printed_by(ON_TWO_CORES + UNWANTED) == "1\n0\n0\n1\n0\n"


WHERE = """
import os
from servicebook.processes import map_chunks
for min_items in (0, 1000):
    print(os.getpid() in map_chunks(lambda start, end: os.getpid(), 4, size=1, min_items=min_items))
"""


def test_processes_are_forked_or_not_as_the_environment_says() -> None:
    assert _printed_by(WHERE, **{HOW: "none"}) == "True\nTrue\n"
    if sys.platform == "linux":
        assert _printed_by(WHERE, **{HOW: "fork"}) == "False\nFalse\n"


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere nobody chooses the cores of a process")
def test_on_one_core_everything_is_done_here() -> None:
    cores = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(cores)})
    try:
        made = map_chunks(lambda start, end: os.getpid(), 4, size=1, min_items=0)
        anew = _shared(_Squares(), min_items=0)
    finally:
        os.sched_setaffinity(0, cores)
    assert {*made, *(process for process, _ in anew)} == {os.getpid()}


def test_what_was_begun_beside_may_end_among_chunks(tmp_path: Path) -> None:
    parent = os.getpid()

    def beside() -> int:
        (tmp_path / "done").touch()
        return 7

    def wait(start: int, end: int) -> int:
        while os.getpid() != parent and not (tmp_path / "done").exists():
            pass
        return start

    with in_another_process(beside, 1, min_items=0) as result:
        assert map_chunks(wait, 40, size=1, min_items=0) == list(range(40))
        assert result() == 7


@dataclass(frozen=True)
class _Told:
    """A job that says what it was told of how to share its own work."""

    def __call__(self) -> Callable[[int, int], str | None]:
        return self.made

    def made(self, start: int, end: int) -> str | None:
        return os.environ.get(HOW)


def test_one_of_several_processes_begins_no_others() -> None:
    elsewhere = Elsewhere(_Told(), 0)
    assert map_chunks(_Told().made, 4, size=1, min_items=1000, elsewhere=elsewhere) == ["none"] * 4


SCRIPT = """
from functools import partial
from servicebook.processes import Elsewhere, map_chunks
print("begun")
print(map_chunks(range, 4, size=2, min_items=1000, elsewhere=Elsewhere(partial(partial, range), 0)))
"""


def test_a_script_is_not_run_again_by_the_processes_that_it_begins(tmp_path: Path) -> None:
    (tmp_path / "script.py").write_text(SCRIPT, encoding="utf-8")
    command = [sys.executable, tmp_path / "script.py"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert done.stdout == "begun\n[range(0, 2), range(2, 4)]\n", done.stderr


SIGNALS = """
import os
import signal
from servicebook.beside import in_another_process
from servicebook.ended_process import ProcessEndedError

def end(*_):
    raise KeyboardInterrupt
"""
ENDED = """
signal.signal(signal.SIGTERM, signal.SIG_IGN)
for ending in (signal.SIGINT, signal.SIGTERM):
    try:
        with in_another_process(lambda: os.kill(os.getpid(), ending), 1, min_items=0) as result:
            print(result())
    except ProcessEndedError:
        print("ended")
"""


@pytest.mark.skipif(sys.platform != "linux", reason="nothing is forked there")
def test_a_process_leaves_an_interrupt_to_who_waits_for_it_and_ends_when_told_to() -> None:
    assert _printed_by(SIGNALS + ENDED) == "None\nended\n"


ENDED_AT_ONCE = """
os.register_at_fork(after_in_child=lambda: os.kill(os.getpid(), ending))
for ending in (signal.SIGTERM, signal.SIGHUP):
    signal.signal(ending, end)  # as commands do
    try:
        with in_another_process(lambda: "goes on", 1, min_items=0) as result:
            print(result())
    except ProcessEndedError:
        print("ended")
"""


@pytest.mark.skipif(sys.platform != "linux", reason="nothing is forked there")
def test_a_process_that_is_ended_as_soon_as_it_is_there_has_not_missed_that() -> None:
    assert _printed_by(SIGNALS + ENDED_AT_ONCE) == "ended\nended\n"


AS_NOHUP_WANTS = """
signal.signal(signal.SIGHUP, signal.SIG_IGN)
with in_another_process(lambda: os.kill(os.getpid(), signal.SIGHUP), 1, min_items=0) as result:
    print(result())
"""


@pytest.mark.skipif(sys.platform != "linux", reason="nothing is forked there")
def test_a_process_goes_on_when_its_terminal_is_closed_where_the_command_does() -> None:
    assert _printed_by(SIGNALS + AS_NOHUP_WANTS) == "None\n"


INTERRUPTED_AS_IT_BEGINS = """
from multiprocessing import active_children
from servicebook.processes import map_chunks

def beside():
    with in_another_process(signal.pause, 1, min_items=0) as result:
        result()

def among_others():
    map_chunks(lambda start, end: signal.pause(), 4, size=1, min_items=0)

signal.signal(signal.SIGTERM, end)
os.register_at_fork(after_in_parent=lambda: os.kill(os.getpid(), signal.SIGTERM))
for work in (beside, among_others):
    try:
        work()
    except KeyboardInterrupt:
        print(len(active_children()))
    for left in active_children():
        left.kill()
"""


@two_cores
def test_a_signal_that_comes_as_a_process_begins_leaves_none_behind() -> None:
    assert _printed_by(SIGNALS + INTERRUPTED_AS_IT_BEGINS) == "0\n0\n"


KILLED_ITSELF = """
def outlive():
    os.write(1, os.read(0, 9))

with in_another_process(outlive, 1, min_items=0) as first:
    with in_another_process(lambda: os.kill(os.getppid(), signal.SIGKILL), 1, min_items=0) as second:
        second()
"""


@two_cores
def test_no_process_outlives_one_that_is_killed() -> None:
    command = [sys.executable, "-c", SIGNALS + KILLED_ITSELF]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.wait() == -signal.SIGKILL
        assert process.communicate(b"alive")[0] == b""


FEW_DESCRIPTORS = """
import os
import resource
from servicebook.beside import begun_in_another_process, in_another_process
from servicebook.processes import each_chunk, map_chunks
own, free = os.getpid(), os.dup(0)
os.close(free)

def leave(count):
    resource.setrlimit(resource.RLIMIT_NOFILE, (free + count, resource.getrlimit(resource.RLIMIT_NOFILE)[1]))

def makers(**how):
    return {maker == own for maker in each_chunk(lambda start, end: os.getpid(), 30, size=1, min_items=0, **how)}

for count in (0, 1, 2):  # for no file that says what it is told later, for no pipe, for half of one
    leave(count)
    with in_another_process(os.getpid, 1, min_items=0) as result:
        print(result() == own, end=" ")
    with begun_in_another_process(lambda told: (os.getpid(), told()), 1, min_items=0) as begun:
        begun.tell("told")
        print(begun.result() == (own, "told"), end=" ")
    print(makers(), makers(helps=True))
leave(7)
print(makers())
"""


@two_cores
def test_what_the_system_has_no_process_for_is_done_here() -> None:
    told = "True True {True} {True}\n"
    assert _printed_by(FEW_DESCRIPTORS) == f"{told * 3}{{False}}\n"


RAISED = """
from collections.abc import Callable
from dataclasses import dataclass
from servicebook.beside import in_another_process

class OfTwoError(Exception):
    def __init__(self, one, other):  # cannot be made anew of what it is pickled with
        super().__init__(f"{one} {other}")

@dataclass(frozen=True)
class NeverToldError(Exception):  # cannot be pickled at all
    why: Callable[[], str] = lambda: "why"

for fault in (OfTwoError("no", "room"), NeverToldError(), OSError(28, "No space left")):
    def fail():
        raise fault
    try:
        with in_another_process(fail, 1, min_items=0) as result:
            result()
    except Exception as raised:
        print(raised, "in fail" in "".join(raised.__notes__))
"""


@two_cores
def test_whatever_a_process_raises_is_told_with_where_it_was_raised() -> None:
    told = _printed_by(RAISED).splitlines()
    assert told == ["OfTwoError: no room True", "NeverToldError:  True", "[Errno 28] No space left True"]


def test_what_a_process_raises_that_began_anew_is_raised_here() -> None:
    with pytest.raises(OSError, match="No space left"):
        _shared(_Squares(fails=True), min_items=0)


def test_nothing_is_forked_beside_another_thread() -> None:
    ended = threading.Event()
    other = threading.Thread(target=ended.wait)
    other.start()
    try:
        made = map_chunks(lambda start, end: os.getpid(), 10, size=1, min_items=0)
    finally:
        ended.set()
        other.join()
    assert set(made) == {os.getpid()}


def test_what_can_be_done_without_is_none_where_the_system_ends_a_process() -> None:
    parent = os.getpid()

    def end() -> str:
        if os.getpid() != parent:
            os.kill(os.getpid(), signal.SIGKILL)
        raise ProcessEndedError(-9)

    with in_another_process(end, 1, min_items=0) as result:
        assert unless_killed(result) is None
    with in_another_process(lambda: "done", 1, min_items=0) as result:
        assert unless_killed(result) == "done"
