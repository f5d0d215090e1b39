"""All services: under their topics and departments, folded; where there are too many, only how many."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from tests.pages.rendering import body_at, made, view_at
from tests.support import HR, IT, SMALL

from servicebook.pages import all_pages
from servicebook.pages.rendering.context import RenderContext

FILES = {
    "site_config/topics.yml": "money: {name: Money, description: What you are paid.}\nwork: {name: Working here}\n"
    "unused: {name: Nobody}\n",
    f"{HR}/services/pay.yml": "name: Pay\nsummary: P.\nroles: {owner: hr/head}\ntopics: [work, money]\n",
    f"{IT}/services/loan.yml": "name: Loan\nsummary: L.\nroles: {owner: it/lead}\ntopics: [work]\n",
    "catalog/journeys/start.yml": "name: Start\nsummary: S.\nsteps: [{id: a, title: A, service: it/loan}]\n",
}


@pytest.fixture
def site(tmp_path: Path) -> RenderContext:
    return made(tmp_path, {**SMALL, **FILES})


def test_a_service_stands_under_each_of_its_topics_in_the_order_of_the_settings(site: RenderContext) -> None:
    view = view_at(site, "services/")
    assert [(shelf.id, [row.name.text for row in shelf.rows]) for shelf in view.topics] == [
        ("topic-money", ["Pay"]),
        ("topic-work", ["Loan", "Pay"]),
    ]
    assert 'id="topic-work"' in body_at(site, "services/")
    assert '"../../#topic-money"' in body_at(site, "services/hr/pay/")


def test_journeys_stand_among_the_services(site: RenderContext) -> None:
    shelf = view_at(site, "services/").journeys
    assert [(row.name.text, row.name.href) for row in shelf.rows] == [("Start", "../journeys/start/")]


def test_home_leads_to_the_topics_that_are_used(site: RenderContext) -> None:
    assert [(link.text, link.href) for link in view_at(site, "").topics] == [
        ("Money", "./services/#topic-money"),
        ("Working here", "./services/#topic-work"),
    ]


def test_too_many_services_are_counted_and_topics_have_pages_of_their_own(site: RenderContext) -> None:
    split = replace(site, max_rows=1)
    view = view_at(split, "services/")
    assert [(shelf.name.href, shelf.count, shelf.rows) for shelf in view.topics] == [
        ("../topics/money/", "1 service", []),
        ("../topics/work/", "2 services", []),
    ]
    assert {shelf.name.href for shelf in view.departments} == {"../departments/hr/", "../departments/it/"}
    assert all(shelf.rows == [] for shelf in view.departments)
    [money] = view_at(split, "topics/money/").departments
    assert [row.name.href for row in money.rows] == ["../../services/hr/pay/"]
    assert all(shelf.rows == [] for shelf in view_at(split, "topics/work/").departments)
    assert "../../topics/money/" in body_at(split, "services/hr/pay/")


def test_without_topics_there_are_departments_alone(tmp_path: Path) -> None:
    site = made(tmp_path, SMALL)
    assert "By topic" not in body_at(site, "services/")
    assert not [page.path for page in all_pages(site) if page.path.startswith("topics/")]
