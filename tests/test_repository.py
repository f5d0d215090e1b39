"""What the repository says about itself is so, and what its tests rest on is in one place."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest

from servicebook.source.machine_clock import machine_day
from tests.other_days import moments
from tests.sites import DAY
from tests.support import REPOSITORY

CONTRIBUTING = (REPOSITORY / "CONTRIBUTING.md").read_text(encoding="utf-8")
README = (REPOSITORY / "README.md").read_text(encoding="utf-8")
COMMAND = re.compile(r"^(?: {4})?(make [a-z-]+)", re.MULTILINE)
TESTS = sorted({*(REPOSITORY / "tests").rglob("*.py")} - {Path(__file__)})


def test_ci_runs_the_commands_of_the_readme_one_by_one() -> None:
    named = COMMAND.findall(README.partition("## Changing Servicebook\n")[2].partition("\n## ")[0])
    assert "make test" in named
    assert COMMAND.findall((REPOSITORY / ".ci/run").read_text(encoding="utf-8")) == named
    assert all(f"`{command}`" in CONTRIBUTING for command in named)


@pytest.mark.parametrize("command", sorted({*COMMAND.findall(README)}))
def test_a_command_that_the_readme_names_is_there(command: str) -> None:
    done = subprocess.run(
        [*command.split(), "--dry-run"], cwd=REPOSITORY, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert ("-m pytest" in done.stdout) == (command == "make test")


def test_only_the_plugin_and_one_module_of_the_theme_look_into_mkdocs_and_material() -> None:
    """Import-linter sees imports; this sees packages that are named in strings to read their files."""
    named = re.compile(
        r"""\b(?:files|import_module|find_spec|distribution|version)\(["'](?:mkdocs|material)\b"""
    )
    sources = [*(REPOSITORY / "generator").rglob("*.py"), *(REPOSITORY / "theme").rglob("*.py")]
    looking = [file for file in sources if named.search(file.read_text(encoding="utf-8"))]
    assert [file.name for file in looking if file.parent.name != "mkdocs_plugin"] == ["material.py"]
    assert [file.parent.name for file in looking] == ["servicebook_theme"]


def test_a_command_that_is_told_no_day_takes_the_day_of_the_tests() -> None:
    assert machine_day() == date.fromisoformat(DAY)


def test_days_to_come_that_are_unlike_others_are_known() -> None:
    assert [moment.partition(" ")[0] for moment in moments(date(2026, 11, 26)).values()] == [
        "2026-11-27", "2026-12-31", "2027-03-28", "2027-10-31", "2028-02-29", "2029-11-26",
    ]  # fmt: skip
    assert [moment.partition(" ")[0] for moment in moments(date(2028, 2, 29)).values()] == [
        "2028-03-01", "2028-12-31", "2028-03-26", "2028-10-29", "2032-02-29", "2031-03-01",
    ]  # fmt: skip


def test_no_test_waits_for_a_clock() -> None:
    waiting = re.compile(r"wait_for_timeout|\btimeout=(?!PATIENCE)|\bsleep\(|\.wait\(\d")
    assert [file.name for file in TESTS if waiting.search(file.read_text(encoding="utf-8"))] == ["support.py"]


def test_every_browser_window_is_opened_where_it_is_given_the_day() -> None:
    opening = [file.name for file in TESTS if re.search(r"\.new_context\(", file.read_text(encoding="utf-8"))]
    assert opening == ["windows.py"]


def test_scripts_are_added_to_windows_that_no_other_test_uses() -> None:
    adding = [
        file.name for file in TESTS if re.search(r"add_init_script\(", file.read_text(encoding="utf-8"))
    ]
    assert adding == ["resting.py", "watching.py"]


def test_where_there_is_no_npm_lint_says_what_it_does_not_check(tmp_path: Path) -> None:
    make = shutil.which("make")
    assert make is not None
    done = subprocess.run(
        [make, "lint-theme"],
        cwd=REPOSITORY,
        env={"PATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout == "no npm with Node 20 or later here: scripts and style sheets are not checked\n"
    assert done.returncode == 0


def test_the_lock_file_names_no_registry() -> None:
    lock = json.loads((REPOSITORY / "package-lock.json").read_text(encoding="utf-8"))
    assert lock["packages"][""]["devDependencies"].keys() >= {"eslint", "stylelint", "typescript"}
    assert [name for name, package in lock["packages"].items() if "resolved" in package] == []
    assert [name for name, package in lock["packages"].items() if name and "integrity" not in package] == []
