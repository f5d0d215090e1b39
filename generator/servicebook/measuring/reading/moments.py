"""Cells that say when something was, as seconds since 1970.

A time without an offset is what the clocks of the source's zone showed. Where they showed it twice, the first is
meant, unless that lies before the ticket was asked: then the second. Where they skipped it, the moment is meant at
which they did.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from servicebook.clock.zones import EPOCH_ORDINAL, resolve, zone_named
from servicebook.measuring.reading.moment_formats import Form

Cell = str | int | float | datetime | date | None
"""What a cell holds: text in CSV, values with types in workbooks and Parquet."""

EXCEL, UNIX, UNIX_MS = "excel", "unix", "unix ms"
"""Forms that are numbers: days since 1899-12-30, and seconds or milliseconds since 1970 in UTC."""
NUMBERS = (EXCEL, UNIX, UNIX_MS)
_SERIAL_DAYS = range(20_000, 80_000)
"""Days of a spreadsheet from 1954 to 2119; other numbers are no days that a ticket can have."""
_DAY = 86_400
_YEARS = range(1, 200 * 366 * _DAY)
"""Seconds of the years from 1970 to 2169: what lies beyond them was not meant."""


class NotAMomentError(ValueError):
    """A cell that says no moment; ``fault`` is ``bad-date`` or ``no-time``, which has a day alone."""

    def __init__(self, fault: str) -> None:
        super().__init__(fault)
        self.fault = fault


class Moments:
    """Reads the cells of one column. ``at`` is the minute of the day that counts where there is no time."""

    def __init__(
        self,
        forms: Sequence[Form],
        zone: ZoneInfo,
        *,
        number: str | None = None,
        at: int | None = None,
        start_1904: bool = False,
        decimal: str = ".",
    ) -> None:
        self._forms = list(forms)
        self._zone = zone
        self._number = number
        self._at = at
        self._first_day = date(1904, 1, 1).toordinal() if start_1904 else date(1899, 12, 30).toordinal()
        self._decimal = decimal

    def seconds(self, cell: Cell, not_before: int | None = None) -> int:
        """The moment of a cell that is not empty. Raises :class:`NotAMomentError`.

        ``not_before`` is when the ticket was asked.
        """
        found = self._found(cell, not_before)
        if found not in _YEARS:
            raise NotAMomentError("bad-date")
        return found

    def _found(self, cell: Cell, not_before: int | None) -> int:
        if isinstance(cell, str):
            return self._of_text(cell, not_before)
        if isinstance(cell, datetime):
            # spreadsheets keep times as binary fractions of a day: a second may be a little short
            whole = (cell + timedelta(milliseconds=500)).replace(microsecond=0)
            if whole.tzinfo is not None:
                return int(whole.timestamp())
            second = whole.hour * 3600 + whole.minute * 60 + whole.second
            # they keep days as midnights
            has_time = second or self._at is None
            return self._local(whole.toordinal(), second if has_time else None, not_before)
        if isinstance(cell, date):
            return self._local(cell.toordinal(), None, not_before)
        if cell is None or isinstance(cell, bool):
            raise NotAMomentError("bad-date")
        return self._of_number(cell, self._number or EXCEL, not_before)

    def _of_text(self, text: str, not_before: int | None) -> int:
        if self._number:
            try:
                return self._of_number(float(text.replace(self._decimal, ".")), self._number, not_before)
            except (ValueError, OverflowError):
                raise NotAMomentError("bad-date") from None
        for index, form in enumerate(self._forms):
            if (moment := form.read(text)) is not None:
                if index:  # the next cell has the same form, as a rule
                    self._forms.insert(0, self._forms.pop(index))
                if moment.offset is not None and moment.second is not None:
                    return (moment.day - EPOCH_ORDINAL) * _DAY + moment.second - moment.offset
                if moment.zone is not None:
                    return self._local(moment.day, moment.second, not_before, _zone(moment.zone))
                return self._local(moment.day, moment.second, not_before)
        raise NotAMomentError("bad-date")

    def _of_number(self, number: float, kind: str, not_before: int | None) -> int:
        if not math.isfinite(number):
            raise NotAMomentError("bad-date")
        if kind == UNIX:
            return int(number // 1)
        if kind == UNIX_MS:
            return int(number // 1000)
        if int(number) not in _SERIAL_DAYS:
            raise NotAMomentError("bad-date")
        # spreadsheets keep days as binary fractions: a second is never off by half of one
        days, seconds = divmod(round(number * _DAY), _DAY)
        has_time = seconds or self._at is None
        return self._local(self._first_day + days, seconds if has_time else None, not_before)

    def _local(
        self, day: int, second: int | None, not_before: int | None, zone: ZoneInfo | None = None
    ) -> int:
        if second is None:
            if self._at is None:
                raise NotAMomentError("no-time")
            second = self._at * 60
        zone = zone or self._zone
        minute, rest = divmod(second, 60)
        found = resolve(zone, day, minute) + rest
        if not_before is not None and found < not_before:
            again = resolve(zone, day, minute, end=True) + rest
            return again if again >= not_before else found
        return found


def _zone(name: str) -> ZoneInfo:
    try:
        return zone_named(name)
    except (ZoneInfoNotFoundError, ValueError):
        raise NotAMomentError("bad-date") from None


def has_only_midnights(cells: Sequence[Cell]) -> bool:
    """Whether typed cells say days and no time; an empty column has neither."""
    typed = [cell for cell in cells if isinstance(cell, date)]
    return bool(typed) and all(
        not isinstance(cell, datetime)
        or cell - cell.replace(hour=0, minute=0, second=0) < timedelta(seconds=1)
        for cell in typed
    )
