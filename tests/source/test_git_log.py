"""The commits of real repositories, with what each changed."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

import pytest
from tests.git_repository import commit, git
from tests.support import write

from servicebook.source.git_command import RevisionError
from servicebook.source.git_log import Commit, History, read_history
from servicebook.source.git_objects import contents_of
from servicebook.source.tree import Mode


def history(root: Path, revision: str = "HEAD", after: str | None = None) -> History:
    return read_history(root, ("catalog", "site_config"), revision=revision, after=after)


def paths(one: Commit) -> dict[str, bool]:
    """By path, whether a commit left something there."""
    return {change.path: change.mode is not None for change in one.changes}


def test_commits_come_oldest_first_with_what_each_left(tmp_path: Path) -> None:
    write(tmp_path, {"catalog/a.yml": "a: 1\n", "catalog/b.yml": "b: 1\n", "README.md": "x"})
    first = commit(tmp_path)
    write(tmp_path, {"README.md": "nothing of the catalog"})
    between = commit(tmp_path)
    write(tmp_path, {"catalog/a.yml": "a: 2\n", "site_config/c.yml": "c: 1\n"})
    (tmp_path / "catalog/b.yml").unlink()
    last = commit(tmp_path)
    found = history(tmp_path)
    assert [one.hash for one in found.commits] == [first, last]
    assert [one.parents for one in found.commits] == [(), (between,)]
    assert [paths(one) for one in found.commits] == [
        {"catalog/a.yml": True, "catalog/b.yml": True},
        {"catalog/a.yml": True, "catalog/b.yml": False, "site_config/c.yml": True},
    ]
    blobs = [change.blob for one in found.commits for change in one.changes if change.blob]
    assert [content for _, content in contents_of(tmp_path, blobs, 100)] == [
        b"a: 1\n", b"b: 1\n", b"a: 2\n", b"c: 1\n",
    ]  # fmt: skip
    assert (found.revision, found.after, found.is_shallow) == (last, None, False)


def test_author_day_and_subject_are_told_whatever_is_configured(tmp_path: Path) -> None:
    write(tmp_path, {"catalog/a.yml": "a: 1\n"})
    commit(tmp_path)
    for name, value in (
        ("i18n.logOutputEncoding", "ISO-8859-1"), ("log.showSignature", "true"), ("diff.renames", "copies"),
        ("log.date", "relative"), ("color.ui", "always"), ("core.abbrev", "4"), ("diff.noprefix", "true"),
    ):  # fmt: skip
        git(tmp_path, "config", name, value)
    write(tmp_path, {"catalog/a.yml": "a: 2\n"})
    subject = ": née “x”\twith a tab"
    author = ("--author", "Zoë <z@example.org>", "--date", "2026-03-29T23:30:00 -0330")
    git(tmp_path, "commit", "--all", "--quiet", *author, "--message", f"{subject}\n\nMore.\n")
    git(tmp_path, "mv", "catalog/a.yml", "catalog/moved.yml")
    git(tmp_path, "commit", "--quiet", "--allow-empty-message", "--message", "")
    _, one, moved = history(tmp_path).commits
    assert (one.author, one.subject) == ("Zoë", subject)
    assert one.authored == datetime.fromisoformat("2026-03-29T23:30:00-03:30")
    assert one.authored.date().isoformat() == "2026-03-29"
    assert (moved.subject, paths(moved)) == ("", {"catalog/a.yml": False, "catalog/moved.yml": True})


def test_a_merge_is_what_it_brought_to_the_branch(tmp_path: Path) -> None:
    write(tmp_path, {"catalog/a.yml": "a: 1\n"})
    commit(tmp_path)
    git(tmp_path, "branch", "-M", "main")
    git(tmp_path, "checkout", "--quiet", "-b", "side")
    write(tmp_path, {"catalog/b.yml": "b: 1\n"})
    aside = commit(tmp_path)
    write(tmp_path, {"catalog/b.yml": "b: 2\n"})
    commit(tmp_path)
    git(tmp_path, "checkout", "--quiet", "main")
    write(tmp_path, {"catalog/a.yml": "a: 2\n"})
    commit(tmp_path)
    git(tmp_path, "merge", "--quiet", "--no-ff", "side", "--message", "merged")
    found = history(tmp_path)
    assert [paths(one) for one in found.commits] == [
        {"catalog/a.yml": True}, {"catalog/a.yml": True}, {"catalog/b.yml": True},
    ]  # fmt: skip
    assert len(found.commits[-1].parents) == 2
    after_first = history(tmp_path, after=found.commits[0].hash)
    assert after_first.commits == found.commits[1:]
    assert after_first.after == found.commits[0].hash
    not_of_the_branch = history(tmp_path, after=aside)
    assert (not_of_the_branch.commits, not_of_the_branch.after) == (found.commits, None)
    unknown = history(tmp_path, after="f" * 40)
    assert (unknown.commits, unknown.after) == (found.commits, None)
    assert history(tmp_path, after="HEAD").commits == ()
    assert history(tmp_path, "HEAD~1").commits == found.commits[:-1]


def test_any_name_of_a_file_is_told(tmp_path: Path) -> None:
    names = [b"new\nline.yml", b":100644 x.yml", b'quo"ted\t.yml', b"\xff.yml", ("f" * 40).encode()]
    (tmp_path / "catalog").mkdir()
    for name in names:
        (tmp_path / "catalog" / os.fsdecode(name)).write_bytes(name)
    commit(tmp_path)
    (one,) = history(tmp_path).commits
    assert sorted(os.fsencode(change.path) for change in one.changes) == sorted(
        b"catalog/" + name for name in names
    )


def test_links_and_submodules_are_known_for_what_they_are(tmp_path: Path) -> None:
    write(tmp_path / "other", {"x": "x"})
    commit(tmp_path / "other")
    root = tmp_path / "root"
    write(root, {"catalog/a.yml": "a: 1\n"})
    (root / "catalog/link.yml").symlink_to("a.yml")
    commit(root)
    git(
        root,
        "-c",
        "protocol.file.allow=always",
        "submodule",
        "--quiet",
        "add",
        str(tmp_path / "other"),
        "catalog/sub",
    )
    commit(root)
    modes = {change.path: change.mode for one in history(root).commits for change in one.changes}
    assert modes == {
        "catalog/a.yml": Mode.FILE, "catalog/link.yml": Mode.LINK, "catalog/sub": Mode.SUBMODULE,
    }  # fmt: skip


def test_paths_go_from_the_root_on_within_a_larger_repository(tmp_path: Path) -> None:
    write(tmp_path, {"docs/catalog/a.yml": "a: 1\n", "catalog/other.yml": "not ours"})
    commit(tmp_path)
    (one,) = history(tmp_path / "docs").commits
    assert paths(one) == {"catalog/a.yml": True}


def test_a_shallow_clone_says_so_and_where_it_begins(tmp_path: Path) -> None:
    root = tmp_path / "whole"
    for number in range(4):
        write(root, {"catalog/a.yml": f"a: {number}\n", "catalog/b.yml": "b: 1\n"})
        commit(root)
    git(tmp_path, "clone", "--quiet", "--depth", "2", f"file://{root}", "clone")
    found = history(tmp_path / "clone")
    assert found.is_shallow
    assert [(one.is_boundary, sorted(paths(one))) for one in found.commits] == [
        (True, ["catalog/a.yml", "catalog/b.yml"]),
        (False, ["catalog/a.yml"]),
    ]
    assert [one.is_boundary for one in history(root).commits] == [False] * 4


def test_a_branch_whose_clocks_went_wrong_is_told_in_its_order(tmp_path: Path) -> None:
    write(tmp_path, {"catalog/a.yml": "0"})
    commit(tmp_path)
    for number, day in enumerate(("2030-01-01T00:00:00Z", "1999-01-01T00:00:00Z"), 1):
        write(tmp_path, {"catalog/a.yml": str(number)})
        git(tmp_path, "commit", "--all", "--quiet", "--date", day, "--message", day)
    write(tmp_path, {"catalog/a.yml": "3"})
    git(tmp_path, "add", "catalog")
    # git's own commands refuse such moments, and other programs have written them
    odd = f"tree {git(tmp_path, 'write-tree')}\nparent {git(tmp_path, 'rev-parse', 'HEAD')}\n"
    odd += "author A <a@example.org> 999999999999999 +9900\ncommitter A <a@example.org> 1 +0000\n\nodd\n"
    (tmp_path / "odd").write_text(odd, encoding="utf-8")
    git(
        tmp_path, "reset", "--quiet", git(tmp_path, "hash-object", "-t", "commit", "-w", "--literally", "odd")
    )
    write(tmp_path, {"catalog/a.yml": "4"})
    commit(tmp_path)
    found = history(tmp_path).commits
    assert [one.authored.year for one in found[1:4]] == [2030, 1999, 9999]
    assert found[3].subject == "odd"
    assert len(found) == 5


def test_without_git_or_commits_it_is_said_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(RevisionError, match="not a git repository"):
        history(tmp_path)
    git(tmp_path, "init", "--quiet")
    with pytest.raises(RevisionError, match='no revision "HEAD"'):
        history(tmp_path)
    monkeypatch.setenv("PATH", "")
    with pytest.raises(RevisionError, match="git cannot be run"):
        history(tmp_path)
