"""Results: what was kept of what was promised, by department and by service, and what stands out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from tests.measured import BASE, DAY, month, row, written
from tests.pages.rendering import body_at, made, view_at
from tests.support import IT

from servicebook.pages import all_pages, measured_results
from servicebook.pages.rendering.context import RenderContext
from servicebook.pages.sections import about_pages

IT_ROWS = {
    month(8): [row("it/repair", (100, 70)), row("it/loan", (60, 57))],
    month(9): [row("it/repair", (100, 80)), row("it/loan", (60, 57))],
    month(10): [row("it/repair", (100, 95)), row("it/loan", (60, 40))],
}
HR_ROWS = {month(n): [row("hr/leave", (40, 36))] for n in (7, 8, 9, 10)}


def site(root: Path, *files: Mapping[str, str]) -> RenderContext:
    return made(root, {path: text for one in files for path, text in one.items()}, base=BASE, today=DAY)


def cells(one: Any) -> list[tuple[str, tuple[str, str], str]]:
    return [(cell.share, cell.counts, cell.word) for cell in one.cells]


def said(found: Any) -> list[tuple[Any, ...]]:
    return [
        (item.service.text, item.promise, item.said, item.kept and item.kept.code) for item in found.items
    ]


@pytest.fixture
def both(tmp_path: Path) -> RenderContext:
    return site(tmp_path, written(IT_ROWS), written(HR_ROWS, "hr"))


def test_departments_stand_by_months_with_shares_counts_and_verdicts(both: RenderContext) -> None:
    view = view_at(both, "results/")
    assert view.matrix.columns == ("Oct 2026", "Sep 2026", "Aug 2026", "Jul 2026")
    hr, it = view.matrix.rows
    assert (hr.name.text, hr.name.href) == ("HR", "../results/hr/")
    assert cells(hr) == [
        ("90 %", ("36", "40"), ""),
        ("90 %", ("36", "40"), "Kept"),  # the quarter, which ends here
        ("90 %", ("36", "40"), ""),
        ("90 %", ("36", "40"), ""),
    ]
    assert cells(it) == [
        ("84 %", ("135", "160"), "1 missed"),
        ("86 %", ("137", "160"), "1 missed"),
        ("79 %", ("127", "160"), "1 missed"),
        ("", ("", ""), ""),
    ]
    assert (view.matrix.all.total.share, view.matrix.all.total.counts) == ("85 %", ("543", "640"))


def test_a_department_has_its_services_and_their_sum_is_its_own(both: RenderContext) -> None:
    whole, of_it = view_at(both, "results/"), view_at(both, "results/it/")
    assert [one.name.text for one in of_it.matrix.rows] == ["Repair", "Loan"]
    assert of_it.matrix.rows[0].name.href == "../../services/it/repair/"
    assert of_it.matrix.all.total == whole.matrix.rows[1].total
    assert of_it.crumbs[0].href == "../"


def test_what_was_missed_repeatedly_comes_before_what_was_missed_last(both: RenderContext) -> None:
    view = view_at(both, "results/")
    assert said(view.recurring) == [("Repair", "Done", "Missed in 2 of 3 months", "kept")]
    assert said(view.missed) == [("Loan", "Done", None, "missed")]
    assert [(fact.text, fact.href) for fact in view.facts if fact.look] == [
        ("1 promise missed", "#recurring")
    ]
    body = body_at(both, "results/")
    assert 'data-verdict="missed" data-kept="40" data-counted="60"' in body


def test_what_was_missed_the_last_time_and_before_says_missed_once(tmp_path: Path) -> None:
    rows = {month(n): [row("it/repair", (100, 70))] for n in (9, 10)}
    body = body_at(site(tmp_path, written(rows)), "results/")
    [shown] = re.findall(r'<li data-verdict="missed".*?</li>', body, re.DOTALL)
    assert '<span class="sb-verdict is-missed">Missed in 2 of 2 months</span>. Kept 70 of 100 times' in shown
    assert re.sub("<[^>]*>", "", shown).count("issed") == 1


def test_what_was_counted_elsewhere_is_told_from_the_rest(tmp_path: Path, both: RenderContext) -> None:
    elsewhere = row("it/loan", (1200, 1100), "basis: reported")
    mixed = site(tmp_path / "mixed", written({month(10): [row("it/repair", (100, 95)), elsewhere]}))
    for path in ("results/", "results/it/"):
        said = "1,200 of the 1,300 together were counted elsewhere, and reported."
        assert view_at(mixed, path).reported == said
        assert said in body_at(mixed, path)
    assert "1,200 of these were counted elsewhere, and reported." in body_at(mixed, "departments/it/")
    alone = site(tmp_path / "alone", written({month(10): [elsewhere]}))
    assert view_at(alone, "results/").reported == "All of them were counted elsewhere, and reported."
    assert view_at(both, "results/").reported is None
    assert "counted elsewhere" not in body_at(both, "departments/it/")


def test_a_cell_of_several_promises_says_only_how_many_were_missed(tmp_path: Path) -> None:
    rows = {
        month(7): [row("it/repair", (10, 8)), row("it/loan", (10, 8))],
        month(8): [row("it/repair", (10, 10)), row("it/loan", (10, 8))],
        month(9): [row("it/repair", (10, 10)), row("it/loan", (10, 10))],
        month(10): [row("it/repair", (100, 10)), row("it/loan", (100, 10))],
    }
    (it,) = view_at(site(tmp_path, written(rows)), "results/").matrix.rows
    assert [(cell.word, cell.code) for cell in it.cells] == [
        ("2 missed", "missed"),
        ("", "kept"),
        ("", "kept"),
        ("Too few to say", "too-few"),
    ]


def test_of_very_many_departments_those_with_most_requests_are_shown_and_all_are_reached(
    tmp_path: Path,
) -> None:
    number = measured_results.MOST_ROWS + 5
    files = {
        path: text
        for n in range(number)
        for path, text in {
            f"catalog/departments/d{n}/department.yml": f"name: D{n}\nsummary: One of many.\n",
            f"catalog/departments/d{n}/services/s.yml": "name: S\nsummary: Some.\nlifecycle: live\n",
            **written({month(10): [row(f"d{n}/s", (100 + n, 90))]}, f"d{n}"),
        }.items()
    }
    view = view_at(site(tmp_path, files), "results/")
    assert len(view.matrix.rows) == measured_results.MOST_ROWS
    assert {one.text for one in view.more_rows} == {f"D{n}" for n in range(5)}
    assert view.more_rows[0].href == "../results/d0/"
    assert view.matrix.all.total.numbers == (90 * number, sum(100 + n for n in range(number)))


def test_a_note_of_the_department_stands_beside_the_miss(tmp_path: Path) -> None:
    files = written(IT_ROWS)
    files["catalog/results/it/2026.yml"] += (
        "  notes: {it/loan: 'The van *broke down*. <script>alert(1)</script>'}\n"
    )
    body = body_at(site(tmp_path, files), "results/it/")
    assert "The van <em>broke down</em>." in body
    assert "<script>alert" not in body


def test_most_asked_growing_and_improved_name_their_months(tmp_path: Path) -> None:
    before = {month(n): [row("it/repair", (100, 80)), row("it/loan", (40, 38))] for n in (5, 6, 7)}
    after = {month(n): [row("it/repair", (100, 95)), row("it/loan", (80, 76))] for n in (8, 9, 10)}
    view = view_at(site(tmp_path, written({**before, **after})), "results/")
    assert view.asked_in == "August to October 2026"
    assert [(one.service.text, one.number, one.kept) for one in view.asked] == [
        ("Repair", "300", "95"),
        ("Loan", "240", "95"),
    ]
    assert said(view.growing) == [("Loan", None, "240 times, up 100 % from 120 (May to July 2026)", None)]
    assert said(view.improved) == [
        ("Repair", "Done", "285 of 300 (95 %); May to July 2026: 240 of 300 (80 %)", None)
    ]


def test_a_month_that_is_not_over_says_so_and_has_no_verdict(tmp_path: Path) -> None:
    rows = {month(10): [row("it/repair", (100, 95))], month(11): [row("it/repair", (20, 2))]}
    view = view_at(site(tmp_path, written(rows, as_of={month(11): "2026-11-18"})), "results/")
    assert view.matrix.columns == ("Nov 2026 so far", "Oct 2026")
    assert cells(view.matrix.rows[0])[0] == ("10 %", ("2", "20"), "")


def test_nothing_measured_is_an_invitation_that_no_menu_leads_to(tmp_path: Path) -> None:
    empty = site(tmp_path)
    assert "servicebook measure" in body_at(empty, "results/")
    assert "results/" not in {page.path for page in about_pages(empty)}
    assert not any(page.path.startswith("results/") and page.path != "results/" for page in all_pages(empty))


def test_results_are_among_the_pages_about_the_catalog_once_there_are_any(both: RenderContext) -> None:
    assert "results/" in {page.path for page in about_pages(both)}
    assert {page.path for page in all_pages(both) if page.path.startswith("results/")} == {
        "results/",
        "results/it/",
        "results/hr/",
    }


def test_a_number_that_is_not_published_is_on_no_page(tmp_path: Path) -> None:
    rows = {month(n): [row("it/repair", (100, 95)), row("it/loan", (4, 1))] for n in (8, 9, 10)}
    view = view_at(site(tmp_path, written(rows)), "results/it/")
    assert [one.name.text for one in view.matrix.rows] == ["Repair"]
    assert view.matrix.all.total.counts == ("285", "300")


def test_departments_without_results_are_counted(tmp_path: Path) -> None:
    view = view_at(site(tmp_path, written(IT_ROWS)), "results/")
    assert view.not_measured == "1 department with services has no results yet."


def test_the_directory_of_promises_has_the_last_result_and_finds_by_it(both: RenderContext) -> None:
    view = view_at(both, "sla/")
    rows = {one.service.text: one for section in view.sections for one in section.rows}
    loan = rows["Loan"].result
    assert (loan.share, loan.word, loan.counts) == ("67 %", "Missed", "40 of 60, Oct 2026")
    assert (rows["Leave"].result.word, rows["Leave"].result.counts) == ("Kept", "108 of 120, Q3 2026")
    assert {
        one.value: one.number
        for group in view.filters.groups
        if group.name == "verdict"
        for one in group.choices
    } == {
        "kept": 2,
        "missed": 1,
    }
    body = body_at(both, "sla/")
    assert 'data-verdict="missed"' in body
    assert "is-measured" in body


def test_without_results_the_directory_of_promises_is_as_it_was(tmp_path: Path) -> None:
    body = body_at(site(tmp_path), "sla/")
    assert "is-measured" not in body
    assert "Last result" not in body


def test_find_says_whether_a_promise_was_kept(both: RenderContext) -> None:
    rows = {one.name.text: one.kept for one in view_at(both, "find/").rows}
    assert rows == {"Repair": ("kept", "kept"), "Loan": ("missed", "missed"), "Leave": ("kept", "kept")}


SIX = {
    f"{IT}/services/more-{n}.yml": f"name: More {n}\nsummary: More.\nroles: {{owner: it/lead}}\nlifecycle: live\n"
    for n in range(7)
}


def test_home_shows_what_was_asked_for_most_where_there_is_enough(tmp_path: Path) -> None:
    asked = {
        month(n): [row(f"it/more-{number}", (20 + number, 20 + number)) for number in range(7)]
        for n in (8, 9, 10)
    }
    featured = {"site_config/organization.yml": "name: Fern\nfeatured: [it/more-0]\n"}
    view = view_at(site(tmp_path / "many", SIX, featured, written(asked)), "")
    assert [brief.name.text for brief in view.featured] == [f"More {n}" for n in (6, 5, 4, 3, 2, 1)]
    assert view.popular == "August to October 2026"
    few = {period: rows[:5] for period, rows in asked.items()}
    view = view_at(site(tmp_path / "few", SIX, featured, written(few)), "")
    assert ([brief.name.text for brief in view.featured], view.popular) == (["More 0"], None)
