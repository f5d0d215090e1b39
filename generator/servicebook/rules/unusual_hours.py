"""Opening hours are probably written otherwise than they are meant.

An interval that ends at 23:59 leaves out the last minute of the day, and a request made then counts from the next
opening: an end may be `24:00`, and the calendar `always` is open day and night. An interval whose end comes before its
start runs past midnight: where it lasts for most of a day and nothing else tells of shifts, its two times are probably
in the wrong order, or an afternoon was written with the hours of a twelve-hour clock (`09:00-05:00`).

Where it is meant, accept the finding in `rules.yml`.
"""

from __future__ import annotations

from collections.abc import Iterator

from servicebook.clock.calendar import minutes_of
from servicebook.model.calendars import hours_of
from servicebook.model.catalog import Catalog
from servicebook.problems import Problem, Severity
from servicebook.rules.finding import finding
from servicebook.settings import CalendarDefinition
from servicebook.source.yaml_reader import Pointer
from servicebook.wording import text

CODE = "unusual-hours"
SEVERITY = Severity.WARNING
READS: tuple[str, ...] = ()

_DAY = 24 * 60
_LONGEST_SHIFT = 12 * 60
_AFTERNOON = 15 * 60
"""Whoever begins after that and ends in the morning has written the evening first."""
_TWELVE_HOURS = range(4 * 60, 8 * 60 + 1)
"""Ends that are probably in the afternoon, where work begins before it and would last for sixteen hours."""
_BY_DAY = range(5 * 60, 22 * 60 + 1)


def check(catalog: Catalog) -> Iterator[Problem]:
    for calendar in catalog.settings.calendars.values():
        hours = hours_of(catalog.settings, calendar.id)
        # on call at night is on call all day at the weekend
        has_whole_days = hours is not None and any("00:00-24:00" in day for day in hours.week)
        by_day = {one for day in (hours.week if hours else ()) for one in day}
        for pointer, interval in intervals_of(calendar):
            place = calendar.origin.place(*pointer)
            if interval.endswith("-23:59"):
                whole = interval.replace("23:59", "24:00")
                yield finding(
                    CODE,
                    SEVERITY,
                    place,
                    text("unusual-hours.midnight", interval=interval),
                    text("unusual-hours.whole-day-hint", better=whole)
                    if whole == "00:00-24:00"
                    else text("unusual-hours.midnight-hint", better=whole),
                    edit=calendar.origin.document.edit((*calendar.origin.pointer, *pointer), whole),
                )
            elif not has_whole_days and (better := _better(interval, by_day)):
                yield finding(
                    CODE,
                    SEVERITY,
                    place,
                    text("unusual-hours.night", interval=interval),
                    text("unusual-hours.night-hint", better=better),
                )


def _better(interval: str, others: set[str]) -> str | None:
    """What an interval past midnight was probably meant to be; None where it may well be a night shift."""
    start, end = minutes_of(interval)
    if end <= _DAY:
        return None
    first, last = interval.split("-")
    turned, length, closes = f"{last}-{first}", end - start, end - _DAY
    if turned in others:
        return turned
    if start >= _AFTERNOON and length > _LONGEST_SHIFT and closes in _BY_DAY and start in _BY_DAY:
        return turned
    if start >= _AFTERNOON or length < 16 * 60:
        return None
    if closes in _TWELVE_HOURS and closes + _DAY // 2 > start:
        return f"{first}-{closes // 60 + 12:02}:{closes % 60:02}"
    # whoever works into the morning is not there again before noon
    return turned if closes > _TWELVE_HOURS.stop - 1 else None


def intervals_of(calendar: CalendarDefinition) -> Iterator[tuple[Pointer, str]]:
    """The intervals that the calendar itself has, with where they are written."""
    written = calendar.origin.written
    groups: list[tuple[Pointer, object]] = [
        (("open", day), ivs) for day, ivs in written.get("open", {}).items()
    ]
    for index, season in enumerate(written.get("hours", ())):
        groups += [(("hours", index, "open", day), ivs) for day, ivs in season["open"].items()]
    groups += [
        (("special_days", index, "open"), day["open"])
        for index, day in enumerate(written.get("special_days", ()))
    ]
    for pointer, intervals in groups:
        assert isinstance(intervals, list), "the schema has seen to that"
        for index, interval in enumerate(intervals):
            yield (*pointer, index), interval
