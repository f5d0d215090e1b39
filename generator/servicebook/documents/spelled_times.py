"""Durations, times of day and hours as people write them, put as a catalog has them.

Only what can mean one thing is read: ``2 days`` may be working days or calendar days, ``9-5`` may be a night.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from servicebook.source.yaml_reader import Value

_UNITS = {
    "second": "s sec secs",
    "minute": "min mins",
    "hour": "h hr hrs hours working-hour business-hour opening-hour office-hour",
    "working day": "workday work-day business-day bd wd",
    "calendar day": "cal-day",
    "calendar week": "week wk wks w cal-week",
    "month": "mo mos mth mths calendar-month",
}
"""By unit, what else it is called in the singular; hours of any name pass only while a calendar is open."""
_UNIT_OF = {name: unit for unit, names in _UNITS.items() for name in (unit.replace(" ", "-"), *names.split())}
_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_LIMIT = re.compile(r"\A(within|in|up to|at most|no more than|max\.?|maximum|<=?|≤)\s*", re.IGNORECASE)
_AMOUNT = re.compile(r"([0-9]+)(?:[.,]([0-9]+))?[\s-]*([a-z][a-z -]*)\.?")
_ISO = re.compile(r"PT([0-9]+)([HMS])", re.IGNORECASE)
_ISO_UNITS = {"H": "hour", "M": "minute", "S": "second"}
_PARTS = {"hour": ("minute", 60), "minute": ("second", 60)}
"""By unit, a smaller one of which it is always as many."""


def durations(text: str) -> Iterator[str]:
    """``2 hrs``, ``1.5 h``, ``two working days``, ``Same Working Day``, ``PT4H``."""
    words = _LIMIT.sub("", text.strip()).lower()
    if re.fullmatch(r"(the )?same (working|work|business)[ -]?day", words):
        yield "same working day"
    if iso := _ISO.fullmatch(text.strip()):
        yield _duration(int(iso[1]), _ISO_UNITS[iso[2].upper()])
    first, _, rest = words.partition(" ")
    if first in _WORDS:
        words = f"{_WORDS.index(first) + 1} {rest}"
    elif first in ("a", "an"):
        words = f"1 {rest}"
    if found := _AMOUNT.fullmatch(words):
        unit = _unit(found[3])
        if unit and not found[2]:
            yield _duration(int(found[1]), unit)
        elif unit in _PARTS:
            smaller, factor = _PARTS[unit]
            scale = 10 ** len(found[2])
            amount, left = divmod(int(found[1] + found[2]) * factor, scale)
            if not left:
                yield _duration(amount, smaller)


def spans(text: str) -> Iterator[str]:
    """Durations of calendar time, where days can only be calendar days, and a year is twelve months."""
    yield from durations(text)
    if found := re.fullmatch(r"([0-9]+) ?(d|days?|y|yrs?|years?)\.?", text.strip().lower()):
        amount = int(found[1])
        yield (
            _duration(amount, "calendar day") if found[2].startswith("d") else _duration(12 * amount, "month")
        )


def _unit(name: str) -> str | None:
    name = re.sub(r"[\s-]+", "-", name.strip())
    return _UNIT_OF.get(name) or _UNIT_OF.get(name.removesuffix("s"))


def _duration(amount: int, unit: str) -> str:
    return f"{amount} {unit}{'' if amount == 1 else 's'}"


_CLOCK = r"([0-9]{1,2})(?:[:.h]([0-9]{2}))?\s*(am|pm|a\.m\.|p\.m\.|h|uhr|o'clock)?"
_TIME = re.compile(_CLOCK, re.IGNORECASE)
_INTERVAL = re.compile(rf"{_CLOCK}\s*(?:-|to|until|till)\s*{_CLOCK}", re.IGNORECASE)
_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"))


def times_of_day(text: str) -> Iterator[str]:
    """``9:00``, ``14.30``, ``2 pm``, ``14h``."""
    words = text.strip()
    if words.lower() in ("noon", "midday", "12 noon"):
        yield "12:00"
    elif found := _TIME.fullmatch(words):
        yield _time(*found.groups())


def intervals(text: str) -> Iterator[str]:
    """``9-17``, ``9:00 – 17:30``, ``9am to 5pm``."""
    found = _INTERVAL.fullmatch(text.strip().translate(_DASHES))
    if found is None:
        return
    hour, minutes, half, end_hour, end_minutes, end_half = found.groups()
    start, end = _time(hour, minutes, half), _time(end_hour, end_minutes, end_half)
    if end <= start and int(end_hour) <= 12 and not _is_half(end_half) and int(hour) <= 12:
        return  # 9-5: until the afternoon, or through the night
    if _is_half(end_half) and not _is_half(half):
        return  # 8-5pm: in the morning, most likely, but 8 in the evening is there, too
    yield f"{start}-{'24:00' if end == '00:00' and start == '00:00' else end}"


def open_days(text: str) -> Iterator[list[Value]]:
    """All intervals of a day, with commas between them; ``closed`` has none."""
    if text.strip().lower() == "closed":
        yield []
        return
    parts = re.split(r"\s*(?:,|;|&|\band\b)\s*", text.strip())
    found = [list(intervals(part)) for part in parts]
    if all(len(one) == 1 for one in found):
        yield [one for (one,) in found]


def _is_half(half: str | None) -> bool:
    return (half or "").lower()[:1] in ("a", "p")


def _time(hour: str, minutes: str | None, half: str | None) -> str:
    """With two digits each; the schema says whether there is such a time."""
    number = int(hour)
    if _is_half(half):
        if not 1 <= number <= 12:
            return ""
        number = number % 12 + (12 if (half or "").lower().startswith("p") else 0)
    return f"{number:02}:{minutes or '00'}"
