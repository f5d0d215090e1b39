"""A text is read once, for edits as for hints: what is guessed shows what to write, and is never written."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from servicebook.documents.meant.addresses import emails
from servicebook.documents.meant.amounts import costs, numbers
from servicebook.documents.meant.dates import dates
from servicebook.documents.meant.places import zones
from servicebook.documents.meant.reading import Reading
from servicebook.documents.meant.spans_of_time import durations
from servicebook.documents.meant.times import intervals
from servicebook.source.yaml_reader import Value

CERTAIN: list[tuple[Callable[[str], Reading], str, tuple[Value, ...]]] = [
    (dates, "1. Januar 2026", ("2026-01-01",)),
    (dates, "1/9/2026", ("2026-01-09", "2026-09-01")),
    (durations, "1 h 30 min", ("90 minutes",)),
    (durations, "2 Arbeitstage", ("2 working days",)),
    (durations, "1 year", ("12 months",)),
    (durations, "2 days", ("2 working days", "2 calendar days")),
    (intervals, "8.30 bis 12 Uhr", ("08:30-12:00",)),
    (numbers, "1.250", (1.25, 1250)),
    (costs, "1.250 €", ({"amount": 1.25, "currency": "EUR"}, {"amount": 1250, "currency": "EUR"})),
]
GUESSED: list[tuple[Callable[[str], Reading], str, tuple[Value, ...]]] = [
    (dates, "1.9.26", ("2026-09-01",)),
    (dates, "31.2.2026", ()),
    (zones, "EAT", ("Africa/Nairobi",)),
    (zones, "Kenya", ("Africa/Nairobi",)),
    (zones, "Ecuador", ("America/Guayaquil", "Pacific/Galapagos")),
    (zones, "Brazil", ()),
    (durations, "2-4 hours", ("4 hours",)),
    (durations, "about 4 hours", ("4 hours",)),
    (durations, "2 m", ("2 minutes",)),
    (intervals, "9-5", ("09:00-17:00",)),
    (costs, "$50", ({"amount": 50, "currency": "USD"},)),
    (zones, "UTC+1", ("Europe/Berlin",)),
    (emails, "desk at example.org", ("desk@example.org",)),
]


@pytest.mark.parametrize(("read", "words", "values"), CERTAIN)
def test_what_a_text_says_is_certain(
    read: Callable[[str], Reading], words: str, values: tuple[Value, ...]
) -> None:
    assert read(words) == Reading(values, is_certain=True)


@pytest.mark.parametrize(("read", "words", "values"), GUESSED)
def test_what_is_guessed_is_no_edit(
    read: Callable[[str], Reading], words: str, values: tuple[Value, ...]
) -> None:
    assert read(words) == Reading(values, is_certain=False)
    assert not read(words).certain
