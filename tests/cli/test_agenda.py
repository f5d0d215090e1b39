"""``servicebook agenda``: what a department should talk about, alone or with another, the worst first."""

# ruff: noqa: E501  # one object a line
from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from tests.measured import BASE, month, row, written
from tests.support import IT, make_catalog, run

from servicebook.exchange.feeds import to_ics
from servicebook.exchange.json import to_json
from servicebook.loading import load_catalog
from servicebook.pages import all_pages
from servicebook.pages.rendering.context import render_context
from servicebook.pages.rendering.page import body_of

DAY = ("--today", "2026-11-20")
MEETING = "{what: Round table, when: Monday 10:00, with: [hr], repeats: {every: week, on: [mon]}}"
FILES = {
    **BASE,
    "site_config/organization.yml": "name: Example\nsource_url: 'https://git.example.org/edit/{path}'\n",
    f"{IT}/department.yml": f"name: IT\nsummary: Devices.\nhead: it/lead\nsupport_hours: office\nmeetings: [{MEETING}]\n",
    f"{IT}/roles.yml": "lead: {title: Lead, holders: [ana]}\nclerk: {title: Clerk, vacant_since: 2026-06-01}\n",
    f"{IT}/services/old.yml": "name: Old\nsummary: Old.\nroles: {owner: it/lead}\nreviewed_on: 2025-01-01\nreview_every: 6 months\n",
    f"{IT}/feedback.yml": (
        "late: {said: The lift is slow., on: 2026-09-01, heard: 4}\nyoung: {said: Chairs squeak., on: 2026-11-18}\n"
        "done: {said: Too dark., on: 2026-09-01, status: done}\n"
    ),
    f"{IT}/meetings/2026-10-05.yml": (
        "meeting: Round table\nwith: [hr]\nactions:\n- {what: Buy keys., role: it/lead, by: 2026-10-20}\n"
        "- {what: Old news., role: it/lead, by: 2026-10-10, done: 2026-10-06}\n"
    ),
    f"{IT}/meetings/2026-11-02.yml": (
        "meeting: Round table\nactions:\n- {what: Count chairs., role: hr/head, by: 2026-12-01}\n"
        "- {what: Write it down., role: it/lead, done: 2026-11-03}\n"
    ),
    "catalog/notices/shut.yml": "title: Shut for a day\neffect: closed\naffects: {departments: [hr]}\nfrom: 2026-12-24\n",
    "catalog/kudos.yml": (
        "- {from: 'department:hr', to: 'department:it', text: New thanks., on: 2026-11-10}\n"
        "- {from: 'department:hr', to: 'department:it', text: Old thanks., on: 2026-08-10}\n"
    ),
    "catalog/agreements/it-hr.yml": (
        "provider: it\ncustomer: hr\ncovers: [it/loan]\neffective_until: 2026-10-31\n"
        "targets: [{measure: fulfillment_time, within: 4 hours, compliance: 90, per: month}]\n"
    ),
    **written({month(10): [row("it/repair", (40, 20)), row("it/loan", (40, 12), "agreement: it-hr")]}),
}  # fmt: skip


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return make_catalog(tmp_path / "root", FILES, base=BASE)


def agenda(root: Path, *args: str) -> str:
    done = run("agenda", *args, "--root", str(root), *DAY)
    assert (done.returncode, done.stderr) == (0, ""), done.stderr
    return done.stdout


def heads(text: str) -> list[str]:
    return re.findall(r"^- (.*)$", text, re.MULTILINE)


def test_worst_comes_first_and_every_point_leads_to_where_it_can_be_mended(root: Path) -> None:
    text = agenda(root, "it", "--with", "hr")
    assert heads(text) == [
        "Buy keys.",
        "Count chairs.",
        "Write it down.",
        "Loan: Done, as agreed with HR",
        "Repair: Done",
        "it-hr (IT and HR)",
        "The lift is slow.",
        "Chairs squeak.",
        "Clerk (IT)",
        "Old",
        "Shut for a day",
        "New thanks.",
    ]
    assert text.count("https://git.example.org/edit/catalog/") == len(heads(text))


