"""Calendars as they hold after extension."""

from __future__ import annotations

from pathlib import Path

from tests.support import SMALL, make_catalog, opened

from servicebook.model.calendars import hours_of


def test_a_calendar_that_extends_always_is_open_day_and_night_but_on_the_days_that_it_names(
    tmp_path: Path,
) -> None:
    calendars = "nearly:\n  name: Nearly always\n  extends: always\n  open: {sun: []}\n"
    path = "site_config/calendars.yml"
    result = opened(make_catalog(tmp_path, {**SMALL, path: SMALL[path] + calendars}))
    hours = hours_of(result.catalog.settings, "nearly")
    assert hours is not None
    assert hours.week == (("00:00-24:00",),) * 6 + ((),)
    assert not result.errors
