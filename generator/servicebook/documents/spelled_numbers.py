"""Numbers and truth values as people write them, put as a catalog has them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from servicebook.source.yaml_reader import Value

_PERCENT = re.compile(r"\s*(%|per ?cent|pct\.?)", re.IGNORECASE)
_PLAIN = re.compile(r"[0-9]+(\.[0-9]+)?")
_COMMA = re.compile(r"([0-9]+),([0-9]{1,2}|[0-9]{4,})")
_GROUPED = re.compile(r"[0-9]{1,3}([\u0020\u00a0\u2009\u202f'\u2019][0-9]{3})+([.,][0-9]{1,2})?")
_BOTH = re.compile(r"[0-9]{1,3}(?:(\.[0-9]{3})+,[0-9]+|(,[0-9]{3})+\.[0-9]+)")
_SIGNS = {"€": "EUR", "£": "GBP", "euro": "EUR", "euros": "EUR", "zł": "PLN", "kč": "CZK", "₹": "INR"}
"""Signs and words that mean one currency; "$", "kr" and "¥" mean several."""
_TRUE, _FALSE = frozenset({"yes", "y", "on", "true"}), frozenset({"no", "n", "off", "false"})


def numbers(text: str) -> Iterator[int | float]:
    """``"90"``, ``99,5``, ``1 200``, ``1.200,50``; three digits behind one sign may be thousands or decimals."""
    words = text.strip()
    if _PLAIN.fullmatch(words):
        yield _number(words)
    elif _COMMA.fullmatch(words):
        yield _number(words.replace(",", "."))
    elif _GROUPED.fullmatch(words):
        yield _number(re.sub(r"[^0-9.,]", "", words).replace(",", "."))
    elif _BOTH.fullmatch(words):
        decimal = words[max(words.rfind("."), words.rfind(","))]
        yield _number("".join("." if c == decimal else c for c in words if c.isdigit() or c == decimal))


def percentages(text: str) -> Iterator[int | float]:
    """Numbers, with or without a percent sign."""
    yield from numbers(_PERCENT.sub("", text.strip(), count=1))


def _number(text: str) -> int | float:
    number = float(text)
    return int(number) if number.is_integer() and len(text) < 16 else number


def truth_values(text: str) -> Iterator[bool]:
    """``yes``, ``off``: what YAML 1.1 took for true or false, and the two in quotes."""
    word = text.strip().lower()
    if word in _TRUE or word in _FALSE:
        yield word in _TRUE


def costs(text: str) -> Iterator[Value]:
    """``50€``, ``EUR 50``, ``free of charge``."""
    words = text.strip()
    if words.lower() in ("free of charge", "no charge", "no cost"):
        yield "free"
    found = re.fullmatch(r"(?P<a>[^\d\s]+)?\s*(?P<n>[0-9][0-9.,' ]*?)\s*(?P<b>[^\d\s]+)?", words)
    if found and bool(found["a"]) != bool(found["b"]):
        for currency in currencies(found["a"] or found["b"]):
            for amount in numbers(found["n"]):
                yield {"amount": amount, "currency": currency}


def currencies(text: str) -> Iterator[str]:
    """``eur``, ``€``, ``Euro``."""
    word = text.strip().lower()
    if word in _SIGNS:
        yield _SIGNS[word]
    elif re.fullmatch("[a-z]{3}", word):
        yield word.upper()
