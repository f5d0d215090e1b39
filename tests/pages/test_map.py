"""Who serves whom: the map, what each cell leads to, and the neighborhoods of departments and services."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.analysis.test_relations import FILES
from tests.pages.rendering import body_at, made, view_at
from tests.pages.test_agreements import accepted
from tests.support import HR, IT, SMALL

from servicebook.pages import all_pages
from servicebook.pages.parts.neighborhood import NEAREST
from servicebook.pages.rendering.context import RenderContext
from servicebook.pages.rendering.page import body_of
from servicebook.pages.sections import about_pages
from servicebook.pages.who_serves import MOST_COLUMNS

MEGABYTE = 1_000_000


@pytest.fixture
def context(tmp_path: Path) -> RenderContext:
    return made(tmp_path, FILES)


def cells(view: Any) -> dict[str, Any]:
    return {cell.words: cell for row in view.rows for cell, _ in row.cells if cell}


def test_a_cell_says_in_words_and_numbers_what_lies_between_the_two(context: RenderContext) -> None:
    found = cells(view_at(context, "map/"))
    assert {words: (c.services, c.in_force, c.not_in_force, c.overdue) for words, c in found.items()} == {
        "HR serves Service desk: 1 service covered, 1 agreement not in force": (1, 0, 1, 0),
        "IT serves Service desk: 1 service, 1 overdue review": (1, 0, 0, 1),
        "IT serves HR: 2 services, 1 agreement not in force, 2 overdue reviews": (2, 0, 1, 2),
    }
    body = body_at(context, "map/")
    for words in found:
        assert f'<span class="sb-hidden">{words}</span>' in body
    assert body.count('scope="col"') == body.count('scope="row"') == 3


def test_parts_of_a_department_follow_it_on_both_edges(context: RenderContext) -> None:
    view = view_at(context, "map/")
    order = [("HR", False), ("IT", False), ("Service desk", True)]
    assert [(axis.department.text, axis.is_part) for axis in view.columns] == order
    assert [(row.provider.department.text, row.provider.is_part) for row in view.rows] == order
    assert [[is_self for _, is_self in row.cells].index(True) for row in view.rows] == [0, 1, 2]


def test_the_facts_count_each_service_and_each_review_once(context: RenderContext) -> None:
    assert [fact.text for fact in view_at(context, "map/").facts] == [
        "2 departments that others rely on",
        "2 services between departments",
        "2 agreements, 0 in force",
        "2 overdue reviews",
    ]


def test_the_cards_for_a_narrow_screen_say_what_the_map_says(context: RenderContext) -> None:
    view = view_at(context, "map/")
    said = {
        f"{card.provider.text} serves {item.other.text}: {', '.join(filter(None, (item.counts, item.overdue)))}"
        for card in view.cards
        for item in card.customers
    }
    assert said == cells(view).keys()
    assert {i.other.href for c in view.cards for i in c.customers} == {c.href for c in cells(view).values()}


def test_every_cell_leads_to_a_section_that_lists_exactly_what_was_counted(context: RenderContext) -> None:
    for cell in cells(view_at(context, "map/")).values():
        path, _, customer = cell.href.removeprefix("../").partition("#")
        (pair,) = [pair for pair in view_at(context, path).pairs if pair.anchor == customer]
        assert f'id="{customer}"' in body_at(context, path)
        assert (
            len(pair.services) or len({one.text for row in pair.agreements for one, _ in row.covers})
        ) == cell.services
        assert len(pair.agreements) == cell.in_force + cell.not_in_force
        rows = (*pair.services, *pair.agreements)
        assert sum("overdue" in chip.text for row in rows for chip in row.chips) == cell.overdue


def test_a_section_says_what_for_and_what_has_been_promised(context: RenderContext) -> None:
    (pair,) = [pair for pair in view_at(context, "map/it/").pairs if pair.anchor == "hr"]
    assert [
        (s.service.text, s.promise.value if s.promise else None, [link.text for link in s.needed_for])
        for s in pair.services
    ] == [("Loan", None, ["Kit", "Party"]), ("Repair", "4 hours", ["Kit"])]
    assert [c.text for s in pair.services for c in s.chips] == ["review overdue since 1 Jul 2026"]
    assert [c.text for a in pair.agreements for c in a.chips] == [
        "not accepted yet",
        "review overdue since 1 Jul 2026",
    ]


def test_the_customer_s_own_promise_is_shown_where_an_agreement_is_in_force(tmp_path: Path) -> None:
    kit = {f"{HR}/services/kit.yml": "name: Kit\nsummary: It.\ndepends_on: [{service: it/repair}]\n"}
    made(tmp_path, kit)
    site = accepted(tmp_path)
    (pair,) = view_at(site, "map/it/").pairs
    (service,) = pair.services
    assert (service.promise.value, service.promise.agreed.href) == ("1 hour", "../../agreements/it-hr/")
    (department,) = view_at(site, "departments/hr/").relied_on
    ((_, promise),) = department.services
    assert promise.value == "1 hour"
    assert "as agreed" in body_at(site, "departments/hr/")


def test_a_department_s_page_leads_to_what_lies_between(context: RenderContext) -> None:
    (neighbor,) = view_at(context, "departments/hr/").relied_on
    assert (neighbor.department.text, [link.text for link, _ in neighbor.services]) == (
        "IT",
        ["Loan", "Repair"],
    )
    assert (neighbor.more.href, neighbor.overdue) == ("../../map/it/#hr", "2 overdue reviews")
    assert [n.department.text for n in view_at(context, "departments/it/").served] == ["Service desk", "HR"]


def test_a_department_with_very_many_customers_has_a_page_for_each(context: RenderContext) -> None:
    split = replace(context, max_rows=3)
    assert "../map/it/hr/" in {cell.href for cell in cells(view_at(split, "map/")).values()}
    view = view_at(split, "map/it/")
    assert (view.pairs, [item.other.text for item in view.customers]) == ([], ["Service desk", "HR"])
    (pair,) = view_at(split, "map/it/hr/").pairs
    assert [service.service.text for service in pair.services] == ["Loan", "Repair"]
    assert view_at(split, "departments/hr/").relied_on[0].more.href == "../../map/it/hr/"


def test_without_anything_between_departments_the_map_is_not_in_the_navigation(tmp_path: Path) -> None:
    site = made(tmp_path)
    assert "map/" not in [page.path for page in about_pages(site)]
    assert "No department relies on another yet." in body_at(site, "map/")


def test_what_departments_write_is_escaped(tmp_path: Path) -> None:
    odd = {f"{HR}/department.yml": "name: '<b>\"HR'\nsummary: People.\nhead: hr/head\n"}
    site = made(tmp_path, {**FILES, **odd})
    for path in ("map/", "map/it/", "departments/it/", "services/it/repair/"):
        assert "<b>&#34;HR" not in body_at(site, path)
        assert '<b>"HR' not in body_at(site, path)


def large(departments: int, services: int) -> dict[str, str]:
    """Departments of which the first serves all others with every service, and everything hangs together."""
    files = {}
    for number in range(departments):
        folder = f"catalog/departments/d{number}"
        files[f"{folder}/department.yml"] = f"name: Department {number}\nsummary: It.\n"
    for number in range(services):
        files[f"catalog/departments/d0/services/s{number}.yml"] = f"name: Service {number}\nsummary: It.\n"
    leans = ", ".join(f"{{service: d0/s{number}}}" for number in range(services))
    for number in range(1, departments):
        files[f"catalog/departments/d{number}/services/all.yml"] = (
            f"name: All {number}\nsummary: It.\ndepends_on: [{leans}]\n"
        )
    return files


def test_many_departments_are_a_list_and_no_page_is_long(tmp_path: Path) -> None:
    site = made(tmp_path, large(MOST_COLUMNS + 6, 60), base={})
    view = view_at(site, "map/")
    assert (view.rows, view.cards) == ([], [])
    assert [(r.department.text, r.serves, r.services, r.relies_on) for r in view.providers][:2] == [
        ("Department 0", MOST_COLUMNS + 5, 60, 0),
        ("Department 1", 0, 0, 1),
    ]
    pages = [page for page in all_pages(site) if page.path.startswith(("map/", "services/", "departments/"))]
    assert sum(page.path.startswith("map/d0/") for page in pages) == MOST_COLUMNS + 6
    for page in pages:
        assert len(body_of(page, site).encode()) < MEGABYTE / 5, page.path


def test_a_list_of_departments_is_by_name_and_a_map_has_parts_below_their_department(tmp_path: Path) -> None:
    named = {
        "catalog/departments/d1/department.yml": "name: Zoo\nsummary: It.\n",
        "catalog/departments/d2/department.yml": "name: Aviary\nsummary: It.\npart_of: d1\n",
    }
    few = view_at(made(tmp_path / "few", large(4, 1) | named, base={}), "map/")
    rows = [row.provider.department.text for row in few.rows]
    assert rows == ["Department 0", "Department 3", "Zoo", "Aviary"]
    many = view_at(made(tmp_path / "many", large(MOST_COLUMNS + 1, 1) | named, base={}), "map/")
    names = [row.department.text for row in many.providers]
    assert (names[0], names[-1]) == ("Aviary", "Zoo")
    assert names == sorted(names)


def test_a_map_of_as_many_departments_as_fit_is_drawn(tmp_path: Path) -> None:
    view = view_at(made(tmp_path, large(MOST_COLUMNS, 1), base={}), "map/")
    assert (len(view.columns), view.is_wide, view.providers) == (MOST_COLUMNS, True, [])


def chain(length: int) -> dict[str, str]:
    """Services of which each hands to the next."""
    files = {
        f"{IT}/services/s{n:03}.yml": f"name: S{n:03}\nsummary: It.\nhandoffs: [{{id: a, service: it/s{n + 1:03}}}]\n"
        for n in range(length)
    }
    return {**files, f"{IT}/services/s{length:03}.yml": f"name: S{length:03}\nsummary: It.\n"}


def linked(items: str) -> int:
    """How many services are linked, at any depth."""
    return items.count("<a ")


def test_a_service_shows_what_it_needs_through_others_and_through_which(tmp_path: Path) -> None:
    view = view_at(made(tmp_path, chain(3)), "services/it/s000/")
    assert view.needs == [
        ('<a href="../../it/s001/">S001</a> · <a href="../../../departments/it/">IT</a>', None)
    ]
    assert (view.transitive_needs.number, view.transitive_needs.rest) == ("2 more services", 0)
    assert view.transitive_needs.services == (
        '<li dir="auto"><span>Through S001:</span><ul>'
        '<li dir="auto"><a href="../../it/s002/">S002</a><br>IT<ul>'
        '<li dir="auto"><a href="../../it/s003/">S003</a><br>IT</li>'
        "</ul></li></ul></li>"
    )
    assert view_at(made(tmp_path, chain(3)), "services/it/s002/").transitive_needs is None


def test_a_long_neighborhood_is_cut_counted_and_found_elsewhere(tmp_path: Path) -> None:
    site = made(tmp_path, chain(NEAREST + 10))
    first = view_at(site, "services/it/s000/").transitive_needs
    assert (first.number, linked(first.services), first.rest) == (f"{NEAREST + 9} more services", NEAREST, 9)
    assert "servicebook show it/s000" in body_at(site, "services/it/s000/")
    last = view_at(site, f"services/it/s{NEAREST + 10:03}/").outage_impact
    assert (last.headline, linked(last.services), last.rest) == (
        f"{NEAREST + 10} services depend on it.",
        NEAREST,
        10,
    )
    body = body_at(site, f"services/it/s{NEAREST + 10:03}/")
    assert f"servicebook impact it/s{NEAREST + 10:03}" in body


def test_what_stops_with_a_service_is_told_from_what_is_impaired(tmp_path: Path) -> None:
    files = {
        f"{HR}/services/kit.yml": "name: Kit\nsummary: It.\nhandoffs: [{id: a, service: it/repair}]\n",
        f"{HR}/services/party.yml": "name: Party\nsummary: It.\ndepends_on: [{service: it/repair}]\n",
        f"{HR}/services/gift.yml": "name: Gift\nsummary: It.\ndepends_on: [{service: hr/party}]\n",
    }
    body = body_at(made(tmp_path, files, base=SMALL), "services/it/repair/")
    card = body.split('id="stops"')[1].split("</section>")[0]
    assert re.findall(r"(</?ul)|>(\w+)</a> <i[^>]*>(\w+)<", card.split("</div>")[0])[:6] == [
        ("<ul", "", ""),
        ("", "Kit", "fails"),
        ("", "Party", "impaired"),
        ("<ul", "", ""),  # what depends on the party is below it
        ("", "Gift", "impaired"),
        ("</ul", "", ""),
    ]
    assert "3 services depend on it." in card
