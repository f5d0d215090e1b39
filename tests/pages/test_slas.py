"""The directory of promises: nothing that is promised, or not promised, is left out."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from tests.pages.rendering import body_at, made, view_at
from tests.pages.test_agreements import accepted
from tests.support import IT, SMALL

from servicebook.model.promises import terms_of
from servicebook.pages import all_pages
from servicebook.pages.rendering.page import body_of

SECOND = "name: Printing\nsummary: We print.\n"


def services(view: Any) -> list[Any]:
    """The services of a list, whatever their department."""
    return [row for section in view.sections for row in section.rows]


def promises(view: Any) -> list[Any]:
    """Every promise of a list."""
    return [promise for row in services(view) for promise in row.all]


def test_every_promise_is_there_with_where_it_comes_from(tmp_path: Path) -> None:
    site = made(
        tmp_path,
        {
            f"{IT}/department.yml": (
                "name: IT\nsummary: Devices.\nsupport_hours: office\n"
                "targets: [{measure: fulfillment_time, priority: high, within: 3 working days}]\n"
            )
        },
    )
    rows = promises(view_at(site, "sla/"))
    assert [(r.measure, r.when, r.value, r.hours.text, r.source.text) for r in rows] == [
        ("First reply", "", "4 hours", "Office", "the service"),
        ("Done", "High", "3 working days", "Office", "IT"),
    ]
    assert {row.customer for row in rows} == {None}


def test_service_without_a_promise_is_listed_and_counted(tmp_path: Path) -> None:
    site = made(tmp_path, {f"{IT}/services/printing.yml": SECOND})
    view = view_at(site, "sla/")
    (missing,) = [row for row in services(view) if row.missing]
    assert (missing.service.text, missing.missing, missing.all) == ("Printing", "No promise yet", ())
    assert [(f.text, f.look, f.href) for f in view.facts] == [
        ("1 promise", "", None),
        ("1 service without a promise", "is-warn", "?measure=none"),
        ("CSV file", "", "../data/promises.csv"),
    ]
    assert 'data-measure="none"' in body_at(site, "sla/")


def test_agreement_in_force_adds_the_customers_own_rows(tmp_path: Path) -> None:
    view = view_at(accepted(tmp_path), "sla/")
    assert [(r.customer.text if r.customer else None, r.value) for r in promises(view)] == [
        (None, "4 hours"),
        ("HR", "1 hour"),
    ]
    assert [(a.agreement.text, a.state.text, a.state.look) for a in view.agreements] == [
        ("Repairs for HR", "in force", "ok")
    ]


def test_agreement_of_a_department_above_adds_rows_to_the_services_of_those_within(tmp_path: Path) -> None:
    board = {
        "catalog/departments/board/department.yml": "name: Board\nsummary: All.\n",
        f"{IT}/department.yml": SMALL[f"{IT}/department.yml"] + "part_of: board\n",
    }
    rows = promises(view_at(accepted(tmp_path, files=board, provider="board"), "sla/"))
    assert [(r.customer.text if r.customer else None, r.value, r.source.text) for r in rows] == [
        (None, "4 hours", "the service"),
        ("HR", "1 hour", "Repairs for HR"),
    ]


def test_agreement_that_is_not_in_force_adds_no_rows_and_is_listed_with_its_state(tmp_path: Path) -> None:
    view = view_at(accepted(tmp_path, terms="sha256-" + "0" * 32), "sla/")
    assert [row.customer for row in promises(view)] == [None]
    assert [a.state.text for a in view.agreements] == ["not accepted again yet"]


def test_promise_taken_away_by_an_agreement_is_said(tmp_path: Path) -> None:
    file = "catalog/agreements/it-hr.yml"
    terms = (
        "provider: it\ncustomer: hr\ncovers: [it/repair]\ntargets: [{measure: response_time, none: true}]\n"
    )
    before = made(tmp_path, {file: terms}).catalog
    on = f"on: 2026-01-05, terms: {terms_of(before, before.agreements['it-hr'])}"
    accepted_by = f"accepted: [{{party: it, by: it/lead, {on}}}, {{party: hr, by: hr/head, {on}}}]\n"
    rows = promises(view_at(made(tmp_path, {file: terms + accepted_by}), "sla/"))
    assert [(r.customer.text if r.customer else None, r.value) for r in rows] == [
        (None, "4 hours"),
        ("HR", "not promised"),
    ]


def test_service_is_one_row_with_its_first_reply_and_when_it_is_done_and_the_rest_below(
    tmp_path: Path,
) -> None:
    targets = (
        "{measure: response_time, within: 4 hours}",
        "{measure: fulfillment_time, priority: high, within: 1 working day}",
        "{measure: fulfillment_time, within: 3 working days, compliance: 90, per: month}",
        "{measure: availability, at_least: 99.5}",
    )
    repair = f"name: Repair\nsummary: We mend it.\ntargets: [{', '.join(targets)}]\n"
    (row,) = services(view_at(made(tmp_path, {f"{IT}/services/repair.yml": repair}), "sla/"))
    assert (row.reply.value, row.done.value, row.kept) == ("4 hours", "3 working days", "90 %, per month")
    assert [(other.measure, other.when, other.value) for other in row.others] == [
        ("Done", "High", "1 working day"),
        ("Available", "", "99.5 %"),
    ]


def test_filters_count_services_and_offer_nothing_of_one_word(tmp_path: Path) -> None:
    view = view_at(accepted(tmp_path, files={f"{IT}/services/printing.yml": SECOND}), "sla/")
    groups = {g.name: [(c.value, c.number) for c in g.choices] for g in view.filters.groups}
    assert groups == {
        "measure": [("response_time", 1), ("none", 1)],
        "customer": [("everybody", 1), ("hr", 1)],
        "from": [("service", 1), ("agreement", 1)],
    }
    assert view.filters.total == 2


def test_above_the_limit_departments_have_lists_of_their_own(tmp_path: Path) -> None:
    site = made(tmp_path, {f"{IT}/services/printing.yml": SECOND})
    assert "sla/it/" not in {page.path for page in all_pages(site)}
    small = replace(site, max_rows=1)
    view = view_at(small, "sla/")
    assert view.split
    assert not view.sections
    assert [(d.department.text, d.services, d.promises, d.missing) for d in view.departments] == [
        ("HR", 0, 0, 0),
        ("IT", 2, 1, 1),
    ]
    printing, repair = services(view_at(small, "sla/it/"))
    assert (printing.missing, [promise.value for promise in repair.all]) == ("No promise yet", ["4 hours"])
    assert "No services have been described yet." in body_at(small, "sla/hr/")


def test_words_of_departments_are_escaped(tmp_path: Path) -> None:
    bad = "<script>alert(1)</script>"
    site = made(
        tmp_path,
        {
            f"{IT}/services/repair.yml": (
                f"name: '{bad}'\nsummary: x\ntargets: [{{measure: quality, stated: '{bad}'}}]\n"
            )
        },
    )
    for page in all_pages(site):
        assert bad not in body_of(page, site), page.path
