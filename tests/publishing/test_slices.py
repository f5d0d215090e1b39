"""Slices of a site, made by ``build --only``, are together the whole, byte by byte; what does not fit is refused."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

import pytest
from tests.git_repository import commit
from tests.search.read_index import path_in
from tests.sites import DAY, NO_WORDS, build, build_well, contents
from tests.support import HR, IT, REPOSITORY, SMALL, run, write
from tests.warm_python import call

from servicebook.publishing.slices import SliceError, read_slices

CONFIG = (
    "site_name: Small\ndocs_dir: site_config/pages\nsite_url: !ENV [SITE_URL, 'https://example.org/']\n"
    "theme: {name: servicebook}\nplugins: [servicebook]\n"
)
FILES = {
    **SMALL,
    **NO_WORDS,
    "mkdocs.yml": CONFIG,
    "site_config/pages/help.md": "# Help\n\n[Pay](services/hr/pay/index.md), [data](data/catalog.json)\n",
    f"{IT}/services/loan.yml": "name: Loan\nsummary: We lend one.\nroles: {owner: it/lead}\nformer_ids: [lend]\n",
    f"{IT}/faqs.yml": "- {question: Why?, answer: 'See [pay](service:hr/pay).'}\n",
    f"{HR}/services/pay.yml": "name: Pay\nsummary: We pay you.\nroles: {owner: hr/head}\n",
    "catalog/departments/desk/department.yml": "name: Desk\nsummary: Help.\nhead: it/lead\npart_of: it\n",
    "catalog/agreements/it-hr.yml": "name: Repairs\nprovider: it\ncustomer: hr\ncovers: [it/repair]\n",
}


def slice_of(root: Path, folder: Path, departments: Iterable[str], *args: str) -> Path:
    """A slice with the pages of some departments."""
    return build_well(root, folder, *(f"--only={department}" for department in departments), *args)


def join(root: Path, site: Path, slices: Iterable[Path], *args: str) -> subprocess.CompletedProcess[str]:
    """``servicebook join``, within this process."""
    return run("join", str(site), *map(str, slices), "--root", str(root), *args)


def joined(root: Path, folder: Path, parts: Sequence[Sequence[str]]) -> dict[str, bytes]:
    """All files of a site that slices of these departments are joined to."""
    slices = [slice_of(root, folder / str(number), part) for number, part in enumerate(parts)]
    done = join(root, folder / "site", slices)
    assert done.returncode == 0, done.stdout + done.stderr
    return contents(folder / "site")


def dealt(departments: Sequence[str], seed: int, count: int) -> list[list[str]]:
    """The departments in so many parts, by chance."""
    chance = random.Random(seed)
    parts: list[list[str]] = [[] for _ in range(count)]
    for number, department in enumerate(chance.sample(departments, len(departments))):
        parts[number if number < len(parts) else chance.randrange(len(parts))].append(department)
    return parts


def highest(root: Path) -> list[str]:
    """The departments that are below none: with each come those below it."""
    files = sorted((root / "catalog/departments").glob("*/department.yml"))
    return [file.parent.name for file in files if "\npart_of:" not in file.read_text(encoding="utf-8")]


def told(done: subprocess.CompletedProcess[str], status: int = 2) -> str:
    """What a command says that refused."""
    assert done.returncode == status, done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    return done.stderr.strip().splitlines()[-1]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a repository, ``root``, its whole ``site`` and two slices, ``a`` and ``b``; nobody changes it."""
    folder = tmp_path_factory.mktemp("made")
    commit(write(folder / "root", FILES))
    build_well(folder / "root", folder / "site")
    slice_of(folder / "root", folder / "a", ["it"])
    slice_of(folder / "root", folder / "b", ["hr"])
    return folder


