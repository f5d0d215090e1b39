"""Where most of a site stays, only the rest is put in its place; what is there then is what a clean build writes."""

from __future__ import annotations

import os
import shutil
import signal
import stat
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.kills import forked, run_until, steps_of, tree
from tests.publishing.test_volumes import apart
from tests.sites import contents
from tests.support import write

from servicebook.publishing.last_site import LastSite, see_site
from servicebook.publishing.mark import mark_file
from servicebook.publishing.publication import SiteFile
from servicebook.publishing.writer import FolderWriter, replaced_site
from servicebook.source.atomic_files import UnwritableError
from servicebook.source.file_lock import try_lock
from servicebook.source.stamped_folder import Stamp, stamped

MARK = mark_file()
ALWAYS = {f"{name}/index.html": name.encode() for name in "abcdefgh"}
OLD = {
    MARK.path: MARK.content,
    **ALWAYS,
    "index.html": b"old",
    "data/all.json": b"[0]",
    "gone/index.html": b"old",
    "gone/deeper/index.html": b"old",
    "h/gone.json": b"old",
}
NEW = {
    MARK.path: MARK.content,
    **ALWAYS,
    "index.html": b"new",
    "data/all.json": b"[0, 1]",
    "data/more/1.json": b"1",
    "added/index.html": b"new",
}


def first(site: Path, files: Mapping[str, bytes] = OLD) -> Mapping[str, Stamp]:
    """A site as a build has written it; the stamps of its files."""
    with replaced_site(site, []) as new:
        write(new, files)
    return stamped(site).files


@contextmanager
def rebuilt(
    site: Path,
    files: Mapping[str, bytes],
    stamps: Mapping[str, Stamp],
    before: Callable[[], object] | None = None,
) -> Iterator[LastSite]:
    """A build that has written what has changed, and is about to put it in its place when the block ends."""
    last = LastSite(site, before)
    with replaced_site(site, [], last) as new:
        last.look()
        last.stay.update(files)
        writer = FolderWriter(new, last.below("x"))
        for path, content in files.items():
            if not (path in ALWAYS and last.has(path, stamps.get(path))):
                writer.write(SiteFile(path, content))
        yield last


def build(site: Path, files: Mapping[str, bytes], stamps: Mapping[str, Stamp]) -> LastSite:
    with rebuilt(site, files, stamps) as last:
        pass
    return last


def inodes(site: Path) -> Mapping[str, tuple[int, int]]:
    return {
        path: (status.st_ino, status.st_mtime_ns)
        for path in contents(site)
        for status in [(site / path).stat()]
    }


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return tmp_path / "public" / "portal"


def test_what_stays_or_says_the_same_keeps_its_file_and_the_rest_is_replaced_added_and_removed(
    site: Path,
) -> None:
    stamps, before = first(site), inodes(site)
    top = site.stat().st_ino
    last = build(site, {**NEW, "f/index.html": b"F"}, {**stamps, "e/index.html": (0, 0)})
    after = inodes(site)
    assert contents(site) == {**NEW, "f/index.html": b"f"}  # which it was told to leave alone
    same = {path for path in after if after[path] == before.get(path)}
    assert same == ALWAYS.keys() and site.stat().st_ino == top
    assert [path.name for path in site.parent.iterdir()] == [site.name]
    assert last.published.digest() == stamped(site).digest()


def test_what_says_something_else_in_as_many_bytes_is_written_and_what_says_the_same_is_not(
    site: Path,
) -> None:
    stamps = first(site, {**OLD, "x/y": b"1", "x/z": b"1"})
    before = inodes(site)
    with rebuilt(site, {**OLD, "x/y": b"2", "x/z": b"1"}, stamps) as last:
        assert last.new is not None and not (last.new / "x/z").exists()
    assert contents(site) == {**OLD, "x/y": b"2", "x/z": b"1"}
    assert inodes(site)["x/z"] == before["x/z"]


