"""Time zones, countries and languages by their names in English, as their codes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from zoneinfo import available_timezones

from babel import Locale

from servicebook.documents.folding import folded
from servicebook.source.yaml_reader import Value

_OFFSETS: Mapping[str, str] = {
    "cet": "Europe/Berlin", "cest": "Europe/Berlin", "mez": "Europe/Berlin", "mesz": "Europe/Berlin",
    "bst": "Europe/London", "gmt": "Europe/London", "est": "America/New_York", "edt": "America/New_York",
    "pst": "America/Los_Angeles", "pdt": "America/Los_Angeles",
}  # fmt: skip
"""A zone of each abbreviation: it says no more than the hour, so a place of one's own may be another."""


def zones(words: str) -> tuple[str, ...]:
    """The time zone that a text names by its city; for an abbreviation such as CET, one of those that use it."""
    plain = re.sub(r"[\s-]+", "_", folded(words))
    by_city = _zones_by_city()
    if found := by_city.get(plain.rsplit("/", 1)[-1]):
        return (found,)
    return (_OFFSETS[plain],) if plain in _OFFSETS else ()


@cache
def _zones_by_city() -> Mapping[str, str]:
    areas = ("Africa/", "America/", "Asia/", "Atlantic/", "Australia/", "Europe/", "Indian/", "Pacific/")
    zones = sorted(zone for zone in available_timezones() if zone.startswith(areas) or zone == "UTC")
    return {zone.rsplit("/", 1)[-1].lower(): zone for zone in zones}


def countries(words: str) -> tuple[str, ...]:
    """The ISO 3166 code of a country."""
    plain = words.strip()
    if re.fullmatch("[A-Za-z]{2}", plain):
        return ("GB" if plain.upper() == "UK" else plain.upper(),)
    code = _country_codes().get(re.sub(r"^the ", "", folded(plain)))
    return (code,) if code else ()


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
    return tuple({"country": code} for code in countries(value))


def languages(words: str) -> tuple[str, ...]:
    """The ISO 639 code of a language."""
    plain = words.strip().replace("_", "-")
    if re.fullmatch("[A-Za-z]{2,3}", plain):
        return (plain.lower(),)
    if re.fullmatch("[A-Za-z]{2}-[A-Za-z]{2}", plain):
        return (f"{plain[:2].lower()}-{plain[3:].upper()}",)
    code = _language_codes().get(folded(plain))
    return (code,) if code else ()


@cache
def _language_codes() -> Mapping[str, str]:
    return {
        folded(name): code
        for language in ("nl", "es", "fr", "de", "en")
        for code, name in Locale(language).languages.items()
        if len(code) <= 3
    }
