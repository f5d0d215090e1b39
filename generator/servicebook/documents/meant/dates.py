"""Dates as people write them, put as a catalog has them: year, month, day."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Mapping
from datetime import date
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


def dates(words: str) -> Reading:
    """``1.9.2026`` (dots: the day first), ``2026/9/1``, ``1 Sep 2026``; of ``1/9/2026`` both days that it may be.

    Years of two digits, days past the end of their month, what has a time, and the first of a month are guessed.
    """
    plain = folded(words)
    if found := _MONTH_ONLY.fullmatch(plain):
        number = found["number"] or _months().get(found["month"] or "", 0)
        return _days([(found["year"] or found["of"], str(number), "1")], is_certain=False)
    if found := _YEAR_FIRST.fullmatch(plain):
        is_day = found["time"] is None or _MIDNIGHT.fullmatch(found["time"]) is not None
        return _days([(found[1], found[2], found[3])], is_certain=is_day)
    if found := _COMPACT.fullmatch(plain):
        return _days([(found[1], found[2], found[3])])
    if found := _DOTS.fullmatch(plain):
        return _days([(found[3], found[2], found[1])])
    if found := _SIGNS.fullmatch(plain):
        return _days([(found[4], found[1], found[3]), (found[4], found[3], found[1])])
    for pattern in _IN_WORDS:
        if (found := pattern.fullmatch(plain)) and (month := _months().get(found["month"])):
            return _days([(found["year"], str(month), found["day"])])
    return Reading()


_TO = re.compile(r"\s*(?:\bto\b|\buntil\b|\btill\b|\bbis\b|\.\.+|[\u2010-\u2015]|\s-|-\s)\s*")


def first_and_last(words: str) -> tuple[str, str] | None:
    """The two days of ``24.12.2026 - 1.1.2027``; None of what is no such range."""
    days = [dates(part).values for part in _TO.split(words.strip())]
    if len(days) != 2 or not all(len(one) == 1 for one in days):
        return None
    return str(days[0][0]), str(days[1][0])


def _days(written: list[tuple[str, str, str]], *, is_certain: bool = True) -> Reading:
    """The days of the calendar; where there are none, the last days of the months that have fewer."""
    real: list[str] = []
    last_days: list[str] = []
    for year, month, day in written:
        full_year = int(year) + (2000 if len(year) == 2 else 0)
        if not (1 <= int(month) <= 12 and 1 <= int(day) <= 31 and full_year):
            continue
        last = monthrange(full_year, int(month))[1]
        days = real if int(day) <= last else last_days
        days.append(date(full_year, int(month), min(int(day), last)).isoformat())
    is_certain = is_certain and bool(real) and len(written[0][0]) == 4
    return Reading(tuple(dict.fromkeys(real or last_days)), is_certain)


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
    found_days = (_days([("2024", str(month), number)]) for month, number in pairs)
    yield from dict.fromkeys(str(day)[5:] for reading in found_days for day in reading.certain)
