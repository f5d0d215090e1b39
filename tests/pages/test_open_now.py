"""Whether it is open now is said beside a way to ask only where that has other hours than the service."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.pages.rendering import body_at, made
from tests.support import IT, SMALL

DESK = f"{IT}/department.yml"
CALENDARS = "site_config/calendars.yml"


@pytest.mark.parametrize(("hours", "clocks"), [("office", 1), ("evening", 2), ("24x7", 1)])
def test_a_way_with_the_hours_of_the_service_says_nothing_that_is_said_above(
    hours: str, clocks: int, tmp_path: Path
) -> None:
    files = {
        **SMALL,
        CALENDARS: SMALL[CALENDARS] + "evening: {name: Evenings, open: {mon: ['17:00-20:00']}}\n",
        DESK: SMALL[DESK].replace(
            "{type: desk, place: Floor 2}", f"{{type: phone, number: '+49 30 1', hours: {hours}}}"
        ),
    }
    page = body_at(made(tmp_path, files), "services/it/repair/")
    told = re.findall(r'data-open-now="([^"]+)"', page)
    assert len(set(told)) == len(told) == clocks
