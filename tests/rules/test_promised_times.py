"""Which of two promised times is longer: said only where that holds on any day."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.support import IT, SMALL, make_catalog, problems

CALENDARS = (
    'office: {name: Office, open: {mon: ["09:00-17:00"], tue: ["09:00-17:00"], wed: ["09:00-17:00"], '
    'thu: ["09:00-17:00"], fri: ["09:00-17:00"]}}\n'
    'short: {name: Short, open: {mon: ["09:00-10:00"], tue: ["09:00-10:00"]}}\n'
)


def is_late(root: Path, reply: str, done: str, hours: str = "office") -> bool:
    """Whether a first reply is found to come later than all is done, on one calendar."""
    targets = (
        f"support_hours: {hours}\ntargets:\n"
        f"  - {{measure: response_time, {reply}}}\n  - {{measure: fulfillment_time, {done}}}\n"
    )
    service = f"name: Repair\nsummary: We mend it.\nroles: {{owner: it/lead}}\n{targets}"
    files = {f"{IT}/services/repair.yml": service, "site_config/calendars.yml": CALENDARS}
    return "reply-after-done" in {p.code for p in problems(make_catalog(root, files, base=SMALL))}


@pytest.mark.parametrize(
    ("reply", "done", "hours"),
    [
        ("2 hours", "1 hour", "office"),
        ("1 working day", "4 hours", "office"),
        ("1 working day", "same working day", "office"),
        ("2 calendar weeks", "5 working days", "office"),
        ("2 months", "30 calendar days", "office"),
        ("10 hours", "1 working day", "short"),
        ("24 hours", "same working day", "always"),
    ],
)
def test_a_longer_time_is_longer_in_other_units_too(
    tmp_path: Path, reply: str, done: str, hours: str
) -> None:
    assert is_late(tmp_path, f"within: {reply}", f"within: {done}", hours)


@pytest.mark.parametrize(
    ("reply", "done", "hours"),
    [
        ("1 hour", "1 hour", "office"),
        ("8 hours", "1 working day", "office"),
        ("24 hours", "1 working day", "always"),
        ("5 working days", "1 calendar week", "office"),
        ("1 month", "30 calendar days", "office"),
        ("same working day", "4 hours", "office"),
        ("1 working day", "4 hours", "short"),
    ],
)
def test_times_that_may_be_equal_are_not_said_to_be_longer(
    tmp_path: Path, reply: str, done: str, hours: str
) -> None:
    assert not is_late(tmp_path, f"within: {reply}", f"within: {done}", hours)


def test_hours_of_two_calendars_are_not_compared_but_days_of_everybody_are(tmp_path: Path) -> None:
    assert not is_late(tmp_path / "a", "within: 24 hours, hours: always", "within: 2 hours")
    assert is_late(tmp_path / "b", "within: 2 months, hours: always", "within: 1 calendar week")