def test_other_side_is_told_what_it_was_promised(root: Path) -> None:
    text = agenda(root, "hr", "--with", "it")
    assert (
        "What IT promised and did not keep\n- Loan: Done, as agreed with HR\n  kept 12 of 40 (30\u00a0%)"
        in text
    )
    alone = agenda(root, "hr")
    assert "What others promised HR and did not keep\n- Loan: Done, as agreed with HR" in alone
    assert "Repair" not in alone, "nothing of HR needs it"


def test_what_others_wrote_down_for_its_roles_is_in_its_own_agenda(root: Path) -> None:
    assert "- Count chairs.\n  Head: by 1 Dec 2026 (Round table, 2 Nov 2026)" in agenda(root, "hr")
    assert "Buy keys." not in agenda(root, "hr")


def test_last_meeting_says_since_when_and_an_option_says_otherwise(root: Path) -> None:
    assert "since the last meeting: Round table, 2 Nov 2026" in agenda(root, "it", "--with", "hr")
    assert "Old thanks." not in agenda(root, "it")
    assert "Old thanks." in agenda(root, "it", "--since", "2026-08-01")
    assert "Old news." in agenda(root, "it", "--since", "2026-08-01")


def test_where_nothing_waits_the_agenda_is_short_and_says_so(tmp_path: Path) -> None:
    root = make_catalog(tmp_path / "root", {}, base=BASE)
    text = agenda(root, "it", "--with", "hr")
    assert heads(text) == []
    assert "There is nothing to decide." in text
    assert len(text.splitlines()) < 8


def test_no_more_is_told_than_fits_and_the_others_are_counted(root: Path, tmp_path: Path) -> None:
    many = "".join(f"x{number}: {{said: Said {number}., on: 2026-09-01}}\n" for number in range(9))
    make_catalog(root, {f"{IT}/feedback.yml": many}, base={})
    text = agenda(root, "it")
    assert len([head for head in heads(text) if head.startswith("Said")]) == 5
    assert "and 4 more" in text


def test_words_of_a_catalog_mean_nothing_in_markdown_and_html(root: Path) -> None:
    make_catalog(
        root,
        {f"{IT}/feedback.yml": "x: {said: '<script>alert(1)</script> [a](b) @team', on: 2026-09-01}\n"},
        base={},
    )
    markdown = agenda(root, "it", "--format", "markdown")
    assert "<script>" not in markdown
    assert "[a](b)" not in markdown
    assert "@team" not in markdown
    page = agenda(root, "it", "--format", "html", "--address", "https://x.example.org")
    assert "<script>" not in page
    assert 'href="https://x.example.org/feedback/#it.x"' in page
    assert 'href="https://git.example.org/edit/catalog/departments/it/feedback.yml"' in page


def test_what_an_import_left_unwritten_is_in_no_agenda(root: Path) -> None:
    unsaid = "x: {said: 'Write here in your own words what was said.', on: 2026-09-01}\n"
    make_catalog(root, {f"{IT}/feedback.yml": unsaid}, base={})
    assert "Write here" not in agenda(root, "it")


def test_where_nobody_is_named_thanks_are_told_without_names(root: Path) -> None:
    organization = "name: Example\npeople: roles-only\n"
    kudos = "- {from: 'person:ana', to: 'person:ben', text: Ben and Ana., on: 2026-11-10}\n"
    make_catalog(root, {"site_config/organization.yml": organization, "catalog/kudos.yml": kudos}, base={})
    for format_ in ("text", "markdown", "html", "ics"):
        text = agenda(root, "it", "--format", format_)
        assert not re.search(r"\b(Ana|Ben)\b", text), format_
    assert "catalog/departments/it/roles.yml:2:8" in agenda(root, "it"), (
        "the file and line, where no host is known"
    )


