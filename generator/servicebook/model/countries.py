"""Countries by their codes, as people name them."""

from __future__ import annotations

from babel import Locale
from babel.core import get_global

from servicebook import wording
from servicebook.documents.suggestions import did_you_mean


def country_of(zone: str | None) -> str | None:
    """The country of a time zone (an IANA name), as an ISO 3166-1 code; None where it is of none, or of several."""
    country = get_global("zone_territories").get(zone or "")
    return country if country and is_country(country) else None


def is_country(code: str) -> bool:
    """Whether the public holidays of a country are known by its code."""
    return code in _names()


def country_hint(text: str) -> str:
    """What to write in the place of a text that is no code: that of the country of this name, if there is one."""
    by_name = {name: code for code, name in _names().items()}
    code = next((code for name, code in by_name.items() if name.lower() == text.strip().lower()), None)
    return did_you_mean(code or text.upper(), _names()) or wording.text("init.country-hint")


def _names() -> dict[str, str]:
    """Every country whose public holidays are known: its code, and its English name."""
    import holidays  # takes a while, and few commands ask for a country

    territories = Locale("en").territories
    return {code: territories[code] for code in holidays.list_supported_countries() if code in territories}
