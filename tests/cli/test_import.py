"""``servicebook import``: what is printed, what is written, and when nothing is."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from tests.support import CASES, run, write

MINIATURE = CASES / "exchange" / "gitlab-catalog" / "miniature"
FORMAT = ("import", "gitlab-catalog")
SERVICES = "services:\n  - name: a\n    owner: b\n"
TEAMS = "teams:\n- name: b\n"
LOSSY = "services:\n  - name: a\n    owner: b\n    weight: 5\n"


def source(folder: Path, services: str = SERVICES, teams: str = TEAMS) -> Path:
    return write(folder / "source", {"service-catalog.yml": services, "teams.yml": teams}).relative_to(folder)


def everything(folder: Path) -> dict[str, bytes | None]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() if path.is_file() else None
        for path in sorted(folder.rglob("*"))
    }


def test_a_source_without_losses_is_written_and_has_no_errors(tmp_path: Path) -> None:
    done = run(*FORMAT, str(source(tmp_path)), "made", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    first, *rest = done.stdout.splitlines()
    assert first.endswith(" files to made: 1 department, 1 service.")
    assert rest == [
        "Next: the organization's name in made/site_config/organization.yml and mkdocs.yml,",
        "then: servicebook check --root made",
    ]
    assert sorted(p.name for p in tmp_path.iterdir()) == ["made", "source"]
    checked = run("check", "--root", "made", cwd=tmp_path)
    assert checked.returncode == 0
    assert "0 errors" in checked.stdout


def test_losses_are_listed_counted_and_keep_everything_from_being_written(tmp_path: Path) -> None:
    done = run(*FORMAT, str(source(tmp_path, LOSSY)), "made", cwd=tmp_path)
    assert done.returncode == 1
    assert done.stdout == (
        'source/service-catalog.yml:4:5: lost[no-place]: "weight" of "a" has no place in a catalog: 5\n'
        "\n"
        "1 loss:\n"
        "     1  no-place: services.weight\n"
        "\n"
        "Nothing was written. To write everything else, add --accept-losses.\n"
    )
    assert sorted(p.name for p in tmp_path.iterdir()) == ["source"]


def test_accepted_losses_are_still_listed(tmp_path: Path) -> None:
    done = run(*FORMAT, str(source(tmp_path, LOSSY)), "made", "--accept-losses", cwd=tmp_path)
    assert done.returncode == 0
    assert 'source/service-catalog.yml:4:5: lost[no-place]: "weight" of "a"' in done.stdout
    assert (tmp_path / "made/catalog/departments/b/services/a.yml").read_text(encoding="utf-8") == (
        "# yaml-language-server: $schema=../../../../.servicebook/schemas/service.schema.json\n"
        "name: a\n"
        "summary: a.\n"
        "roles: {owner: b/owner}\n"
    )


def test_the_miniature_is_imported_twice_the_same_and_passes_the_check(tmp_path: Path) -> None:
    for name in ("one", "two"):
        done = run(*FORMAT, str(MINIATURE), name, "--accept-losses", cwd=tmp_path)
        assert done.returncode == 0
        assert "22 losses:\n" in done.stdout
    assert everything(tmp_path / "one") == everything(tmp_path / "two")
    assert run("check", "--root", "one", cwd=tmp_path).returncode == 0


def test_a_folder_that_is_not_empty_is_left_alone(tmp_path: Path) -> None:
    write(tmp_path, {"made/mine.txt": "mine"})
    folder = source(tmp_path, LOSSY)
    before = everything(tmp_path)
    for flags in ([], ["--accept-losses"]):
        done = run(*FORMAT, str(folder), "made", *flags, cwd=tmp_path)
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr == "servicebook import: made is not empty; name a folder that is new or empty\n"
    assert everything(tmp_path) == before


def test_an_empty_folder_is_filled_and_keeps_its_mode(tmp_path: Path) -> None:
    made = tmp_path / "made"
    made.mkdir(mode=0o750)
    assert run(*FORMAT, str(source(tmp_path)), "made", cwd=tmp_path).returncode == 0
    assert (made / "mkdocs.yml").is_file()
    assert made.stat().st_mode & 0o777 == 0o750


def test_folders_above_the_new_one_are_made(tmp_path: Path) -> None:
    assert run(*FORMAT, str(source(tmp_path)), "some/where/made", cwd=tmp_path).returncode == 0
    assert sorted(p.name for p in (tmp_path / "some/where").iterdir()) == ["made"]


@pytest.mark.parametrize(
    ("folder", "said"),
    [
        ("source/teams.yml", "source/teams.yml cannot be used: Not a directory"),
        (".", ". is not empty; name a folder that is new or empty"),
        ("source/teams.yml/made", "source/teams.yml is not a folder"),
    ],
)
def test_a_place_that_cannot_become_the_folder_is_refused(tmp_path: Path, folder: str, said: str) -> None:
    given = source(tmp_path)
    before = everything(tmp_path)
    done = run(*FORMAT, str(given), folder, cwd=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", f"servicebook import: {said}\n")
    assert everything(tmp_path) == before


def test_the_folder_that_one_stands_in_is_refused(tmp_path: Path) -> None:
    source(tmp_path)
    (tmp_path / "here").mkdir()
    done = run(*FORMAT, "../source", ".", cwd=tmp_path / "here")
    assert done.returncode == 2
    assert "the current folder cannot be replaced" in done.stderr


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({}, "there is no folder source"),
        ({"source/teams.yml": TEAMS}, "there is no file service-catalog.yml in source"),
        ({"source/service-catalog.yml": SERVICES}, "there is no file teams.yml in source"),
        ({"source": "a file"}, "there is no folder source"),
    ],
)
def test_a_source_that_is_not_there_is_said_so(tmp_path: Path, files: dict[str, str], said: str) -> None:
    write(tmp_path, files)
    done = run(*FORMAT, "source", "made", cwd=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", f"servicebook import: {said}\n")


@pytest.mark.parametrize(
    ("services", "teams", "said"),
    [
        (b"services: [\n", TEAMS, ["source/service-catalog.yml:2:1: error[yaml-syntax]"]),
        (
            b"",
            b"",
            ["source/service-catalog.yml:1:1: error[empty-file]", "source/teams.yml:1:1: error[empty"],
        ),
        (b"null\n", TEAMS, ["source/service-catalog.yml:1:1: error[wrong-type]"]),
        (b"services:\n  - name: caf\xe9\n", TEAMS, ["source/service-catalog.yml:2:14: error[not-utf8]"]),
        (b"services:\n  - name: a\n    name: b\n", TEAMS, [":3:5: error[duplicate-key]"]),
        (b"services:\n  - a\n", TEAMS, [":2:5: error[wrong-type]: service 1 is not a map of keys"]),
        (b"services: !!python/none x\n", TEAMS, [":1:11: error[yaml-tag]"]),
        (SERVICES, "- b\n", ["source/teams.yml:1:1: error[wrong-type]: the file is not a map of keys"]),
    ],
)
def test_a_source_that_cannot_be_read_is_told_with_its_place(
    tmp_path: Path, services: str | bytes, teams: str | bytes, said: list[str]
) -> None:
    write(tmp_path, {"source/service-catalog.yml": services, "source/teams.yml": teams})
    done = run(*FORMAT, "source", "made", "--accept-losses", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (1, "")
    for words in said:
        assert words in done.stdout
    assert done.stdout.endswith(" in the source; nothing was written.\n")
    assert not (tmp_path / "made").exists()


@contextmanager
def no_file_longer_than(size: int) -> Iterator[None]:
    """In this process; that a file becomes longer is an error where it is written."""
    import resource  # not on every system

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.skipif(sys.platform == "win32", reason="no limit on the size of files")
def test_what_cannot_be_finished_leaves_nothing_behind(tmp_path: Path) -> None:
    given = source(tmp_path)
    before = everything(tmp_path)
    with no_file_longer_than(4096):
        done = run(*FORMAT, str(given), "made", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (2, "servicebook import: cannot write made: File too large\n")
    assert everything(tmp_path) == before


def test_an_unknown_format_is_refused_with_those_there_are(tmp_path: Path) -> None:
    done = run("import", "xml", "a", "b", cwd=tmp_path)
    assert done.returncode == 2
    assert "'gitlab-catalog'" in done.stderr
    assert "Traceback" not in done.stderr
