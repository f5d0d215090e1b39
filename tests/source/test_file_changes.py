"""Changes to several files: all of them, or none."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from tests.support import write

from servicebook.source.file_changes import Changes, UnwritableError, make_changes
from servicebook.source.machine import machine_zone


def everything(folder: Path) -> dict[str, bytes | None]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() if path.is_file() else None
        for path in sorted(folder.rglob("*"))
    }


def test_moves_come_first_and_texts_and_new_files_follow(tmp_path: Path) -> None:
    write(tmp_path, {"a/one.yml": b"\xef\xbb\xbfx: 1\r\n", "a/.note": "n"})
    changes = Changes(
        moves=(("a", "b/c"),), texts={"b/c/one.yml": ("x: 1\r\n", "x: 2\r\n")}, added={"d/e.yml": "e"}
    )
    make_changes(tmp_path, changes)
    assert everything(tmp_path) == {
        "b": None, "b/c": None, "b/c/.note": b"n", "b/c/one.yml": b"\xef\xbb\xbfx: 2\r\n", "d": None, "d/e.yml": b"e",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        (Changes(added={"new/x.yml": "x", "a/one.yml": "y"}), "a/one.yml is there already"),
        (Changes(added={"new/x.yml": "x", "a/one.yml/y": "y"}), "cannot write a/one.yml/y: Not a directory"),
        (
            Changes(moves=(("a", "b"),), texts={"b/one.yml": ("x: 2\n", "")}),
            "b/one.yml has changed meanwhile",
        ),
        (Changes(moves=(("a", "b"), ("c", "d"))), "cannot move c to d: No such file"),
        (Changes(moves=(("a/one.yml", "a/two.yml"),)), "a/two.yml is there already"),
        (
            Changes(moves=(("a", "b"),), texts={"b/one.yml": ("x: 1\n", "x: 2\n")}, added={"b/one.yml": ""}),
            "b/one.yml is there already",
        ),
    ],
)
def test_where_one_fails_those_before_are_taken_back(tmp_path: Path, changes: Changes, why: str) -> None:
    write(tmp_path, {"a/one.yml": "x: 1\n", "a/two.yml": "y: 1\n"})
    before = everything(tmp_path)
    with pytest.raises(UnwritableError, match=why):
        make_changes(tmp_path, changes)
    assert everything(tmp_path) == before


def test_machine_tells_its_zone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", ":Asia/Tokyo")
    assert machine_zone() == "Asia/Tokyo"
    monkeypatch.setenv("TZ", "nowhere")
    assert machine_zone() == machine_zone_without_variable(monkeypatch)


def machine_zone_without_variable(monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.delenv("TZ")
    assert "TZ" not in os.environ
    return machine_zone()