@pytest.fixture
def here(made: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    return Path(shutil.copytree(made, tmp_path / "here"))


# The whole


def test_slices_of_the_example_are_together_its_site(example_site: Path, tmp_path: Path) -> None:
    parts = dealt(highest(REPOSITORY), 7, 2)
    assert joined(REPOSITORY, tmp_path, parts) == contents(example_site)


@pytest.mark.parametrize(("seed", "people"), [(1, "full"), (2, "roles-only")])
def test_slices_of_any_departments_are_together_the_site(tmp_path: Path, seed: int, people: str) -> None:
    root = tmp_path / "root"
    make = [
        sys.executable,
        str(REPOSITORY / "benchmarks/make_catalog.py"),
        str(root),
        "--services",
        "100",
        "--departments",
        "30",
    ]
    subprocess.run([*make, "--seed", str(seed)], check=True, capture_output=True)
    write(root, {"mkdocs.yml": CONFIG.replace("[servicebook]", "[servicebook: {path: house/}]")})
    write(root, {"site_config/pages/index.md": "# Ours\n"})
    organization = root / "site_config/organization.yml"
    organization.write_text(
        organization.read_text(encoding="utf-8")
        .replace("people: full", f"people: {people}")
        .replace("language: en-GB", "language: eo"),
        encoding="utf-8",
    )
    whole = contents(build_well(root, tmp_path / "whole"))
    assert ("house/people/index.html" in whole) is (people == "full")
    assert joined(root, tmp_path, dealt(highest(root), seed, seed + 1)) == whole


def test_a_slice_has_the_pages_of_its_departments_and_of_those_below(made: Path) -> None:
    pages = {path for path in contents(made / "a") if path.startswith(("services/", "departments/"))}
    assert pages == {
        "departments/desk/index.html",
        "departments/index.html",
        "departments/it/index.html",
        "services/index.html",
        "services/it/loan/index.html",
        "services/it/repair/index.html",
    }
    assert "agreements/it-hr/index.html" in contents(made / "a")
    assert "agreements/it-hr/index.html" not in contents(made / "b")


def test_what_is_joined_is_what_the_slices_have(here: Path) -> None:
    page = here / "a/services/it/loan/index.html"
    page.write_bytes(page.read_bytes().replace(b"We lend one", b"We LEND one"))
    data = here / "a/data/services/it/loan.json"
    data.write_bytes(data.read_bytes().replace(b"We lend one", b"We LEND one"))
    assert join(here / "root", here / "site", [here / "a", here / "b"]).returncode == 0
    site = contents(here / "site")
    for path in ("services/it/loan/index.html", "data/services/it/loan.json", "data/catalog.json"):
        assert b"We LEND one" in site[path] and b"We lend one" not in site[path]


def test_a_slice_that_is_made_again_replaces_what_was_there(here: Path) -> None:
    slice_of(here / "root", here / "a", ["hr"])
    assert contents(here / "a") == contents(here / "b")


def test_a_slice_is_never_taken_for_the_whole_nor_the_whole_for_a_slice(here: Path) -> None:
    # with !ENV nobody can tell whether anything has changed
    root = write(
        here / "root",
        {"mkdocs.yml": CONFIG.replace("!ENV [SITE_URL, 'https://example.org/']", "https://example.org/")},
    )
    site, whole, part = here / "x", contents(here / "site"), contents(here / "a")
    for only, wanted in ((["it"], part), ([], whole), (["it"], part)):
        assert contents(slice_of(root, site, only)) == wanted
    assert "Nothing has changed" in build(root, site, "--only", "it").stdout
    assert contents(slice_of(root, site, ["hr"])) == contents(here / "b")


# The preview


def test_a_preview_says_what_it_is_where_it_is_not_joined(made: Path) -> None:
    slice_files, whole = contents(made / "a"), contents(made / "site")
    said = b"This preview has only the pages of Desk and IT."
    assert said in slice_files["404.html"] and said in slice_files["index.html"]
    assert said not in slice_files["services/it/loan/index.html"]
    assert all(said not in content for content in whole.values())


def test_the_search_of_a_preview_finds_what_it_has_and_nothing_else(made: Path) -> None:
    files = contents(made / "a")
    entries = [
        entry
        for path, content in files.items()
        if path.startswith("search/entries/")
        for entry in json.loads(content)
    ]
    head = json.loads(files["search/index.json"])
    paths = {path_in(head, entry).partition("#")[0] for entry in entries}
    assert {"services/it/loan/", "services/it/repair/", "help/"} <= paths
    assert [path for path in paths if f"{path}index.html" not in files] == []
    columns = json.loads(files["search/columns.json"])["columns"]
    assert {name: len(numbers) for name, (_, numbers) in columns.items()} == dict.fromkeys(columns, 2)


def test_links_of_written_pages_to_what_is_not_there_are_no_fault(here: Path) -> None:
    assert "WARNING" not in build(here / "root", here / "a", "--only", "it", "--clean").stderr


def test_a_site_that_others_take_part_in_has_previews_but_nothing_to_join(here: Path) -> None:
    root = write(here / "root", {"mkdocs.yml": CONFIG.replace("{name: servicebook}", "material")})
    files = contents(slice_of(root, here / "a", ["it"]))
    assert "services/it/loan/index.html" in files and "services/hr/pay/index.html" not in files
    refused = told(join(root, here / "site", [here / "a"]))
    assert "good for a preview only" in refused and "without --only" in refused


# Refusals


def test_a_slice_wants_a_folder_and_a_department_that_there_is(made: Path, tmp_path: Path) -> None:
    root = made / "root"
    assert "--site" in told(run("build", "--root", str(root), "--only", "it"))
    assert "is not a department" in told(build(root, tmp_path / "x", "--only", "ti"))
    assert not (root / "site").exists() and not (tmp_path / "x").exists()


def _edit(folder: str, **changed: str) -> Callable[[Path], None]:
    def edit(here: Path) -> None:
        file = here / folder / "slice.json"
        content = json.loads(file.read_text(encoding="utf-8"))
        content["made_from"].update(changed)
        file.write_text(json.dumps(content), encoding="utf-8")

    return edit


REFUSED: Mapping[str, tuple[Callable[[Path], object], str]] = {
    "another day": (_edit("b", day="2026-11-23"), f"with the same --today (2026-11-23, not {DAY})"),
    "another program": (_edit("b", program="9.9"), "install the same everywhere"),
    "another commit": (_edit("b", commit="c0ffee"), "all of its history"),
    "another catalog": (_edit("b", catalog="c0ffee"), "from other files in catalog/"),
    "other settings": (_edit("b", settings="c0ffee"), "with other settings"),
    "a department twice": (lambda here: slice_of(here / "root", here / "b", ["hr", "desk"]), "desk is in"),
    "a page that is missing": (
        lambda here: (here / "b/services/hr/pay/index.html").unlink(),
        "services/hr/pay/index.html is missing",
    ),
    "half a page": (
        lambda here: (here / "b/services/hr/pay/index.html").write_bytes(b"<html>"),
        "hand the folder over as a whole",
    ),
    "half a list": (
        lambda here: (here / "b/slice.json").write_bytes(b'{"slice": 1'),
        "is no slice of a site",
    ),
    "the whole site": (lambda here: (here / "b/slice.json").unlink(), "is no slice of a site"),
    "another version's": (
        lambda here: (here / "b/slice.json").write_bytes(b'{"slice": 2}'),
        "another version",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_slices_that_do_not_fit_are_refused_with_what_to_do(here: Path, case: str) -> None:
    change, words = REFUSED[case]
    change(here)
    before = contents(here / "site")
    refused = told(join(here / "root", here / "site", [here / "a", here / "b"]))
    assert words in refused and str(here / "b") in refused
    assert contents(here / "site") == before


ODD = {
    "no object": "[]",
    "nothing said": "{}",
    "no departments": '{"slice": 1, "made_from": %s, "files": {}, "hindrance": null}',
    "made of nothing": '{"slice": 1, "made_from": [], "departments": [], "files": {}, "hindrance": null}',
    "files as a list": '{"slice": 1, "made_from": %s, "departments": [], "files": [], "hindrance": null}',
    "a size that is none": '{"slice": 1, "made_from": %s, "departments": [], "files": {"a": []}, "hindrance": null}',
    "a list within a list, and so on": "[" * 100_000,
}
MADE_FROM = json.dumps(dict.fromkeys(("program", "day", "commit", "catalog", "settings"), "x"))


@pytest.mark.parametrize("case", ODD)
def test_a_list_that_says_something_else_than_a_slice_does_is_none(tmp_path: Path, case: str) -> None:
    write(tmp_path, {"slice.json": ODD[case].replace("%s", MADE_FROM)})
    with pytest.raises(SliceError, match="is no slice of a site"):
        read_slices([tmp_path])


def test_a_file_that_no_disk_could_have_is_missing(tmp_path: Path) -> None:
    listed = '{"slice": 1, "made_from": %s, "departments": [], "files": {"a\\u0000": 1}, "hindrance": null}'
    write(tmp_path, {"slice.json": listed.replace("%s", MADE_FROM)})
    with pytest.raises(SliceError, match="is missing, or"):
        read_slices([tmp_path])


def test_departments_that_no_slice_has_are_named(made: Path, tmp_path: Path) -> None:
    refused = told(join(made / "root", tmp_path / "site", [made / "b"]))
    assert "there are no slices of 2 departments (desk and it)" in refused and "--only desk" in refused
    refused = told(join(made / "root", tmp_path / "site", [made / "a"]))
    assert "there is no slice of hr; make one with servicebook build --only hr --site FOLDER" in refused
    assert not (tmp_path / "site").exists()


def _write(file: str, text: str) -> Callable[[Path, pytest.MonkeyPatch], object]:
    return lambda here, _: write(here / "root", {file: text})


OTHERWISE: Mapping[str, tuple[Callable[[Path, pytest.MonkeyPatch], object], str]] = {
    "a service": (
        _write(f"{HR}/services/pay.yml", "name: Wages\nsummary: W.\nroles: {owner: hr/head}\n"),
        "other files in catalog/",
    ),
    "a setting": (_write("site_config/rules.yml", "severities: {}\n"), "with other settings"),
    "a page": (_write("site_config/pages/more.md", "# More\n"), "with other settings"),
    "mkdocs.yml": (_write("mkdocs.yml", f"{CONFIG}copyright: Us\n"), "with other settings"),
    "owners": (_write("CODEOWNERS", "* @us\n"), "with other settings"),
    "the environment": (
        lambda _, patch: patch.setenv("SITE_URL", "https://elsewhere.example/"),
        "what it takes from the environment",
    ),
    "the commit": (lambda here, _: commit(here / "root"), "another commit"),
}


@pytest.mark.parametrize("case", OTHERWISE)
def test_slices_of_something_else_than_what_is_here_are_refused(
    here: Path, monkeypatch: pytest.MonkeyPatch, case: str
) -> None:
    before = contents(here / "site")
    change, words = OTHERWISE[case]
    change(here, monkeypatch)
    refused = told(join(here / "root", here / "site", [here / "a", here / "b"]))
    assert words in refused and "than what is here" in refused
    assert contents(here / "site") == before


def test_a_site_never_takes_the_place_of_a_slice(here: Path) -> None:
    before = contents(here)
    (here / "link").symlink_to(here / "a")
    for site in (here / "a", here / "a/site", here / "link", here / "link/site", here):
        refused = told(join(here / "root", site, [here / "a", here / "b"]))
        assert f"would take the place of the slice {here / 'a'}" in refused
    (here / "link").unlink()
    assert contents(here) == before


def test_problems_are_those_of_the_whole_catalog(here: Path) -> None:
    write(here / "root", {f"{HR}/services/bad.yml": "name: Bad\nsumary: Typo.\n"})
    before = contents(here / "a")
    done = build(here / "root", here / "a", "--only", "it")
    assert done.returncode == 1 and "error[unknown-key]" in done.stdout
    assert contents(here / "a") == before


_KILLED = """
import os, signal, sys
def hear(event, given):
    if event == "os.scandir" and not isinstance(given[0], int) and os.path.basename(given[0]) == "new":
        os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(hear)
from servicebook.cli import main
sys.exit(main(sys.argv[1:]))
"""
"""A command that is killed when all of the new site is there, but for its place."""


def test_a_join_that_is_killed_leaves_the_old_site_whole_and_the_next_one_works(
    here: Path, warm: Path
) -> None:
    root, site, slices = here / "root", here / "old", [here / "a", here / "b"]
    before, whole = contents(shutil.copytree(slices[0], site)), contents(here / "site")
    command = ["-c", _KILLED, "join", *map(str, (site, *slices)), "--root", str(root)]
    with Path(os.devnull).open("r+b") as nothing:
        assert call(warm, command, [nothing.fileno()] * 3) == -signal.SIGKILL
    [left] = here.glob(".old-*")
    assert contents(left / "new") == whole
    assert contents(site) == before
    assert join(root, site, slices).returncode == 0
    assert contents(site) == whole
    assert [path.name for path in here.iterdir() if path.name.startswith(".")] == []
