"""What has changed, as text for a terminal, as Markdown for a comment, and as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from tests.git_repository import commit
from tests.support import IT, SMALL, make_catalog, run, write

REPAIR = f"{IT}/services/repair.yml"
DAY = ("--today", "2026-09-01")


def report(
    root: Path, after: Mapping[str, str | None], form: str, env: Mapping[str, str] | None = None
) -> str:
    """What is printed of files (None: removed) that have changed since a commit."""
    make_catalog(root, {}, base=SMALL)
    commit(root)
    for path, text in after.items():
        if text is None:
            (root / path).unlink()
        else:
            write(root, {path: text})
    done = run("diff", "HEAD", "--root", str(root), "--format", form, *DAY, env=env)
    assert done.returncode == 0, done.stderr
    return done.stdout


SLOWER = {REPAIR: SMALL[REPAIR].replace("4 hours", "8 hours")}


def test_a_paragraph_says_what_for_whom_by_how_much_and_where(tmp_path: Path) -> None:
    lines = report(tmp_path, SLOWER, "text").splitlines()
    assert lines[2:6] == [
        "weakened: Repair, service it/repair",
        "  First reply: 4 hours → 8 hours",
        lines[4],
        f"  {REPAIR}:4",
    ]
    assert lines[4].startswith("  4 hours later")


def test_reports_are_written_to_files_as_well(tmp_path: Path) -> None:
    root = make_catalog(tmp_path / "root", {}, base=SMALL)
    commit(root)
    write(root, SLOWER)
    files = {form: tmp_path / f"changes.{form}" for form in ("markdown", "json", "text")}
    reports = [part for form, file in files.items() for part in ("--report", f"{form}={file}")]
    assert run("diff", "HEAD", "--root", str(root), *reports, *DAY).returncode == 0
    assert files["markdown"].read_text().startswith("## ")
    assert json.loads(files["json"].read_text())["changes"][0]["by"]["later"]["greatest"] == "4 hours"
    assert "4 hours later" in files["text"].read_text()


def test_what_could_not_be_compared_says_so_first_in_each_form(tmp_path: Path) -> None:
    root = make_catalog(tmp_path / "root", {}, base=SMALL)
    files = {form: tmp_path / f"changes.{form}" for form in ("markdown", "json", "text")}
    reports = [part for form, file in files.items() for part in ("--report", f"{form}={file}")]
    assert run("diff", "nowhere", "--root", str(root), *reports, *DAY).returncode == 2
    assert files["markdown"].read_text().startswith("**Not compared&#58;")
    assert files["text"].read_text().startswith("Not compared:")
    assert list(json.loads(files["json"].read_text())) == ["error", "problems"]


def test_of_a_list_only_the_entries_that_came_and_went_are_said(tmp_path: Path) -> None:
    duties = "customer_duties: [Bring it., Say what happened.]\n"
    write(tmp_path, {REPAIR: SMALL[REPAIR] + duties})
    make_catalog(tmp_path, {REPAIR: SMALL[REPAIR] + duties}, base=SMALL)
    commit(tmp_path)
    write(tmp_path, {REPAIR: SMALL[REPAIR] + duties.replace("Say what happened.", "Wait.")})
    printed = run("diff", "HEAD", "--root", str(tmp_path), *DAY).stdout
    assert "What the customer does: new Wait.; no longer Say what happened." in printed
