"""A command one of whose processes the system ends, whichever: it does without, or says what has happened."""

from __future__ import annotations

import os
import sys
from itertools import count
from pathlib import Path

import pytest
from tests.sites import NO_WORDS
from tests.support import IT, SMALL, write
from tests.warm_python import call

from servicebook.forking import HOW

SERVICES = {
    f"{IT}/services/mend-{number}.yml": f"name: Mend {number}\nsummary: We mend it.\n" for number in range(20)
}
"""With these there are so many files that what was read is kept for the next command."""
ENDING = """
import os, signal, sys
from servicebook.cli import main
number, begun = int(sys.argv[1]), 0

def begin():
    global begun
    begun += 1

def end():
    if begun == number:
        os.kill(os.getpid(), signal.SIGKILL)

parent = os.getpid()
os.register_at_fork(before=begin, after_in_child=end)
status = main(sys.argv[2:])
print(begun, file=sys.stderr)
sys.exit(status)
"""
pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or len(os.sched_getaffinity(0)) < 2, reason="needs two cores, and to fork"
)


def ended(tmp_path: Path, number: int, warm: Path, *args: str) -> tuple[int, str, int]:
    """A command of which the process that it begins as so many-th is killed: its status, what it complains of, and how
    many processes it began."""
    with (
        (tmp_path / "out").open("wb") as out,
        (tmp_path / "err").open("wb") as err,
        Path(os.devnull).open() as none,
    ):
        status = call(warm, ["-c", ENDING, str(number), *args], (none.fileno(), out.fileno(), err.fileno()))
    *lines, begun = (tmp_path / "err").read_text().splitlines()
    return status, "\n".join(line for line in lines if not line.endswith(" s")), int(begun)


@pytest.mark.parametrize("command", ["check", "build"])
def test_a_command_whose_process_is_killed_does_without_or_says_so(
    tmp_path: Path, command: str, warm: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(HOW, "fork")
    site = ["--site", str(tmp_path / "site")] if command == "build" else []
    killed = "another process that did part of the work ended before it was done (SIGKILL)"
    step = 1 if command == "check" else 3  # a build takes long
    statuses = set()
    for number in count(1, step):
        root = write(tmp_path / str(number), {**SMALL, **NO_WORDS, **SERVICES})
        args = (command, "--root", str(root), *site, "--today", "2026-09-01")
        status, told, begun = ended(tmp_path, number, warm, *args)
        if begun < number:
            break
        is_told = status in (1, 2) and killed in told and "\n" not in told
        assert (status, told) == (0, "") or is_told, (number, status, told)
        statuses.add(status)
    assert number > 3
    assert 0 in statuses  # what would have been kept for the next command is no loss
    assert command == "check" or 1 in statuses  # MkDocs was at work, and the old site is as it was
