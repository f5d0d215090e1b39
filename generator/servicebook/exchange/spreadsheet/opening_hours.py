"""Hours that a list names in the place of a calendar: ``Mon-Fri 8-17``, ``Mo bis Fr 8 bis 17 Uhr``, ``24/7``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from servicebook import wording
from servicebook.clock.weekdays import WEEKDAYS
from servicebook.documents.folding import folded
from servicebook.documents.slugs import slug
from servicebook.documents.weekly_hours import SAMPLE, NoHoursError, weekly_hours
from servicebook.exchange.spreadsheet.column import CellError
from servicebook.exchange.spreadsheet.name_index import NameIndex
from servicebook.source.yaml_reader import Value

ALWAYS = "always"
_ALWAYS = frozenset(
    {
        "24/7", "24x7", "7x24", "24 x 7", "always", "around the clock", "24 hours", "rund um die uhr", "immer",
        "24h/24", "24h/24 7j/7", "24 heures sur 24", "toujours", "siempre", "24 horas", "altijd", "24 uur per dag",
    }
)  # fmt: skip
_DAY_NAMES = (
    ("montag", "mo", "lundi", "lun", "lunes", "maandag", "ma"),
    ("dienstag", "di", "mardi", "mar", "martes", "dinsdag"),
    ("mittwoch", "mi", "mercredi", "mer", "miercoles", "mie", "woensdag", "wo"),
    ("donnerstag", "do", "jeudi", "jeu", "jueves", "jue", "donderdag"),
    ("freitag", "fr", "vendredi", "ven", "viernes", "vie", "vrijdag", "vr"),
    ("samstag", "sonnabend", "sa", "samedi", "sam", "sabado", "sab", "zaterdag", "za"),
    ("sonntag", "so", "dimanche", "dim", "domingo", "dom", "zondag", "zo"),
)
"""Days in German, French, Spanish and Dutch, whose short forms mean one day each; English ones are known elsewhere."""
_DAY_OF = {name: day for day, names in zip(WEEKDAYS, _DAY_NAMES, strict=True) for name in names}
_BETWEEN = re.compile(r"\s*(?:-|–|—|\bto\b|\bbis\b|\ba\b|\bau\b|\bal\b|\btot\b|\bt/m\b|\btot en met\b)\s*")
_AND = re.compile(r"\s+(?:and|und|et|y|en|u\.)\s+")
_FILLERS = re.compile(
    r"(?<=\d)\s*(?:uhr|uur|h|hrs?|heures|horas)\b|\b(?:von|from|de|du|van|le|les|los|las)\s|(?<=[a-z])\."
)
_DAYS_AFTER_HOURS = re.compile(r"(?<=[0-9])\s*,\s*(?=[a-z])")


def hours_of(words: str) -> dict[str, Value] | None:
    """The hours that words say in one of five languages, by day; None for words that say none."""
    text = _AND.sub(", ", folded(words))
    # "8h30" is half past eight, "8h" is eight o'clock
    text = _FILLERS.sub("", re.sub(r"(?<=\d)h(?=\d\d)", ":", text))
    text = _BETWEEN.sub("-", text)
    text = _DAYS_AFTER_HOURS.sub("; ", text.replace(":-", "-"))
    text = re.sub(r"[a-z]+", lambda match: _DAY_OF.get(match.group(), match.group()), text)
    try:
        return weekly_hours(re.sub(r"(?<=[a-z])\s*[:,]\s*(?=\d)", " ", text))
    except NoHoursError:
        return None


@dataclass(slots=True)
class HoursIndex:
    """The calendars that a new catalog has by id and name, the usual one first, and those that its lists add.

    These extend the usual one, so that its zone and its holidays are theirs.
    """

    known: Mapping[str, str]
    made: dict[str, Value] = field(default_factory=dict)

    def resolve(self, words: str, names: NameIndex) -> str:
        """The id of the calendar that words name or describe. Raises :class:`CellError`."""
        if folded(words) in _ALWAYS:
            return ALWAYS
        found = names.ids_named("calendar", words)
        if len(found) == 1:
            return found[0]
        if words in names.ids["calendar"]:
            return words
        hours = hours_of(words)
        if hours is None:
            message = wording.text("init.no-calendar", words=words)
            raise CellError("unknown-calendar", message, wording.text("init.no-calendar-hint", sample=SAMPLE))
        own_id = slug(words)
        names.add("calendar", own_id, [words])
        # closed days are named, since the calendar that it extends for its holidays may be open on them
        week = {day: hours.get(day, []) for day in WEEKDAYS}
        self.made[own_id] = {"name": words, "extends": next(iter(self.known)), "open": week}
        return own_id
