"""Spans of time in words."""

from __future__ import annotations

import pytest

from servicebook.wording.time_spans import wall_clock


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (0, "no time"),
        (59, "59 seconds"),
        (60, "1 minute"),
        (5 * 3600, "5 hours"),
        (5 * 3600 + 61, "5 hours and 1 minute"),
        (86_400 + 60, "1 day"),
        (61, "1 minute and 1 second"),
        (2 * 86_400 + 3 * 3600 + 600, "2 days and 3 hours"),
    ],
)
def test_a_span_is_said_in_its_largest_units(seconds: int, said: str) -> None:
    assert wall_clock(seconds) == said
