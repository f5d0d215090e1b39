"""Days, times of day, opening hours and durations as people write them, in the words of a catalog.

Each function gives what may have been meant: one text where it is clear, several where it is one of them, none where
nobody can know. Whether the schema takes a text is for the caller to ask.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping
from datetime import date
from functools import cache

from babel import Locale

from servicebook.documents.folding import folded
from servicebook.documents.translated_values import duration_in_english
from servicebook.source.yaml_reader import Value

_ISO = re.compile(r"([0-9]{4})[-./]([0-9]{1,2})[-./]([0-9]{1,2})(?:[T ][0-9]{2}:.*)?\Z")
_COMPACT = re.compile(r"([12][0-9]{3})([01][0-9])([0-3][0-9])\Z")
_DAY_FIRST = re.compile(r"([0-9]{1,2})[.-] ?([0-9]{1,2})[.-] ?([0-9]{4}|[0-9]{2})\Z")
_SLASHED = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4}|[0-9]{2})\Z")
_IN_WORDS = (
    re.compile(r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th|\.)? (?P<month>[a-z]+)\.?,? (?P<year>[0-9]{4})\Z"),
    re.compile(r"(?P<month>[a-z]+)\.? (?P<day>[0-9]{1,2})(?:st|nd|rd|th)?,? (?P<year>[0-9]{4})\Z"),
)
_LANGUAGES = ("en", "de", "fr", "es", "nl")


def dates(words: str) -> tuple[str, ...]:
    """The days that a text may mean, as 2026-09-01. With slashes either number may be the month."""
    words = words.strip()
    if found := _ISO.match(words) or _COMPACT.match(words):
        return _days((found[1], found[2], found[3]))
    if found := _DAY_FIRST.match(words):
        return _days((found[3], found[2], found[1]))
    if found := _SLASHED.match(words):
        return _days((found[3], found[1], found[2]), (found[3], found[2], found[1]))
    plain = folded(words)
    for pattern in _IN_WORDS:
        if (found := pattern.match(plain)) and (month := _months().get(found["month"][:3])):
            return _days((found["year"], str(month), found["day"]))
    return ()


def _days(*written: tuple[str, str, str]) -> tuple[str, ...]:
    """The days of the calendar; of one past the end of its month, the last of that month."""
    days = []
    for year, month, day in written:
        full_year = int(year) + (2000 if len(year) == 2 else 0)
        if 1 <= int(month) <= 12 and 1 <= int(day) <= 31 and full_year:
            last = monthrange(full_year, int(month))[1]
            days.append(date(full_year, int(month), min(int(day), last)).isoformat())
    return tuple(dict.fromkeys(days))


@cache
def _months() -> Mapping[str, int]:
    """Months by the first three letters of their names; ``jui`` (juin, juillet) means none."""
    numbers: dict[str, set[int]] = {}
    for language in _LANGUAGES:
        for number, name in Locale(language).months["format"]["wide"].items():
            numbers.setdefault(folded(name)[:3], set()).add(number)
    return {start: months.pop() for start, months in numbers.items() if len(months) == 1}


_TIME = re.compile(
    r"(?P<hour>[0-9]{1,2})(?: ?[:.h] ?(?P<minute>[0-9]{2}))?(?::00)? ?"
    r"(?P<half>a\.?m\.?|p\.?m\.?)? ?(?:h|hrs?|uhr|uur|o'?clock)?\Z"
)
_FOUR_DIGITS = re.compile(r"([0-2][0-9])([0-5][0-9])\Z")
_NAMED_TIMES = {
    "noon": "12:00",
    "midday": "12:00",
    "mittag": "12:00",
    "midnight": "24:00",
    "mitternacht": "24:00",
}


def times_of_day(words: str) -> tuple[str, ...]:
    """The time of day that a text means, as 14:00."""
    plain = folded(words)
    if plain in _NAMED_TIMES:
        return (_NAMED_TIMES[plain],)
    if found := _FOUR_DIGITS.match(plain):
        return (f"{found[1]}:{found[2]}",)
    if not (found := _TIME.match(plain)):
        return ()
    hour, minute = int(found["hour"]), found["minute"] or "00"
    if found["half"] and 1 <= hour <= 12:
        hour = hour % 12 + (12 if found["half"].startswith("p") else 0)
    return (f"{hour:02}:{minute}",) if hour <= 24 else ()


_TO = re.compile(r"\s*(?:\bto\b|\buntil\b|\btill\b|\bbis\b|\btot\b|[-\u2010-\u2015/])\s*")
_AND = re.compile(r"\s*(?:,|;|&|\+|\band\b|\bund\b)\s*")
_CLOSED = frozenset(
    {"closed", "close", "none", "no", "off", "-", "geschlossen", "zu", "frei", "ferme", "cerrado"}
)
_ALL_DAY = frozenset(
    {"24h", "24 h", "24 hours", "24/7", "24x7", "all day", "open all day", "ganztags", "always"}
)


def intervals(words: str) -> tuple[str, ...]:
    """The interval of opening hours that a text means, as 09:00-17:00. From nine to five is until 17:00."""
    plain = re.sub(r"^(from|von) ", "", folded(words))
    if plain in _ALL_DAY:
        return ("00:00-24:00",)
    parts = _TO.split(plain)
    ends = [time for part in parts for time in times_of_day(part)]
    if len(parts) != 2 or len(ends) != 2:
        return ()
    start, end = ends
    is_short = re.fullmatch(r"[0-9]", parts[1]) and re.fullmatch(r"[0-9]{1,2}", parts[0])
    if is_short and end < start:
        end = f"{int(end[:2]) + 12}:00"
    if start == end:
        return ()
    return (f"{start}-{end if end != '00:00' else '24:00'}",)


def opening_hours(words: str) -> tuple[list[Value], ...]:
    """The intervals of a day that a text means: none of a day that is closed."""
    if folded(words) in _CLOSED:
        return ([],)
    found = [intervals(part) for part in _AND.split(words.strip())]
    return ([interval for one in found for interval in one],) if all(found) else ()


_FILLING = re.compile(
    r"(within|in|max\.?|maximum|at most|up to|less than|<=?|≤|~|about|innerhalb von|in|binnen)\s+"
)
_RANGE = re.compile(r"[0-9]+(?:[.,][0-9]+)?\s*(?:-|–|to|bis)\s*(?=[0-9])")
_NUMBER_WORDS = {
    "a": "1", "an": "1", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7",
    "eight": "8", "nine": "9", "ten": "10", "twelve": "12", "half": "0.5",
}  # fmt: skip
_PART = re.compile(r"([0-9]+(?:[.,][0-9]+)?)\s*([a-z][a-z ]*)?\.?")
_CLOCK = re.compile(r"([0-9]{1,3}):([0-5][0-9])\Z")
_UNITS: Mapping[str, str] = {
    **dict.fromkeys(("s", "sec", "secs", "second", "seconds"), "second"),
    **dict.fromkeys(("m", "min", "mins", "minute", "minutes"), "minute"),
    **dict.fromkeys(("h", "hr", "hrs", "hour", "hours"), "hour"),
    **dict.fromkeys(
        ("wd", "bd", "working day", "working days", "business day", "business days", "work day", "work days",
         "workday", "workdays", "week day", "weekday", "weekdays", "week days", "office day", "office days"),
        "working day",
    ),
    **dict.fromkeys(("calendar day", "calendar days"), "calendar day"),
    **dict.fromkeys(("calendar week", "calendar weeks"), "calendar week"),
    **dict.fromkeys(("month", "months", "mo", "calendar month", "calendar months"), "month"),
    **dict.fromkeys(("d", "day", "days"), "day"),
    **dict.fromkeys(("w", "wk", "wks", "week", "weeks"), "week"),
    **dict.fromkeys(("working week", "working weeks", "business week", "business weeks"), "working week"),
    **dict.fromkeys(("y", "yr", "yrs", "year", "years"), "year"),
    **dict.fromkeys(("quarter", "quarters"), "quarter"),
}  # fmt: skip
_MINUTES = {"minute": 1, "hour": 60}
_OFTEN = {
    "daily": "1 calendar day", "weekly": "1 calendar week", "monthly": "1 month", "quarterly": "3 months",
    "half-yearly": "6 months", "twice a year": "6 months", "yearly": "12 months", "annually": "12 months",
    "annual": "12 months", "every year": "12 months", "every month": "1 month", "every week": "1 calendar week",
    "jahrlich": "12 months", "monatlich": "1 month", "every two years": "24 months", "every 2 years": "24 months",
}  # fmt: skip
_SAME_DAY = frozenset(
    {"same day", "same-day", "on the same day", "today", "the same day", "same business day"}
)


def durations(words: str) -> tuple[str, ...]:
    """The durations that a text may mean, a range's longer end; days may be of work or of the calendar."""
    plain = _FILLING.sub("", folded(words))
    if plain in _SAME_DAY:
        return ("same working day",)
    if plain in _OFTEN:
        return (_OFTEN[plain],)
    if clock := _CLOCK.match(plain):
        return (_written(int(clock[1]) * 60 + int(clock[2]), "minute"),)
    plain = folded(duration_in_english(_RANGE.sub("", plain)))
    if plain == "same working day":
        return (plain,)
    first, _, rest = plain.partition(" ")
    plain = f"{_NUMBER_WORDS.get(first, first)} {rest}".strip()
    parts = [(found[1], (found[2] or "").strip()) for found in _PART.finditer(plain)]
    if not parts or _PART.sub("", plain).strip(" ,."):
        return ()
    if len(parts) > 1:
        return _added(parts)
    amount, unit = parts[0]
    return _with_unit(float(amount.replace(",", ".")), unit)


