"""The day of a moment, as forms and spreadsheets write it."""

from __future__ import annotations

import re
from datetime import date, datetime

from servicebook.exchange.spreadsheet.cell_values import day_in
from servicebook.exchange.spreadsheet.column import CellError

_TIME = re.compile(r"(?<=[0-9]),?[T ]+[0-9]{1,2}[:.][0-9]{2}.*\Z")


def day_of_moment(text: str) -> date | None:
    """The day, maybe with a time: 2026-11-22, 22.11.2026, or 11/22/2026.

    None also where slashes leave it open which number is the month.
    """
    words = text.strip()
    try:
        return datetime.fromisoformat(words).date()
    except ValueError:
        pass  # not as machines write it
    try:
        return date.fromisoformat(day_in(_TIME.sub("", words)))
    except CellError:
        return None
