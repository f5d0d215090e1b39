"""What an employee says goes its whole way: imported, on the agenda, answered, shown, acted on, in the health check."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from tests.support import IT, SMALL, make_catalog, run

from servicebook.documents.examples import UNSAID
from servicebook.loading import load_catalog
from servicebook.pages import all_pages
from servicebook.pages.rendering.context import render_context
from servicebook.pages.rendering.page import body_of

PLANTED = "plantedwords"
FEEDBACK, MEETING = f"{IT}/feedback.yml", f"{IT}/meetings/2026-11-02.yml"
ANSWER = "status: planned, answer: {by: it/lead, on: 2026-11-03, text: They get a label.}"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    department = SMALL[f"{IT}/department.yml"] + "meetings: [{what: Round table, with: [hr]}]\n"
    return make_catalog(tmp_path / "root", {f"{IT}/department.yml": department}, base=SMALL)


def said(root: Path, *args: str, day: str) -> str:
    done = run(*args, "--root", str(root), "--today", day)
    assert done.returncode == 0, done.stderr
    return done.stdout


def page(root: Path, path: str, day: str) -> str:
    loaded = load_catalog(root, date.fromisoformat(day))
    assert not loaded.errors
    site = render_context(loaded)
    return next(body_of(page, site) for page in all_pages(site) if page.path == path)


def change(root: Path, path: str, old: str, new: str) -> None:
    text = (root / path).read_text(encoding="utf-8")
    assert old in text
    (root / path).write_text(text.replace(old, new), encoding="utf-8", newline="\n")


def test_what_was_said_is_answered_acted_on_and_in_the_health_check(root: Path) -> None:
    source = root.parent / "said.csv"
    source.write_text(f"about;on;heard;said\nit/repair;2026-10-12;4;{PLANTED}\n", encoding="utf-8")
    assert run("import", "feedback", str(source), str(root), "--today", "2026-10-30").returncode == 0
    assert UNSAID not in said(root, "agenda", "it", day="2026-10-30"), "nobody has written it yet"

    change(root, FEEDBACK, f"said: {UNSAID}", "said: Nobody finds the drawer.")
    waiting = said(root, "agenda", "it", "--with", "hr", day="2026-11-01")
    assert re.search(
        r"- Nobody finds the drawer.\n  Repair, said on 12 Oct 2026, should have been answered", waiting
    )
    assert "feedback-unanswered" in run("check", "--root", str(root), "--today", "2026-11-01").stdout

    # the meeting agrees on something, and the department answers
    make_catalog(
        root,
        {MEETING: "meeting: Round table\nactions:\n- {what: Label it., role: it/lead, by: 2026-11-09}\n"},
        base={},
    )
    change(root, FEEDBACK, "heard: 4}", f"heard: 4, {ANSWER}}}")
    for path in ("services/it/repair/", "", "departments/it/"):
        body = page(root, path, "2026-11-04")
        assert "Nobody finds the drawer." in body and PLANTED not in body, path
    late = said(root, "agenda", "it", day="2026-11-12")
    assert "- Label it.\n  Lead: should have been done by 9 Nov 2026" in late
    assert "Nobody finds the drawer." not in late, "it is answered"
    assert "action-overdue" in run("check", "--root", str(root), "--today", "2026-11-12").stdout

    change(root, MEETING, "by: 2026-11-09", "by: 2026-11-09, done: 2026-11-13")
    change(root, FEEDBACK, "status: planned", "status: done")
    assert "action-overdue" not in run("check", "--root", str(root), "--today", "2026-11-14").stdout
    said(root, "agenda", "it", "--file", "--by", "it/lead", day="2027-01-04")
    (check,) = load_catalog(root, date(2027, 1, 4)).catalog.health_checks.values()
    assert (check.quarter, check.figures["feedback"], check.figures["actions_done"]) == ("2026-q4", 1, 1)
    assert (check.figures["feedback_unanswered"], check.figures["actions_overdue"]) == (0, 0)
    assert "Actions of meetings done in the quarter" in page(root, "health/it/", "2027-01-04")