def test_event_is_on_the_next_day_of_the_meeting_and_links_to_the_agenda(root: Path) -> None:
    event = agenda(root, "it", "--with", "hr", "--format", "ics", "--address", "https://x.example.org/")
    assert "DTSTART;VALUE=DATE:20261123\r\n" in event.replace("\n", "\r\n").replace("\r\r", "\r")
    assert "URL:https://x.example.org/agenda/it/" in event
    assert "SUMMARY:Round table" in event


def test_meeting_without_known_days_has_no_event(root: Path) -> None:
    done = run("agenda", "hr", "--format", "ics", "--root", str(root), *DAY)
    assert done.returncode == 2
    assert "no meeting of hr says by repeats:" in done.stderr


@pytest.mark.parametrize(
    ("args", "said"), [(["itt"], "itt"), (["it", "--with", "it"], "is the department itself")]
)
def test_departments_must_be_two_that_exist(root: Path, args: list[str], said: str) -> None:
    done = run("agenda", *args, "--root", str(root), *DAY)
    assert done.returncode == 2
    assert said in done.stderr


def test_page_needs_no_other_and_is_written_to_a_file(root: Path, tmp_path: Path) -> None:
    agenda(root, "it", "--with", "hr", "--format", "html", "--output", str(tmp_path / "agenda.html"))
    page = (tmp_path / "agenda.html").read_text(encoding="utf-8")
    assert page.startswith("<!doctype html>")
    assert not re.search(r"<(script|link|img)\b", page)


def test_agenda_of_the_site_is_linked_from_the_department_and_its_calendar(root: Path) -> None:
    opened = load_catalog(root, date(2026, 11, 20))
    site = render_context(opened)
    pages = {page.path: page for page in all_pages(site)}
    bodies = {path: body_of(pages[path], site) for path in ("agenda/it/", "departments/it/")}
    assert "Buy keys." in bodies["agenda/it/"]
    assert (
        "https://git.example.org/edit/catalog/departments/it/meetings/2026-10-05.yml" in bodies["agenda/it/"]
    )
    assert 'href="../../agenda/it/"' in bodies["departments/it/"]
    assert "agenda/hr/" not in pages, "it has no meetings"
    calendar = to_ics.text(site.catalog, "https://x.example.org/")
    assert "Agenda: https://x.example.org/agenda/it/" in calendar.replace("\r\n ", "")
    assert "agenda/" not in to_ics.text(site.catalog)


def test_department_says_what_became_of_what_was_agreed_on(root: Path) -> None:
    site = render_context(load_catalog(root, date(2026, 11, 20)))
    (page,) = (page for page in all_pages(site) if page.path == "departments/it/")
    body = body_of(page, site)
    assert body.index("meeting-2026-11-02") < body.index("meeting-2026-10-05"), "the last one first"
    assert '<span class="sb-chip is-warn">should have been done by 20 Oct 2026</span>' in body
    assert "done on 6 Oct 2026, by 10 Oct 2026" in body


def filed(root: Path, *args: str, day: str = "2026-11-20") -> tuple[int, str, str]:
    done = run("agenda", "it", "--file", *args, "--root", str(root), "--today", day)
    return done.returncode, done.stdout, done.stderr


