"""Days that a text names in words: ``Sunday 30 November``, ``until the 28th``, ``Montag, den 30.11.2026``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from babel import Locale

from servicebook.frozen import frozen

_WIDTHS = (
    ("format", "wide"),
    ("stand-alone", "wide"),
    ("format", "abbreviated"),
    ("stand-alone", "abbreviated"),
)
_GAP = r"[*_]{0,2},?[*_]{0,2}\s+[*_]{0,2}"
"""Between two words of a day, one of which may be bold."""
_ARTICLE = rf"(?:(?:the|den|dem|le|el|il|o){_GAP})?"
_SUFFIX = r"(?P<suffix>st|nd|rd|th|er|º|\.)?"
_ENGLISH = {1: "st", 2: "nd", 3: "rd", 21: "st", 22: "nd", 23: "rd", 31: "st"}


class _Name(NamedTuple):
    """A name of a weekday or a month: its number from 0, and all names of that kind in its language, as long."""

    number: int
    names: tuple[str, ...]


@frozen
class NamedDay:
    """A day that a text names. ``weekday`` counts from Monday as 0; what the text leaves out is None."""

    words: str
    start: int
    weekday: int | None
    day: int
    month: int | None
    year: int | None
    _parts: tuple[tuple[str, int, int], ...]
    _language: str

    def on(self, year: int, month: int | None = None) -> date | None:
        """The day in a year, and in a month where the text names none; None where there is no such day."""
        try:
            return date(self.year or year, self.month or month or 0, self.day)
        except ValueError:
            return None

    def written(self, when: date) -> str:
        """Another day, in the same words."""
        words = self.words
        for part, start, end in reversed(self._parts):
            words = words[:start] + self._part(part, words[start:end], when) + words[end:]
        return words

    def _part(self, part: str, old: str, when: date) -> str:
        if part == "weekday":
            return _like(old, _weekdays(self._language)[_plain(old)].names[when.weekday()])
        if part == "month":
            return _like(old, _months(self._language)[_plain(old)].names[when.month - 1])
        if part == "suffix":
            if old.lower() in ("er", "º"):
                return old if when.day == 1 else ""
            return old if old == "." else _ENGLISH.get(when.day, "th")
        if part == "day":
            return str(when.day)
        return str(when.year if part == "year" else when.month)


def named_days(words: str, language: str) -> Iterator[NamedDay]:
    """The days that a text names, in English or in the language of the site, in the order of the text."""
    found = []
    taken: list[tuple[int, int]] = []
    for pattern in _patterns(language):
        for match in pattern.finditer(words):
            # the 29th is no day by itself where November follows
            if any(start < match.end() and match.start() < end for start, end in taken):
                continue
            if (one := _named(match, language)) is not None:
                taken.append(match.span())
                found.append(one)
    yield from sorted(found, key=lambda one: one.start)


def _named(match: re.Match[str], language: str) -> NamedDay | None:
    groups = {key: value for key, value in match.groupdict().items() if value}
    weekday = month = None
    if "weekday" in groups:
        weekday = _weekdays(language).get(_plain(groups["weekday"]))
        if weekday is None or not _is_name(groups["weekday"], weekday):
            return None
    if "month" in groups:
        month = _months(language).get(_plain(groups["month"]))
        if month is None or not _is_name(groups["month"], month):
            return None
    number = month.number + 1 if month else int(groups["number"]) if "number" in groups else None
    return NamedDay(
        match[0],
        match.start(),
        weekday.number if weekday else None,
        int(groups["day"]),
        number,
        int(groups["year"]) if "year" in groups else None,
        tuple(
            sorted(
                ((key, match.start(key) - match.start(), match.end(key) - match.start()) for key in groups),
                key=lambda part: part[1],
            )
        ),
        language,
    )


def _is_name(written: str, name: _Name) -> bool:
    """Not ``may`` nor ``march``: where a language writes its names with a capital, so does who means one."""
    return written[0].isupper() or name.names[name.number][0].islower()


@lru_cache(maxsize=8)
def _patterns(language: str) -> tuple[re.Pattern[str], ...]:
    """The ways to name a day; the first that fits a place of a text is taken."""
    weekday = rf"(?:\b(?P<weekday>{_any(_weekdays(language))})\b\.?{_GAP}{_ARTICLE})"
    month = rf"\b(?P<month>{_any(_months(language))})\b\.?"
    year = rf"(?:{_GAP}(?:(?:de|del){_GAP})?(?P<year>20\d\d)\b)?"
    number = r"(?<![\d.:,/-])(?P<day>\d{1,2})"
    return tuple(
        re.compile(one, re.IGNORECASE)
        for one in (
            rf"{weekday}?{number}{_SUFFIX}{_GAP}(?:(?:of|de){_GAP})?{month}{year}",
            rf"{weekday}?{month}\s+{number}(?P<suffix>st|nd|rd|th)?\b(?![:.]\d){year}",
            rf"{weekday}?{number}\.\s?(?P<number>0?[1-9]|1[0-2])\.(?:\s?(?P<year>20\d\d)\b|(?!\d))",
            rf"{weekday}?{number}(?P<suffix>st|nd|rd|th|\.)(?![\w.]|\s*\d)",
        )
    )


def _any(names: Mapping[str, _Name]) -> str:
    return "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))


@lru_cache(maxsize=8)
def _weekdays(language: str) -> Mapping[str, _Name]:
    return _named_numbers(language, "days", (0, 1, 2, 3, 4, 5, 6))


@lru_cache(maxsize=8)
def _months(language: str) -> Mapping[str, _Name]:
    return _named_numbers(language, "months", tuple(range(1, 13)))


def _named_numbers(language: str, table: str, keys: tuple[int, ...]) -> Mapping[str, _Name]:
    """Names in the site's language and in English, by themselves without case and full stop; the site's come first."""
    named: dict[str, _Name] = {}
    for locale in (Locale.parse(language, sep="-"), Locale("en")):
        for context, width in _WIDTHS:
            found = getattr(locale, table)[context][width]
            names = tuple(found[key].rstrip(".") for key in keys)
            for index, name in enumerate(names):
                named.setdefault(_plain(name), _Name(index, names))
    return named


def _plain(name: str) -> str:
    return name.casefold().rstrip(".")


def _like(old: str, name: str) -> str:
    """A name in capitals or small letters, as the old one was."""
    if len(old) > 1 and old.isupper():
        return name.upper()
    return name[:1].upper() + name[1:] if old[:1].isupper() else name