_paths = st.sampled_from(("x", "x/y", "x/y/z", "x/index.html", "w/y", "w/u/v", "index.html"))
_more = st.dictionaries(_paths, st.sampled_from((b"1", b"2", b"33"))).filter(
    lambda files: not any(other.startswith(f"{path}/") for path in files for other in files)
)
_meddling = st.lists(
    st.tuples(
        st.sampled_from(("touch", "write", "delete", "add", "link", "mode", "empty")), st.integers(0, 999)
    ),
    max_size=3,
)


def meddle(site: Path, how: str, choice: int) -> None:
    """What somebody else may do to a site; its mark stays."""
    files = [path for path in sorted(site.rglob("*")) if path.name != MARK.path and not path.is_symlink()]
    file = files[choice % len(files)]
    if how == "add":
        (file if file.is_dir() else file.parent).joinpath("mine.html").write_text("Mine", encoding="utf-8")
    elif how == "empty":
        (site / f"x{choice % 3}").mkdir(exist_ok=True)
    elif how == "mode":
        file.chmod(0o711)
    elif how == "delete":
        shutil.rmtree(file) if file.is_dir() else file.unlink()
    elif how == "link":
        file.symlink_to(file.rename(file.with_name(f"{file.name}.apart")))
    elif file.is_file():
        os.utime(file) if how == "touch" else file.write_text("Mine", encoding="utf-8")


