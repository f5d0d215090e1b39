"""A change of files is told once they are written, in whatever way an editor writes them."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from tests.support import write

from servicebook.serving.settled_files import SettledFiles, is_followed

Edit = Callable[[Path], object]


def in_two_steps(file: Path) -> None:
    file.write_text("", encoding="utf-8")
    file.write_text("new", encoding="utf-8")


def renamed_over(file: Path) -> None:
    beside = file.with_name(".new")
    beside.write_text("new", encoding="utf-8")
    beside.replace(file)


def deleted_and_made_again(file: Path) -> None:
    file.unlink()
    file.write_text("new", encoding="utf-8")


def with_the_moment_of_the_old(file: Path) -> None:
    before = file.stat()
    file.write_text("new", encoding="utf-8")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))


def for_nobody_to_read(file: Path) -> None:
    file.chmod(0o000)


WAYS: list[Edit] = [
    in_two_steps,
    renamed_over,
    deleted_and_made_again,
    with_the_moment_of_the_old,
    *([for_nobody_to_read] if os.name == "posix" else []),  # elsewhere that is no change of a file
    Path.unlink,
]


def told(*steps: Iterable[str] | None) -> Callable[[], set[str] | None]:
    """What the system tells when it is asked, one time after the other; then nothing more."""
    left = [None if step is None else set(step) for step in steps]
    return lambda: left.pop(0) if left else set()


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("is_told", [True, False])
def test_a_file_that_was_written_is_told_once(tmp_path: Path, way: Edit, is_told: bool) -> None:
    file, other = tmp_path / "a.yml", tmp_path / "b.yml"
    for one in (file, other):
        one.write_text("old", encoding="utf-8")
    files = SettledFiles([tmp_path])
    way(file)
    assert files.changed(told([str(file)] if is_told else None)) == {str(file)}
    assert files.changed(told(None)) == set()


@pytest.mark.parametrize("name", [".a.yml.swp", ".#a.yml", ".git/index"])
def test_what_editors_and_programs_keep_for_themselves_is_let_be(tmp_path: Path, name: str) -> None:
    files = SettledFiles([tmp_path])
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text("a", encoding="utf-8")
    assert not is_followed(str(tmp_path / name), [tmp_path])
    assert files.changed(told(None)) == set()


def test_what_plugins_read_beside_pages_is_followed(tmp_path: Path) -> None:
    files = SettledFiles([tmp_path])
    (tmp_path / ".meta.yml").write_text("a", encoding="utf-8")
    assert is_followed(str(tmp_path / ".meta.yml"), [tmp_path])
    assert files.changed(told(None)) == {str(tmp_path / ".meta.yml")}


def test_paths_that_join_are_known_as_they_are_and_of_others_the_last_look_counts(tmp_path: Path) -> None:
    for name in ("a", "b", "c"):
        write(tmp_path, {f"{name}/one.yml": "1"})
    files = SettledFiles([tmp_path / "a", tmp_path / "b"])
    write(tmp_path, {"a/one.yml": "22", "b/one.yml": "22", "c/one.yml": "22"})
    files.look_at([tmp_path / "a", tmp_path / "c"])
    assert files.changed(told(None)) == {str(tmp_path / "a/one.yml")}


def test_what_is_written_while_it_is_looked_at_is_waited_for(tmp_path: Path) -> None:
    file, other = tmp_path / "a.yml", tmp_path / "b.yml"
    files = SettledFiles([tmp_path])
    file.write_text("half", encoding="utf-8")
    steps = [
        lambda: {str(file)},
        lambda: file.write_text("half and half", "utf-8") and {str(other)},
        set,
    ]

    def hints() -> set[str]:
        if len(steps) == 2:
            other.write_text("b", encoding="utf-8")
        return steps.pop(0)() or set()

    assert files.changed(hints) == {str(file), str(other)}
    assert not steps and files.changed(told(None)) == set()


def test_a_file_that_says_the_same_and_was_not_written_is_not_told(tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_text("old", encoding="utf-8")
    files = SettledFiles([tmp_path])
    assert files.changed(told([str(tmp_path / "a.yml"), str(tmp_path / "none.yml")])) == set()


def test_a_folder_that_comes_or_goes_is_told_by_its_files(tmp_path: Path) -> None:
    folder = tmp_path / "catalog" / "it"
    files = SettledFiles([tmp_path / "catalog"])
    folder.mkdir(parents=True)
    (folder / "a.yml").write_text("a", encoding="utf-8")
    assert files.changed(told([str(folder)])) == {str(folder / "a.yml")}
    shutil.rmtree(folder)
    assert files.changed(told([str(folder)])) == {str(folder / "a.yml")}


def test_of_thousands_of_files_none_is_missed_of_which_nothing_was_told(tmp_path: Path) -> None:
    files = SettledFiles([tmp_path])
    written = {str(tmp_path / f"{number}.yml") for number in range(1000)}
    for path in written:
        Path(path).write_text("x", encoding="utf-8")
    assert files.changed(told(sorted(written)[:300])) == written
