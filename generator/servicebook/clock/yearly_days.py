"""Days that come back every year, as people write them: ``12-24..01-01``, ``last fri of dec``, ``easter+39``.

One or two *rules*, with ``..`` between the first and the last day of a period. A rule is

- ``12-24``: month and day; ``02-29`` is there in leap years only (as the first day of a period it is then 1 March, as
  the last 28 February);
- ``last fri of dec``, ``second mon of jul``, ``first tue of month``: that weekday of a month, or of each; without a
  number (``thu of dec``) all of them;
- ``easter`` and ``orthodox easter``: the Sundays;
- ``holiday Ascension Day``: a public holiday by its name;
- ``wed before 11-23``, ``fri after holiday Ascension Day``: the nearest such weekday before or after another day;

and with ``+39`` or ``-2`` after it, so many days later or earlier.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

from dateutil.easter import EASTER_ORTHODOX, EASTER_WESTERN, easter

from servicebook.clock.weekdays import LONG_WEEKDAYS, WEEKDAYS
from servicebook.frozen import frozen

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_LONG_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_WHICH = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "last": -1}
_NUMBERED = {"1st": 1, "2nd": 2, "3rd": 3, "4th": 4, "5th": 5}

MAX_LENGTH = 300
"""How long a rule may be, in characters: each part of it is read within the part before."""

Holidays = Callable[[str, int], tuple[date, ...]]
"""The days of a year that are the public holiday with a name, as it is written in a rule."""
Period = tuple[date, date]
"""The first and the last day, both included."""


class BadRuleError(Exception):
    """A rule that cannot be read; ``fault`` says why, and ``rule`` is the part of it that is meant.

    ``date`` (has a year), ``no-such-day``, ``several`` (an end of a period that is more than one day in a year), else
    ``unreadable``.
    """

    def __init__(self, fault: str, rule: str) -> None:
        super().__init__(fault, rule)
        self.fault, self.rule = fault, rule


@frozen
class _MonthDay:
    month: int
    day: int

    def days(self, year: int, holidays: Holidays) -> Iterator[date]:
        if (self.month, self.day) != (2, 29) or _is_leap(year):
            yield date(year, self.month, self.day)


@frozen
class _WeekdayOf:
    """``which`` None is all of them."""

    which: int | None
    weekday: int
    months: tuple[int, ...]

    def days(self, year: int, holidays: Holidays) -> Iterator[date]:
        for month in self.months:
            first = date(year, month, 1)
            first += timedelta(days=(self.weekday - first.weekday()) % 7)
            all_days = [day for n in range(5) if (day := first + timedelta(days=7 * n)).month == month]
            if self.which is None:
                yield from all_days
            elif self.which <= len(all_days):
                yield all_days[self.which - 1 if self.which > 0 else self.which]


@frozen
class _Easter:
    method: Literal[2, 3]

    def days(self, year: int, holidays: Holidays) -> Iterator[date]:
        yield easter(year, self.method)


@frozen
class _Holiday:
    name: str

    def days(self, year: int, holidays: Holidays) -> Iterator[date]:
        yield from holidays(self.name, year)


@frozen
class _Beside:
    """The nearest ``weekday`` before (``step`` -1) or after (1) each of some days, never that day itself."""

    weekday: int
    step: int
    of: _Rule

    def days(self, year: int, holidays: Holidays) -> Iterator[date]:
        for day in self.of.days(year, holidays):
            away = (self.step * (self.weekday - day.weekday()) - 1) % 7 + 1
            yield day + timedelta(days=self.step * away)


@frozen
class _Shifted:
    of: _Rule
    by: int

    def days(self, year: int, holidays: Holidays) -> Iterator[date]:
        for day in self.of.days(year, holidays):
            yield day + timedelta(days=self.by)


_Rule = _MonthDay | _WeekdayOf | _Easter | _Holiday | _Beside | _Shifted


@frozen
class YearlyDays:
    """Days or periods that come back every year; ``text`` is how they are written."""

    text: str
    first: _Rule
    last: _Rule | None

    def periods(self, start: date, end: date, holidays: Holidays) -> Iterator[Period]:
        """The periods of which a day lies from ``start`` through ``end``, in order; they are not cut there.

        A year in which a period's first or last day does not exist has none.
        """
        for year in range(max(start.year - 1, date.min.year + 1), min(end.year + 1, date.max.year - 1) + 1):
            for first, last in self._of_year(year, holidays):
                if first <= end and start <= last:
                    yield first, last

    def holiday_names(self) -> Iterator[str]:
        """The public holidays that are named, as written."""
        for rule in (self.first, self.last):
            while isinstance(rule, _Beside | _Shifted):
                rule = rule.of
            if isinstance(rule, _Holiday):
                yield rule.name

    def _of_year(self, year: int, holidays: Holidays) -> Iterator[Period]:
        if self.last is None:
            yield from ((day, day) for day in sorted(self.first.days(year, holidays)))
            return
        for first in _bound(self.first, year, holidays, first=True):
            for following in (year, year + 1):
                last = next(iter(_bound(self.last, following, holidays, first=False)), None)
                if last is not None and first <= last:
                    yield first, last
                    break


def _bound(rule: _Rule, year: int, holidays: Holidays, *, first: bool) -> list[date]:
    if rule == _MonthDay(2, 29) and not _is_leap(year):
        return [date(year, 3, 1) if first else date(year, 2, 28)]
    return sorted(rule.days(year, holidays))[:1]


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


@lru_cache(maxsize=4096)
def parse_yearly_days(text: str) -> YearlyDays:
    """Read days that come back; capitals and spaces do not matter. Raises :class:`BadRuleError`."""
    if len(text) > MAX_LENGTH:
        raise BadRuleError("unreadable", text)
    first, dots, last = text.partition("..")
    if not dots:
        return YearlyDays(text, _rule(text), None)
    ends = _rule(first), _rule(last)
    for rule, written in zip(ends, (first, last), strict=True):
        if _is_several(rule):
            raise BadRuleError("several", written.strip())
    return YearlyDays(text, *ends)


def _is_several(rule: _Rule) -> bool:
    while isinstance(rule, _Beside | _Shifted):
        rule = rule.of
    return isinstance(rule, _WeekdayOf) and (rule.which is None or len(rule.months) > 1)


_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
_MONTH_DAY = re.compile(r"(\d{1,2})-(\d{1,2})")
_SHIFTED = re.compile(r"(.+?)\s*([+-])\s*(\d{1,3})(?: days?)?", re.IGNORECASE)
_BESIDE = re.compile(r"(\w+) (before|after) (.+)", re.IGNORECASE)
_HOLIDAY = re.compile(r"holiday (.+)", re.IGNORECASE)
_WEEKDAY_OF = re.compile(r"(?:(\w+) )?(\w+) (?:of|in) (\w+)")


def _rule(text: str) -> _Rule:
    """The rule that is written; what stands most to the right is read first, but for a day's own month and day."""
    written = " ".join(text.split())
    if _ISO.fullmatch(written):
        raise BadRuleError("date", written)
    if day := _MONTH_DAY.fullmatch(written):
        return _month_day(int(day[1]), int(day[2]), written)
    if beside := _BESIDE.fullmatch(written):
        return _Beside(
            _named(beside[1], WEEKDAYS, LONG_WEEKDAYS, written),
            1 if beside[2].lower() == "after" else -1,
            _rule(beside[3]),
        )
    if shifted := _SHIFTED.fullmatch(written):
        return _Shifted(_rule(shifted[1]), int(f"{shifted[2]}{shifted[3]}"))
    if holiday := _HOLIDAY.fullmatch(written):
        return _Holiday(holiday[1])
    return _plain(written.lower(), written)


