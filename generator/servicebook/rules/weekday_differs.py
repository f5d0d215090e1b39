"""A text names a weekday, and the day beside it is another one.

*Sunday 30 November* while that day is a Monday: some come on Sunday and some on Monday. It happens when a date is moved
and its weekday is left. Correct one of the two. Texts of notices may leave out the year, which then is that of `from`
and `until`; in other texts, only days with a year are looked at.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from servicebook.clock.weekdays import LONG_WEEKDAYS
from servicebook.documents.document import Origin
from servicebook.model.catalog import Catalog
from servicebook.model.news import Notice
from servicebook.model.texts import markdown_texts, short_texts
from servicebook.problems import Problem, Severity
from servicebook.rules.days_in_text import NamedDay, named_days
from servicebook.rules.finding import finding
from servicebook.wording import text
from servicebook.wording.lists import listed

CODE = "weekday-differs"
SEVERITY = Severity.WARNING
READS: tuple[str, ...] = ("organization",)

_NEAR = timedelta(days=100)
"""So far from a notice a day without a year is taken to be; further away it may be that of another year."""


def check(catalog: Catalog) -> Iterator[Problem]:
    language = catalog.settings.organization.language
    for notice in catalog.notices.values():
        for field, words in (("title", notice.title), ("text", notice.text)):
            for named in named_days(words or "", language):
                if (meant := _wrong_day(named, _days_of_notice(named, notice))) is not None:
                    yield _problem(notice.origin, field, named, meant, {notice.start, notice.end})
    for origin, field, words in _texts(catalog):
        # a year is what every such day has, and few texts
        if "20" not in words:
            continue
        for named in named_days(words, language):
            if named.year and (meant := _wrong_day(named, [named.on(named.year)])) is not None:
                yield _problem(origin, field, named, meant, set())


def _texts(catalog: Catalog) -> Iterator[tuple[Origin, str, str]]:
    """Texts of all but notices."""
    for origin, field, words in markdown_texts(catalog):
        if field != "text":
            yield origin, field, words
    for short in catalog.derive(short_texts):
        if short.kind != "notice":
            yield short.origin, short.field, short.text


def _wrong_day(named: NamedDay, days: list[date | None]) -> date | None:
    """The day that is not on the weekday beside it; None where one of the days that may be meant is."""
    real = [day for day in days if day is not None]
    if named.weekday is None or not real or any(day.weekday() == named.weekday for day in real):
        return None
    return real[0]


def _days_of_notice(named: NamedDay, notice: Notice) -> list[date | None]:
    """The days that words of a notice may mean, those within its time first."""
    end = notice.end or notice.start
    if named.month is None:
        return _within(named, notice.start, end)
    if named.year:
        return [named.on(named.year)]
    years = range(notice.start.year - 1, end.year + 2)
    near = [day for year in years if (day := named.on(year)) and notice.start - _NEAR <= day <= end + _NEAR]
    return [*sorted(near, key=lambda day: not notice.start <= day <= end)]


def _within(named: NamedDay, start: date, end: date) -> list[date | None]:
    """The 29th within a notice; none where it has two, or the 29th of another month may be meant."""
    if (end - start).days > 31:
        return []
    days = {named.on(day.year, day.month) for day in (start, end)}
    inside = [day for day in days if day is not None and start <= day <= end]
    return list(inside) if len(inside) == 1 else []


def _problem(origin: Origin, field: str, named: NamedDay, day: date, sure: set[date | None]) -> Problem:
    # of the seven days around it, the one that has the weekday
    shift = ((named.weekday or 0) - day.weekday() + 3) % 7 - 3
    other = day + timedelta(days=shift)
    ways = [named.written(day), named.written(other)]
    if other in sure and day not in sure:
        ways.reverse()
    first_line = named.words.splitlines()[0]
    return finding(
        CODE,
        SEVERITY,
        origin.document.place_of_text((*origin.pointer, field), first_line),
        text(
            "weekday-differs.message",
            words=" ".join(named.words.split()),
            day=day,
            weekday=LONG_WEEKDAYS[day.weekday()].capitalize(),
        ),
        _hint(origin, " ".join(ways[0].split()), " ".join(ways[1].split()), day, other),
    )


def _hint(origin: Origin, one: str, other: str, day: date, moved: date) -> str:
    """Both ways; of a notice whose time is that day, what has to be written there, too, if the weekday is right."""
    written = origin.written if isinstance(origin.written, dict) else {}
    keys = [key for key in ("from", "until") if str(written.get(key)) == str(day)]
    if not keys:
        return text("weekday-differs.hint", one=one, other=other)
    return text(
        "weekday-differs.hint-time",
        keys=listed(f"{key}:" for key in keys),
        lines=listed(str(origin.place(key).line) for key in keys),
        one=one,
        other=other,
        moved=moved,
        count=len(keys),
    )
