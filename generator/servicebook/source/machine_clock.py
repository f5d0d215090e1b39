"""The machine's own time zone, and which day it is there."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import available_timezones

from servicebook import wording
from servicebook.source.tree import UnreadableError

_LINK = Path("/etc/localtime")
_NAME = Path("/etc/timezone")
_DAY = "SOURCE_DATE_EPOCH"
"""What builds that can be repeated set (https://reproducible-builds.org/specs/source-date-epoch/)."""

FIRST_DAY, LAST_DAY = date(1980, 1, 1), date(2099, 12, 31)
"""The days that can be today: time stamps of packed files can say them, and answers can be computed that lie before or
after them."""


def machine_zone() -> str:
    """The IANA name of the machine's own zone; UTC where it does not say."""
    names = [os.environ.get("TZ", "").removeprefix(":")]
    names.append(os.path.realpath(_LINK).rpartition("/zoneinfo/")[2])
    if _NAME.is_file():
        names.append(_NAME.read_text(encoding="utf-8", errors="replace").strip())
    known = available_timezones()
    return next((zone for zone in names if zone in known), "UTC")


def machine_day() -> date:
    """Which day it is, unless somebody names one: that of ``SOURCE_DATE_EPOCH`` in UTC, else the machine's own.

    Raises :class:`~servicebook.source.tree.UnreadableError` where the variable is not a number of seconds, or of a day
    that cannot be today.
    """
    epoch = os.environ.get(_DAY)
    if not epoch:
        return datetime.now().astimezone().date()
    try:
        seconds = int(epoch)
    except ValueError:
        raise UnreadableError(wording.text("machine.not-seconds", variable=_DAY, value=repr(epoch))) from None
    try:
        day = datetime.fromtimestamp(seconds, UTC).date()
    except (ValueError, OverflowError, OSError):  # the year would have five digits, or none
        raise UnreadableError(
            wording.text(
                "machine.out-of-range", variable=_DAY, value=epoch.strip(), first=FIRST_DAY, last=LAST_DAY
            )
        ) from None
    if not FIRST_DAY <= day <= LAST_DAY:
        raise UnreadableError(
            wording.text("machine.impossible-day", variable=_DAY, day=day, first=FIRST_DAY, last=LAST_DAY)
        )
    return day
