"""A build after an edit leaves files of pages that it does not concern where they are; all is what it has to be."""

from __future__ import annotations

import shutil
import signal
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from tests.git_repository import git
from tests.kills import ended_at, events
from tests.publishing.written_services import BASE, FILES, PLAIN, write_services
from tests.sites import DAY, NO_WORDS, build_well, contents
from tests.support import make_catalog

from servicebook.publishing.mark import mark_file
from servicebook.source.kept_file import CACHE

CONFIG = "site_name: Small\ndocs_dir: site_config/pages\ntheme: servicebook\nplugins: [servicebook]\n"
MORE = {**NO_WORDS, "mkdocs.yml": CONFIG, "site_config/pages/more.md": "# More\n"}
LEAVE, PAY = "services/hr/leave/", "services/hr/pay/"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a repository, ``root``; every test copies it, and builds its ``site`` first."""
    folder = tmp_path_factory.mktemp("made")
    make_catalog(folder / "root", MORE, base=BASE)
    write_services(folder / "root", PLAIN)
    build_well(folder / "root", folder / "site")
    return folder


@pytest.fixture
def site(made: Path, tmp_path: Path) -> Path:
    """A site of a repository beside it, ``root``, as the last build left it."""
    shutil.copytree(made / "root", tmp_path / "root", ignore=shutil.ignore_patterns(".servicebook"))
    return build_well(tmp_path / "root", tmp_path / "site")


def edit(root: Path, key: str = "description", value: str = "With *care*.") -> None:
    write_services(root, {"leave": {**PLAIN["leave"], key: value}})


def is_clean(root: Path, site: Path, *args: str) -> bool:
    """Whether a site is what it is if all of it is made."""
    return contents(build_well(root, root.parent / "clean", "--clean", *args)) == contents(site)


def kept_by(site: Path, *args: str) -> set[str]:
    """The pages of services whose files the next build leaves where they are."""
    before = _places(site)
    build_well(site.parent / "root", site, *args)
    after = _places(site)
    return {path for path in after if before.get(path) == after[path]}


def _places(site: Path) -> Mapping[str, tuple[int, int]]:
    found = {}
    for file in sorted(site.glob("services/*/*/index.html")):
        status = file.stat()
        found[f"{file.parent.relative_to(site).as_posix()}/"] = status.st_ino, status.st_mtime_ns
    return found


def test_edits_one_after_the_other_have_no_page_made_that_they_do_not_concern(site: Path) -> None:
    root = site.parent / "root"
    pages = {f"services/{Path(file).parts[2]}/{name}/" for name, file in FILES.items()}
    for key, value, kept in (
        ("description", "With *care*.", pages - {LEAVE}),
        ("cost", "free", pages - {LEAVE}),
        ("summary", "We do it better.", pages - {LEAVE}),
        ("name", "Time off", set()),
    ):
        edit(root, key, value)
        assert kept_by(site) == kept
        assert is_clean(root, site)
    (site / PAY / "index.html").write_text("Mine", encoding="utf-8")
    assert kept_by(site) == pages - {PAY}
    assert is_clean(root, site)


def test_an_edit_has_only_that_of_the_search_made_that_follows_from_it(site: Path) -> None:
    root = site.parent / "root"
    before = {file.name: file.stat().st_mtime_ns for file in (root / CACHE).glob("search-*")}
    assert len(before) == 3
    for key, value, changed in (
        ("cost", "free", set()),
        ("summary", "We do it better.", {"texts", "runs"}),
        ("name", "Time off", {"called", "texts", "runs"}),
    ):
        edit(root, key, value)
        build_well(root, site)
        kept = {file.name: file.stat().st_mtime_ns for file in (root / CACHE).glob("search-*")}
        assert {name for name in kept if kept[name] != before.get(name)} == {
            f"search-{one}" for one in changed
        }
        assert is_clean(root, site)
        before = {file.name: file.stat().st_mtime_ns for file in (root / CACHE).glob("search-*")}


def test_what_says_the_same_keeps_its_file_whoever_makes_it_and_what_is_not_ours_goes(site: Path) -> None:
    root = site.parent / "root"
    before = {path: (site / path).stat() for path in contents(site)}
    (site / "mine/empty").mkdir(parents=True)
    (site / "more/mine.html").write_text("Mine", encoding="utf-8")
    edit(root)
    build_well(root, site)
    after = {path: (site / path).stat() for path in contents(site)}
    left = after.keys() & before.keys()
    replaced = {path for path in left if after[path].st_ino != before[path].st_ino}
    assert f"{LEAVE}index.html" in replaced
    assert not replaced & {
        "404.html",
        "more/index.html",
        "sitemap.xml",
        "sitemap.xml.gz",
        "assets/css/servicebook.css",
    }
    assert {path for path in left if after[path].st_mtime_ns != before[path].st_mtime_ns} == {
        *replaced,
        mark_file().path,  # by which another build sees that the site is another
    }
    assert not (site / "mine").exists()
    assert is_clean(root, site)


@pytest.mark.parametrize("is_undone", [False, True])
def test_what_a_build_that_was_killed_has_left_between_old_and_new_is_made_right_by_the_next(
    is_undone: bool, site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, warm: Path
) -> None:
    monkeypatch.setenv("KILLS_LOG", str(tmp_path / "log"))
    root, before = site.parent / "root", contents(site)
    command = ("build", "--root", str(root), "--site", str(site), "--today", DAY)
    edit(root, "summary", "We do it better.")
    steps = [step.partition(" ")[0] for step in events(command, site, warm)]
    after = contents(site)
    write_services(root, PLAIN)
    assert contents(build_well(root, site)) == before
    edit(root, "summary", "We do it better.")
    moves = [number for number, event in enumerate(steps) if event == "os.rename"]
    assert ended_at(command, site, moves[len(moves) // 2], signal.SIGKILL, warm) == -signal.SIGKILL
    left = contents(site)
    assert left not in (before, after) and left.keys() >= before.keys() & after.keys()
    assert not list((root / CACHE).glob("build-*.json"))
    if is_undone:
        write_services(root, PLAIN)
    build_well(root, site)
    assert contents(site) == (before if is_undone else after)
    assert sorted(path.name for path in site.parent.iterdir() if path.name.startswith(".")) == []


OTHERWISE: Mapping[str, tuple[Callable[[Path], object], tuple[str, ...]]] = {
    "nothing is kept": (lambda root: shutil.rmtree(root / CACHE), ()),
    "what is kept is damaged": (
        lambda root: [file.write_bytes(b"0" * 500) for file in (root / CACHE).glob("*.pages")],
        (),
    ),
    "it is another day": (lambda root: None, ("--today", "2026-11-23")),
    "all is wanted": (lambda root: None, ("--clean",)),
    "a hand-written page says something else": (
        lambda root: (root / "site_config/pages/more.md").write_text("# Less\n", encoding="utf-8"),
        (),
    ),
    "the site is called otherwise": (
        lambda root: (root / "mkdocs.yml").write_text(CONFIG.replace("Small", "Large"), encoding="utf-8"),
        (),
    ),
    "a hook may write into pages": (
        lambda root: [
            (root / "mkdocs.yml").write_text(f"{CONFIG}hooks: [hook.py]\n", encoding="utf-8"),
            (root / "hook.py").write_text("def on_post_build(config): pass\n", encoding="utf-8"),
        ],
        (),
    ),
    "somebody else may have kept it": (
        lambda root: [git(root, "init", "--quiet"), git(root, "add", "--force", ".servicebook")],
        (),
    ),
    "it is a slice": (lambda root: None, ("--only", "hr")),
}


@pytest.mark.parametrize("what", OTHERWISE)
def test_all_pages_are_made_where(what: str, site: Path) -> None:
    root = site.parent / "root"
    change, args = OTHERWISE[what]
    change(root)
    edit(root)
    assert kept_by(site, *args) == set()
    assert is_clean(root, site, *args)
