"""A build where nothing has changed since the last one says so at once; whatever has changed leads to a new one."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from mkdocs.config import load_config
from tests.git_repository import commit, git
from tests.sites import DAY, NO_WORDS, build, build_well, contents
from tests.support import IT, REPOSITORY, SMALL, permissions_hold, run, write
from tests.warm_python import start

from servicebook.mkdocs_plugin.files_read import files_read
from servicebook.publishing.last_build import AskedBuild, WatchedBuild
from servicebook.source.kept_file import CACHE, keep
from servicebook.source.program_files import program_files
from servicebook.source.seen_files import SeenFiles, is_untouched, see
from servicebook.source.stamped_folder import stamped

CONFIG = (
    "INHERIT: shared/base.yml\nsite_name: Small\ndocs_dir: site_config/pages\n"
    "theme: {name: servicebook, custom_dir: overrides}\nplugins: [servicebook]\n"
)
FILES = {
    **SMALL,
    **NO_WORDS,
    "mkdocs.yml": CONFIG,
    "shared/base.yml": "site_description: Ours\n",
    "overrides/unused.html": "old",
    "site_config/pages/help.md": "# Help\n\n[Gone](gone.md)\n",
    "CODEOWNERS": "* @nobody\n",
}
SERVICE = f"{IT}/services/loan.yml"
LOAN = "name: Loan\nsummary: We lend one.\n"


def asked_for(root: Path, site: Path) -> AskedBuild:
    """What :func:`tests.sites.build` builds."""
    return AskedBuild(root=root, site=site, strict=False, today=date.fromisoformat(DAY))


def is_known(root: Path, site: Path) -> bool:
    """Whether the next build of the same would say that nothing has changed."""
    return WatchedBuild(asked_for(root, site)).unchanged() is not None


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a repository, ``root``, and its ``site``; every test leaves it as it was."""
    folder = tmp_path_factory.mktemp("made")
    write(folder / "root", {**FILES, SERVICE: LOAN})
    commit(folder / "root")
    build_well(folder / "root", folder / "site")
    return folder


def copied(made: Path, to: Path) -> Path:
    """A copy of it, of which the next build would say that nothing has changed."""
    folder = Path(shutil.copytree(made, to / "copy", symlinks=True))
    root, site = folder / "root", folder / "site"
    (root / ".github").mkdir()
    # the copy has the site elsewhere: what is kept of it is, too
    kept = json.loads(_kept(root).read_bytes()[64:])
    _kept(root).unlink()
    asked = asked_for(root, site)
    keep(asked.file, asked.circumstances(), json.dumps({**kept, "site": os.fspath(site)}).encode())
    assert is_known(root, site)
    return folder


def moments(folder: Path) -> Mapping[str, int]:
    """When each file was written."""
    return {str(path): path.stat().st_mtime_ns for path in sorted(folder.rglob("*"))}


def test_where_nothing_has_changed_a_build_writes_nothing_and_says_the_same_again(tmp_path: Path) -> None:
    root, site = write(tmp_path / "root", {**FILES, SERVICE: LOAN}), tmp_path / "site"
    first, before = build(root, site), moments(tmp_path)
    again = build(root, site)
    assert (again.returncode, first.returncode) == (0, 0)
    assert moments(tmp_path) == before
    summary, told = again.stdout.splitlines()
    assert (summary, told) == (
        first.stdout.splitlines()[0],
        f"Nothing has changed since the last build; the site is in {site}",
    )
    warned = [line for line in first.stderr.splitlines() if line.startswith("WARNING")]
    assert "gone.md" in warned[0] and again.stderr.splitlines() == warned


def test_whoever_wants_it_built_anyway_has_it_built(made: Path, tmp_path: Path) -> None:
    folder = copied(made, tmp_path)
    root, site = folder / "root", folder / "site"
    before, bytes_before = moments(site), contents(site)
    assert "The site is in" in build(root, site, "--clean").stdout
    assert moments(site) != before and contents(site) == bytes_before


def _text(path: str, text: str) -> Callable[[Path], None]:
    return lambda folder: (folder / path).write_text(text, encoding="utf-8")


def _moved(path: str) -> Callable[[Path], None]:
    def move(folder: Path) -> None:
        (folder / path).rename(folder / f"{path}.moved")

    return move


def _same_size_and_moment(path: str) -> Callable[[Path], None]:
    def write_over(folder: Path) -> None:
        file = folder / path
        status = file.stat()
        file.write_text(file.read_text(encoding="utf-8").swapcase(), encoding="utf-8")
        os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))

    return write_over


