"""Time zones, countries and languages by their names in English, as their codes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Set
from datetime import datetime
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from babel import Locale
from babel.core import get_global

from servicebook.documents.folding import folded
from servicebook.documents.meant.reading import Reading
from servicebook.documents.suggestions import only_meant
from servicebook.source.yaml_reader import Value

_ABBREVIATIONS: Mapping[str, str] = {
    "cet": "Europe/Berlin", "cest": "Europe/Berlin", "mez": "Europe/Berlin", "mesz": "Europe/Berlin",
    "bst": "Europe/London", "gmt": "Europe/London", "wet": "Europe/Lisbon", "west": "Europe/Lisbon",
    "eet": "Europe/Helsinki", "eest": "Europe/Helsinki", "oez": "Europe/Helsinki", "msk": "Europe/Moscow",
    "trt": "Europe/Istanbul", "eat": "Africa/Nairobi", "cat": "Africa/Harare", "wat": "Africa/Lagos",
    "sast": "Africa/Johannesburg", "ist": "Asia/Kolkata", "pkt": "Asia/Karachi", "gst": "Asia/Dubai",
    "wib": "Asia/Jakarta", "sgt": "Asia/Singapore", "hkt": "Asia/Hong_Kong", "jst": "Asia/Tokyo",
    "kst": "Asia/Seoul", "awst": "Australia/Perth", "aest": "Australia/Sydney", "aedt": "Australia/Sydney",
    "nzst": "Pacific/Auckland", "nzdt": "Pacific/Auckland", "est": "America/New_York", "edt": "America/New_York",
    "cst": "America/Chicago", "cdt": "America/Chicago", "mst": "America/Denver", "mdt": "America/Denver",
    "pst": "America/Los_Angeles", "pdt": "America/Los_Angeles", "brt": "America/Sao_Paulo",
}  # fmt: skip
"""A zone of each abbreviation: it says no more than the hour, so a place of one's own may be another."""


_FROM_UTC = re.compile(r"(?:utc|gmt)?_?([+-])_?0?([0-9]{1,2})(?::?00)?")


def zones(words: str) -> Reading:
    """The time zone that a text names; for an abbreviation such as CET or ``UTC+1``, one of those that use it."""
    plain = re.sub(r"[\s]+", "_", folded(words))
    if zone := only_meant(words.strip().replace(" ", "_"), _zone_names()):
        return Reading((zone,))
    if found := _zones_by_city().get(plain.replace("-", "_").rsplit("/", 1)[-1]):
        return Reading((found,), is_certain=False)
    if offset := _FROM_UTC.fullmatch(plain):
        zone = _BY_HOURS.get(int(f"{offset[1]}{offset[2]}"))
        return Reading((zone,) if zone else (), is_certain=False)
    if plain in _ABBREVIATIONS:
        return Reading((_ABBREVIATIONS[plain],), is_certain=False)
    code = _country_codes().get(folded(words))
    zones = get_global("territory_zones").get(code, []) if code else []
    return Reading(tuple(sorted(zones)) if len(zones) <= _FEW_ZONES else (), is_certain=False)


_FEW_ZONES = 4
"""Of a country with more time zones nobody can say which one is meant."""


def zones_of_abbreviation(words: str, called: Iterable[str], others: Iterable[str]) -> tuple[str, ...]:
    """The zones in which clocks say the abbreviation: of a city in what the entry is ``called``, else of ``others``."""
    if not re.fullmatch("[A-Za-z]{3,5}", words):
        return ()
    cities = [part for name in called for part in re.findall(r"[a-z]+", folded(name))]
    of_name = [_zones_by_city()[city] for city in cities if city in _zones_by_city()]
    for candidates in (of_name, others):
        if fitting := tuple(
            dict.fromkeys(zone for zone in candidates if words.upper() in _abbreviations(zone))
        ):
            return fitting
    return ()


def _abbreviations(zone: str) -> set[str | None]:
    """What clocks of a zone say in January and in July; nothing of what is no zone."""
    if zone not in _zone_names():
        return set()
    days = (datetime(_ANY_YEAR, month, 1, tzinfo=ZoneInfo(zone)) for month in (1, 7))
    return {day.tzname() for day in days}


_ANY_YEAR = 2026
"""Abbreviations hardly ever change; a fixed year gives the same hint on any day."""


_BY_HOURS: Mapping[int, str] = {
    -8: "America/Los_Angeles", -7: "America/Denver", -6: "America/Chicago", -5: "America/New_York",
    -3: "America/Sao_Paulo", 0: "Europe/London", 1: "Europe/Berlin", 2: "Europe/Helsinki", 3: "Europe/Istanbul",
    4: "Asia/Dubai", 7: "Asia/Bangkok", 8: "Asia/Singapore", 9: "Asia/Tokyo", 10: "Australia/Sydney",
}  # fmt: skip
"""By the hours that clocks are ahead of UTC in winter, a zone: which place it is of changes when summer time begins."""


@cache  # to look through the machine's files takes a tenth of a second
def _zone_names() -> Set[str]:
    return available_timezones()


@cache
def _zones_by_city() -> Mapping[str, str]:
    areas = ("Africa/", "America/", "Asia/", "Atlantic/", "Australia/", "Europe/", "Indian/", "Pacific/")
    zones = sorted(zone for zone in _zone_names() if zone.startswith(areas) or zone == "UTC")
    return {zone.rsplit("/", 1)[-1].lower(): zone for zone in zones}


def countries(words: str) -> Reading:
    """The ISO 3166 code of a country; of one in words it is guessed."""
    plain = words.strip()
    if re.fullmatch("[A-Za-z]{2}", plain):
        return Reading(("GB" if plain.upper() == "UK" else plain.upper(),))
    code = _country_codes().get(re.sub(r"^the ", "", folded(plain)))
    return Reading((code,) if code else (), is_certain=False)


@cache
def _country_codes() -> Mapping[str, str]:
    names = {
        folded(name): code
        for language in ("nl", "es", "fr", "de", "en")
        for code, name in Locale(language).territories.items()
        if len(code) == 2 and code.isalpha()
    }
    return names | {"uk": "GB", "usa": "US", "great britain": "GB", "england": "GB"}


def holidays(value: Value) -> tuple[Value, ...]:
    """The place whose public holidays are kept: ``DE``, ``DE-BE`` or the name of a country; ``none`` of a no."""
    if value is False:
        return ("none",)
    if not isinstance(value, str):
        return ()
    country, _, subdivision = value.strip().partition("-")
    if re.fullmatch("[A-Za-z]{2}", country) and subdivision.isalnum():
        return ({"country": country.upper(), "subdivision": subdivision.upper()},)
    if folded(value) in ("no", "nein", "keine", "without"):
        return ("none",)
    return tuple({"country": code} for code in countries(value).values)


def languages(words: str) -> Reading:
    """The ISO 639 code of a language; of one in words it is guessed."""
    plain = words.strip()
    if re.fullmatch("[A-Za-z]{2,3}(?:[-_][A-Za-z]{2,4})*", plain):
        first, *rest = re.split("[-_]", plain)
        return Reading(
            ("-".join((first.lower(), *(part.upper() if len(part) == 2 else part for part in rest))),)
        )
    code = _language_codes().get(folded(plain))
    return Reading((code,) if code else (), is_certain=False)


@cache
def _language_codes() -> Mapping[str, str]:
    return {
        folded(name): code
        for language in ("nl", "es", "fr", "de", "en")
        for code, name in Locale(language).languages.items()
        if len(code) <= 3
    }
