"""The days that a site tells of."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

from servicebook.clock.durations import Duration, Unit, days_later

_DAYS_BACK = 7
"""How many days before the catalog's are published, for requests that were made lately."""
_AHEAD = Duration(14, Unit.MONTH)


@lru_cache(maxsize=16)
def window(today: date) -> tuple[date, date]:
    """The first and the last day on which the site can say what asking then would lead to."""
    return today - timedelta(days=_DAYS_BACK), days_later(today, _AHEAD)
