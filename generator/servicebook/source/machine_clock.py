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

    Raises :class:`~servicebook.source.tree.UnreadableError` where the variable is not a number of seconds.
    """
    epoch = os.environ.get(_DAY)
    if not epoch:
        return datetime.now().astimezone().date()
    try:
        return datetime.fromtimestamp(int(epoch), UTC).date()
    except (ValueError, OverflowError, OSError):
        raise UnreadableError(wording.text("machine.not-seconds", variable=_DAY, value=repr(epoch))) from None
