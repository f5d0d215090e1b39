"""Durations as people write them, put as a catalog has them: a whole number and a unit."""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction

from servicebook.documents.folding import folded
from servicebook.documents.meant.reading import Reading
from servicebook.documents.translated_values import duration_in_english

_LIMIT = re.compile(
    r"\A(?:(?:within|in|up to|at most|no more than|maximum|max|innerhalb von|binnen)\s+|(?:max\.|<=|≤)\s*)"
)
_ABOUT = re.compile(r"\A(?:less than|about|around|~|<)\s*")
_RANGE = re.compile(r"[0-9]+(?:[.,][0-9]+)?\s*(?:-|\u2013|to|bis)\s*(?=[0-9])")
_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_NUMBER_WORDS = {**{word: str(n) for n, word in enumerate(_WORDS, 1)}, "a": "1", "an": "1", "half": "0.5"}
_PART = re.compile(r"([0-9]+(?:[.,][0-9]+)?)[\s-]*([a-z][a-z -]*)?\.?")
_CLOCK = re.compile(r"([0-9]{1,3}):([0-5][0-9])")
_ISO = re.compile(r"pt([0-9]+)([hms])")
_ISO_UNITS = {"h": "hour", "m": "minute", "s": "second"}
_UNITS: Mapping[str, str] = {
    "second": "s sec",
    "minute": "min",
    "hour": "h hr working-hour business-hour opening-hour office-hour",
    "working day": "working-day workday work-day business-day office-day bd wd",
    "calendar day": "calendar-day cal-day",
    "calendar week": "calendar-week week wk w cal-week",
    "month": "mo mth calendar-month",
    "day": "d",
    "working week": "working-week business-week",
    "year": "y yr",
    "quarter": "",
}
"""By unit, what else it is called in the singular; hours of any name pass only while a calendar is open."""
_UNIT_OF = {name: unit for unit, names in _UNITS.items() for name in (unit, *names.split())}
_GUESSED_UNITS = {"m": "minute", "weekday": "working day", "week-day": "working day"}
_SMALLER = {"hour": ("minute", 60), "minute": ("second", 60), "year": ("month", 12), "quarter": ("month", 3),
            "working week": ("working day", 5)}  # fmt: skip
"""By unit, a smaller one of which it is always as many."""
_OFTEN = {
    "daily": "1 calendar day", "weekly": "1 calendar week", "monthly": "1 month", "quarterly": "3 months",
    "half-yearly": "6 months", "twice a year": "6 months", "yearly": "12 months", "annually": "12 months",
    "annual": "12 months", "every year": "12 months", "every month": "1 month", "every week": "1 calendar week",
    "jahrlich": "12 months", "monatlich": "1 month", "every two years": "24 months", "every 2 years": "24 months",
}  # fmt: skip
_SAME_WORKING_DAY = re.compile(r"(on )?(the )?same (working|work|business)[ -]?day")
_SAME_DAY = frozenset({"same day", "same-day", "on the same day", "today", "the same day"})


def durations(words: str) -> Reading:
    """``2 hrs``, ``1.5 h``, ``1 h 30 min``, ``two working days``, ``PT4H``; ``2 days`` may be working days or not.

    A range is guessed to mean its longer end, a time of day as many hours and minutes.
    """
    plain = folded(words)
    if plain in _SAME_DAY:
        return Reading(("same working day",), is_certain=False)
    if plain in _OFTEN:
        return Reading((_OFTEN[plain],), is_certain=False)
    if clock := _CLOCK.fullmatch(plain):
        return Reading((_written(int(clock[1]) * 60 + int(clock[2]), "minute"),), is_certain=False)
    if iso := _ISO.fullmatch(plain):
        return Reading((_written(int(iso[1]), _ISO_UNITS[iso[2]]),))
    plain = _LIMIT.sub("", plain)
    exact = _RANGE.sub("", _ABOUT.sub("", plain))
    found = _amounts(folded(duration_in_english(exact)))
    return found if exact == plain else Reading(found.values, is_certain=False)


def _amounts(plain: str) -> Reading:
    if _SAME_WORKING_DAY.fullmatch(plain):
        return Reading(("same working day",))
    first, _, rest = plain.partition(" ")
    plain = f"{_NUMBER_WORDS.get(first, first)} {rest}".strip()
    parts = [(Fraction(found[1].replace(",", ".")), _name(found[2] or "")) for found in _PART.finditer(plain)]
    if not parts or _PART.sub("", plain).strip(" ,."):
        return Reading()
    if len(parts) == 1:
        return _with_unit(*parts[0])
    minutes = [_in_minutes(amount, _UNIT_OF.get(name.removesuffix(" and"), "")) for amount, name in parts]
    total = sum(part for part in minutes if part is not None)
    # longer units do not add up to shorter ones
    return Reading() if None in minutes else _one_of((total, "minute"))


def _name(words: str) -> str:
    """The name of a unit, in the singular and with spaces as the table has it."""
    name = re.sub(r"[\s-]+", "-", words.strip(" -"))
    for one in (name, name.removesuffix("s")):
        for known in (one, one.replace("-", " ")):
            if known in _UNIT_OF or known in _GUESSED_UNITS:
                return known
    return name.replace("-", " ")


def _in_minutes(amount: Fraction, unit: str) -> Fraction | None:
    return {"hour": amount * 60, "minute": amount}.get(unit)


def _with_unit(amount: Fraction, name: str) -> Reading:
    if not name:
        return _one_of((amount, "hour"), (amount, "working day"), is_certain=False)
    if guessed := _GUESSED_UNITS.get(name):
        return _one_of((amount, guessed), is_certain=False)
    unit = _UNIT_OF.get(name)
    if unit is None:
        return Reading()
    if unit == "day":
        return _one_of((amount, "working day"), (amount, "calendar day"))
    if unit in _SMALLER and (unit not in _WRITTEN or amount.denominator > 1):
        smaller, factor = _SMALLER[unit]
        return _one_of((amount * factor, smaller))
    return _one_of((amount, unit))


_WRITTEN = frozenset({"hour", "minute"})
"""The units with smaller ones that a catalog has, too."""


def _one_of(*choices: tuple[Fraction | int, str], is_certain: bool = True) -> Reading:
    """The durations of amounts that are whole."""
    whole = [
        (int(amount), unit) for amount, unit in choices if amount == int(amount) and 0 < amount < 1_000_000
    ]
    return Reading(tuple(_written(amount, unit) for amount, unit in whole), is_certain)


def _written(amount: int, unit: str) -> str:
    return f"{amount} {unit}" if amount == 1 else f"{amount} {unit}s"
