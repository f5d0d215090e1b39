"""The line of ``requirements.txt`` that says where the program of a repository comes from, when it is updated."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.support import write

from servicebook.exchange.repository.requirements_file import program_of, remark
from servicebook.source.installation import Installation

HASH = "a" * 64
GIT = "servicebook @ git+https://git.example.org/sb.git@"
WHEEL = f"./wheels/servicebook-2.0-py3-none-any.whl --hash=sha256:{HASH}"
OTHER = f"./wheels/servicebook-3.0-py3-none-any.whl --hash=sha256:{HASH}"


@pytest.mark.parametrize(
    ("line", "running", "result"),
    [
        (f"{GIT}1111", f"{GIT}2222", f"{GIT}2222"),
        (f"{GIT}1111", WHEEL, f"{GIT}1111"),  # a colleague's wheel is no reason to leave the address
        ("./wheels/servicebook-1.0-py3-none-any.whl", WHEEL, WHEEL),
        (
            "./wheels/servicebook-1.0-py3-none-any.whl",
            OTHER,
            "./wheels/servicebook-1.0-py3-none-any.whl",
        ),  # not there
        (
            WHEEL,
            "./wheels/servicebook-2.0-py3-none-any.whl",
            WHEEL,
        ),  # run from a folder: its hash is not known
        (WHEEL, f"{GIT}2222", WHEEL),
        ("servicebook==0.2.0", WHEEL, WHEEL),  # on a public index it would be a stranger's
        ("# nothing here", f"{GIT}2222", f"{GIT}2222"),
    ],
)
def test_it_follows_the_running_program_where_that_comes_from_the_same_place(
    tmp_path: Path, line: str, running: str, result: str
) -> None:
    write(tmp_path, {"wheels/servicebook-2.0-py3-none-any.whl": b"wheel"})
    program = Installation("2.0", running, has_no_address=running.startswith("./"))
    assert program_of(f"# ours\n{line}\n", program, tmp_path).requirement == result
    assert program_of(None, program, tmp_path) == program


@pytest.mark.parametrize(("running", "asks"), [(WHEEL, False), (OTHER, True)])
def test_a_wheel_is_asked_for_until_it_is_there(tmp_path: Path, running: str, asks: bool) -> None:
    write(tmp_path, {"wheels/servicebook-2.0-py3-none-any.whl": b"wheel"})
    missing = Installation("1.0", "./wheels/servicebook-1.0-py3-none-any.whl", has_no_address=True)
    text = f"{remark(missing)}{missing.requirement}\n"
    program = Installation("2.0", running, has_no_address=True)
    assert program_of(text, program, tmp_path).has_no_address == asks
