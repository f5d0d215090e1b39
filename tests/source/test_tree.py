"""The disk, a revision of git and an overlay answer the same of the same files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.git_repository import commit
from tests.support import write

from servicebook.source.git_tree import Git
from servicebook.source.tree import Disk, Mode, Overlay, Tree, UnreadableError, UnreadableFileError

FILES = {"site/a.txt": "A", "site/deep/er/b.txt": "B\r\n", "elsewhere/c.txt": "C"}
LINKS = {
    "site/link.txt": "deep/er/b.txt",
    "site/folder": "deep",
    "site/around": "../elsewhere/../elsewhere",
    "site/out": "../../outside",
    "site/absolute": "/nowhere/at/all",
    "site/circle": "circle",
    "site/lost": "deep/nothing",
}


def on_disk(root: Path) -> Tree:
    return Disk(root / "site")


def in_git(root: Path) -> Tree:
    commit(root)
    return Git.at(root / "site", "HEAD")


def read_ahead_from_git(root: Path) -> Tree:
    return in_git(root).preloaded(["a.txt", "deep/er/b.txt", "link.txt", "folder", "nothing"])


def laid_over(root: Path) -> Tree:
    """Files that say something else on disk, or are not there."""
    write(root, {"site/a.txt": "not A", "site/gone.txt": "gone"})
    (root / "site/deep/er/b.txt").unlink()
    return Overlay(Disk(root / "site"), {"a.txt": "A", "gone.txt": None, "deep/er/b.txt": "B\r\n"})


TREES = pytest.mark.parametrize("make", [on_disk, in_git, read_ahead_from_git, laid_over])


@pytest.fixture
def root(tmp_path: Path) -> Path:
    write(tmp_path / "repository", FILES)
    for path, target in LINKS.items():
        (tmp_path / "repository" / path).symlink_to(target)
    commit(tmp_path / "repository")
    return tmp_path / "repository"


@TREES
def test_a_folder_is_listed_with_what_each_entry_is(root: Path, make: Callable[[Path], Tree]) -> None:
    tree = make(root)
    links = dict.fromkeys((path.removeprefix("site/") for path in LINKS), Mode.LINK)
    assert dict(tree.list("")) == {
        "a.txt": Mode.FILE,
        "deep": Mode.FOLDER,
        **links,
    }
    assert dict(tree.list("deep")) == dict(tree.list("folder")) == {"er": Mode.FOLDER}
    with pytest.raises(UnreadableError, match="nothing"):
        list(tree.list("nothing"))


@TREES
def test_a_path_is_what_it_is_links_not_followed(root: Path, make: Callable[[Path], Tree]) -> None:
    tree = make(root)
    modes = {
        path: tree.mode(path) for path in ("a.txt", "deep", "deep/er/b.txt", "folder/er/b.txt", "link.txt")
    }
    assert modes == {
        "a.txt": Mode.FILE,
        "deep": Mode.FOLDER,
        "deep/er/b.txt": Mode.FILE,
        "folder/er/b.txt": Mode.FILE,
        "link.txt": Mode.LINK,
    }
    assert tree.mode("nothing") is tree.mode("a.txt/nothing") is tree.mode("gone.txt") is None
    assert tree.mode("../elsewhere/c.txt") is Mode.FILE


@TREES
def test_a_path_leads_where_its_links_lead(root: Path, make: Callable[[Path], Tree]) -> None:
    tree = make(root)
    real = {path.removeprefix("site/"): tree.real(path.removeprefix("site/")) for path in LINKS}
    inside = {"link.txt": "deep/er/b.txt", "folder": "deep", "circle": "circle", "lost": "deep/nothing"}
    assert {path: real[path] for path in inside} == inside
    assert tree.real("folder/er/./../er/b.txt") == "deep/er/b.txt"
    for path in ("around", "out", "absolute"):
        assert real[path].startswith(("../", "/"))


@TREES
def test_a_file_is_read_up_to_its_limit(root: Path, make: Callable[[Path], Tree]) -> None:
    tree = make(root)
    assert tree.read("a.txt") == b"A"
    assert tree.read("link.txt") == tree.read("folder/er/b.txt") == b"B\r\n"
    assert tree.read("link.txt", 1) == b"B\r"
    assert tree.read("../elsewhere/c.txt") == b"C"
    for path in ("nothing", "lost", "circle", "deep", "gone.txt"):
        with pytest.raises(UnreadableFileError):
            tree.read(path)


def test_files_are_laid_over_a_folder_that_is_not_there(tmp_path: Path) -> None:
    tree = Overlay(Disk(tmp_path / "new"), {"a/b/c.txt": "C", "a/d.txt": "D", "e.txt": None})
    assert dict(tree.list("a")) == {"b": Mode.FOLDER, "d.txt": Mode.FILE}
    assert (tree.mode("a"), tree.mode("a/b/c.txt"), tree.mode("e.txt")) == (Mode.FOLDER, Mode.FILE, None)
    assert tree.read("a/b/c.txt") == b"C"


def test_a_repository_without_files_can_be_read(tmp_path: Path) -> None:
    commit(tmp_path)
    assert Git.at(tmp_path, "HEAD").mode("catalog") is None
