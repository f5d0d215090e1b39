"""Dates as people write them, put as a catalog has them: year, month, day."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import cache

from babel import Locale

from servicebook.documents.folding import folded
from servicebook.documents.meant.reading import Reading

_YEAR_FIRST = re.compile(r"([0-9]{4})[-./]([0-9]{1,2})[-./]([0-9]{1,2})(?P<time>[t ][0-9]{2}:.*)?")
_COMPACT = re.compile(r"((?:19|20)[0-9]{2})([01][0-9])([0-3][0-9])")
_MIDNIGHT = re.compile(r"[t ]00:00(:00(\.0+)?)?z?")
_DOTS = re.compile(r"([0-9]{1,2})\. ?([0-9]{1,2})\. ?([0-9]{4}|[0-9]{2})")
_SIGNS = re.compile(r"([0-9]{1,2})([/-])([0-9]{1,2})\2([0-9]{4}|[0-9]{2})")
_IN_WORDS = (
    re.compile(r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th|\.)?[ -](?P<month>[a-z]+)\.?,?[ -](?P<year>[0-9]{4})"),
    re.compile(r"(?P<month>[a-z]+)\.? (?P<day>[0-9]{1,2})(?:st|nd|rd|th)?,? (?P<year>[0-9]{4})"),
)
_MONTH_ONLY = re.compile(
    r"(?P<year>[0-9]{4})[-/](?P<number>[0-9]{1,2})|(?P<month>[a-z]+)\.? (?P<of>[0-9]{4})"
)
_LANGUAGES = ("en", "de", "fr", "es", "nl")


_Written = list[tuple[str, str, str]]
"""Years, months and days as they are written: one, or both that a text may mean."""


def dates(words: str) -> Reading:
    """``1.9.2026`` (dots: the day first), ``2026/9/1``, ``1 Sep 2026``; of ``1/9/2026`` both days that it may be.

    Years of two digits, what has a time, and the first of a month are guessed. 31 September is no day at all. Of a
    cell of a spreadsheet there may be only the number that it is held as.
    """
    if serial := serial_day(words):
        return Reading((serial,))
    written, is_certain = _written(folded(words))
    real = [one for one in written if 1 <= int(one[2]) <= _length(one[0], one[1])]
    days = [date(_full(year), int(month), int(day)).isoformat() for year, month, day in real]
    is_certain = is_certain and (not written or (bool(real) and len(written[0][0]) == 4))
    return Reading(tuple(dict.fromkeys(days)), is_certain)


_SERIAL = re.compile(r"([0-9]{5})(?:\.0+)?")
_DAY_ZERO = date(1899, 12, 30)
"""From here spreadsheets count, as they take 1900 for a leap year."""
_LAST_YEAR = 2060


def serial_day(words: str) -> str | None:
    """The day of this century that a spreadsheet holds as ``46321``; None of any other number."""
    if not (found := _SERIAL.fullmatch(words.strip())):
        return None
    day = _DAY_ZERO + timedelta(days=int(found[1]))
    return day.isoformat() if 2000 <= day.year <= _LAST_YEAR else None


def month_that_ends_before(words: str) -> tuple[date, int] | None:
    """The first day and the length of the month of a day that is past its end; None where a real day may be meant."""
    written, _ = _written(folded(words))
    if dates(words).values:
        return None
    for year, month, day in written:
        if 0 < (length := _length(year, month)) < int(day) <= 31:
            return date(_full(year), int(month), 1), length
    return None


def _written(plain: str) -> tuple[_Written, bool]:
    """The days that a text says, whether there are such days or not; and whether that is for certain."""
    if found := _MONTH_ONLY.fullmatch(plain):
        number = found["number"] or _months().get(found["month"] or "", 0)
        return [(found["year"] or found["of"], str(number), "1")], False
    if found := _YEAR_FIRST.fullmatch(plain):
        is_day = found["time"] is None or _MIDNIGHT.fullmatch(found["time"]) is not None
        return [(found[1], found[2], found[3])], is_day
    if found := _COMPACT.fullmatch(plain):
        return [(found[1], found[2], found[3])], True
    if found := _DOTS.fullmatch(plain):
        return [(found[3], found[2], found[1])], True
    if found := _SIGNS.fullmatch(plain):
        return [(found[4], found[1], found[3]), (found[4], found[3], found[1])], True
    for pattern in _IN_WORDS:
        if (found := pattern.fullmatch(plain)) and (month := _months().get(found["month"])):
            return [(found["year"], str(month), found["day"])], True
    return [], True


def _full(year: str) -> int:
    return int(year) + (2000 if len(year) == 2 else 0)


def _length(year: str, month: str) -> int:
    """The days of a month; 0 of one that there is not."""
    return monthrange(_full(year), int(month))[1] if 1 <= int(month) <= 12 and _full(year) else 0


_TO = re.compile(r"\s*(?:\bto\b|\buntil\b|\btill\b|\bbis\b|\.\.+|[\u2010-\u2015]|\s-|-\s)\s*")


def first_and_last(words: str) -> tuple[str, str] | None:
    """The two days of ``24.12.2026 - 1.1.2027``; None of what is no such range."""
    days = [dates(part).values for part in _TO.split(words.strip())]
    if len(days) != 2 or not all(len(one) == 1 for one in days):
        return None
    return str(days[0][0]), str(days[1][0])


@cache
def _months() -> Mapping[str, int]:
    """Months by their names and the first three or four letters of these; ``jui`` (juin, juillet) means none."""
    numbers: dict[str, set[int]] = {}
    for language in _LANGUAGES:
        for number, name in Locale(language).months["format"]["wide"].items():
            for written in (folded(name), folded(name)[:3], folded(name)[:4]):
                numbers.setdefault(written, set()).add(number)
    return {name: months.pop() for name, months in numbers.items() if len(months) == 1}


_DAY_DOTS = re.compile(r"([0-9]{1,2})\. ?([0-9]{1,2})\.?")
_DAY_SIGNS = re.compile(r"([0-9]{1,2})[-/]([0-9]{1,2})")
_DAY_WORD = re.compile(r"([0-9]{1,2})(?:st|nd|rd|th|\.)?(?: of)? ([a-z]{3,9})\.?")
_WORD_DAY = re.compile(r"([a-z]{3,9})\.? ([0-9]{1,2})(?:st|nd|rd|th)?")
_UNTIL = re.compile(r"\s*(?:\.\.\.?|\u2026|\u2013|\bto\b|\buntil\b|(?<=[.a-z0-9 ])-(?=[ 0-9a-z]*[.a-z]))\s*")


def yearly_days(text: str) -> Iterator[str]:
    """``24.12.`` and ``24 Dec`` as ``12-24``, ``24.12. – 1.1.`` as ``12-24..01-01``; of ``3/4`` both that it may be."""
    words = re.sub(r"\s+", " ", text.strip().lower())
    days = list(_yearly_day(words))
    if days:
        yield from days
        return
    first, *last = _UNTIL.split(words)
    if len(last) == 1:
        yield from (f"{start}..{end}" for start in _yearly_day(first) for end in _yearly_day(last[0]))


def _yearly_day(words: str) -> Iterator[str]:
    pairs: list[tuple[str | int, str]] = []
    if found := _DAY_DOTS.fullmatch(words):
        pairs = [(found[2], found[1])]
    elif found := _DAY_SIGNS.fullmatch(words):
        pairs = [(found[1], found[2]), (found[2], found[1])]
    elif found := _DAY_WORD.fullmatch(words):
        pairs = [(_months().get(found[2], 0), found[1])]
    elif found := _WORD_DAY.fullmatch(words):
        pairs = [(_months().get(found[1], 0), found[2])]
    # 29 February comes back, if not every year
    real = ((int(month), int(day)) for month, day in pairs if 1 <= int(day) <= _length("2024", str(month)))
    yield from dict.fromkeys(f"{month:02}-{day:02}" for month, day in real)
