"""Times of day and opening hours as people write them, in the words of a catalog."""

from __future__ import annotations

import re

from servicebook.documents.folding import folded
from servicebook.documents.meant.reading import Reading
from servicebook.source.yaml_reader import Value

_TIME = re.compile(
    r"(?P<hour>[0-9]{1,2})(?: ?[:.h] ?(?P<minute>[0-9]{2}))?(?::00)? ?"
    r"(?P<half>a\.?m\.?|p\.?m\.?)? ?(?:h|hrs?|uhr|uur|o'?clock)?"
)
_FOUR_DIGITS = re.compile(r"([0-2][0-9])([0-5][0-9])")
_NOON = frozenset({"noon", "midday", "12 noon", "mittag"})
_MIDNIGHT = frozenset({"midnight", "mitternacht"})


def times_of_day(words: str) -> Reading:
    """``9:00``, ``14.30``, ``2 pm``, ``14h``, ``noon``; ``midnight``, ``0930`` and ``14 pm`` are guessed."""
    plain = folded(words)
    if plain in _NOON:
        return Reading(("12:00",))
    if plain in _MIDNIGHT:
        return Reading(("24:00",), is_certain=False)
    if found := _FOUR_DIGITS.fullmatch(plain):
        return Reading((f"{found[1]}:{found[2]}",), is_certain=False)
    if not (found := _TIME.fullmatch(plain)):
        return Reading()
    hour, half = int(found["hour"]), found["half"] or ""
    is_of_half = 1 <= hour <= 12
    if half and is_of_half:
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    return Reading((f"{hour:02}:{found['minute'] or '00'}",) if hour <= 24 else (), not half or is_of_half)


_TO = re.compile(r"\s*(?:\bto\b|\buntil\b|\btill\b|\bbis\b|\btot\b|[-\u2010-\u2015\u2212/])\s*")
_AND = re.compile(r"\s*(?:,|;|&|\+|\band\b|\bund\b)\s*")
_CLOSED = frozenset(
    {"closed", "close", "none", "no", "off", "-", "geschlossen", "zu", "frei", "ferme", "cerrado"}
)
_ALL_DAY = frozenset(
    {"24h", "24 h", "24 hours", "24/7", "24x7", "all day", "open all day", "ganztags", "always"}
)
_HALF = re.compile(r"[ap]\.?m")


def intervals(words: str) -> Reading:
    """``9-17``, ``9:00 – 17:30``, ``9am to 5pm``; ``9-5`` is guessed to be until the afternoon."""
    plain = re.sub(r"^(from|von) ", "", folded(words))
    if plain in _ALL_DAY:
        return Reading(("00:00-24:00",))
    parts = _TO.split(plain)
    found = [times_of_day(part) for part in parts]
    ends = [str(time) for one in found for time in one.values]
    if len(parts) != 2 or len(ends) != 2:
        return Reading()
    start, end = ends
    has_half = [_HALF.search(part) is not None for part in parts]
    is_certain = all(one.is_certain for one in found) and "/" not in plain and has_half != [False, True]
    if _may_be_afternoon(start, end) and not has_half[1]:
        end, is_certain = f"{int(end[:2]) + 12:02}{end[2:]}", False
    is_empty = start == end != "00:00"
    return Reading(() if is_empty else (f"{start}-{_end(end)}",), is_certain)


def _end(time: str) -> str:
    """Midnight as the end of its day."""
    return "24:00" if time == "00:00" else time


def _may_be_afternoon(start: str, end: str) -> bool:
    """Whether hours that go through the night as they are written may end twelve hours later on the same day."""
    return "00:00" < end <= start <= "12:59"


def opening_hours(words: str) -> Reading:
    """All intervals of a day, with commas between them; a day that is closed has none."""
    if folded(words) in _CLOSED:
        return Reading(([],))
    found = [intervals(part) for part in _AND.split(words.strip())]
    if not all(one.values for one in found):
        return Reading()
    hours: list[Value] = [one.values[0] for one in found]
    return Reading((hours,), all(one.is_certain for one in found))
