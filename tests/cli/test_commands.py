"""Every command is there under its name, alone and in the list of all."""

from __future__ import annotations

import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest
from tests.support import SMALL, make_catalog, run

from servicebook.cli import COMMANDS
from servicebook.cli.whole_build import LOADED_MEANWHILE
from servicebook.forking import HOW


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_explains_itself_under_its_name(name: str) -> None:
    done = run(name, "--help")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(f"usage: servicebook {name} ")


def test_a_way_to_share_work_that_nobody_knows_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(HOW, "threads")
    refused = run("check")
    assert (refused.returncode, refused.stdout) == (2, "")
    assert refused.stderr == (
        'servicebook check: SERVICEBOOK_PROCESSES is "threads" in the environment; set it to one of fork, spawn, '
        "none, or unset it\n"
    )
    monkeypatch.setenv(HOW, "none")
    assert run("check").returncode == 0


def test_without_a_known_command_all_are_named() -> None:
    listed = run("--help").stdout
    refused = run("chek")
    assert refused.returncode == 2
    for name in COMMANDS:
        assert f"    {name}" in [line[: 4 + len(name)] for line in listed.splitlines()]
        assert f"'{name}'" in refused.stderr


def test_a_command_loads_no_other_one_and_no_arrays_before_it_needs_them() -> None:
    code = (
        "import sys; from servicebook.cli import main\n"
        "try: main(['check', '--help'])\n"
        "finally: print([m for m in sys.modules if '.exchange.' in m or m == 'numpy'], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stderr) == (0, "[]\n")


def test_who_asks_for_the_version_waits_for_no_command() -> None:
    code = (
        "import sys; from servicebook.cli import COMMANDS, main\n"
        "try: main(['--version'])\n"
        "finally: print([m for m in COMMANDS.values() if f'servicebook.cli.{m}' in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stderr) == (0, "[]\n")
    assert done.stdout.startswith("servicebook ")


_SELDOM_NEEDED = (
    "jsonschema", "referencing", "markdown_it", "mdit_py_plugins", "dateutil.rrule", "icalendar", "holidays",
    "numpy", "mkdocs", "jinja2", "openpyxl", "spellchecker", "importlib.metadata",
    "zipfile",
    "servicebook.fixing", "servicebook.pages", "servicebook.exchange", "servicebook.search",
    "servicebook.documents.meant", "servicebook.documents.schema_faults",
)  # fmt: skip
"""What takes long to load, and a catalog in order, without rotas and public holidays, does not need to be checked."""


def test_a_check_loads_nothing_that_a_catalog_in_order_does_not_need(tmp_path: Path) -> None:
    root = make_catalog(tmp_path, {}, base=SMALL)
    code = (
        "import sys; from servicebook.cli import main\n"
        "status = main(sys.argv[1:])\n"
        f"print(status, [name for name in {_SELDOM_NEEDED!r} if name in sys.modules], file=sys.stderr)"
    )
    command = [sys.executable, "-c", code, "check", "--root", root, "--today", "2026-11-22"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert done.stderr == "0 []\n", done.stdout


def test_a_build_loads_what_makes_a_site_only_where_there_is_one_to_make(tmp_path: Path) -> None:
    root = make_catalog(tmp_path, {"catalog/people.yml": "ana: {name: [}\n"}, base=SMALL)
    code = (
        "import sys; from servicebook.cli import main\n"
        "status = main(sys.argv[1:])\n"
        f"print(status, [name for name in {LOADED_MEANWHILE!r} if name in sys.modules], file=sys.stderr)"
    )
    command = [sys.executable, "-c", code, "build", "--root", root, "--today", "2026-11-22"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert done.stderr.splitlines()[-1] == "1 []", done.stderr
    for name in LOADED_MEANWHILE:
        assert import_module(name)


_FOR_OTHER_COMMANDS = (
    "mkdocs.livereload", "watchdog", "http.server", "servicebook.serving.live_site", "servicebook.exchange.core",
    "servicebook.exchange.backstage", "servicebook.exchange.spreadsheet.from_spreadsheet",
)  # fmt: skip
"""What ``serve`` and ``import`` load."""


def test_what_makes_a_site_loads_neither_a_server_nor_imports() -> None:
    code = (
        "import sys; from importlib import import_module\n"
        f"for name in {LOADED_MEANWHILE!r}: import_module(name)\n"
        f"print([name for name in {_FOR_OTHER_COMMANDS!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout == "[]\n"
    for name in _FOR_OTHER_COMMANDS:
        assert import_module(name)


@pytest.mark.parametrize(
    "arguments",
    [
        ("init", ""),
        ("import", "csv", "", "made"),
        ("import", "csv", "tables", ""),
        ("export", "json", "--output", ""),
        ("owners", "--format", "github", "--output", ""),
        ("build", "--site", ""),
        ("check", "--root", ""),
    ],
)
def test_an_empty_path_is_not_taken_for_the_folder_here(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    done = run(*arguments, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert "the path is empty; name a file or a folder, or . for this folder\n" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_below_a_catalog_the_way_to_it_is_said(tmp_path: Path) -> None:
    root = make_catalog(tmp_path, {"mkdocs.yml": "site_name: X\n"}, base=SMALL)
    done = run("check", cwd=root / "catalog/departments")
    assert done.stderr == (
        f"servicebook check: there is no folder catalog/ in .; go to {root}, or add --root ../..\n"
    )
    assert run("check", "--root", "../..", cwd=root / "catalog/departments").returncode == 0


def test_interrupted_while_it_starts_a_command_ends_without_a_word() -> None:
    code = (
        "import sys\n"
        "from servicebook.cli import main\n"
        "class Interrupted:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name == 'servicebook.cli.check': raise KeyboardInterrupt\n"
        "sys.meta_path.insert(0, Interrupted())\n"
        "sys.exit(main(['check']))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "")
