"""Periods as people write them: ``2026-10``, ``10/2026``, ``Oct 2026``, ``Q4 2026``, ``2026``."""

from __future__ import annotations

import re
from datetime import date

from servicebook.measuring.reading.moment_formats import months
from servicebook.measuring.reading.moments import Cell
from servicebook.model.periods import Period, PeriodUnit

_YEAR = r"(?P<year>[12][0-9]{3})"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        _YEAR,
        rf"{_YEAR}[-/](?P<month>0?[1-9]|1[0-2])",
        rf"(?P<month>0?[1-9]|1[0-2])[-/.]{_YEAR}",
        rf"(?P<name>[^\W\d_]{{3,12}})\.?[\s-]+{_YEAR}",
        rf"{_YEAR}[\s-]+(?P<name>[^\W\d_]{{3,12}})\.?",
        rf"{_YEAR}[\s/-]*Q(?P<quarter>[1-4])",
        rf"Q(?P<quarter>[1-4])[\s/-]*{_YEAR}",
        rf"(?P<quarter>[1-4])\. ?Quartal {_YEAR}",
    )
)


def period_of(cell: Cell) -> Period | None:
    """The period that a cell means; None where it means none, or a day.

    Spreadsheets make the first day of a month of what looks like one, so that day is the month.
    """
    if isinstance(cell, date):
        return Period(cell.year * 12 + cell.month - 1, PeriodUnit.MONTH) if cell.day == 1 else None
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    words = str(cell).strip()
    for form in _FORMS:
        if match := form.fullmatch(words):
            return _period(match.groupdict())
    return None


def _period(parts: dict[str, str | None]) -> Period | None:
    january = int(parts["year"] or 0) * 12
    if quarter := parts.get("quarter"):
        return Period(january + (int(quarter) - 1) * 3, PeriodUnit.QUARTER)
    if name := parts.get("name"):
        number = months().get(name.casefold())
        return Period(january + number - 1, PeriodUnit.MONTH) if number else None
    if month := parts.get("month"):
        return Period(january + int(month) - 1, PeriodUnit.MONTH)
    return Period(january, PeriodUnit.YEAR)