def _plain(lower: str, written: str) -> _Rule:
    if lower == "easter":
        return _Easter(EASTER_WESTERN)
    if lower == "orthodox easter":
        return _Easter(EASTER_ORTHODOX)
    if weekday := _WEEKDAY_OF.fullmatch(lower):
        which = None
        if weekday[1] is not None:
            which = _WHICH.get(weekday[1], _NUMBERED.get(weekday[1]))
            if which is None:
                raise BadRuleError("unreadable", written)
        months = (
            tuple(range(1, 13))
            if weekday[3] == "month"
            else (_named(weekday[3], MONTHS, _LONG_MONTHS, written) + 1,)
        )
        return _WeekdayOf(which, _named(weekday[2], WEEKDAYS, LONG_WEEKDAYS, written), months)
    raise BadRuleError("unreadable", written)


def _month_day(month: int, day: int, written: str) -> _MonthDay:
    try:
        date(2000, month, day)  # a leap year
    except ValueError:
        raise BadRuleError("no-such-day", written) from None
    return _MonthDay(month, day)


def _named(word: str, short: tuple[str, ...], long: tuple[str, ...], written: str) -> int:
    lower = word.lower()
    for names in (short, long):
        if lower in names:
            return names.index(lower)
    raise BadRuleError("unreadable", written)