@settings(max_examples=40)
@given(versions=st.lists(st.tuples(_more, _meddling, _meddling), min_size=2, max_size=4))
def test_whatever_changes_and_whoever_meddles_the_site_is_what_a_clean_build_writes(
    versions: list[tuple[dict[str, bytes], list[tuple[str, int]], list[tuple[str, int]]]],
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    folder = tmp_path_factory.mktemp("versions")
    site, clean = folder / "site", folder / "clean"
    stamps: Mapping[str, Stamp] = {}
    for more, before, after in versions:
        files = {MARK.path: MARK.content, **ALWAYS, **more}
        for how, choice in before:
            if site.exists():
                meddle(site, how, choice)
        last = build(site, files, stamps)
        shutil.rmtree(clean, ignore_errors=True)
        first(clean, files)
        assert tree(site) == tree(clean)
        stamps = last.published.files
        assert last.published.digest() == stamped(site).digest()
        for how, choice in after:
            meddle(site, how, choice)


def test_a_site_in_which_most_changes_is_swapped_as_a_whole(site: Path) -> None:
    stamps, top = first(site), 0
    for number, is_swapped in ((14, False), (15, True)):
        top = site.stat().st_ino
        stamps = build(
            site, {**OLD, **{f"n{each}.html": b"" for each in range(number)}}, stamps
        ).published.files
        assert (site.stat().st_ino != top) is is_swapped
        assert len(contents(site)) == len(OLD) + number
        stamps = build(site, OLD, stamps).published.files
        assert contents(site) == OLD


def test_pages_come_after_what_they_name_and_what_is_gone_goes_last(
    site: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("KILLS_LOG", str(tmp_path / "log"))
    stamps = first(site)

    def work() -> int:
        build(site, NEW, stamps)
        return 0

    moved = [step.split() for step in steps_of(work, site) if step.startswith("os.rename")]
    places = [Path(to).relative_to(site) for _, _, to in moved if Path(to).is_relative_to(site)]
    left = [Path(old).relative_to(site) for _, old, _ in moved if Path(old).is_relative_to(site)]
    assert [*map(str, places)] == ["data/all.json", "data/more", "added", "index.html"]
    assert [*map(str, left)] == ["gone", "h/gone.json"]
    order = [step for step in moved if str(site) + "/" in " ".join(step)]
    assert order.index(moved[-1]) == len(order) - 1 and moved[-1][1].endswith("h/gone.json")


def test_a_build_that_is_killed_at_any_step_leaves_whole_files_and_every_page_that_is_to_be_there(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KILLS_LOG", str(tmp_path / "log"))
    note = tmp_path / "note"

    def prepare() -> Mapping[str, Stamp]:
        shutil.rmtree(site.parent, ignore_errors=True)
        note.write_text("what is there", encoding="utf-8")
        return first(site)

    stamps = prepare()

    def work() -> int:
        with rebuilt(site, NEW, stamps, note.unlink):
            pass
        return 0

    steps = steps_of(work, site.parent)
    mixed = 0
    for number in range(len(steps)):
        stamps = prepare()
        assert run_until(work, site.parent, number, signal.SIGKILL) == -signal.SIGKILL
        left = contents(site)
        assert left.keys() >= OLD.keys() & NEW.keys(), steps[number]
        assert all(content in (OLD.get(path), NEW.get(path)) for path, content in left.items()), steps[number]
        if left != OLD:
            mixed += 1
            assert not note.exists(), steps[number]
        # the next build goes by what was noted of the site before
        build(site, NEW, stamps)
        assert contents(site) == NEW
        assert [path.name for path in site.parent.iterdir()] == [site.name], steps[number]
    assert mixed >= 6


def test_a_file_that_is_replaced_bears_another_stamp_whatever_the_disk_s_clock_says(site: Path) -> None:
    stamps = first(site)
    with rebuilt(site, {**OLD, "index.html": b"new"}, stamps) as last:
        assert last.new is not None
        moment = stamps["index.html"][1]
        os.utime(last.new / "index.html", ns=(moment, moment))
    assert stamped(site).files["index.html"] != stamps["index.html"]
    assert last.published.digest() == stamped(site).digest()


@pytest.mark.parametrize("path", ["added", "data/more", "added/mine.html"])
def test_what_somebody_puts_meanwhile_where_something_new_belongs_is_not_mixed_with_it(
    path: str, site: Path
) -> None:
    stamps = first(site)
    with rebuilt(site, NEW, stamps):
        write(site, {f"{path}/mine.html" if "." not in path else path: "Mine"})
    assert contents(site) == NEW


# Other builds


def test_a_build_that_another_one_overtakes_leaves_the_whole_of_its_own_site(site: Path) -> None:
    stamps = first(site)
    with rebuilt(site, {**OLD, "index.html": b"mine"}, stamps):
        build(site, NEW, stamps)
        assert contents(site) == NEW
    assert contents(site) == {**OLD, "index.html": b"mine"}


def test_a_build_whose_files_another_one_has_replaced_says_so_and_leaves_that_one_s(site: Path) -> None:
    stamps = first(site)
    other = {**OLD, "a/index.html": b"other"}
    with (
        pytest.raises(UnwritableError, match="was changed while a new site was made for it"),
        rebuilt(site, {**OLD, "index.html": b"mine"}, stamps),
    ):
        build(site, other, {**stamps, "a/index.html": (0, 0)})
    assert contents(site) == other
    assert [path.name for path in site.parent.iterdir()] == [site.name]


@pytest.mark.parametrize("files", [NEW, {MARK.path: MARK.content}])
def test_while_files_or_folders_take_their_places_other_builds_wait(
    files: Mapping[str, bytes], site: Path
) -> None:
    stamps = first(site)
    waiting = []

    def other() -> int:
        return 0 if try_lock(site / MARK.path, create=False) is None else 1

    with rebuilt(site, files, stamps, lambda: waiting.append(os.waitstatus_to_exitcode(forked(other)))):
        pass
    assert waiting == [0] and contents(site) == files
    assert os.waitstatus_to_exitcode(forked(other)) == 1


def test_a_site_that_is_removed_meanwhile_is_not_half_replaced(site: Path) -> None:
    stamps = first(site)
    with pytest.raises(UnwritableError, match="build again"), rebuilt(site, NEW, stamps):
        shutil.rmtree(site)
    assert not site.exists()


# Disks


_BUILD = """
import sys
from pathlib import Path
from tests.publishing.test_last_site import NEW, build
from servicebook.source.stamped_folder import stamped
site = Path(sys.argv[1])
build(site, NEW, stamped(site).files)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="mounts are of Linux")
@pytest.mark.parametrize("within", ["", "data", "gone"])
def test_another_disk_at_the_site_or_in_it_gets_the_same(within: str, site: Path, tmp_path: Path) -> None:
    first(site)
    (tmp_path / "build.py").write_text(_BUILD, encoding="utf-8")
    done = apart(
        f"cp -a {site}/{within} {tmp_path}/copy; mount -t tmpfs none {site}/{within}; "
        f"cp -a {tmp_path}/copy/. {site}/{within}; "
        f"{sys.executable} {tmp_path}/build.py {site}; cp -a {site} {tmp_path}/out"
    )
    assert done.returncode == 0, done.stderr
    assert contents(tmp_path / "out") == NEW


def test_a_name_of_which_only_the_case_changes_stays_there_where_disks_take_both_for_one(site: Path) -> None:
    stamps = first(site, {**OLD, "w/vpn.html": b"1"})
    build(site, {**OLD, "w/VPN.html": b"1"}, stamps)
    assert contents(site) == {**OLD, "w/VPN.html": b"1"}


def test_a_link_to_a_site_stays_one_and_what_it_leads_to_is_put_in_place(site: Path, tmp_path: Path) -> None:
    stamps = first(site)
    link = tmp_path / "link"
    link.symlink_to(site)
    last = LastSite(link.resolve())
    with replaced_site(link, [], last) as new:
        last.look()
        last.stay.update(path for path in ALWAYS if last.has(path, stamps[path]))
        write(new, {path: content for path, content in NEW.items() if path not in ALWAYS})
    assert link.is_symlink() and contents(site) == NEW


def test_what_somebody_has_seen_of_a_site_is_believed_until_another_one_is_there(site: Path) -> None:
    stamps, path = first(site), "a/index.html"
    seen = see_site(site)
    last = LastSite(site, seen=lambda: seen)
    with replaced_site(site, [], last) as new:
        (site / path).write_bytes(b"touched since")
        last.look()
        assert last.has(path, stamps[path]), "nobody has looked again"
        write(new, NEW)
    later = {**NEW, path: b"of another build"}
    stamps = first(site, later)
    last = LastSite(site, seen=lambda: seen)
    with replaced_site(site, [], last) as new:
        last.look()
        assert last.has(path, stamps[path]), "who has seen it has seen another site"
        last.stay.add(path)
        write(new, {name: content for name, content in later.items() if name != path})
    assert contents(site) == later


def test_what_was_seen_under_another_umask_is_looked_at_again(site: Path) -> None:
    stamps, path = first(site), "a/index.html"
    before = os.umask(0o002)
    try:
        seen = see_site(site)
    finally:
        os.umask(before)
    last = LastSite(site, seen=lambda: seen)
    with replaced_site(site, [], last) as new:
        last.look()
        assert last.has(path, stamps[path])
        write(new, NEW)


def test_where_there_is_no_site_nothing_is_seen(tmp_path: Path) -> None:
    assert see_site(tmp_path / "none") is None


@pytest.mark.parametrize("umask", [0o077, 0o022, 0o002])
def test_everybody_may_read_what_is_put_in_place_whatever_the_umask(umask: int, site: Path) -> None:
    before = os.umask(umask)
    try:
        stamps, top = first(site), site.stat().st_ino
        build(site, NEW, stamps)
    finally:
        os.umask(before)
    group = 0 if umask & 0o020 else 0o020
    assert site.stat().st_ino == top
    for path in (site, *site.rglob("*")):
        expected = (0o755 if path.is_dir() else 0o644) | group
        assert stat.S_IMODE(path.stat().st_mode) == expected


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only root can give files away")
@pytest.mark.parametrize("path", ["data", "a/index.html"])
def test_where_a_folder_or_page_belongs_to_somebody_else_the_site_is_swapped_as_a_whole(
    path: str, site: Path
) -> None:
    stamps = first(site)
    os.chown(site / path, 12345, -1)
    build(site, NEW, stamps)
    assert contents(site) == NEW
    assert {path.stat().st_uid for path in site.rglob("*")} == {os.geteuid()}
