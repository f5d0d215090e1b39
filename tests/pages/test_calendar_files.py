"""Calendars as files of the site: only those that are counted on, each once, named by what is in it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from tests.support import HR, IT, SMALL, TODAY, catalog, make_catalog

from servicebook.analysis.published_days import window
from servicebook.model.clocks import Clocks
from servicebook.pages.dates.calendar_files import ClockFiles, clock_files

UNUSED = {
    "site_config/calendars.yml": SMALL["site_config/calendars.yml"]
    + "phone: {name: Phone, extends: office}\nunused: {name: Unused, extends: office}\n"
}
LOAN = f"{IT}/services/loan.yml"


def made(tmp_path: Path, files: Mapping[str, str]) -> dict[str, dict[str, object]]:
    root = make_catalog(tmp_path, {**UNUSED, **files}, base=SMALL)
    found = clock_files(ClockFiles(Clocks(catalog(root))))
    return {file.path: json.loads(file.text) for file in found}


def notice(service: str, day: str, effect: str = "closed") -> str:
    return f"title: Moving\naffects: {{services: [{service}]}}\neffect: {effect}\nfrom: {day}\nuntil: {day}\n"


def test_a_calendar_that_nobody_counts_on_has_no_file(tmp_path: Path) -> None:
    assert [content["name"] for content in made(tmp_path, {}).values()] == ["Office"]


def test_hours_of_targets_and_of_ways_of_asking_have_files(tmp_path: Path) -> None:
    target = "name: Loan\nsummary: S\ntargets: [{measure: response_time, within: 1 hour, hours: always}]\n"
    way = SMALL[f"{HR}/department.yml"] + 'channels: [{type: phone, number: "+49 30 1", hours: phone}]\n'
    names = [
        content["name"] for content in made(tmp_path, {LOAN: target, f"{HR}/department.yml": way}).values()
    ]
    assert sorted(map(str, names)) == ["Day and night", "Office", "Phone"]


def test_a_closure_by_notice_makes_another_file_for_what_it_closes(tmp_path: Path) -> None:
    found = made(tmp_path, {"catalog/notices/moving.yml": notice("it/repair", "2026-09-07")})
    closed = [content for content in found.values() if "Moving" in json.dumps(content)]
    assert (len(found), len(closed)) == (2, 1)


def test_what_counts_alike_shares_a_file(tmp_path: Path) -> None:
    for effect, day in (("delayed", "2026-09-07"), ("closed", "2026-01-05"), ("closed", "2028-06-05")):
        found = made(
            tmp_path / f"{effect}-{day}", {"catalog/notices/moving.yml": notice("it/repair", day, effect)}
        )
        assert len(found) == 1, (effect, day)


def test_the_same_catalog_gives_the_same_bytes(tmp_path: Path) -> None:
    root = make_catalog(tmp_path, {}, base=SMALL)
    one, other = (list(clock_files(ClockFiles(Clocks(catalog(root))))) for _ in range(2))
    assert one == other


def test_the_window_is_a_week_back_and_fourteen_months_ahead() -> None:
    assert date(2026, 9, 1) == TODAY
    assert window(TODAY) == (date(2026, 8, 25), date(2027, 11, 1))
    assert window(date(2026, 12, 31))[1] == date(2028, 2, 29)
