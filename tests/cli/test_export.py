"""``servicebook export``: what goes where, and when nothing is written."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from tests.support import IT, SMALL, make_catalog, run

from servicebook.exchange.catalog_formats import EXPORTERS

DAY = ("--today", "2026-11-22")
DOCUMENTS = [name for name, exporter in EXPORTERS.items() if not exporter.FOLDER]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return make_catalog(tmp_path / "root", {}, base=SMALL)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_document_is_printed_or_written_and_is_the_same(root: Path, tmp_path: Path, name: str) -> None:
    printed = run("export", name, "--root", str(root), *DAY)
    assert (printed.returncode, printed.stderr) == (0, "")
    file = tmp_path / "new" / "made"
    assert run("export", name, "--root", str(root), *DAY, "--output", "-").stdout == printed.stdout
    for _ in range(2):  # what was there is replaced
        written = run("export", name, "--root", str(root), *DAY, "--output", str(file))
        assert (written.returncode, written.stdout) == (0, f"Wrote {file}.\n")
        assert file.read_bytes() == printed.stdout.encode()
    assert [one.name for one in file.parent.iterdir()] == ["made"]


def test_line_ends_stay_those_of_the_format(root: Path, warm: Path) -> None:
    for form, end in (("ics", b"\r\n"), ("json", b"\n")):
        command = [warm / "servicebook", "export", form, "--root", root, *DAY]
        done = subprocess.run(command, capture_output=True, check=False)
        assert done.returncode == 0
        lines = done.stdout.splitlines(keepends=True)
        assert len(lines) > 3
        assert {line.removeprefix(line.rstrip(b"\r\n")) for line in lines} == {end}
    assert json.loads(done.stdout)["as_of"] == "2026-11-22"


def test_a_folder_is_made_whole_and_never_replaced(root: Path, tmp_path: Path) -> None:
    folder = tmp_path / "sheets"
    command = ("export", "csv", "--root", str(root), *DAY, "--output", str(folder))
    done = run(*command)
    assert (done.returncode, done.stderr) == (0, "")
    names = ["departments.csv", "services.csv", "roles.csv", "people.csv", "faqs.csv", "promises.csv"]
    assert done.stdout == f"Wrote 6 files to {folder}: {', '.join(names)}.\n"
    assert sorted(one.name for one in folder.iterdir()) == sorted(names)
    assert (folder / "services.csv").read_bytes().startswith(b"\xef\xbb\xbfid,department,name,")
    again = run(*command)
    assert (again.returncode, again.stderr) == (
        2,
        f"servicebook export: {folder} is not empty; name a folder that is new or empty\n",
    )


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("csv",), "csv is a folder of files; name one: --output DIR"),
        (("csv", "--output", "-"), "csv is a folder of files; name one: --output DIR"),
        (("json", "--output", "."), "cannot write .: it is a folder"),
        (("json", "--output", "file/below"), "cannot write file/below: Not a directory"),
    ],
)
def test_what_cannot_be_written_is_said_in_one_line(
    root: Path, tmp_path: Path, arguments: tuple[str, ...], said: str
) -> None:
    (tmp_path / "file").write_text("")
    done = run("export", *arguments, "--root", str(root), *DAY, cwd=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", f"servicebook export: {said}\n")
    assert sorted(one.name for one in tmp_path.iterdir()) == ["file", "root"]


def test_a_catalog_with_errors_is_not_handed_on(tmp_path: Path) -> None:
    broken = make_catalog(tmp_path / "root", {f"{IT}/services/x.yml": "name: X\n"})
    done = run("export", "json", "--root", str(broken), *DAY, "--output", str(tmp_path / "made"))
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("servicebook export: nothing was written: 1 error")
    assert not (tmp_path / "made").exists()


def test_an_unknown_format_is_refused_with_those_there_are() -> None:
    done = run("export", "xml")
    assert done.returncode == 2
    assert all(f"'{name}'" in done.stderr for name in EXPORTERS)