CHANGES: Mapping[str, Callable[[Path], None]] = {
    "a service": _text(f"root/{SERVICE}", LOAN + "aliases: [borrowing]\n"),
    "a service, with as many characters at the same moment": _same_size_and_moment(f"root/{SERVICE}"),
    "a new service": _text(f"root/{IT}/services/new.yml", LOAN),
    "a service less": lambda folder: (folder / f"root/{SERVICE}").unlink(),
    "a file under another name": _moved(f"root/{SERVICE}"),
    "a new empty folder": lambda folder: (folder / "root/catalog/departments/other").mkdir(),
    "a link in the place of a file": lambda folder: (
        (folder / f"root/{SERVICE}").rename(folder / "apart.yml"),
        (folder / f"root/{SERVICE}").symlink_to(folder / "apart.yml"),
    )[1],
    "the settings": _text("root/site_config/priorities.yml", "default: a\npriorities:\n  a: {name: A}\n"),
    "a hand-written page": _text("root/site_config/pages/help.md", "# Another\n"),
    "a new hand-written page": _text("root/site_config/pages/more.md", "# More\n"),
    "mkdocs.yml": _text("root/mkdocs.yml", CONFIG + "copyright: Us\n"),
    "no mkdocs.yml": lambda folder: (folder / "root/mkdocs.yml").unlink(),
    "what mkdocs.yml inherits": _text("root/shared/base.yml", "site_description: Mine\n"),
    "a template of the theme": _text("root/overrides/unused.html", "new"),
    "who owns files": _text("root/CODEOWNERS", "* @somebody\n"),
    "who owns files, elsewhere": _text("root/.github/CODEOWNERS", "* @somebody\n"),
    "what authors are called": _text("root/.mailmap", "A <a@example.org> B <b@example.org>\n"),
    "the history": lambda folder: commit(folder / "root") and None,
    "no history": _moved("root/.git"),
    "a page of the site": _text("site/services/it/loan/index.html", "mine"),
    "a page of the site less": lambda folder: (folder / "site/services/it/loan/index.html").unlink(),
    "a page of the site, with the same words": lambda folder: os.utime(folder / "site/index.html"),
    "a file in the site": _text("site/more.html", "mine"),
    "no site": _moved("site"),
}


@pytest.mark.parametrize("what", CHANGES)
def test_whatever_a_build_reads_or_made_leads_to_a_new_one(what: str, made: Path, tmp_path: Path) -> None:
    folder = copied(made, tmp_path)
    CHANGES[what](folder)
    assert not is_known(folder / "root", folder / "site")


def _kept(root: Path) -> Path:
    (file,) = (root / CACHE).glob("build-*.json")
    return file


def test_what_was_undone_again_is_no_change(made: Path) -> None:
    file = made / "root" / SERVICE
    file.write_text(LOAN + "aliases: [x]\n", encoding="utf-8")
    assert not is_known(made / "root", made / "site")
    file.write_text(LOAN, encoding="utf-8")
    assert is_known(made / "root", made / "site")


def test_another_checkout_of_the_same_is_no_change_whatever_its_files_are_dated(
    made: Path, tmp_path: Path
) -> None:
    git(tmp_path, "clone", "--quiet", os.fspath(made / "root"), "other")
    shutil.copytree(made / "root" / CACHE, tmp_path / "other" / CACHE)
    assert is_known(tmp_path / "other", made / "site")
    (tmp_path / "other" / SERVICE).write_text(LOAN.replace("lend", "mend"), encoding="utf-8")
    assert not is_known(tmp_path / "other", made / "site")