def _added(parts: list[tuple[str, str]]) -> tuple[str, ...]:
    """``1 h 30 min`` in minutes; longer units do not add up to shorter ones."""
    units = [_UNITS.get(unit.removesuffix(" and").strip(), "") for _, unit in parts]
    if not all(unit in _MINUTES for unit in units):
        return ()
    minutes = sum(int(float(n)) * _MINUTES[unit] for (n, _), unit in zip(parts, units, strict=True))
    return (_written(minutes, "minute"),)


def _with_unit(amount: float, unit: str) -> tuple[str, ...]:
    known = _UNITS.get(unit)
    if not unit:
        choices = [(amount, "hour"), (amount, "working day")]
    elif known == "day":
        choices = [(amount, "working day"), (amount, "calendar day")]
    elif known == "week":
        choices = [(amount * 5, "working day"), (amount, "calendar week")]
    elif known == "working week":
        choices = [(amount * 5, "working day")]
    elif known in ("quarter", "year"):
        choices = [(amount * (3 if known == "quarter" else 12), "month")]
    elif known == "hour" and not amount.is_integer():
        choices = [(amount * 60, "minute")]
    else:
        choices = [(amount, known)] if known else []
    return tuple(_written(int(n), name) for n, name in choices if n.is_integer() and 0 < n < 1_000_000)


def _written(amount: int, unit: str) -> str:
    return f"{amount} {unit}" if amount == 1 else f"{amount} {unit}s"
