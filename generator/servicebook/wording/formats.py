"""Dates, times, numbers and money as readers of a site see them.

``language`` is always the site's, a language tag such as ``pt-BR``: dates and numbers follow it, whatever language
the texts are in.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_datetime, get_day_names
from babel.numbers import format_currency, format_decimal

from servicebook.wording import text


@lru_cache(maxsize=8)
def _locale(language: str) -> Locale:
    return Locale.parse(language, sep="-")


@lru_cache(maxsize=8192)
def day(when: date, language: str) -> str:
    """``1 Sep 2026``."""
    return format_date(when, "d MMM y", _locale(language))


@lru_cache(maxsize=1024)
def month(when: date, language: str) -> str:
    """``September 2026``."""
    return format_date(when, "LLLL y", _locale(language))


@lru_cache(maxsize=8192)
def day_by_pattern(when: date, pattern: str, language: str) -> str:
    """A day by a pattern of Unicode's, ``EEE d MMM`` for ``Fri 4 Dec``."""
    return format_date(when, pattern, _locale(language))


def date_range(start: date, end: date | None, language: str, *, weekday: bool = False) -> str:
    """``24 Dec 2026 – 31 Dec 2026``, ``from 1 Dec 2026``, or the one day; with weekdays ``Fri 25 Dec 2026``."""
    pattern = "EEE d MMM y" if weekday else "d MMM y"
    first = day_by_pattern(start, pattern, language)
    if end is None:
        return text("dates.from", day=first)
    if start == end:
        return first
    return text("dates.range", start=first, end=day_by_pattern(end, pattern, language))


@lru_cache(maxsize=64)
def weekday_names(language: str) -> tuple[str, ...]:
    """The days of the week, written out, Monday first."""
    names = get_day_names("wide", "stand-alone", locale=_locale(language))
    return tuple(names[day] for day in range(7))


@lru_cache(maxsize=1024)
def week(days: tuple[tuple[str, ...], ...], language: str) -> tuple[tuple[str, range], ...]:
    """``Mon–Thu``, ``Fri``, ``Sat–Sun``: days that follow one another with the same hours, and their numbers from 0.

    ``days`` are the hours of seven days, Monday first.
    """
    names = get_day_names("abbreviated", locale=_locale(language))
    starts = [day for day in range(7) if day == 0 or days[day] != days[day - 1]]
    return tuple(
        (
            text("dates.weekdays", first=names[start], last=names[end - 1])
            if end - start > 1
            else names[start],
            range(start, end),
        )
        for start, end in zip(starts, [*starts[1:], 7], strict=True)
    )


def week_in_short(days: tuple[tuple[str, ...], ...], language: str) -> str:
    """``Mon–Thu 08:30–17:00, Fri 08:30–16:00``: the days on which anybody works; ``closed`` where there are none."""
    return text("list.separator").join(
        text("dates.weekdays-hours", days=name, hours=opening_hours(days[numbers[0]]))
        for name, numbers in week(days, language)
        if days[numbers[0]]
    ) or text("hours.closed")


def moment(when: datetime, language: str) -> str:
    """``Mon 9 Nov 2026, 07:30``, in the datetime's own zone; seconds where there are any."""
    clock = "HH:mm:ss" if when.second else "HH:mm"
    return _local_time(when.replace(tzinfo=None), f"EEE d MMM y, {clock}", language)


def moment_of_year(when: datetime, year: int, language: str) -> str:
    """The same without the year, where it is that one."""
    clock = "HH:mm:ss" if when.second else "HH:mm"
    pattern = f"EEE d MMM, {clock}" if when.year == year else f"EEE d MMM y, {clock}"
    return _local_time(when.replace(tzinfo=None), pattern, language)


@lru_cache(maxsize=8192)
def _local_time(local: datetime, pattern: str, language: str) -> str:
    """A local time; without a zone, as the cache would take one instant in two zones for the same."""
    return str(format_datetime(local, pattern, locale=_locale(language)))


@lru_cache(maxsize=8192)
def minute(seconds: int, zone: ZoneInfo, year: int, language: str) -> str:
    """``Fri 4 Dec 15:59`` for seconds since 1970, with the year where it is not that one; rounded down to minutes."""
    when = datetime.fromtimestamp(seconds, zone)
    pattern = "EEE d MMM" if when.year == year else "EEE d MMM y"
    return f"{day_by_pattern(when.date(), pattern, language)} {when:%H:%M}"


def deadline(when: datetime, write: Callable[[datetime], str]) -> str:
    """``by`` a moment as ``write`` writes it; ``before`` the next minute where it is the last second of one."""
    if when.second != 59:
        return text("moment.by", moment=write(when))
    return text("moment.before", moment=write(when + timedelta(seconds=1)))


def near_minute(when: datetime, write: Callable[[datetime], str]) -> str:
    """A moment to the minute: ``just before`` or ``just after`` it, where it is a second away."""
    if when.second == 59:
        return text("moment.just-before", moment=write(when + timedelta(seconds=1)))
    if when.second == 1:
        return text("moment.just-after", moment=write(when - timedelta(seconds=1)))
    return write(when)


def opening_hours(intervals: tuple[str, ...]) -> str:
    """A day's hours: ``08:00–12:30, 13:00–17:00``, ``closed`` or ``day and night``."""
    if intervals == ("00:00-24:00",):
        return text("hours.day-and-night")
    return text("list.separator").join(interval(one) for one in intervals) or text("hours.closed")


def interval(written: str) -> str:
    """``08:00–17:00`` for ``08:00-17:00``."""
    return written.replace("-", "–")


@lru_cache(maxsize=8192)
def number(value: float, language: str) -> str:
    """``99.5``."""
    return str(format_decimal(value, locale=_locale(language)))


@lru_cache(maxsize=8192)
def money(amount: float, currency: str | None, language: str) -> str:
    """An amount with its currency; whole amounts without decimals."""
    if currency is None:
        return number(amount, language)
    pattern = "¤ #,##0" if float(amount).is_integer() else None
    return str(
        format_currency(amount, currency, pattern, locale=_locale(language), currency_digits=pattern is None)
    )


@lru_cache(maxsize=1024)
def language_name(code: str, language: str) -> str:
    """A language by its name: ``Dutch`` for ``nl``; the code where none is known."""
    try:
        return str(Locale.parse(code, sep="-").get_display_name(_locale(language)) or code)
    except (UnknownLocaleError, ValueError):
        return str(_locale(language).languages.get(code.replace("-", "_"), code))


def initials(name: str) -> str:
    """Two letters for the mark beside a name."""
    words: list[str] = re.findall(r"[^\W\d_][\w'’-]*", name)
    if not words:
        return name[:1].upper()
    letters: str = words[0][0] + (words[-1][0] if len(words) > 1 else "")
    return letters.upper()


def capitalized(sentence: str) -> str:
    """The text with a capital at its beginning, the rest as it is."""
    return sentence[:1].upper() + sentence[1:]
