"""Which day it is, unless somebody names one."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime

from servicebook.source.files import UnreadableError

VARIABLE = "SOURCE_DATE_EPOCH"
"""What builds that can be repeated set (https://reproducible-builds.org/specs/source-date-epoch/)."""


def today() -> date:
    """The day of ``SOURCE_DATE_EPOCH`` in UTC, else the machine's own.

    Raises :class:`~servicebook.source.files.UnreadableError` where the variable is not a number of seconds.
    """
    epoch = os.environ.get(VARIABLE)
    if not epoch:
        return datetime.now().astimezone().date()
    try:
        return datetime.fromtimestamp(int(epoch), UTC).date()
    except (ValueError, OverflowError, OSError):
        raise UnreadableError(f"{VARIABLE} is not a number of seconds: {epoch!r}") from None
