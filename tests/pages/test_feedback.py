"""What people said and what became of it; and what surveys gave, with how sure that is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.pages.rendering import body_at, made, view_at
from tests.support import IT, SMALL, catalog, make_catalog

from servicebook.model.visible import visible

SAID = """
cupboard:
  about: it/repair
  said: Nobody finds the <b>cupboard</b>.
  from: person:ana
  on: 2026-03-01
  heard: 7
  status: done
  answer: {by: it/lead, on: 2026-03-05, text: "**It** has a label; ask [whoever lends them](person:ana)."}
  done_in: 2b3c58f0aa
lift: {said: The lift is slow., on: 2026-08-30}
own:
  {about: it/repair, said: Repair private ones., on: 2026-04-01, status: declined,
   answer: {by: it/lead, on: 2026-04-02, text: We are not insured.}}
desk: {said: Open earlier., on: 2026-05-01, status: planned}
"""
FILES = {f"{IT}/feedback.yml": SAID}
ROLES_ONLY = {"site_config/organization.yml": "name: Fernhill\npeople: roles-only\n"}


def survey(question: str, asked: str, counts: tuple[int, int, int], about: str = "it") -> str:
    promoters, passives, detractors = counts
    return (
        f"question: {question}\nasked: {asked}\nabout: {about}\n"
        f"promoters: {promoters}\npassives: {passives}\ndetractors: {detractors}\n"
    )


def test_what_has_been_done_stands_first_and_what_was_declined_last(tmp_path: Path) -> None:
    view = view_at(made(tmp_path, FILES), "feedback/")
    assert [(group.status, [one.id for one, _ in group.remarks]) for group in view.groups] == [
        ("done", ["it.cupboard"]),
        ("planned", ["it.desk"]),
        ("heard", ["it.lift"]),
        ("declined", ["it.own"]),
    ]


def test_the_list_is_filtered_by_what_became_of_it_by_department_and_by_what_it_is_about(
    tmp_path: Path,
) -> None:
    site = made(tmp_path, {**FILES, "catalog/departments/hr/feedback.yml": "a: {said: B., on: 2026-01-01}\n"})
    groups = {
        group.name: [one.value for one in group.choices]
        for group in view_at(site, "feedback/").filters.groups
    }
    assert groups == {
        "status": ["done", "planned", "heard", "declined"],
        "department": ["hr", "it"],
        "about": ["hr", "it", "it/repair"],
    }
    body = body_at(site, "feedback/")
    assert body.count("<article") == 5
    assert 'id="it.cupboard" data-item data-status="done" data-department="it" data-about="it/repair"' in body


def test_service_and_department_lead_to_what_was_said_about_them(tmp_path: Path) -> None:
    site = made(tmp_path, FILES)
    assert view_at(site, "services/it/repair/").said.all.href.endswith("feedback/?about=it/repair")
    assert view_at(site, "departments/it/").said.all.href.endswith("feedback/?department=it")


def test_an_answer_says_who_gave_it_when_and_where_it_was_done(tmp_path: Path) -> None:
    body = body_at(made(tmp_path, FILES), "feedback/")
    assert "Nobody finds the &lt;b&gt;cupboard&lt;/b&gt;." in body
    assert "<strong>It</strong> has a label" in body
    assert "said 7 times" in body
    assert '<code class="sb-code">2b3c58f</code>' in body
    assert '<a href="../people/ana/">whoever lends them</a>' in body


def test_a_service_and_its_department_tell_what_was_said_about_them(tmp_path: Path) -> None:
    site = made(tmp_path, FILES)
    assert [one.id for one in view_at(site, "services/it/repair/").said.remarks] == ["it.own", "it.cupboard"]
    assert [one.id for one in view_at(site, "departments/it/").said.remarks] == [
        "it.lift",
        "it.desk",
        "it.own",
    ]
    assert view_at(site, "departments/hr/").said is None


def test_home_shows_what_came_of_something(tmp_path: Path) -> None:
    assert [one.id for one in view_at(made(tmp_path, FILES), "").said.remarks] == ["it.desk"]


def test_nobody_is_named_where_people_are_not_shown(tmp_path: Path) -> None:
    site = made(tmp_path, {**FILES, **ROLES_ONLY})
    for path in ("feedback/", "services/it/repair/", "departments/it/"):
        assert "whoever lends them" in body_at(site, path) or path != "feedback/"
        assert not re.search("Ana\\b|people/ana", body_at(site, path))
    (remark,) = [one for one in site.catalog.remarks.values() if one.id == "it/cupboard"]
    assert remark.sender == ""
    assert "ana" not in str(remark.origin.written)


def test_a_survey_stands_with_how_many_answered_and_how_sure_that_is(tmp_path: Path) -> None:
    files = {"catalog/surveys/now.yml": survey("recommend", "2026-05-01", (31, 22, 9)) + "invited: 90\n"}
    site = made(tmp_path, files)
    (series,) = view_at(site, "surveys/").series
    assert series.latest.score == "Net promoter score 35, most likely between 16 and 52"
    assert (series.latest.answered, series.latest.margin) == ("62 of 90 answered", "± 19")
    assert (series.latest.trend, series.drawing) == (None, None)
    assert view_at(site, "feedback/").surveys.href == "../surveys/"
    department = body_at(site, "departments/it/")
    assert "../../surveys/#survey.now" in department
    assert "35 (± 19); 62 of 90 answered" in department


def test_surveys_that_asked_the_same_are_drawn_and_stand_in_a_table(tmp_path: Path) -> None:
    days = ("2024-05-01", "2025-05-01", "2026-05-01")
    files = {
        f"catalog/surveys/{day}.yml": survey("recommend", day, (10 + n, 5, 12 - 4 * n))
        for n, day in enumerate(days)
    }
    site = made(
        tmp_path,
        {**files, "catalog/surveys/other.yml": survey("effort", "2026-05-01", (9, 0, 0), "it/repair")},
    )
    first, second = view_at(site, "surveys/").series
    assert first.drawing.said == "Scores by survey: 1 May 2024: −7, 1 May 2025: 12, 1 May 2026: 38."
    xs, ys = zip(*first.drawing.points, strict=True)
    assert list(xs) == sorted(xs)
    assert list(ys) == sorted(ys, reverse=True)
    assert [one.iso for one in first.surveys] == list(reversed(days))
    assert (second.about.text, second.drawing, second.latest.number) == ("Repair", None, "100 %")
    body = body_at(site, "surveys/")
    assert body.count("<circle") == 3
    assert body.count('<tr role="row" id=') == 4


@pytest.mark.parametrize(
    ("before", "now", "trend"),
    [
        ((71, 88, 59), (118, 91, 47), "More than the 6 of 1 May 2025"),
        ((118, 91, 47), (71, 88, 59), "Less than the 28 of 1 May 2025"),
        ((30, 20, 10), (31, 20, 9), "Too close to the 33 of 1 May 2025 to tell a change"),
    ],
)
def test_a_change_is_told_only_where_chance_hardly_explains_it(
    tmp_path: Path, before: tuple[int, int, int], now: tuple[int, int, int], trend: str
) -> None:
    files = {
        "catalog/surveys/before.yml": survey("recommend", "2025-05-01", before),
        "catalog/surveys/of-another.yml": survey("recommend", "2025-09-01", before, about="hr"),
        "catalog/surveys/now.yml": survey("recommend", "2026-05-01", now),
    }
    _, series = view_at(made(tmp_path, files), "surveys/").series
    assert series.latest.trend == trend


def test_a_survey_that_four_answered_is_nowhere(tmp_path: Path) -> None:
    files = {"catalog/surveys/few.yml": survey("satisfied", "2026-05-01", (2, 1, 1))}
    root = make_catalog(tmp_path, files, base=SMALL)
    assert set(catalog(root).surveys) == {"few"}
    assert visible(catalog(root)).surveys == {}
