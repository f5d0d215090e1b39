"""What this machine says about where it stands."""

from __future__ import annotations

import os
from pathlib import Path
from zoneinfo import available_timezones

_LINK = Path("/etc/localtime")
_NAME = Path("/etc/timezone")


def machine_zone() -> str:
    """The IANA name of the machine's own zone; UTC where it does not tell."""
    said = [os.environ.get("TZ", "").removeprefix(":")]
    said.append(os.path.realpath(_LINK).rpartition("/zoneinfo/")[2])
    if _NAME.is_file():
        said.append(_NAME.read_text(encoding="utf-8", errors="replace").strip())
    known = available_timezones()
    return next((zone for zone in said if zone in known), "UTC")
