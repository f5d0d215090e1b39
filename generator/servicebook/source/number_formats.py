"""What a workbook's cell shows: its value in its number format.

A share shows its percent sign, a number its unit and leading zeros, a day is written 2026-11-22. What only makes a
number easier to read (thousands separators, colors, padding) is left out, and decimals have a point, so that a value
reads the same wherever the workbook was made.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|\[(?P<bracket>[^\]]*)\]|_.|\*.|(?P<digits>[0#?][0#?,]*)|(?P<other>.)',
    re.DOTALL,
)
_SECTION = re.compile(r'(?:"[^"]*"|\\.|\[[^\]]*\]|[^;"\\\[])*', re.DOTALL)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)(-?[0-9.]+)\Z")
_CURRENCY = re.compile(r"\$([^-]*)(?:-([0-9A-Fa-f]+))?\Z")
_CODES = {
    "€": "EUR",
    "£": "GBP",
    "zł": "PLN",
    "Kč": "CZK",
    "₽": "RUB",
    "₴": "UAH",
    "₹": "INR",
    "₺": "TRY",
    "Ft": "HUF",
}
"""Signs that mean one currency; "$", "kr" and "¥" mean several, and stay as they are."""
_DOLLARS_OF = {"409": "USD", "1009": "CAD", "C0C": "CAD", "C09": "AUD", "1409": "NZD"}
"""By the number of a language and country, in which a format writes its "$"."""
_ALL_CODES = {*_CODES.values(), *_DOLLARS_OF.values()}
_COMPARE = {
    "<=": Decimal.__le__, ">=": Decimal.__ge__, "<": Decimal.__lt__, ">": Decimal.__gt__,
    "=": Decimal.__eq__, "<>": Decimal.__ne__,
}  # fmt: skip


def shown(value: object, number_format: str) -> str:
    """The text that a cell shows for its value, a day as 2026-11-22, a time as 14:30, a span of time as 36:00."""
    match value:
        case None:
            return ""
        case bool():
            return str(value).upper()
        case datetime() if value.time() == time():
            return value.date().isoformat()
        case datetime():
            return f"{value.date().isoformat()} {_clock(value.time())}"
        case date():
            return value.isoformat()
        case time():
            return _clock(value)
        case timedelta():
            return _span(value)
        case int() | float():
            return _number(Decimal(format(value, ".15g")), number_format or "General")
        case _:
            return str(value)


def is_rounded(value: object, text: str) -> bool:
    """Whether a cell shows fewer digits than its number has: 0.9951 as 99.5%, 3.7 as 4."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    numbers = re.findall(r"[0-9]*\.?[0-9]+", text)
    if len(numbers) != 1:
        return False
    number = Decimal(numbers[0])
    held = abs(Decimal(format(value, ".15g")))
    # a quoted "%" does not multiply; and what came out of a calculation has noise in its last digits
    return (
        all(abs(number - one) > one * Decimal("1e-9") for one in (held, held * 100))
        and held < Decimal(10) ** 12
    )


def _clock(value: time) -> str:
    return value.strftime("%H:%M" if value.second == 0 else "%H:%M:%S")


def _span(value: timedelta) -> str:
    seconds = round(abs(value).total_seconds())
    sign = "-" if value < timedelta() else ""
    text = f"{sign}{seconds // 3600}:{seconds % 3600 // 60:02}"
    return f"{text}:{seconds % 60:02}" if seconds % 60 else text


def _number(value: Decimal, number_format: str) -> str:
    sections = _split(number_format)[:4]
    section, value = _section_for(value, sections)
    tokens = [token.groupdict() | {"text": token.group()} for token in _TOKEN.finditer(section)]
    codes = "".join(token["text"] for token in tokens if token["other"])
    # scientific notation, fractions and "General" show a number that is better read as it is
    if "general" in section.lower() or "@" in codes or "/" in codes or re.search(r"E[+-]", section):
        plain = _plain(value)
        literal = re.sub(r"(?i)general", "\0", "".join(_literal(token) for token in tokens))
        return literal.replace("\0", plain).strip() if "\0" in literal else plain
    return _with_literals(value, tokens, codes.count("%"))


