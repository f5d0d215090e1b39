"""Numbers, money and truth values as people write them, as a catalog writes them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from babel import Locale

from servicebook.documents.folding import folded
from servicebook.documents.meant.reading import Reading
from servicebook.documents.translated_values import is_free
from servicebook.source.yaml_reader import Value

_NUMBER = re.compile(
    r"(?P<sign>[-+]?)(?P<whole>[0-9]+|[0-9]{1,3}(?:(?P<group>[.,'\u2019 \u00a0\u2009\u202f])[0-9]{3})"
    r"(?:(?P=group)[0-9]{3})*)(?:(?P<point>[.,])(?P<decimals>[0-9]+))?"
)
_THREE_DIGITS = re.compile(r"[1-9][0-9]{0,2}[.,][0-9]{3}")


def numbers(words: str) -> Reading:
    """``"90"``, ``99,5``, ``1 200``, ``1.200,50``; three digits behind one sign may be thousands or decimals."""
    plain = words.strip()
    if _THREE_DIGITS.fullmatch(plain):
        return Reading((_number(plain.replace(",", ".")), int(re.sub("[.,]", "", plain))))
    found = _NUMBER.fullmatch(plain)
    if not found or (found["group"] and found["group"] == found["point"]):
        return Reading()  # 9.500.0 is no number
    return Reading(
        (_number(f"{found['sign']}{re.sub('[^0-9]', '', found['whole'])}.{found['decimals'] or 0}"),)
    )


def _number(text: str) -> int | float:
    number = float(text)
    return int(text.partition(".")[0]) if number.is_integer() and len(text) <= 20 else number


_PERCENT = re.compile(r"\s*(%|per ?cent|pct\.?|prozent)\Z", re.IGNORECASE)


def percentages(words: str) -> Reading:
    """Numbers, with or without a percent sign."""
    return numbers(_PERCENT.sub("", words.strip(), count=1))


_SIGNS: Mapping[str, str] = {
    "€": "EUR", "£": "GBP", "₹": "INR", "zł": "PLN", "kč": "CZK", "₺": "TRY", "₽": "RUB", "euro": "EUR", "euros": "EUR",
    "sterling": "GBP", "us dollar": "USD", "us dollars": "USD", "us$": "USD", "swiss franc": "CHF",
    "swiss francs": "CHF", "franken": "CHF", "yen": "JPY",
}  # fmt: skip
"""Signs and words that mean one currency."""
_LIKELY_SIGNS: Mapping[str, str] = {
    "pound": "GBP", "pounds": "GBP", "$": "USD", "dollar": "USD", "dollars": "USD", "¥": "JPY", "kr": "SEK",
    "rupee": "INR", "rupees": "INR",
}  # fmt: skip
"""Signs and words that mean several currencies, with one of them."""


def currencies(words: str) -> Reading:
    """``eur``, ``€``, ``Euro``; of ``$`` one of those that are called so."""
    plain = words.strip()
    if re.fullmatch("[A-Za-z]{3}", plain) and plain.upper() in _codes():
        return Reading((plain.upper(),))
    word = plain.lower()
    if word in _SIGNS:
        return Reading((_SIGNS[word],))
    return Reading((_LIKELY_SIGNS[word],) if word in _LIKELY_SIGNS else (), is_certain=False)


@cache
def _codes() -> frozenset[str]:
    return frozenset(Locale("en").currencies)


def amounts(words: str) -> Reading:
    """The amount of a text, with or without a currency, which has a key of its own."""
    plain = numbers(words)
    cost = _money(words)
    return plain if plain.values else Reading(tuple(one["amount"] for one in cost[0]), is_certain=False)


_MONEY = re.compile(
    r"(?P<before>[^\d\s.,]{1,4}|[A-Za-z ]+?)?\s*(?P<amount>[0-9][0-9.,' ]*?)(?:,-|,--|\.-)?\s*(?P<after>[^\s/\d]+)?"
    r"(?:\s*(?:per|/|pro|each|a|an)\s*(?P<per>\S.*))?\Z"
)


def _money(words: str) -> tuple[list[dict[str, Value]], bool]:
    """The costs that words may mean, and whether their currency was not guessed, and they say nothing else."""
    found = _MONEY.match(words.strip())
    if found is None:
        return [], False
    named = found["before"] or found["after"]
    currency = currencies(named) if named else Reading(is_certain=False)
    if named and not currency.values:
        return [], False
    rest: dict[str, Value] = {"currency": currency.values[0]} if named else {}
    if found["per"]:
        rest["per"] = found["per"].strip()
    is_certain = currency.is_certain and not found["per"] and not (found["before"] and found["after"])
    return [{"amount": one, **rest} for one in numbers(found["amount"].rstrip(".,")).values], is_certain


_FREE = frozenset({"free", "free of charge", "no charge", "no cost"})
_NOTHING = frozenset({"none", "no", "nothing", "for free", "zero", "0", "n/a", "-", "keine"})


def costs(value: Value) -> Reading:
    """The cost that a value means: ``free``, an amount with its currency, or words as a note."""
    if isinstance(value, list):
        value = " ".join(str(part) for part in value)
    if isinstance(value, bool) or value is None:
        return Reading(("free",) if value is False else (), is_certain=False)
    if isinstance(value, int | float):
        return Reading(({"amount": value},) if value else ("free",), is_certain=False)
    if not isinstance(value, str):
        return Reading()
    plain = folded(value)
    if plain in _FREE or plain in _NOTHING or is_free(value):
        return Reading(("free",), is_certain=plain not in _NOTHING)
    found, is_certain = _money(value)
    return Reading(tuple(found), is_certain) if found else Reading(({"note": value},), is_certain=False)


_YES, _NO = (
    frozenset({"yes", "y", "ja", "oui", "si", "on", "true"}),
    frozenset({"no", "n", "nein", "non", "nee", "off", "false"}),
)
_LIKELY_YES, _LIKELY_NO = frozenset({"1", "x", "✓", "✔"}), frozenset({"0", "none"})


def truth_values(words: str) -> Reading:
    """``yes``, ``off``: what YAML 1.1 took for true or false, and the two in quotes; ``1`` and ``x`` are guessed."""
    plain = folded(words)
    if plain in _YES or plain in _NO:
        return Reading((plain in _YES,))
    return Reading((plain in _LIKELY_YES,) if plain in _LIKELY_YES | _LIKELY_NO else (), is_certain=False)
