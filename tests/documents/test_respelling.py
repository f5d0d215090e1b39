"""What is written another way than a catalog has it is read where it can mean one thing, and else left alone."""

# ruff: noqa: E501  # one case a line
from __future__ import annotations

from typing import Any

import pytest

from servicebook.documents.meant.dates import yearly_days
from servicebook.documents.meant.respelling import respelled, respelled_key
from servicebook.documents.schemas import all_schemas, resolved
from servicebook.source.yaml_reader import Value

COMMON = "common.schema.json"

CASES: list[tuple[str, Value, Value]] = [
    ("phone", "\u201c+49 30 1234\u201d", "+49 30 1234"),
    ("date", "\u201e2026-09-01\u201c", "2026-09-01"),
    ("date", "\u201c2026-09-01", None),
    ("date", "1.9.2026", "2026-09-01"),
    ("date", "01. 09. 2026", "2026-09-01"),
    ("date", "2026-9-1", "2026-09-01"),
    ("date", "2026/09/01", "2026-09-01"),
    ("date", 20260901, "2026-09-01"),
    ("date", "2026-09-01T00:00:00", "2026-09-01"),
    ("date", "2026-09-01T09:00:00", None),
    ("date", "1 Sept 2026", "2026-09-01"),
    ("date", "September 1st, 2026", "2026-09-01"),
    ("date", "1/9/2026", None),
    ("date", "1-9-2026", None),
    ("date", "13/9/2026", "2026-09-13"),
    ("date", "9/13/2026", "2026-09-13"),
    ("date", "9.13.2026", None),
    ("date", "31.2.2026", None),
    ("date", "1.9.26", None),
    ("date", "next week", None),
    ("date", 45910, "2025-09-10"),
    ("date", "45910.0", "2025-09-10"),
    ("date", 45910.25, None),
    ("date", 12345, None),
    ("date", 91234, None),
    ("duration", "2 hrs", "2 hours"),
    ("duration", "2h", "2 hours"),
    ("duration", "1 Hour", "1 hour"),
    ("duration", "90 min.", "90 minutes"),
    ("duration", "1.5 hours", "90 minutes"),
    ("duration", "0,5 h", "30 minutes"),
    ("duration", "1.7 minutes", "102 seconds"),
    ("duration", "0.33333 hours", None),
    ("duration", "two working days", "2 working days"),
    ("duration", "a week", "1 calendar week"),
    ("duration", "within 4 hours", "4 hours"),
    ("duration", "3 business days", "3 working days"),
    ("duration", "3 working-days", "3 working days"),
    ("duration", "Same working day", "same working day"),
    ("duration", "same day", None),
    ("duration", "PT4H", "4 hours"),
    ("duration", "2 days", None),
    ("duration", "2-4 hours", None),
    ("duration", "2 m", None),
    ("duration", 4, None),
    ("duration", "0 hours", None),
    ("added", "2 hrs", "2 hours"),
    ("added", "Same working day", None),
    ("span", "30 days", "30 calendar days"),
    ("span", "1 year", "12 months"),
    ("span", "2 hrs", None),
    ("time_of_day", "9:00", "09:00"),
    ("time_of_day", "14.30", "14:30"),
    ("time_of_day", 14.30, None),  # read as 14.3
    ("time_of_day", 14, "14:00"),
    ("time_of_day", "2 pm", "14:00"),
    ("time_of_day", "12:15 a.m.", "00:15"),
    ("time_of_day", "13 pm", None),
    ("time_of_day", "25:00", None),
    ("time_of_day", "noon", "12:00"),
    ("open_intervals", "9-17", ["09:00-17:00"]),
    ("open_intervals", "9:00 – 12:30, 13.30 – 17", ["09:00-12:30", "13:30-17:00"]),
    ("open_intervals", "9am to 5pm", ["09:00-17:00"]),
    ("open_intervals", "0-24", ["00:00-24:00"]),
    ("open_intervals", "22-6", ["22:00-06:00"]),
    ("open_intervals", "9-5", None),
    ("open_intervals", "9-5pm", None),
    ("open_intervals", "closed", []),
    ("open_intervals", "mornings", None),
    ("percent", "95%", 95),
    ("percent", "99,5 %", 99.5),
    ("percent", "95 percent", 95),
    ("percent", "0%", None),
    ("percent", "most", None),
    ("currency", "eur", "EUR"),
    ("currency", "€", "EUR"),
    ("currency", "$", None),
    ("zone", "europe/berlin", "Europe/Berlin"),
    ("zone", "Europe/Brelin", "Europe/Berlin"),
    ("zone", "Berlin", "Europe/Berlin"),
    ("zone", "CET+1", None),
    ("icon", ":material-laptop:", "material/laptop"),
    ("icon", "laptop", None),
    ("url", "https:/example.org/a", "https://example.org/a"),
    ("url", "https://example.org/a b", "https://example.org/a%20b"),
    ("url", "[form](https://example.org)", "https://example.org"),
    ("url", "example.org", None),
    ("email", "<desk@example.org>", "desk@example.org"),
    ("email", "mailto:desk@example.org", "desk@example.org"),
    ("email", "desk@example", None),
    ("phone", "tel:+49 30 1234", "+49 30 1234"),
    ("phone", "+49 30 1234 – 100", "+49 30 1234 - 100"),
    ("phone", 4930123, "4930123"),
    ("text", 2026, "2026"),
    ("text", True, "true"),
    ("text", "", None),
    ("texts", "we wait for you", ["we wait for you"]),
    ("texts", "one, two", None),
    ("texts", "one; two", None),
    ("texts", "one\ntwo", None),
    ("texts", "\u2022 one \u2022 two", None),
    ("texts", "1. one 2. two", None),
    ("channel_type", "E-Mail", "email"),
    ("channel_type", "fax", None),
]