def _split(number_format: str) -> list[str]:
    parts, start = [], 0
    while start <= len(number_format):
        match = _SECTION.match(number_format, start)
        end = match.end() if match else start
        parts.append(number_format[start:end])
        start = end + 1
    return parts


def _section_for(value: Decimal, sections: Sequence[str]) -> tuple[str, Decimal]:
    """The section of a format that is for a value, and the value as it shows it: one for negatives has no sign."""
    conditions = [
        next((c for b in re.findall(r"\[([^\]]*)\]", section) if (c := _CONDITION.match(b))), None)
        for section in sections
    ]
    if any(conditions):
        for section, condition in zip(sections, conditions, strict=True):
            if condition is None or _COMPARE[condition[1]](value, Decimal(condition[2])):
                return section, value
        return sections[-1], value
    if value < 0 and len(sections) > 1:
        return sections[1], -value
    if value == 0 and len(sections) > 2:
        return sections[2], value
    return sections[0], value


def _plain(value: Decimal) -> str:
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _literal(token: dict[str, str | None]) -> str:
    """What a part of a format shows by itself, that is no digit; a currency's sign is shown by its code."""
    if token["bracket"] is not None:
        currency = _CURRENCY.match(token["bracket"])
        if not currency:
            return ""  # a color, a condition, a language
        sign, place = currency[1].strip(), (currency[2] or "").upper().lstrip("0")
        return f" {_DOLLARS_OF[place]}" if sign == "$" and place in _DOLLARS_OF else _coded(currency[1])
    if token["quoted"] is not None or token["escaped"] is not None:
        return _coded(token["quoted"] or token["escaped"] or "")
    return _coded(token["other"] or "")


def _coded(text: str) -> str:
    code = _CODES.get(text.strip())
    return f" {code}" if code else text


def _with_literals(value: Decimal, tokens: Sequence[dict[str, str | None]], percents: int) -> str:
    """The digits in the places that the format has for them, and the words around them."""
    point = next((i for i, token in enumerate(tokens) if token["other"] == "."), len(tokens))
    places = [(i, token["digits"]) for i, token in enumerate(tokens) if token["digits"]]
    if not places:
        # a format of words alone shows these in the place of the number
        return "".join(map(_literal, tokens)).strip()
    whole = [(i, digits) for i, digits in places if i < point]
    last = whole[-1][1] if whole else ""
    # a comma behind the last digit shows thousands, two show millions
    value = value * 100**percents / Decimal(1000) ** (len(last) - len(last.rstrip(",")))
    decimals = "".join(digits for i, digits in places if i > point).replace(",", "")
    rounded = abs(value).quantize(Decimal(1).scaleb(-len(decimals)), ROUND_HALF_UP)
    digits, _, fraction = format(rounded, "f").partition(".")
    pieces = _spread(digits, [(i, place.replace(",", "")) for i, place in whole])
    # zeros at the end are shown in the places of a "0" only
    wanted = decimals.rfind("0") + 1
    if fraction := fraction[:wanted] + fraction[wanted:].rstrip("0"):
        pieces[point] = f".{fraction}"
    text = _joined(tokens, pieces, point)
    return f"-{text}" if value < 0 and rounded else text


def _joined(tokens: Sequence[dict[str, str | None]], pieces: Mapping[int, str], point: int) -> str:
    """The digits and the words around them, a currency's code last, as costs are written."""
    text, code = "", ""
    for i, token in enumerate(tokens):
        if token["digits"] or i == point:
            text += pieces.get(i, "")
        elif (literal := _literal(token)).strip() in _ALL_CODES:
            code = literal.strip()
        else:
            text += literal
    return " ".join(f"{text} {code}".split())


def _spread(digits: str, places: Sequence[tuple[int, str]]) -> dict[int, str]:
    """The digits from the right on over the places of a format; what is left goes to the first of them."""
    pieces: dict[int, str] = {}
    rest = "" if digits == "0" else digits
    for i, place in reversed(places):
        taken, rest = (rest[-len(place) :], rest[: -len(place)]) if rest else ("", "")
        # "0" is a digit that is shown in any case
        shown_zeros = len(place) - len(place.lstrip("#?"))
        pieces[i] = taken.rjust(len(place) - shown_zeros, "0") if "0" in place else taken
    if places and rest:
        pieces[places[0][0]] = rest + pieces[places[0][0]]
    return pieces
