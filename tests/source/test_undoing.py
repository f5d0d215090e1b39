"""A change that was stopped by a kill is undone by whoever comes next, or nobody touches anything and says why."""

from __future__ import annotations

import os
import shutil
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from tests.kills import ended_at, events, tree
from tests.support import HR, IT, SMALL, run, write

from servicebook.source.atomic_files import UnwritableError
from servicebook.source.held_journal import undo_unfinished
from servicebook.source.journal import NAME

DAY = ("--today", "2026-09-01")
RENAME = ("rename", "department:it", "ict", *DAY, "--root")
UNDONE = "an earlier command was stopped half-way; its changes to "


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("KILLS_LOG", str(tmp_path / "log"))
    return fresh(tmp_path / "root")


def fresh(root: Path) -> Path:
    shutil.rmtree(root, ignore_errors=True)
    return write(
        root, {**SMALL, f"{HR}/department.yml": "name: HR\nsummary: People.\npart_of: it\nhead: hr/head\n"}
    )


def half_renamed(root: Path, warm: Path) -> dict[str, tuple[int, bytes | None]]:
    """A catalog whose renaming was killed just before the last file was replaced; what it was before."""
    before = tree(root)
    steps = events([*RENAME, str(root)], root, warm)
    fresh(root)
    last = max(number for number, step in enumerate(steps) if step.startswith("os.rename"))
    assert ended_at([*RENAME, str(root)], root, last, signal.SIGKILL, warm) == -signal.SIGKILL
    assert (root / NAME).exists() and (root / "catalog/departments/ict").exists()
    return before


@pytest.mark.parametrize(
    "command", [("check",), ("build",), ("show", "it"), ("export", "json", "--output", "x.json"), RENAME[:3]]
)
def test_the_next_command_undoes_it_and_says_so(root: Path, command: tuple[str, ...], warm: Path) -> None:
    before = half_renamed(root, warm)
    done = run(*command, *DAY, "--root", str(root), cwd=root.parent)
    assert done.returncode == 0, done.stderr
    assert f"servicebook {command[0]}: {UNDONE}" in done.stderr
    assert not (root / NAME).exists()
    assert command[0] in ("rename", "build") or tree(root) == before


def test_mkdocs_undoes_it_too(root: Path, warm: Path) -> None:
    before = half_renamed(root, warm)
    write(
        root, {"mkdocs.yml": "site_name: S\ndocs_dir: pages\nplugins: [servicebook]\n", "pages/x.md": "# X\n"}
    )
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--site-dir", str(root.parent / "site")],
        cwd=root, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert UNDONE in done.stderr
    assert {path: file for path, file in tree(root).items() if path in before} == before


def test_undoing_may_be_killed_at_any_step_and_is_done_by_the_next(
    root: Path, tmp_path: Path, warm: Path
) -> None:
    before = half_renamed(root, warm)
    shutil.copytree(root, tmp_path / "half", symlinks=True)
    check = ["check", *DAY, "--root", str(root)]
    steps = events(check, root, warm)
    assert tree(root) == before and len(steps) > 5
    for number in range(len(steps)):
        fresh(root)
        half_renamed(root, warm)
        assert ended_at(check, root, number, signal.SIGKILL, warm) == -signal.SIGKILL
        assert run(*check).returncode == 0
        assert tree(root) == before, steps[number]


def test_a_copy_of_a_half_changed_catalog_is_undone_too(root: Path, tmp_path: Path, warm: Path) -> None:
    before = half_renamed(root, warm)
    shutil.copytree(root, tmp_path / "copy")
    assert run("check", *DAY, "--root", str(tmp_path / "copy")).returncode == 0
    assert tree(tmp_path / "copy") == before


def test_what_somebody_has_edited_since_is_not_lost(root: Path, warm: Path) -> None:
    half_renamed(root, warm)
    edited = root / "catalog/departments/ict/department.yml"
    edited.write_text(edited.read_text(encoding="utf-8") + "# mine\n", encoding="utf-8")
    before = tree(root)
    done = run("check", *DAY, "--root", str(root))
    assert done.returncode == 2
    assert done.stderr == (
        "servicebook check: an earlier command was stopped half-way, and catalog/departments/ict/department.yml has "
        "been edited since, so its changes cannot be undone; correct the files by hand, then delete "
        ".servicebook-journal\n"
    )
    assert tree(root) == before


def test_a_folder_that_is_back_in_its_old_place_too_is_not_overwritten(root: Path, warm: Path) -> None:
    half_renamed(root, warm)
    write(root, {f"{IT}/department.yml": "name: Saved by an editor\n"})
    before = tree(root)
    assert run("check", *DAY, "--root", str(root)).returncode == 2
    assert tree(root) == before


@pytest.mark.parametrize("length", [0, 5, 60, -1])
def test_a_journal_that_was_not_complete_is_of_a_change_that_had_not_begun(
    root: Path, length: int, warm: Path
) -> None:
    half_renamed(root, warm)
    journal = (root / NAME).read_bytes()
    fresh(root)
    before = tree(root)
    (root / NAME).write_bytes(journal[:length] if length else b"")
    assert undo_unfinished(root) is None
    assert tree(root) == before


def test_a_journal_that_somebody_has_edited_is_not_followed(root: Path, warm: Path) -> None:
    half_renamed(root, warm)
    journal = (root / NAME).read_bytes()
    (root / NAME).write_bytes(journal.replace(b"ict/roles.yml", b"ict/other.ym"))
    before = tree(root)
    with pytest.raises(UnwritableError, match="is damaged"):
        undo_unfinished(root)
    assert tree(root) == before


def test_what_cannot_be_undone_for_want_of_a_permission_is_said(root: Path, warm: Path) -> None:
    half_renamed(root, warm)
    (root / NAME).chmod(0)
    done = subprocess.run(
        [*unprivileged(), sys.executable, "-m", "servicebook.cli", "check", *DAY, "--root", str(root)],
        capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert "its changes cannot be undone: cannot open" in done.stderr and "Traceback" not in done.stderr


def unprivileged() -> list[str]:
    return ["setpriv", "--bounding-set=-all", "--inh-caps=-all"] if os.geteuid() == 0 else []


HOLDER = """\
import sys
from pathlib import Path
from servicebook.source.held_journal import held_journal

with held_journal(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


@contextmanager
def held(root: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that is changing files there."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(root)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8",
    )  # fmt: skip
    with process:
        try:
            assert process.stdout is not None and process.stdout.readline() == "held\n"
            yield process
        finally:
            process.kill()


def test_a_change_of_another_process_is_waited_for(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with held(root) as process:

        def pause(_: float) -> None:
            process.communicate("")  # the other ends while this one waits

        monkeypatch.setattr("servicebook.source.file_lock.time.sleep", pause)
        assert run(*RENAME, str(root)).returncode == 0
        assert process.returncode == 0
    assert not (root / IT).exists() and not (root / NAME).exists()


def test_a_change_that_takes_too_long_is_named_by_its_process(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("servicebook.source.held_journal._PATIENCE", 0)
    before = tree(root)
    with held(root) as process:
        done = run(*RENAME, str(root))
        assert done.returncode == 2
        assert f"another command (process {process.pid}) is changing the files here" in done.stderr
    assert run("check", *DAY, "--root", str(root)).returncode == 0
    assert tree(root) == before


def test_the_journal_is_for_its_owner_alone(root: Path, warm: Path) -> None:
    half_renamed(root, warm)
    assert stat.S_IMODE((root / NAME).stat().st_mode) == 0o600
