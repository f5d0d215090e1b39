"""A time zone is a fixed offset that people take for the time of a place.

`EST` is five hours behind UTC all year, while clocks in New York are not; and `Etc/GMT+5` is *behind* UTC by five
hours, as the sign of these names is the other way round. In summer, opening hours and due dates would be an hour off.
Write the
place: `America/New_York`. Where the time of no place is meant, write `UTC`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from servicebook.model.catalog import Catalog
from servicebook.problems import Place, Problem, Severity
from servicebook.rules.finding import finding
from servicebook.wording import text

CODE = "zone-without-summer-time"
SEVERITY = Severity.WARNING
READS: tuple[str, ...] = ()

_FIXED = {"EST": -5, "MST": -7, "GMT": 0, "GMT0": 0, "GMT+0": 0, "GMT-0": 0, "Greenwich": 0}
_PLACES = {
    -12: "Pacific/Kwajalein", -11: "Pacific/Pago_Pago", -10: "Pacific/Honolulu", -9: "America/Anchorage",
    -8: "America/Los_Angeles", -7: "America/Denver", -6: "America/Chicago", -5: "America/New_York",
    -4: "America/Halifax", -3: "America/Sao_Paulo", -2: "America/Nuuk", -1: "Atlantic/Azores", 0: "Europe/London",
    1: "Europe/Berlin", 2: "Europe/Athens", 3: "Europe/Istanbul", 4: "Asia/Dubai", 5: "Asia/Karachi", 6: "Asia/Dhaka",
    7: "Asia/Bangkok", 8: "Asia/Singapore", 9: "Asia/Tokyo", 10: "Australia/Sydney", 11: "Pacific/Noumea",
    12: "Pacific/Auckland", 13: "Pacific/Tongatapu", 14: "Pacific/Kiritimati",
}  # fmt: skip
"""A well-known place for each offset in hours: an example, as nobody knows which one is meant."""
_ETC = re.compile(r"Etc/GMT([+-])(\d{1,2})")


def check(catalog: Catalog) -> Iterator[Problem]:
    for place, zone in _zones(catalog):
        offset = _offset(zone)
        if offset is None:
            continue
        turned = zone.startswith("Etc/") and offset != 0
        yield finding(
            CODE,
            SEVERITY,
            place,
            text(
                "zone-without-summer-time.turned" if turned else "zone-without-summer-time.message",
                zone=zone,
                offset=f"UTC{offset:+d}" if offset else "UTC",
            ),
            text("zone-without-summer-time.hint", place=_PLACES[offset]),
        )


def _zones(catalog: Catalog) -> Iterator[tuple[Place, str]]:
    """Every zone that is written in the settings."""
    settings = catalog.settings
    if settings.organization.origin is not None:
        yield settings.organization.origin.place("zone"), settings.organization.zone
    for calendar in settings.calendars.values():
        if calendar.zone:
            yield calendar.origin.place("zone"), calendar.zone
    for site in settings.sites.values():
        if site.zone and site.origin is not None:
            yield site.origin.place("zone"), site.zone


def _offset(zone: str) -> int | None:
    """The hours ahead of UTC of a zone that is such an offset; None for places and for UTC itself."""
    if etc := _ETC.fullmatch(zone):
        return -int(f"{etc[1]}{etc[2]}")  # POSIX counts to the west
    return _FIXED.get(zone.removeprefix("Etc/"))