def test_another_day_way_of_building_or_language_of_the_machine_leads_to_a_new_build(
    made: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = asked_for(made / "root", made / "site")
    assert WatchedBuild(asked).unchanged()
    assert not WatchedBuild(replace(asked, today=asked.today + timedelta(days=1))).unchanged()
    assert not WatchedBuild(replace(asked, strict=True)).unchanged()
    assert not WatchedBuild(replace(asked, site=made / "elsewhere")).unchanged()
    with monkeypatch.context() as patched:
        patched.setenv("LANG", "xx_XX")
        assert not WatchedBuild(asked).unchanged()
    before = os.umask(0o077)
    assert not WatchedBuild(asked).unchanged()
    os.umask(before)
    assert WatchedBuild(asked).unchanged()


def test_another_program_leads_to_a_new_build(
    made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    noted = tmp_path / "markdown-9.9.dist-info/RECORD"
    noted.parent.mkdir()
    noted.write_text("markdown/core.py,sha256=x,1\n", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    assert not is_known(made / "root", made / "site")
    assert {REPOSITORY / "generator/servicebook", REPOSITORY / "theme/servicebook_theme", noted} <= {
        *program_files()
    }


@pytest.mark.parametrize("damage", [b"", b"{}", b"0" * 500])
def test_what_is_damaged_is_passed_over_and_made_anew(damage: bytes, made: Path, tmp_path: Path) -> None:
    folder = copied(made, tmp_path)
    root, site = folder / "root", folder / "site"
    _kept(root).write_bytes(damage)
    assert not is_known(root, site)
    asked = asked_for(root, site)
    keep(asked.file, asked.circumstances(), damage)  # whole, and somebody else's
    assert not is_known(root, site)
    build_well(root, site)
    assert is_known(root, site)


@pytest.mark.skipif(os.name != "posix", reason="elsewhere folders have no such modes")
@pytest.mark.parametrize("mode", [0o000, 0o600])
@pytest.mark.parametrize("folder", [CACHE, CACHE.parent])
def test_what_another_user_has_kept_where_nobody_else_may_look_is_as_if_nothing_had_been_kept(
    folder: Path, mode: int, made: Path, tmp_path: Path
) -> None:
    root, site = copied(made, tmp_path) / "root", tmp_path / "site"
    expected, before = run("check", "--root", str(root), "--today", DAY), contents(made / "site")
    (root / folder).chmod(mode)
    with permissions_hold():
        assert run("check", "--root", str(root), "--today", DAY).stdout == expected.stdout
        build_well(root, site)
        build_well(root, site)
    (root / folder).chmod(0o755)
    assert contents(site) == before


def test_of_builds_that_failed_nothing_is_kept(tmp_path: Path) -> None:
    root, site = write(tmp_path / "root", {**FILES, SERVICE: LOAN}), tmp_path / "site"
    assert build(root, site, "--strict").returncode == 1
    assert build(root, site, "--strict").returncode == 1  # the warning is not forgotten
    assert not (root / CACHE).exists()


def test_two_builds_at_once_leave_a_whole_site_and_no_wrong_note_of_it(
    made: Path, tmp_path: Path, warm: Path
) -> None:
    root, site = write(tmp_path / "root", {**FILES, SERVICE: LOAN}), tmp_path / "site"
    command = ["-m", "servicebook.cli", "build", "--today", DAY, "--root", str(root), "--site", str(site)]
    with Path(os.devnull).open("r+b") as nothing:
        builds = [start(warm, command, [nothing.fileno()] * 3) for _ in "ab"]
    statuses = [one.wait() for one in builds]
    assert 0 in statuses
    after = contents(site)
    build_well(root, site)
    assert contents(site) == after


# What is changed meanwhile


@pytest.mark.parametrize("path", ["catalog/people.yml", "more/read.md"])
def test_a_file_that_is_changed_while_it_may_be_read_keeps_the_build_from_being_kept(
    path: str, tmp_path: Path
) -> None:
    root, site = write(tmp_path / "root", {**FILES, path: "old: 1\n"}), write(tmp_path / "site", {"a": "b"})
    for change in (False, True):
        watched = WatchedBuild(asked_for(root, site))
        watched.reads([root / "more"])
        if change:
            (root / path).write_text("new: 1\n", encoding="utf-8")
            (root / path).write_text("old: 1\n", encoding="utf-8")
        watched.made(site, stamped(site).digest(), watched.look_again())
        shutil.rmtree(root / CACHE, ignore_errors=True)
        watched.keep("", ())
        assert is_known(root, site) is not change


def test_bytes_decide_where_a_disk_gives_two_changes_one_moment(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("old", encoding="utf-8")
    seen = see(tmp_path, [file])
    file.write_text("new", encoding="utf-8")
    (state, _), (_, told) = see(tmp_path, [file]).states["file"], seen.states["file"]
    before = SeenFiles(state.changed, {"file": (state, told)})
    assert not is_untouched(tmp_path, [file], before)
    assert not see(tmp_path, [file], before).say_the_same(before)


def test_a_link_to_what_is_above_it_is_followed_once(tmp_path: Path) -> None:
    write(tmp_path, {"a/file": "x"})
    (tmp_path / "a/up").symlink_to(tmp_path)
    seen = see(tmp_path, [tmp_path / "a"])
    assert is_untouched(tmp_path, [tmp_path / "a"], seen)


# What can be known


FOREIGN = {
    "a plugin": "plugins: [servicebook, i18n: {languages: [{locale: en, default: true, name: English}]}]\n",
    "a hook": "plugins: [servicebook]\nhooks: [hook.py]\n",
    "an extension that reads files": "plugins: [servicebook]\nmarkdown_extensions: [pymdownx.snippets]\n",
    "an extension of somebody else": "plugins: [servicebook]\nmarkdown_extensions: [material.extensions.preview]\n",
    "the environment": "plugins: [servicebook]\ncopyright: !ENV [SOMETHING, us]\n",
    "a function": (
        "plugins: [servicebook]\nmarkdown_extensions:\n  - toc: {slugify: !!python/name:os.path.basename }\n"
    ),
    "no plugin of ours": "plugins: [search]\n",
}
KNOWN = (
    "plugins: [servicebook, search]\nmarkdown_extensions:\n  - toc: {permalink: true}\n  - pymdownx.highlight\n"
    "  - pymdownx.emoji: {emoji_index: !!python/name:material.extensions.emoji.twemoji }\n"
)


def _read(tmp_path: Path, text: str) -> tuple[Path, ...] | None:
    root = write(
        tmp_path, {**FILES, "hook.py": "", "mkdocs.yml": CONFIG.replace("plugins: [servicebook]\n", text)}
    )
    return files_read(load_config(str(root / "mkdocs.yml")))


@pytest.mark.parametrize("what", FOREIGN)
def test_where_something_foreign_may_read_anything_nothing_is_known(what: str, tmp_path: Path) -> None:
    assert _read(tmp_path, FOREIGN[what]) is None


def test_where_only_what_is_known_takes_part_its_files_are(tmp_path: Path) -> None:
    read = _read(tmp_path, KNOWN)
    assert read is not None
    assert {"shared/base.yml", "mkdocs.yml", "overrides", "site_config/pages"} <= {
        path.relative_to(tmp_path).as_posix() for path in read
    }


def test_with_a_hook_every_build_is_a_whole_one(tmp_path: Path) -> None:
    root = write(tmp_path / "root", {**FILES, "hook.py": "", "mkdocs.yml": CONFIG + "hooks: [hook.py]\n"})
    site = build_well(root, tmp_path / "site")
    assert "The site is in" in build(root, site).stdout


_LOGGED = """
import os, sys
log = os.open(sys.argv[1], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
def hear(event, given):
    if event == "open" and isinstance(given[0], str) and not (given[2] or 0) & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
        os.write(log, os.path.realpath(given[0]).encode() + b"\\n")
sys.addaudithook(hear)
from servicebook.cli import main
sys.exit(main(sys.argv[2:]))
"""


def test_a_build_opens_no_file_that_is_not_watched(tmp_path: Path) -> None:
    root, site, log = write(tmp_path / "root", {**FILES, SERVICE: LOAN}), tmp_path / "site", tmp_path / "log"
    commit(root)
    command = [sys.executable, "-c", _LOGGED, log, "build", "--root", root, "--site", site, "--today", DAY]
    subprocess.run(command, check=True, capture_output=True)
    asked = asked_for(root, site)
    last = WatchedBuild(asked).unchanged()
    assert last
    watched = {os.fspath(root.resolve() / path) for path in last.seen.states} | {
        str(p) for p in asked.sources
    }
    installed = tuple(
        {os.path.realpath(path) for path in (sys.prefix, sys.base_prefix, "/usr", "/dev", "/proc")}
    )
    opened = set(log.read_text(encoding="utf-8").splitlines())
    ours = (f"{REPOSITORY}/generator/", f"{REPOSITORY}/theme/")  # with what Python compiles of them
    made = (f"{tmp_path.resolve()}/.site-", f"{root.resolve()}/.git/", f"{root.resolve()}/.servicebook/")
    left = {path for path in opened - watched if not path.startswith((*installed, *ours, *made))}
    assert {path for path in left if "_jinja2-cache-" not in path} == set()
    assert f"{root.resolve()}/{SERVICE}" in opened


_LOADED = """
import sys
from servicebook.cli import main
status = main(sys.argv[1:])
heavy = ("mkdocs", "yaml", "jinja2", "babel", "jsonschema_rs", "servicebook.loading", "servicebook.documents")
print(status, [name for name in heavy if name in sys.modules], file=sys.stderr)
"""


def test_where_nothing_has_changed_nothing_is_loaded_that_reads_or_builds(tmp_path: Path) -> None:
    root = write(tmp_path / "root", {**SMALL, **NO_WORDS, SERVICE: LOAN})
    site = build_well(root, tmp_path / "site")
    command = [sys.executable, "-c", _LOADED, "build", "--root", root, "--site", site, "--today", DAY]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert "Nothing has changed" in done.stdout
    assert done.stderr == "0 []\n"
