"""Every command is there under its name, alone and in the list of all."""

from __future__ import annotations

import subprocess
import sys

import pytest
from tests.support import run

from servicebook.cli import COMMANDS


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_explains_itself_under_its_name(name: str) -> None:
    done = run(name, "--help")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(f"usage: servicebook {name} ")


def test_without_a_known_command_all_are_named() -> None:
    listed = run("--help").stdout
    refused = run("chek")
    assert refused.returncode == 2
    for name in COMMANDS:
        assert f"\n    {name} " in listed
        assert f"'{name}'" in refused.stderr


def test_a_command_loads_no_other_one() -> None:
    code = (
        "import sys; from servicebook.cli import main\n"
        "try: main(['check', '--help'])\n"
        "finally: print([one for one in sys.modules if 'exchange' in one], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stderr) == (0, "[]\n")
