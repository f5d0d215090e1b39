"""Dates as people write them, put as a catalog has them: year, month, day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_YEAR_FIRST = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})")
_COMPACT = re.compile(r"((?:19|20)[0-9]{2})([0-9]{2})([0-9]{2})")
_MIDNIGHT = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})[T ]00:00(:00(\.0+)?)?Z?")
_DOTS = re.compile(r"([0-9]{1,2})\. ?([0-9]{1,2})\. ?([0-9]{4})")
_SLASHES = re.compile(r"([0-9]{1,2})([/-])([0-9]{1,2})\2([0-9]{4})")
_DAY_NAME = re.compile(r"([0-9]{1,2})(?:st|nd|rd|th|\.)?[ -]([a-z]{3,9})\.?,?[ -]([0-9]{4})")
_NAME_DAY = re.compile(r"([a-z]{3,9})\.? ([0-9]{1,2})(?:st|nd|rd|th)?,? ([0-9]{4})")


def dates(text: str) -> Iterator[str]:
    """``1.9.2026`` (dots: the day first), ``2026/9/1``, ``1 Sep 2026``; of ``1/9/2026`` both days that it may be."""
    words = re.sub(r"\s+", " ", text.strip().lower())
    if midnight := _MIDNIGHT.fullmatch(text.strip()):
        yield midnight[1]
    elif found := _YEAR_FIRST.fullmatch(words) or _COMPACT.fullmatch(words):
        yield from _date(found[1], found[2], found[3])
    elif found := _DOTS.fullmatch(words):
        yield from _date(found[3], found[2], found[1])
    elif found := _SLASHES.fullmatch(words):
        yield from _date(found[4], found[3], found[1])
        yield from _date(found[4], found[1], found[3])
    elif found := _DAY_NAME.fullmatch(words):
        yield from _date(found[3], _month(found[2]), found[1])
    elif found := _NAME_DAY.fullmatch(words):
        yield from _date(found[3], _month(found[1]), found[2])


def _month(name: str) -> int:
    """The month of a name or its first three letters; 0 for others."""
    if name == "sept":
        return 9
    return next((n for n, month in enumerate(_MONTHS, 1) if name in (month, month[:3])), 0)


def _date(year: str, month: str | int, day: str) -> Iterator[str]:
    try:
        yield date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return


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
        pairs = [(_month(found[2]), found[1])]
    elif found := _WORD_DAY.fullmatch(words):
        pairs = [(_month(found[1]), found[2])]
    # 29 February comes back, if not every year
    days = dict.fromkeys(day[5:] for month, number in pairs for day in _date("2024", month, number))
    yield from days
