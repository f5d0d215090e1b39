"""A site takes the place of the old one whole, or not at all; `tests/test_build.py` says so of the command."""

from __future__ import annotations

import shutil
import signal
from pathlib import Path

import pytest
from tests.kills import run_until, steps_of
from tests.sites import contents
from tests.support import write

from servicebook.publishing.mark import mark_file
from servicebook.publishing.publication import SiteFile, text_file
from servicebook.publishing.writer import FolderWriter, move_in_turn, replaced_site, write_file
from servicebook.source.atomic_files import UnwritableError

MARK = mark_file().path
OLD = {"index.html": "old", MARK: mark_file().content, "left/over.html": "old"}


@pytest.fixture
def site_dir(tmp_path: Path) -> Path:
    return write(tmp_path / "public" / "site", OLD)


def test_a_file_is_written_byte_for_byte_in_a_folder_of_its_own(tmp_path: Path) -> None:
    write_file(tmp_path, SiteFile("data/deep/it.csv", b"\xef\xbb\xbfa\r\nb\n"))
    write_file(tmp_path, text_file("data/deep/ü.json", "花\n"))
    write_file(tmp_path, text_file("data/deep/ü.json", "other\n"))
    assert contents(tmp_path) == {
        "data/deep/it.csv": b"\xef\xbb\xbfa\r\nb\n",
        "data/deep/ü.json": b"other\n",
    }


def test_parts_of_a_file_make_one_again_and_never_go_on_with_an_old_one(tmp_path: Path) -> None:
    writer = FolderWriter(tmp_path)
    for _ in range(2):
        writer.write(SiteFile("data/all.json", b"[1", more=True))
        writer.write(SiteFile("data/one.json", b"1"))
        writer.write(SiteFile("data/all.json", b",2", more=True))
        writer.write(SiteFile("data/all.json", b"]"))
    assert contents(tmp_path) == {"data/all.json": b"[1,2]", "data/one.json": b"1"}


def test_the_new_folder_takes_the_place_of_the_old_one_and_nothing_is_left_beside(site_dir: Path) -> None:
    with replaced_site(site_dir, []) as new:
        write(new, {"index.html": "new"})
        assert contents(site_dir)["index.html"] == b"old"
    assert contents(site_dir.parent) == {"site/index.html": b"new"}


def test_whatever_is_raised_leaves_the_old_folder_and_nothing_beside(site_dir: Path) -> None:
    before = contents(site_dir.parent)
    with pytest.raises(KeyboardInterrupt), replaced_site(site_dir, []) as new:
        write(new, {"index.html": "new"})
        raise KeyboardInterrupt
    assert contents(site_dir.parent) == before
    assert [path.name for path in site_dir.parent.iterdir()] == ["site"]


def test_a_first_site_and_the_folders_above_it_are_made(tmp_path: Path) -> None:
    with replaced_site(tmp_path / "a/b/site", []) as new:
        write(new, {"index.html": "new"})
    assert contents(tmp_path) == {"a/b/site/index.html": b"new"}


@pytest.mark.parametrize("place", [".", "catalog", "catalog/departments", "site_config", ".."])
def test_no_folder_with_sources_in_it_or_around_it_is_replaced(tmp_path: Path, place: str) -> None:
    root = write(
        tmp_path / "root", {"catalog/departments/it.yml": "", "site_config/x": "", "sitemap.xml": ""}
    )
    before = contents(tmp_path)
    with (
        pytest.raises(UnwritableError, match="the catalog is there"),
        replaced_site(root / place, [root / "catalog", root / "site_config"]),
    ):
        pytest.fail("it began")
    assert contents(tmp_path) == before


def test_where_folders_cannot_be_exchanged_they_are_moved_in_turn(site_dir: Path, tmp_path: Path) -> None:
    before = contents(site_dir)
    move_in_turn(site_dir, write(tmp_path / "beside" / "new", {"index.html": "new"}))
    assert contents(site_dir) == {"index.html": b"new"}
    assert contents(tmp_path / "beside/old") == before


def test_an_old_folder_that_was_moved_away_comes_back_where_the_new_one_does_not_come(site_dir: Path) -> None:
    before = contents(site_dir.parent)
    with pytest.raises(FileNotFoundError):
        move_in_turn(site_dir, site_dir.parent / "not-there")
    assert contents(site_dir.parent) == before
    assert [path.name for path in site_dir.parent.iterdir()] == ["site"]


def test_a_build_that_is_killed_at_any_step_leaves_one_whole_site_and_the_next_removes_the_rest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KILLS_LOG", str(tmp_path / "log"))
    public = tmp_path / "public"
    site_dir = public / "above" / "site"

    def work() -> int:
        with replaced_site(site_dir, []) as new:
            write(new, {"index.html": "new", MARK: mark_file().content})
        return 0

    def prepare(*, is_there: bool) -> dict[str, bytes]:
        shutil.rmtree(public, ignore_errors=True)
        public.mkdir()
        return contents(write(site_dir, OLD)) if is_there else {}

    for is_there in (True, False):
        prepare(is_there=is_there)
        steps = steps_of(work, public)
        after = contents(site_dir)
        for number in range(len(steps)):
            before = prepare(is_there=is_there)
            assert run_until(work, public, number, signal.SIGKILL) == -signal.SIGKILL
            assert contents(site_dir) in (before, after), steps[number]
            assert site_dir.exists() or not is_there, steps[number]
            assert work() == 0
            assert contents(public) == {f"above/site/{path}": content for path, content in after.items()}
            assert [path.name for path in public.iterdir()] == ["above"], steps[number]


def test_an_old_site_that_was_moved_away_when_a_build_was_killed_comes_back(site_dir: Path) -> None:
    """As where folders cannot be exchanged."""
    before = contents(site_dir)
    left = site_dir.parent / ".site-0123abcd.partial"
    write(left, {"in-use": "", "new/index.html": "new"})
    site_dir.rename(left / "old")
    with pytest.raises(KeyboardInterrupt), replaced_site(site_dir, []):
        raise KeyboardInterrupt
    assert contents(site_dir) == before
    assert [path.name for path in site_dir.parent.iterdir()] == ["site"]


def test_a_file_in_parts_is_written_as_one_over_what_was_there(tmp_path: Path) -> None:
    for _ in range(2):
        writer = FolderWriter(tmp_path)
        writer.write(SiteFile("data/a.csv", b"1\n", more=True))
        writer.write(SiteFile("data/b.csv", b"beside\n"))
        writer.write(SiteFile("data/a.csv", b"2\n"))
    assert (tmp_path / "data/a.csv").read_bytes() == b"1\n2\n"
    assert (tmp_path / "data/b.csv").read_bytes() == b"beside\n"
