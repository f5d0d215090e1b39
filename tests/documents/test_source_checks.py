"""What is wrong with how exports are to be read is told where it stands, with what to write."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.support import SMALL, make_catalog, opened

from servicebook.documents.schemas import all_schemas
from servicebook.documents.source_checks import DIRECTIVES
from servicebook.measuring.reading import moment_formats, moments
from servicebook.measuring.reading.counted import COLUMNS as COUNTED
from servicebook.measuring.reading.pause_files import COLUMNS as OF_PAUSES
from servicebook.measuring.reading.presets import COLUMNS, MOMENTS, PRESETS

PATH = "site_config/measures.yml"


def problems(folder: Path, lines: str) -> list[tuple[str, int, int, str | None]]:
    """What is wrong with a source of these lines: code, line and column within them, hint."""
    written = "sources:\n desk:\n" + "".join(f"  {line}\n" for line in lines.splitlines())
    found = opened(make_catalog(folder, {PATH: written}, base=SMALL)).problems
    return [
        (one.code, one.place.line - 2, one.place.column - 2, one.hint)
        for one in found
        if one.place.path == PATH
    ]


@pytest.mark.parametrize(
    ("lines", "code", "at", "hint"),
    [
        ("format: jirra", "bad-value", (1, 9), "write format: jira"),
        ("zone: Europe/Berlinn", "bad-value", (1, 7), "write zone: Europe/Berlin"),
        ("columns: {aksed: Created}", "unknown-key", (1, 11), 'did you mean "asked"?'),
        ("columns:\n asked: Created\n done: [Closed, created]", "bad-value", (3, 17),
         "keep one of the two; a column means one thing"),
        ("pauses:\n columns: {from: At, until: At}", "bad-value", (2, 29),
         "keep one of the two; a column means one thing"),
        ("services: {Laptop: it/repairs}", "unknown-service", (1, 20), 'did you mean "it/repair"?'),
        ("service: it/repairs", "unknown-service", (1, 10), 'did you mean "it/repair"?'),
        ("priorities: {P1: hihg}", "unknown-priority", (1, 18), 'did you mean "high"?'),
        ("customers: {Staff: hrr}", "unknown-department", (1, 20), 'did you mean "hr"?'),
        ("encoding: latin-77", "bad-value", (1, 11), "write it like windows-1252, utf-8 or utf-16"),
    ],
)  # fmt: skip
def test_what_cannot_be_meant_is_told(
    tmp_path: Path, lines: str, code: str, at: tuple[int, int], hint: str
) -> None:
    assert problems(tmp_path, lines) == [(code, *at, hint)]


@pytest.mark.parametrize("form", ["%d/%m/%Q", "%H:%M", "%d/%d/%m/%Y", "%d.%m.", "%d/%m/%Y %"])
def test_a_form_of_dates_that_says_no_day_is_told(tmp_path: Path, form: str) -> None:
    assert [one[:3] for one in problems(tmp_path, f'dates: ["%Y-%m-%d", "{form}"]')] == [("bad-value", 1, 21)]


def test_what_can_be_meant_is_no_problem(tmp_path: Path) -> None:
    lines = """format: servicenow
columns: {asked: at, updated: at, done: [Resolved, Closed], service: type, priority: type, channel: Type}
dates: {asked: "%d/%m/%y %I:%M %p", "*": unix ms}
services: {Laptop: it/repair, 4711: it/repair, Spam: null, "*": }
priorities: {1: high, "*": null}
missing: "?"
pauses: {states: [Waiting]}"""
    assert problems(tmp_path, lines) == []


def test_the_schema_names_what_the_reading_knows() -> None:
    source = all_schemas()["measures.schema.json"]["$defs"]["source"]["properties"]
    assert source["format"]["enum"] == [*PRESETS]
    assert [*source["columns"]["properties"]] == [*COLUMNS]
    assert {*source["dates"]["then"]["properties"]} == {*MOMENTS, "*"}
    assert {*source["time_of_day"]["properties"]} == {*MOMENTS}
    assert {*source["pauses"]["properties"]["columns"]["properties"]} == {*OF_PAUSES}
    counted = all_schemas()["measures.schema.json"]["$defs"]["counted"]["properties"]
    assert [*counted["columns"]["properties"]] == [*COUNTED]
    assert moments.NUMBERS == ("excel", "unix", "unix ms")
    assert {*DIRECTIVES} == {*moment_formats.DIRECTIVES}
