"""Time zones, countries and languages by their names in English, as their codes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from zoneinfo import available_timezones

from babel import Locale

from servicebook.documents.folding import folded
from servicebook.documents.meant.reading import Reading
from servicebook.documents.suggestions import only_meant
from servicebook.source.yaml_reader import Value

_OFFSETS: Mapping[str, str] = {
    "cet": "Europe/Berlin", "cest": "Europe/Berlin", "mez": "Europe/Berlin", "mesz": "Europe/Berlin",
    "bst": "Europe/London", "gmt": "Europe/London", "est": "America/New_York", "edt": "America/New_York",
    "pst": "America/Los_Angeles", "pdt": "America/Los_Angeles",
}  # fmt: skip
"""A zone of each abbreviation: it says no more than the hour, so a place of one's own may be another."""


_FROM_UTC = re.compile(r"(?:utc|gmt)?_?([+-])_?0?([0-9]{1,2})(?::?00)?")


def zones(words: str) -> Reading:
    """The time zone that a text names; for an abbreviation such as CET or ``UTC+1``, one of those that use it."""
    plain = re.sub(r"[\s]+", "_", folded(words))
    if zone := only_meant(words.strip().replace(" ", "_"), available_timezones()):
        return Reading((zone,))
    if found := _zones_by_city().get(plain.replace("-", "_").rsplit("/", 1)[-1]):
        return Reading((found,), is_certain=False)
    if offset := _FROM_UTC.fullmatch(plain):
        zone = _BY_HOURS.get(int(f"{offset[1]}{offset[2]}"))
        return Reading((zone,) if zone else (), is_certain=False)
    return Reading((_OFFSETS[plain],) if plain in _OFFSETS else (), is_certain=False)


_BY_HOURS: Mapping[int, str] = {
    -8: "America/Los_Angeles", -7: "America/Denver", -6: "America/Chicago", -5: "America/New_York",
    -3: "America/Sao_Paulo", 0: "Europe/London", 1: "Europe/Berlin", 2: "Europe/Helsinki", 3: "Europe/Istanbul",
    4: "Asia/Dubai", 7: "Asia/Bangkok", 8: "Asia/Singapore", 9: "Asia/Tokyo", 10: "Australia/Sydney",
}  # fmt: skip
"""By the hours that clocks are ahead of UTC in winter, a zone: which place it is of changes when summer time begins."""


@cache
def _zones_by_city() -> Mapping[str, str]:
    areas = ("Africa/", "America/", "Asia/", "Atlantic/", "Australia/", "Europe/", "Indian/", "Pacific/")
    zones = sorted(zone for zone in available_timezones() if zone.startswith(areas) or zone == "UTC")
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
