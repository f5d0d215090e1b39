"""Numbers, money, truth values and addresses as people write them, as a catalog writes them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from babel import Locale

from servicebook.documents.folding import folded
from servicebook.documents.translated_values import is_free
from servicebook.source.yaml_reader import Value

_DIGITS = re.compile(r"[-+]?[0-9][0-9., '\u00a0\u202f]*\Z")
_SIGNS: Mapping[str, str] = {"€": "EUR", "£": "GBP", "₹": "INR", "zł": "PLN", "₺": "TRY", "₽": "RUB"}
"""Signs that mean one currency; "$", "kr" and "¥" mean several."""
_NAMES: Mapping[str, str] = {
    "euro": "EUR", "euros": "EUR", "pound": "GBP", "pounds": "GBP", "sterling": "GBP", "us dollar": "USD",
    "us dollars": "USD", "swiss franc": "CHF", "swiss francs": "CHF", "franken": "CHF", "yen": "JPY",
    "us$": "USD", "$": "USD", "dollar": "USD", "dollars": "USD", "¥": "JPY", "kr": "SEK", "rupee": "INR",
    "rupees": "INR",
}  # fmt: skip


def number(words: str) -> int | float | None:
    """The number that a text means: 99.5 of ``99,5``, 1250.5 of ``1.250,50``; None where it is not clear."""
    plain = re.sub(r"[ '\u00a0\u202f]", "", words.strip())
    if not _DIGITS.match(plain):
        return None
    last = max(plain.rfind("."), plain.rfind(","))
    if last < 0:
        return int(plain) if len(plain) <= 18 else None
    whole, decimals = plain[:last], plain[last + 1 :]
    separators = {*re.sub("[^.,]", "", whole)}
    if len(separators) > 1 or plain[last] in separators or not decimals.isdigit():
        return None  # 9.5.0 is no number
    if re.search(r"[.,](?![0-9]{3}(?:[.,]|\Z))", whole):
        return None
    value = float(f"{re.sub('[.,]', '', whole)}.{decimals}")
    return int(value) if value.is_integer() else value


_PERCENT = re.compile(r"([0-9.,]+)\s*(?:%|percent|per cent|prozent|pct)?\Z")


def percent(words: str) -> tuple[Value, ...]:
    """The percentage that a text means, without its sign."""
    found = _PERCENT.match(folded(words))
    value = number(found[1]) if found else None
    return () if value is None else (value,)


def amounts(words: str) -> tuple[Value, ...]:
    """The amount of a text with or without a currency."""
    cost = _money(words)
    return (cost["amount"],) if cost else ()


def currencies(words: str) -> tuple[str, ...]:
    """The currency that a text names."""
    plain = words.strip()
    if re.fullmatch("[A-Za-z]{3}", plain) and plain.upper() in _codes():
        return (plain.upper(),)
    code = _SIGNS.get(plain) or _NAMES.get(folded(plain))
    return (code,) if code else ()


@cache
def _codes() -> frozenset[str]:
    return frozenset(Locale("en").currencies)


_MONEY = re.compile(
    r"(?P<before>[^\d\s.,]{1,4}|[A-Za-z ]+?)?\s*(?P<amount>[0-9][0-9.,']*)(?:,-|,--|\.-)?\s*(?P<after>[^\s/\d]+)?"
    r"(?:\s*(?:per|/|pro|each|a|an)\s*(?P<per>\S.*))?\Z"
)
_NOTHING = frozenset(
    {
        "none",
        "no",
        "nothing",
        "no cost",
        "no charge",
        "free of charge",
        "for free",
        "zero",
        "0",
        "n/a",
        "-",
        "keine",
    }
)


def _money(words: str) -> dict[str, Value]:
    found = _MONEY.match(words.strip())
    value = number(found["amount"].rstrip(".,")) if found else None
    if found is None or value is None:
        return {}
    cost: dict[str, Value] = {"amount": value}
    named = found["before"] or found["after"]
    if named:
        code = currencies(named)
        if not code:
            return {}
        cost["currency"] = code[0]
    if found["per"]:
        cost["per"] = found["per"].strip()
    return cost


def costs(value: Value) -> tuple[Value, ...]:
    """The cost that a value means: ``free``, an amount with its currency, or words as a note."""
    if isinstance(value, list):
        value = " ".join(str(part) for part in value)
    if isinstance(value, bool) or value is None:
        return ("free",) if value is False else ()
    if isinstance(value, int | float):
        return ({"amount": value},) if value else ("free",)
    if not isinstance(value, str):
        return ()
    plain = folded(value)
    if plain in _NOTHING or is_free(value) or plain == "free":
        return ("free",)
    return (_money(value) or {"note": value},)


_YES = frozenset({"yes", "y", "ja", "oui", "si", "on", "1", "true", "x", "✓", "✔"})
_NO = frozenset({"no", "n", "nein", "non", "nee", "off", "0", "false", "none"})


def booleans(words: str) -> tuple[bool, ...]:
    """The truth value that a text means."""
    plain = folded(words)
    return (True,) if plain in _YES else (False,) if plain in _NO else ()


_EMAIL = re.compile(r"[^@\s<>\"()]+@[^@\s<>\"()]+\.[^@\s<>\".()]+")


def emails(words: str) -> tuple[str, ...]:
    """The e-mail address in a text."""
    plain = re.sub(r"\s*[(\[]\s*(?:at|@|ät)\s*[)\]]\s*", "@", words.strip(), flags=re.IGNORECASE)
    plain = re.sub(r"\s*[(\[]\s*(?:dot|punkt)\s*[)\]]\s*", ".", plain, flags=re.IGNORECASE)
    plain = plain.removeprefix("mailto:")
    found = _EMAIL.findall(plain)
    if len(found) == 1 and (found[0] == plain or "<" in plain):
        return (found[0],)
    joined = re.sub(r"\s+", ".", plain)
    return (joined,) if not found or (found[0] != plain and _EMAIL.fullmatch(joined)) else ()


def urls(words: str) -> tuple[str, ...]:
    """The web address in a text: of a Markdown link, without ``https://``, or with spaces."""
    plain = words.strip().strip("<>")
    if link := re.fullmatch(r"\[[^\]]*\]\((\S+)\)", plain):
        plain = link[1]
    if re.fullmatch(r"(?:www\.)?[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}(?:[/?#]\S*)?", plain):
        plain = f"https://{plain}"
    return (re.sub(r"\s", "%20", plain),)


def phones(words: str) -> tuple[str, ...]:
    """The phone number in a text, without words around it."""
    found = re.findall(r"\+?[0-9][0-9 ()/.-]*[0-9]", words)
    return (found[0],) if len(found) == 1 else ()
