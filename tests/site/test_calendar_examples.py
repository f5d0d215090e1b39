"""The calendars of the help page, and dates on them that a person has counted by hand."""

from __future__ import annotations

import re
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from tests.support import REPOSITORY, SMALL, make_catalog, opened

from servicebook.clock.durations import parse_duration
from servicebook.clock.promise import due
from servicebook.model.clocks import Clocks
from servicebook.wording.promise_text import skipped_periods

PAGE = REPOSITORY / "site_config/pages/help/maintainers/calendars.md"
PATH = "site_config/calendars.yml"


def blocks() -> list[str]:
    """The pieces of calendars.yml on the page, in order: four that show one thing each, then five calendars."""
    return re.findall(r"^```yaml\n(.*?)^```", PAGE.read_text(), re.DOTALL | re.MULTILINE)


@pytest.fixture(scope="module")
def clocks(tmp_path_factory: pytest.TempPathFactory) -> Clocks:
    text = SMALL[PATH] + "".join(blocks()[4:])
    result = opened(make_catalog(tmp_path_factory.mktemp("five"), {**SMALL, PATH: text}), date(2026, 11, 27))
    assert [p for p in result.problems if p.place.path == PATH] == []
    return Clocks(result.catalog)


@pytest.mark.parametrize("number", range(4))
def test_each_piece_is_a_calendar_that_the_check_accepts(tmp_path: Path, number: int) -> None:
    piece = re.sub(r"^(\w[\w-]*):$", r"piece-\1:", blocks()[number], flags=re.MULTILINE)
    piece = piece.replace("extends: base", "extends: piece-base")
    if number == 1:  # it is about closures, and shows no more
        piece = piece.replace(
            "  closures:", '  open: {mon: ["09:00-17:00"]}\n  holidays: {country: DE}\n  closures:'
        )
    text = SMALL[PATH] + piece
    result = opened(make_catalog(tmp_path, {**SMALL, PATH: text}), date(2026, 11, 27))
    assert [p.message for p in result.problems if p.severity.value == "error"] == []


@pytest.mark.parametrize(
    ("calendar", "asked", "within", "by", "why"),
    [
        # Monday to Friday are the autumn holidays; Monday the 9th is the first day, Tuesday the second
        ("school", "2026-10-30T10:00", "2 working days", "2026-11-10T13:15", "Autumn holidays (closure)"),
        # Tuesday; not Wednesday the 18th; Thursday, Friday
        ("school", "2026-11-16T12:00", "3 working days", "2026-11-20T13:15", "Day of Repentance (closure)"),
        # one hour until 13:15, three from 7:45 on Thursday
        ("school", "2026-11-17T12:15", "4 hours", "2026-11-19T10:45", "Day of Repentance (closure)"),
        # a quarter of an hour, then from Monday 11 January, as the 9th and 10th are a weekend
        ("school", "2026-12-23T13:00", "1 hour", "2027-01-11T08:30", "Christmas holidays (closure)"),
        # Friday the 9th; 12 July to 27 August are the vacation; then 30 and 31 August and seven days of September
        ("court", "2027-07-08T10:00", "10 working days", "2027-09-09T16:00", "Long vacation (closure)"),
        # one hour until 16:00; Thursday to Tuesday around 28 March; one hour from 10:00 on
        ("court", "2027-03-24T15:00", "2 hours", "2027-03-31T11:00", "Easter vacation (closure)"),
        ("court", "2026-12-18T15:30", "1 working day", "2027-01-11T16:00", "Christmas vacation (closure)"),
        # one hour left of Friday the 9th, and one of Monday 30 August
        ("court", "2027-07-09T15:00", "2 hours", "2027-08-30T11:00", "Long vacation (closure)"),
        # three in the morning on Friday belongs to Thursday's night shift, and Friday's ends on Saturday
        ("ward", "2026-11-27T03:00", "same working day", "2026-11-27T06:00", None),
        ("ward", "2026-11-27T03:00", "1 working day", "2026-11-28T06:00", None),
        ("ward", "2026-11-27T13:00", "10 hours", "2026-11-27T23:00", None),
        # clocks go from 2 to 3, and back from 3 to 2
        ("ward", "2026-03-29T00:30", "4 hours", "2026-03-29T05:30", None),
        ("ward", "2026-10-25T00:30", "4 hours", "2026-10-25T03:30", None),
        # two hours until 18:00 in November; until 21:00 in December there are five
        ("shop", "2026-11-26T16:00", "4 hours", "2026-11-27T11:00", None),
        ("shop", "2026-12-03T16:00", "4 hours", "2026-12-03T20:00", None),
        ("shop", "2026-12-10T10:00", "same working day", "2026-12-10T21:00", None),
        # Christmas Eve ends at 16:00; the 25th and 26th are closed; Sunday the 27th begins at 11:00
        ("shop", "2026-12-24T14:00", "4 hours", "2026-12-27T13:00", "Christmas (closure)"),
        ("shop", "2027-03-27T17:00", "2 hours", "2027-03-29T10:00", "Easter Sunday (closure)"),
        ("shop", "2099-12-17T16:00", "4 hours", "2099-12-17T20:00", None),
        # Thanksgiving, the day after, the weekend
        ("new-york", "2026-11-25T10:00", "1 working day", "2026-11-30T17:00", "Day after Thanksgiving (closure)"),
        ("berlin", "2026-11-25T16:00", "2 hours", "2026-11-26T10:00", None),
        # 10 in New York is 15 in Berlin while only the clocks there have been changed
        ("berlin", "2027-03-15T10:00-04:00", "3 hours", "2027-03-16T10:00", None),
        ("berlin", "2026-12-23T16:00", "2 working days", "2027-01-05T17:00", "New Year's Day (holiday)"),
    ],
)  # fmt: skip
def test_a_promise_is_due_when_a_person_counts_it_to_be(
    clocks: Clocks, calendar: str, asked: str, within: str, by: str, why: str | None
) -> None:
    one = clocks.calendar(calendar)
    zone = ZoneInfo(one.zone)
    moment = datetime.fromisoformat(asked)
    found = due(one, moment if moment.tzinfo else moment.replace(tzinfo=zone), parse_duration(within))
    assert found.due.astimezone(zone).replace(tzinfo=None) == datetime.fromisoformat(by)
    assert why is None or why in skipped_periods(found.skipped_periods)
