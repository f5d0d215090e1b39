"""Journeys: the list, and the page of one."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.pages.rendering import body_at, made, view_at

FILE = "catalog/journeys/day-one.yml"
JOURNEY = """\
name: Day one
summary: Everything is there.
description: "Ask [the lead](role:it/lead) *early*."
aliases: [joining]
for: [managers]
owner: hr/head
starts_with: The contract is signed.
steps:
- {id: tell, title: Tell IT, by: hr, does: Sends a list, within: 1 working day}
- {id: laptop, title: A laptop, service: it/repair, note: Say which keyboard.}
- {id: badge, title: A badge, by: it/lead, after: [tell]}
- {id: tea, title: Tea, by: hr/head, after: []}
"""
AUDIENCES = {"site_config/audiences.yml": "managers: {name: Managers, description: Who lead.}\n"}


def test_steps_say_who_does_what_and_when(tmp_path: Path) -> None:
    view = view_at(made(tmp_path, {FILE: JOURNEY, **AUDIENCES}), "journeys/day-one/")
    assert [(s.title, s.who.text, s.time) for s in view.steps] == [
        ("Tell IT", "HR", "within 1 working day"),
        ("A laptop", "IT", "4 hours, promised"),
        ("A badge", "Lead", "no time is promised yet"),
        ("Tea", "Head", "no time is promised yet"),
    ]
    assert view.steps[0].does == "Sends a list"
    assert view.steps[1].note == "Say which keyboard."


def test_service_of_a_step_leads_to_how_to_ask(tmp_path: Path) -> None:
    view = view_at(made(tmp_path, {FILE: JOURNEY, **AUDIENCES}), "journeys/day-one/")
    assert view.steps[1].service.href == "../../services/it/repair/"
    assert view.steps[1].ask.href == "../../services/it/repair/#ask"
    assert view.steps[0].ask is None


def test_waiting_is_said_only_where_it_is_not_simply_the_step_above(tmp_path: Path) -> None:
    steps = view_at(made(tmp_path, {FILE: JOURNEY, **AUDIENCES}), "journeys/day-one/").steps
    assert [[(w.text, w.href) for w in s.waits_for] for s in steps] == [
        [],
        [],
        [("Tell IT", "#step-tell")],
        [],
    ]
    assert [s.at_once for s in steps] == [False, False, False, True]


def test_whom_it_is_for_and_who_answers_are_told(tmp_path: Path) -> None:
    site = made(tmp_path, {FILE: JOURNEY, **AUDIENCES})
    view = view_at(site, "journeys/day-one/")
    assert view.audience == [("Managers", "Who lead.")]
    assert [person.name.text for person in view.owner] == ["Ben"]
    body = body_at(site, "journeys/day-one/")
    assert "The contract is signed." in body
    assert '<a href="../../roles/it/lead/">the lead</a>' in body
    assert "joining" in body


def test_journey_without_an_owner_says_so(tmp_path: Path) -> None:
    site = made(tmp_path, {FILE: JOURNEY.replace("owner: hr/head\n", ""), **AUDIENCES})
    assert "Nobody is responsible for the whole of it yet." in body_at(site, "journeys/day-one/")


def test_retired_service_of_a_step_cannot_be_asked_for(tmp_path: Path) -> None:
    retired = "name: Repair\nsummary: We mended it.\nlifecycle: retired\n"
    site = made(tmp_path, {FILE: JOURNEY, "catalog/departments/it/services/repair.yml": retired, **AUDIENCES})
    step = view_at(site, "journeys/day-one/").steps[1]
    assert step.ask is None
    assert [chip.text for chip in step.chips] == ["Retired"]


def test_list_names_steps_and_departments(tmp_path: Path) -> None:
    (row,) = view_at(made(tmp_path, {FILE: JOURNEY, **AUDIENCES}), "journeys/").rows
    assert (row.name.text, row.audience, row.total, row.parts) == (
        "Day one",
        "for Managers",
        "total not known",
        "4 steps, 2 departments",
    )


def test_no_journey_is_an_invitation(tmp_path: Path) -> None:
    assert "No journey has been described yet." in body_at(made(tmp_path), "journeys/")


@pytest.mark.parametrize("field", ["Day one", "Everything is there.", "Tell IT", "Say which keyboard."])
def test_words_of_a_journey_are_never_code(tmp_path: Path, field: str) -> None:
    bad = JOURNEY.replace(field, "'<script>alert(1)</script> {{ 7*7 }}'")
    body = body_at(made(tmp_path, {FILE: bad, **AUDIENCES}), "journeys/day-one/")
    assert "&lt;script&gt;alert(1)&lt;/script&gt; {{ 7*7 }}" in body
    assert "<script>" not in body
