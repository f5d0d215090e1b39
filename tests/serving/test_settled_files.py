"""A change of files is told once they are written, in whatever way an editor writes them."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from servicebook.serving.settled_files import SettledFiles

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


WAYS: list[Edit] = [in_two_steps, renamed_over, deleted_and_made_again, Path.unlink]


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