def test_health_check_is_counted_once_and_compared_with_the_one_before(root: Path) -> None:
    path = f"{IT}/health/2026-q3.yml"
    assert filed(root, "--by", "it/lead") == (
        0, f"Wrote {path}: add what the department says about it in notes:, and have it reviewed.\n", ""
    )  # fmt: skip
    text = (root / path).read_text(encoding="utf-8")
    assert text.startswith(
        "# yaml-language-server: $schema=../../../../.servicebook/schemas/health.schema.json\n"
    )
    make_catalog(root, {f"{IT}/roles.yml": "lead: {title: Lead, holders: [ana]}\n"}, base={})
    assert filed(root, day="2027-01-05")[0] == 0
    loaded = load_catalog(root, date(2027, 1, 5))
    before, now = loaded.catalog.index.health_of["it"]
    assert dict(before.figures) == {
        "services": 3, "promises_judged": 2, "promises_missed": 2, "over_promised": 0, "agreements": 1,
        "agreements_not_in_force": 1, "reviews_overdue": 1, "roles": 2, "roles_vacant": 1, "feedback": 2,
        "feedback_unanswered": 1, "thanks": 1, "actions_done": 0, "actions_overdue": 1,
    }  # fmt: skip
    assert (before.by, before.as_of, now.quarter) == ("it/lead", date(2026, 11, 20), "2026-q4")
    assert (now.figures["roles_vacant"], now.figures["actions_done"], now.figures["actions_overdue"]) == (
        0,
        2,
        2,
    )
    site = render_context(loaded)
    pages = {page.path: page for page in all_pages(site)}
    bodies = {path: body_of(pages[path], site) for path in ("health/it/", "departments/it/")}
    body = bodies["health/it/"]
    assert body.index('id="2026-q4"') < body.index('id="2026-q3"')
    assert '<span class="sb-chip is-ok">1 fewer</span>' in body, "no vacant role any more"
    assert '<span class="sb-chip is-warn">1 more</span>' in body, "another overdue action"
    assert 'href="../../health/it/"' in bodies["departments/it/"]


def test_what_was_filed_is_not_counted_again(root: Path) -> None:
    assert filed(root)[0] == 0
    before = (root / f"{IT}/health/2026-q3.yml").read_bytes()
    status, _, said = filed(root)
    assert status == 2 and "2026-q3.yml is there already" in said
    assert (root / f"{IT}/health/2026-q3.yml").read_bytes() == before


@pytest.mark.parametrize(
    ("args", "said"),
    [(["--with", "hr"], "is of one department"), (["--by", "it/leed"], 'did you mean "it/lead"')],
)
def test_health_check_is_of_one_department_by_a_role_that_there_is(
    root: Path, args: list[str], said: str
) -> None:
    status, _, fault = filed(root, *args)
    assert status == 2 and said in fault
    assert not (root / f"{IT}/health").exists()


def test_notes_of_a_health_check_link_to_nobody_who_is_not_shown(root: Path) -> None:
    notes = "as_of: 2026-10-01\nfigures: {thanks: 2}\nnotes: 'Ask [our lead](person:ana) or [it](role:it/lead).'\n"
    files = {
        "site_config/organization.yml": "name: Example\npeople: roles-only\n",
        f"{IT}/health/2026-q3.yml": notes,
    }
    make_catalog(root, files, base={})
    site = render_context(load_catalog(root, date(2026, 11, 20)))
    (page,) = (page for page in all_pages(site) if page.path == "health/it/")
    body = body_of(page, site)
    assert "Ask our lead or <a" in body and "person:" not in body and "people/" not in body
    assert "person:ana" not in to_json.export(site.catalog)["catalog.json"]


def test_agreement_is_told_when_it_ends_soon_and_when_it_has_changed(root: Path) -> None:
    path = "catalog/agreements/it-hr.yml"
    make_catalog(root, {path: FILES[path].replace("2026-10-31", "2026-12-31")}, base={})
    assert "not accepted by both yet" in agenda(root, "hr")
    for party, role in (("it", "it/lead"), ("hr", "hr/head")):
        assert (
            run("accept", "it-hr", "--party", party, "--by", role, "--root", str(root), *DAY).returncode == 0
        )
    assert "- it-hr (IT and HR)\n  ends on 31 Dec 2026" in agenda(root, "hr")
    accepted = (root / path).read_text(encoding="utf-8")
    make_catalog(root, {path: accepted.replace("2026-12-31", "2027-06-30")}, base={})
    assert "it-hr" not in "".join(heads(agenda(root, "hr"))), "it holds for long enough"
    make_catalog(root, {path: accepted.replace("4 hours", "8 hours")}, base={})
    assert "what it promises has changed since it was accepted" in agenda(root, "hr", "--with", "it")
