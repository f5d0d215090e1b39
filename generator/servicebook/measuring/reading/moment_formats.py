"""Forms of dates: which text is a moment in a form that is written like ``%d/%m/%Y %H:%M``, and which.

The directives are those that many languages know: ``%Y %y %m %d %b %B %H %I %M %S %f %p %z``. Months may have their
names in English, German, French, Dutch or Spanish, whole or short, with a dot or without.
"""

from __future__ import annotations

import re
from datetime import datetime
from functools import cache
from typing import NamedTuple

from babel import Locale

DAY_PARTS = ("Y", "y", "m", "b", "d")
"""The groups that say a day, as far as a form has them."""
_LANGUAGES = ("en", "de", "fr", "nl", "es")
DIRECTIVES = {
    "Y": r"(?P<Y>[12][0-9]{3})", "y": r"(?P<y>[0-9]{2})", "m": r"(?P<m>[0-9]{1,2})", "d": r"(?P<d>[0-9]{1,2})",
    "b": r"(?P<b>[^\W\d_]{3,12}\.?)", "B": r"(?P<b>[^\W\d_]{3,12}\.?)",
    "H": r"(?P<H>[0-9]{1,2})", "I": r"(?P<H>[0-9]{1,2})", "M": r"(?P<M>[0-9]{2})", "S": r"(?P<S>[0-9]{2})",
    "f": r"[0-9]{1,9}", "p": r"(?P<p>[AaPp]\.?\s?[Mm]\.?|vorm\.|nachm\.)",
    "z": r"(?P<z>Z|UTC|GMT|[+-][0-9]{2}:?[0-9]{2})", "%": "%",
}  # fmt: skip
_TIME = (
    r"(?:(?:[T\s]|,\s?)\s?" + DIRECTIVES["H"] + r":(?P<M>[0-9]{2})(?::(?P<S>[0-9]{2})(?:[.,][0-9]{1,9})?)?"
    r"(?:\s?" + DIRECTIVES["p"] + r")?(?:\s?" + DIRECTIVES["z"] + r")?"
    r"(?:\s\((?P<zone>[A-Za-z_]+(?:/[A-Za-z_+-]+){0,2})\))?)?"
)
"""The time behind a day whose form is found out: with seconds or an offset or not; Znuny puts its zone behind."""


_DAYS, _TIMES = re.compile("%[YymdbB]"), re.compile("%[HIMSfpz]")


class BadFormatError(ValueError):
    """A form with a directive that is not known; ``directive`` is it."""

    def __init__(self, directive: str) -> None:
        super().__init__(directive)
        self.directive = directive


class Moment(NamedTuple):
    """What a text says: a day, and the second of it; ``second`` is None where it has no time.

    ``offset`` is in seconds east of UTC, ``zone`` an IANA name; both are None where clocks of the source are meant.
    """

    day: int
    second: int | None
    offset: int | None = None
    zone: str | None = None


class Form:
    """A form of dates. ``written`` is how it is written in measures.yml."""

    def __init__(self, written: str, *, is_whole: bool = True) -> None:
        """``is_whole``: the form says the time, too; else any time may follow. Raises :class:`BadFormatError`."""
        self.written = written
        day, _, time = written.partition(" ")
        self._splits = not (_TIMES.search(day) or _DAYS.search(time))
        self._halves: tuple[dict[str, Moment], dict[str, Moment]] = ({}, {})
        self._match = re.compile(_pattern(written) + ("" if is_whole else _TIME)).fullmatch
        self._days: dict[tuple[str | None, ...], int | None] = {}

    def read(self, text: str) -> Moment | None:
        """The moment of a text, None where it is none in this form."""
        before, _, behind = text.partition(" ")
        days, times = self._halves
        # both halves were seen before, each in a text of this form: an export has few days and few minutes of a day
        if (day := days.get(before)) is not None and (time := times.get(behind)) is not None:
            return time._replace(day=day.day)
        moment = self._matched(text)
        if moment is not None and behind and self._splits and moment.second is not None:
            days[before] = times[behind] = moment
        return moment

    def _matched(self, text: str) -> Moment | None:
        match = self._match(text)
        if match is None:
            return None
        groups = match.groupdict()
        key = tuple(map(groups.get, DAY_PARTS))
        if key in self._days:
            day = self._days[key]
        else:  # an export has many tickets a day
            day = self._days[key] = _day(groups)
        if day is None:
            return None
        if groups.get("H") is None:
            return Moment(day, None)
        second = _second(groups)
        return None if second is None else Moment(day, second, _offset(groups.get("z")), groups.get("zone"))


def _pattern(written: str) -> str:
    pieces: list[str] = []
    parts = re.split(r"%(.)", written)
    for index, part in enumerate(parts):
        if index % 2 == 0:
            # a space may be one that does not break, or several
            pieces.append(r"\s+".join(map(re.escape, re.split(r"\s+", part))))
        elif part in DIRECTIVES:
            pieces.append(DIRECTIVES[part])
        else:
            raise BadFormatError(f"%{part}")
    try:
        return re.compile("".join(pieces)).pattern
    except re.error as fault:  # a directive twice
        raise BadFormatError(written) from fault


def _day(groups: dict[str, str | None]) -> int | None:
    """The ordinal of the day, None where there is none such."""
    year, short = groups.get("Y"), groups.get("y")
    month = groups.get("m")
    number = int(month) if month else months().get((groups.get("b") or "").casefold().rstrip("."), 0)
    try:
        on = datetime(int(year or f"20{short}"), number, int(groups.get("d") or 1))  # noqa: DTZ001 a day of any zone
    except ValueError:
        return None
    return on.toordinal()


def _second(groups: dict[str, str | None]) -> int | None:
    hour, half = int(groups["H"] or 0), groups.get("p")
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half[0] in "pPn" else 0)
    minute, second = int(groups.get("M") or 0), int(groups.get("S") or 0)
    return hour * 3600 + minute * 60 + second if hour < 24 and minute < 60 and second < 60 else None


def _offset(written: str | None) -> int | None:
    if written is None:
        return None
    if written in ("Z", "UTC", "GMT"):
        return 0
    seconds = int(written[1:3]) * 3600 + int(written[-2:]) * 60
    return -seconds if written[0] == "-" else seconds


@cache
def months() -> dict[str, int]:
    """The numbers of months by their names, whole and short, in small letters and without a dot."""
    found: dict[str, int] = {}
    for language in _LANGUAGES:
        names = Locale.parse(language).months
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in names[context][width].items():
                    known = found.setdefault(name.casefold().rstrip("."), number)
                    assert known == number, "no name means two months"
    return {
        **found,
        "mrz": 3,
        "fév": 2,
        "aoû": 8,
        "sept": 9,
    }  # as some programs write them, whatever people do