def written(value: Value) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


@pytest.mark.parametrize(("name", "value", "meant"), CASES)
def test_a_value_is_read_where_it_can_mean_one_thing(name: str, value: Value, meant: Value) -> None:
    schema, base = resolved(all_schemas()[COMMON]["$defs"][name], COMMON)
    assert respelled(value, written(value), schema, base) == meant


@pytest.mark.parametrize(
    ("schema", "value", "meant"),
    [
        ({"type": "boolean"}, "yes", True),
        ({"type": "boolean"}, "Off", False),
        ({"type": "boolean"}, "maybe", None),
        ({"const": True}, "yes", True),
        ({"const": True}, "no", None),
        ({"enum": ["day", "month"]}, "Monthly", "month"),
        ({"enum": ["week", "month"]}, "daily", None),
        ({"enum": ["mon", "tue"]}, "Monday", "mon"),
        ({"enum": ["planned", "live"]}, "Live", "live"),
        ({"enum": ["planned", "live"]}, "planed", "planned"),
        ({"enum": ["off", "warning"]}, False, "off"),
        ({"enum": ["off", "warning"]}, "no", "off"),
        ({"enum": ["off", "warning"]}, True, None),
        ({"enum": ["free"]}, "50€", {"amount": 50, "currency": "EUR"}),
        ({"enum": ["free"]}, "EUR 1.250,50", {"amount": 1250.5, "currency": "EUR"}),
        ({"enum": ["free"]}, "$50", None),
        ({"enum": ["free"]}, "50", None),
        ({"enum": ["free"]}, "Free", "free"),
        ({"type": "number"}, "99,5", 99.5),
        ({"type": "number"}, "1 200", 1200),
        ({"type": "number"}, "1,200", None),
        ({"type": "integer"}, "3", 3),
        ({"type": "integer"}, "3,5", None),
    ],
)  # fmt: skip
def test_truth_values_choices_and_numbers(schema: dict[str, Any], value: Value, meant: Value) -> None:
    result = respelled(value, written(value), schema, COMMON)
    assert (result, type(result)) == (meant, type(meant))


@pytest.mark.parametrize(
    ("key", "absent", "meant"),
    [("Monday", ["mon", "tue"], "mon"), ("Monday", ["tue"], None), ("sumary", ["summary"], "summary"), ("xx", ["summary"], None)],
)  # fmt: skip
def test_keys_are_those_that_are_absent(key: str, absent: list[str], meant: str | None) -> None:
    assert respelled_key(key, absent) == meant


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("24.12.", ["12-24"]),
        ("24. 12", ["12-24"]),
        ("24 Dec", ["12-24"]),
        ("December 24th", ["12-24"]),
        ("24th of December", ["12-24"]),
        ("12/25", ["12-25"]),
        ("25-12", ["12-25"]),
        ("3/4", ["03-04", "04-03"]),
        ("29 Feb", ["02-29"]),
        ("30 Feb", []),
        ("24.12. - 1.1.", ["12-24..01-01"]),
        ("24 Dec to 1 Jan", ["12-24..01-01"]),
        ("24 Dec-1 Jan", ["12-24..01-01"]),
        ("24 Dec \u2013 1 Jan", ["12-24..01-01"]),
        ("12/24..1/1", ["12-24..01-01"]),
        ("24 December 2026", []),
        ("Christmas", []),
        ("second monday", []),
    ],
)
def test_days_that_come_back_have_their_month_first(text: str, days: list[str]) -> None:
    assert list(yearly_days(text)) == days
