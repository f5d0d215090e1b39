"""Child processes are measured with all that they start, and nothing of them is left."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from tests.support import wait_until

from benchmarks.children import ChildFailedError, Run, joined, memory_of, middle, run_child, running

ON_LINUX = pytest.mark.skipif(
    sys.platform != "linux", reason="only Linux tells the memory of processes in files"
)
HELD = 60_000_000
HOLDS = f"held = bytearray(b'x') * {HELD}"
STARTS_TWO = f"""
import subprocess, sys
code = "{HOLDS}; print('held', flush=True); input()"
pipes = dict(stdin=subprocess.PIPE, stdout=subprocess.PIPE)
both = [subprocess.Popen([sys.executable, "-c", code], **pipes) for _ in range(2)]
for one in both: one.stdout.readline()
import time, pathlib
pathlib.Path(sys.argv[1]).touch()
while time.process_time() < float(sys.argv[2]): pass
for one in both: one.communicate(b"\\n")
"""


def run(seconds: float, cpu: float = 1.0, peak: int = 1, **phases: float) -> Run:
    return Run(seconds=seconds, cpu_seconds=cpu, peak_bytes=peak, phases=phases)


@ON_LINUX
def test_memory_is_that_of_a_child_and_of_what_it_starts(tmp_path: Path) -> None:
    measured = run_child([sys.executable, "-c", STARTS_TWO, str(tmp_path / "there"), "0.5"])
    assert measured.peak_bytes > 2 * HELD


@ON_LINUX
def test_what_a_child_started_ends_with_it(tmp_path: Path) -> None:
    there = tmp_path / "there"
    with running([sys.executable, "-c", STARTS_TWO, str(there), "3600"]) as watch:
        wait_until(there.is_file, watch.child)
        session = watch.session
        assert memory_of(session) > 2 * HELD
        assert watch.cpu_seconds() > 0
        assert not watch.has_ended()
    while memory_of(session):  # until the system has done as it was told
        pass


def test_processor_time_is_also_that_of_what_a_child_starts() -> None:
    work = "import time\nwhile time.process_time() < 0.4: pass"
    starts = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {work!r}], check=True)"
    assert run_child([sys.executable, "-c", starts]).cpu_seconds > 0.4


def test_a_child_that_fails_is_no_figure() -> None:
    with pytest.raises(ChildFailedError, match=r"(?s)ended with 3:\nsaid\n+complained"):
        run_child(
            [sys.executable, "-c", "import sys; print('said'); sys.stderr.write('complained'); sys.exit(3)"]
        )


def test_a_server_that_fails_says_why() -> None:
    with (
        pytest.raises(ChildFailedError, match=r"(?s)no answer\n.*ended with 3:\nsaid"),
        running([sys.executable, "-c", "import sys; print('said'); sys.exit(3)"]) as watch,
    ):
        watch.child.wait()
        assert watch.has_ended()
        raise ChildFailedError("no answer")


def test_what_a_child_says_of_its_phases_is_kept() -> None:
    said = "servicebook: catalogs of 10 more 1.25 s"
    assert run_child([sys.executable, "-c", f"import sys; print({said!r}, file=sys.stderr)"]).phases == {
        "catalogs of 10 more": 1.25
    }


def test_medians_are_of_each_figure_for_itself() -> None:
    runs = [run(1, cpu=9, peak=5, a=3.0), run(2, cpu=8, peak=7, a=1.0), run(30, cpu=7, peak=6, a=2.0)]
    assert middle(runs) == run(2, cpu=8, peak=6, a=2.0)


def test_commands_that_follow_each_other_are_one() -> None:
    assert joined([run(1, cpu=2, peak=5), run(3, cpu=4, peak=4)]) == run(4, cpu=6, peak=5)
