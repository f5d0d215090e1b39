"""Calendars in long rows, and with many days: what is worked out of them does not grow faster than they do."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from tests.growth import growth
from tests.support import SMALL, errors, make_catalog

from servicebook.clock.yearly_days import BadRuleError, parse_yearly_days
from servicebook.loading import load_documents
from servicebook.model.calendar_checks import check_calendars
from servicebook.model.calendar_days import exceptional_days
from servicebook.model.calendars import MAX_LEVELS
from servicebook.settings import Settings, settings_from

CALENDARS = "site_config/calendars.yml"


def _row(count: int, own: str = "") -> str:
    """Calendars of which each extends the one above it."""
    first = 'c0: {name: C0, open: {mon: ["09:00-17:00"]}, holidays: {country: DE}}\n'
    return first + "".join(f"c{n}: {{name: C{n}, extends: c{n - 1}{own}}}\n" for n in range(1, count))


def _settings(root: Path, calendars: str) -> Settings:
    checked = load_documents(make_catalog(root, {CALENDARS: SMALL[CALENDARS] + calendars}, base=SMALL))
    return settings_from(document for document in checked.documents if document.path == CALENDARS)


def test_calendars_may_extend_one_another_so_often_and_no_more(tmp_path: Path) -> None:
    as_many = _row(MAX_LEVELS)
    assert errors(make_catalog(tmp_path / "1", {CALENDARS: SMALL[CALENDARS] + as_many}, base=SMALL)) == []
    more = _row(MAX_LEVELS + 3)
    line = SMALL[CALENDARS].count("\n") + MAX_LEVELS + 1
    column = len(f"c{MAX_LEVELS}: {{name: C{MAX_LEVELS}, extends: ") + 1
    assert errors(make_catalog(tmp_path / "2", {CALENDARS: SMALL[CALENDARS] + more}, base=SMALL)) == [
        f"{CALENDARS}:{line}:{column} bad-value"
    ]


def test_a_calendar_built_on_always_has_a_level_less_to_count(tmp_path: Path) -> None:
    row = "c0: {name: C0, extends: always}\n" + _row(MAX_LEVELS).split("\n", 1)[1]
    assert errors(make_catalog(tmp_path, {CALENDARS: SMALL[CALENDARS] + row}, base=SMALL)) == []


def test_a_long_row_of_calendars_is_checked_in_proportion(tmp_path: Path) -> None:
    def make(count: int) -> Callable[[], object]:
        settings = _settings(tmp_path / str(count), _row(count))
        return lambda: list(check_calendars(settings))

    assert growth(make, 2 * MAX_LEVELS) < 2.2


def test_the_days_of_a_row_of_calendars_are_found_level_by_level(tmp_path: Path) -> None:
    def make(count: int) -> Callable[[], object]:
        own = (
            ", closures: [{every: 12-24, reason: Christmas}]"
            ", special_days: [{on: 2026-12-23, open: [], reason: Sale}]"
        )
        settings = _settings(tmp_path / str(count), _row(count, own))
        days = date(2026, 1, 1), date(2026, 12, 31)
        return lambda: exceptional_days(settings, f"c{count - 1}", *days)

    assert growth(make, MAX_LEVELS // 8) < 2.3


@pytest.mark.parametrize("part", ["fri before ", "+1"])
def test_a_rule_of_endless_parts_is_refused_as_unreadable(part: str) -> None:
    rule = part * 2000 + "easter" if part.endswith(" ") else "easter" + part * 2000
    with pytest.raises(BadRuleError) as refused:
        parse_yearly_days(rule)
    assert refused.value.fault == "unreadable"
