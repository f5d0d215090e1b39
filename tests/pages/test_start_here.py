"""Start here: a department on one sheet, with situations whose answers are those of ``servicebook promise``."""

from __future__ import annotations

import json
import re
from argparse import ArgumentParser
from datetime import date, datetime
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from tests.pages.rendering import body_at, made, view_at
from tests.support import IT, SMALL, example_on, make_catalog, opened

from servicebook.analysis.scenarios import Situation, scenarios
from servicebook.cli import promise
from servicebook.pages.rendering.context import RenderContext, render_context

DAY = date(2026, 11, 26)
PRINCIPLES = "one-door:\n  name: One door\n  description: Carry it there.\nmean-it: {name: Mean it <b>}\n"
UNNAMED = "name: Acme\npeople: roles-only\n"
PATH = "start/it/"


@pytest.fixture(scope="module")
def example() -> RenderContext:
    return render_context(example_on(DAY))


def test_every_department_has_a_page_and_one_page_has_them_all(tmp_path: Path) -> None:
    site = made(tmp_path, {})
    body = body_at(site, "start/")
    for department in ("it", "hr"):
        assert f'href="../start/{department}/"' in body
        assert f'data-yours="{department}"' in body
        assert body_at(site, f"start/{department}/")
    assert 'href="../../start/it/"' in body_at(site, "departments/it/")


def test_without_departments_there_is_no_page(tmp_path: Path) -> None:
    site = render_context(
        opened(make_catalog(tmp_path, {}, base={"catalog/people.yml": "ana: {name: Ana}\n"}))
    )
    with pytest.raises(StopIteration):
        view_at(site, "start/")


def test_principles_are_on_the_page_of_all_and_on_each_department(tmp_path: Path) -> None:
    site = made(tmp_path, {"site_config/principles.yml": PRINCIPLES})
    for path in ("start/", PATH):
        body = body_at(site, path)
        assert "<b>One door</b> <small>Carry it there.</small>" in body
        assert "<b>Mean it &lt;b&gt;</b>" in body
    assert 'id="principles"' not in body_at(made(tmp_path / "none", {}), PATH)


def test_sheet_says_whom_it_serves_and_relies_on_what_it_promises_and_who_does_what(tmp_path: Path) -> None:
    files = {
        f"{IT}/faqs.yml": "- {question: Where are you?, answer: Upstairs.}\n",
        "catalog/departments/hr/services/hiring.yml": "name: Hiring\nsummary: S.\n"
        "depends_on: [{service: it/repair, for: x}]\n",
        f"{IT}/department.yml": SMALL[f"{IT}/department.yml"]
        + "escalation: [{role: it/lead}]\nmeetings: [{what: Round table, when: Mondays}]\n",
    }
    body = body_at(made(tmp_path, files), PATH)
    assert [
        word
        for word in (
            'href="../../departments/hr/"', 'href="../../services/it/repair/"', 'href="../../roles/it/lead/"',
            "Where are you?", "Round table", "As soon as it is late",
        )
        if word not in body
    ] == []  # fmt: skip
    assert 'href="../../departments/it/"' in body_at(made(tmp_path / "again", files), "start/hr/")


def test_nobody_is_named_where_people_are_not_shown(tmp_path: Path) -> None:
    files = {"site_config/organization.yml": UNNAMED}
    body = body_at(made(tmp_path, files), PATH)
    assert "Ana" not in body and "Lead" in body
    assert "Ana" in body_at(made(tmp_path / "named", {}), PATH)


def test_each_answer_is_what_the_command_says(
    example: RenderContext, capsys: pytest.CaptureFixture[str]
) -> None:
    cards, parser, catalog = 0, ArgumentParser(), example_on(DAY).catalog
    promise.add_arguments(parser)
    for department in ("it", "people", "delivery"):
        body = body_at(example, f"start/{department}/")
        for card in view_at(example, f"start/{department}/").cards:
            asked = parse_qs(urlsplit(card.calculator.href).query)
            service = urlsplit(card.calculator.href).path.removeprefix("../../services/").strip("/")
            options = [
                part
                for key in ("priority", "customer")
                if key in asked
                for part in (f"--{key}", asked[key][0])
            ]
            args = parser.parse_args([service, "--asked", asked["asked"][0], *options, "--format", "json"])
            assert promise.answer(args, catalog) == 0
            due = {
                datetime.fromisoformat(answer["due"])
                for answer in json.loads(capsys.readouterr().out)["targets"]
                if answer["due"]
            }
            assert due == {datetime.fromisoformat(cell.due.iso) for cell in card.dates if cell.due}
            for cell in card.dates:
                assert not cell.due or f'<time datetime="{cell.due.iso}">' in body
            cards += 1
    assert cards > 8


def test_answers_are_folded_and_need_no_script(example: RenderContext) -> None:
    body = body_at(example, PATH)
    assert len(re.findall(r'<details class="sb-fold"><summary>Answer', body)) == len(
        view_at(example, PATH).cards
    )
    assert "<script" not in body and "<details open" not in body


def test_example_has_every_kind_of_situation(example: RenderContext) -> None:
    met = {
        scenario.situation
        for department in example.catalog.departments.values()
        for scenario in scenarios(example.clocks, department, example.clock_files.typical)
    }
    assert met == set(Situation)


def test_what_is_asked_for_most_comes_first(example: RenderContext) -> None:
    view = view_at(example, PATH)
    numbers = [int(re.sub(r"\D", "", asked)) for _, asked in view.services if asked]
    assert len(numbers) > 2 and numbers == sorted(numbers, reverse=True)
    assert view.asked_in and view.asked_in in body_at(example, PATH)


def test_without_results_nothing_is_said_about_how_often(tmp_path: Path) -> None:
    view = view_at(made(tmp_path, {}), PATH)
    assert view.asked_in is None and [asked for _, asked in view.services] == [None]


def test_onboarding_leads_to_the_sheets(example: RenderContext) -> None:
    assert '<a href="../../start/">Start here</a>' in body_at(example, "journeys/day-one/")
