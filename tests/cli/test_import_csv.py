"""``servicebook import csv`` and ``backstage``: what is printed and written, and that it is all or nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.support import CASES, IT, SMALL, run, write

MINIATURE = CASES / "exchange" / "csv" / "miniature"
SERVICES = (
    "id,department,name,summary,Phone\nrepair,it,Repair,We mend all.,+49 30 1\nloan,it,Loan,We lend.,\n"
)


def everything(folder: Path) -> dict[str, bytes]:
    return {path.as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def prepared(folder: Path, services: str = SERVICES) -> Path:
    write(folder / "root", SMALL)
    write(folder / "source", {"services.csv": services})
    return folder / "root"


def test_the_miniature_is_written_passes_the_check_and_changes_nothing_twice(tmp_path: Path) -> None:
    done = run("import", "csv", str(MINIATURE), "made", "--accept-losses", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert run("check", "--root", "made", cwd=tmp_path).returncode == 0
    before = everything(tmp_path)
    again = run("import", "csv", str(MINIATURE), "made", "--accept-losses", cwd=tmp_path)
    assert again.returncode == 0
    assert again.stdout.endswith("Nothing to write: made already says all of that.\n")
    assert everything(tmp_path) == before


def test_a_catalog_that_is_there_is_brought_up_to_date(tmp_path: Path) -> None:
    root = prepared(tmp_path)
    before = everything(root)
    done = run("import", "csv", "source", "root", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "Changed 1 file and created 1 in root.\nNext: read git diff, then commit.\n"
    after = everything(root)
    changed = {Path(path).name for path, raw in after.items() if before.get(path) != raw}
    assert changed == {"repair.yml", "loan.yml"}
    assert (root / IT / "services/loan.yml").read_text(encoding="utf-8") == (
        "# yaml-language-server: $schema=../../../../.servicebook/schemas/service.schema.json\n"
        "name: Loan\nsummary: We lend.\n"
    )
    assert (root / IT / "services/repair.yml").read_text(encoding="utf-8") == (
        SMALL[f"{IT}/services/repair.yml"].replace("We mend it.", "We mend all.")
        + "channels:\n  - {type: phone, number: +49 30 1}\n"
    )


def test_the_folder_here_is_named_in_words(tmp_path: Path) -> None:
    root = prepared(tmp_path)
    done = run("import", "csv", "../source", ".", cwd=root)
    assert done.stdout.startswith("Changed 1 file and created 1 in this folder.\n")
    done = run("import", "csv", "../source", ".", cwd=root)
    assert done.stdout == "Nothing to write: this folder already says all of that.\n"


def test_one_bad_row_keeps_everything_from_being_written(tmp_path: Path) -> None:
    root = prepared(tmp_path, SERVICES.replace("We lend.,", "We lend.,call us"))
    before = everything(root)
    done = run("import", "csv", "source/services.csv", "root", cwd=tmp_path)
    assert done.returncode == 1
    first, *_, last = done.stdout.splitlines()
    assert first == (
        'source/services.csv:3:1: error[bad-value]: row 3, column Phone: "channels[1].number": '
        '"call us" is not a phone number'
    )
    assert last == "1 error in what the source would become; nothing was written."
    assert everything(root) == before


def test_a_file_that_cannot_be_written_keeps_all_others(tmp_path: Path) -> None:
    root = prepared(tmp_path)
    (root / IT / "services/loan.yml").mkdir()
    before = everything(root)
    done = run("import", "csv", "source", "root", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert "services/loan.yml" in done.stderr
    assert everything(root) == before


def test_a_catalog_with_errors_is_not_touched(tmp_path: Path) -> None:
    root = prepared(tmp_path)
    write(root, {f"{IT}/roles.yml": "lead: {titel: Lead}\n"})
    done = run("import", "csv", "source", "root", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("servicebook import: root already has 1 error; correct what")


def test_columns_can_be_mapped_by_hand_and_by_file(tmp_path: Path) -> None:
    prepared(tmp_path, "Kürzel,Ressort,Titel,Kurz\nloan,it,Loan,We lend.\n")
    write(tmp_path, {"names.yml": "Ressort: department\nTitel: name\n"})
    lossy = run("import", "csv", "source", "root", cwd=tmp_path)
    assert lossy.returncode == 1
    done = run(
        "import", "csv", "source", "root", "--map", "kürzel=id", "--map", "Kurz=Summary", "--map", "names.yml",
        cwd=tmp_path,
    )  # fmt: skip
    assert (done.returncode, done.stdout.splitlines()[0]) == (0, "Changed 0 files and created 1 in root.")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("a=sumary", '--map a=sumary: sumary is not a field; did you mean "summary"?'),
        (
            "nowhere.yml",
            "--map nowhere.yml: write COLUMN=FIELD, or name a YAML file with lines COLUMN: FIELD",
        ),
    ],
)
def test_a_mapping_that_says_nothing_is_refused(tmp_path: Path, given: str, said: str) -> None:
    prepared(tmp_path)
    done = run("import", "csv", "source", "root", "--map", given, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (2, f"servicebook import: {said}\n")


@pytest.mark.parametrize(
    ("name", "said"), [("source2", "there is no file or folder source2"), ("root", "no .csv")]
)
def test_a_source_without_tables_is_refused(tmp_path: Path, name: str, said: str) -> None:
    prepared(tmp_path)
    done = run("import", "csv", name, "root", cwd=tmp_path)
    assert done.returncode == 2
    assert said in done.stderr


def test_a_table_whose_name_says_nothing_is_refused(tmp_path: Path) -> None:
    write(tmp_path, {"export.csv": "name\nAna\n"})
    done = run("import", "csv", "export.csv", "made", cwd=tmp_path)
    assert done.returncode == 1
    assert done.stdout.splitlines()[:2] == [
        "export.csv:1:1: error[missing-key]: no known table: export",
        "  hint: name it by its content: departments, services, roles, people, faqs",
    ]
