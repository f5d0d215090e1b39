"""Changes to several files: all of them, or none."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from tests.support import write

from servicebook.source.atomic_files import UnwritableError
from servicebook.source.file_changes import make_changes
from servicebook.source.planned_changes import Changes


def everything(folder: Path) -> dict[str, bytes | None]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() if path.is_file() else None
        for path in sorted(folder.rglob("*"))
    }


def replace(root: Path, path: str, old: str, new: str) -> None:
    make_changes(root, Changes(texts={path: (old, new)}))


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
        (Changes(added={"new/x.yml": "x", "a/one.yml": "y"}), "a/one.yml already exists"),
        (Changes(added={"new/x.yml": "x", "a/one.yml/y": "y"}), "cannot write a/one.yml/y: Not a directory"),
        (
            Changes(moves=(("a", "b"),), texts={"b/one.yml": ("x: 2\n", "")}),
            "b/one.yml has changed meanwhile",
        ),
        (Changes(moves=(("a", "b"), ("c", "d"))), "cannot move c to d: No such file"),
        (Changes(moves=(("a/one.yml", "a/two.yml"),)), "a/two.yml already exists"),
        (
            Changes(moves=(("a", "b"),), texts={"b/one.yml": ("x: 1\n", "x: 2\n")}, added={"b/one.yml": ""}),
            "b/one.yml already exists",
        ),
    ],
)
def test_where_one_fails_those_before_are_taken_back(tmp_path: Path, changes: Changes, why: str) -> None:
    write(tmp_path, {"a/one.yml": "x: 1\n", "a/two.yml": "y: 1\n"})
    before = everything(tmp_path)
    with pytest.raises(UnwritableError, match=why):
        make_changes(tmp_path, changes)
    assert everything(tmp_path) == before


def test_a_file_that_is_replaced_keeps_mark_permissions_and_links(tmp_path: Path) -> None:
    write(tmp_path, {"f.yml": b"\xef\xbb\xbfa: 1\r\n"})
    (tmp_path / "f.yml").chmod(0o640)
    (tmp_path / "link.yml").symlink_to("f.yml")
    replace(tmp_path, "link.yml", "a: 1\r\n", "a: 1\r\nb: é\r\n")
    assert (tmp_path / "f.yml").read_bytes() == b"\xef\xbb\xbfa: 1\r\nb: \xc3\xa9\r\n"
    assert stat.S_IMODE((tmp_path / "f.yml").stat().st_mode) == 0o640
    assert (tmp_path / "link.yml").is_symlink()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["f.yml", "link.yml"]


def test_a_file_that_changed_meanwhile_is_not_replaced(tmp_path: Path) -> None:
    write(tmp_path, {"f.yml": "a: 2\n"})
    with pytest.raises(UnwritableError, match=r"f\.yml has changed meanwhile; try again"):
        replace(tmp_path, "f.yml", "a: 1\n", "a: 3\n")
    assert (tmp_path / "f.yml").read_bytes() == b"a: 2\n"


def test_a_file_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "f.yml").mkdir()
    with pytest.raises(UnwritableError, match=r"cannot write f\.yml: Is a directory"):
        replace(tmp_path, "f.yml", "a: 1\n", "a: 3\n")
