"""Large jobs: how they are run."""

from __future__ import annotations

import gc
import os
import signal

import pytest

from servicebook.processes import in_another_process, no_garbage_collection


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


def test_a_process_that_is_killed_is_not_waited_for_forever() -> None:
    parent = os.getpid()

    def end() -> None:
        if os.getpid() != parent:
            os.kill(os.getpid(), signal.SIGKILL)
        raise ChildProcessError

    with pytest.raises(ChildProcessError), in_another_process(end, 1, min_items=0) as result:
        result()
