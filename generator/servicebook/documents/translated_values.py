"""What cells say in German, French, Spanish and Dutch where a catalog has words of its own: times, states, no cost.

Nothing is guessed: "3 Tage" is as ambiguous as "3 days", and stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from servicebook.documents.folding import folded

_UNITS: Mapping[str, tuple[str, ...]] = {
    "second": ("sekunde", "sekunden", "seconde", "secondes", "segundo", "segundos", "seconden"),
    "minute": ("minuten", "min", "min.", "minuto", "minutos", "minuut"),
    "hour": ("stunde", "stunden", "std", "std.", "h", "heure", "heures", "hora", "horas", "uur", "uren"),
    "working day": (
        "werktag", "werktage", "werktagen", "arbeitstag", "arbeitstage", "arbeitstagen",
        "jour ouvre", "jours ouvres", "jour ouvrable", "jours ouvrables", "jour de travail", "jours de travail",
        "dia habil", "dias habiles", "dia laborable", "dias laborables",
        "werkdag", "werkdagen", "business day", "business days", "workday", "workdays",
    ),
    "calendar day": (
        "kalendertag", "kalendertage", "kalendertagen", "jour calendaire", "jours calendaires", "jour civil",
        "jours civils",
        "dia natural", "dias naturales", "dia calendario", "dias calendario", "kalenderdag", "kalenderdagen",
    ),
    "calendar week": (
        "kalenderwoche", "kalenderwochen", "semaine calendaire", "semaines calendaires",
        "semana natural", "semanas naturales", "kalenderweek", "kalenderweken",
    ),
    "month": ("monat", "monate", "monaten", "mois", "mes", "meses", "maand", "maanden"),
    "day": ("tag", "tage", "tagen", "jour", "jours", "dia", "dias", "dag", "dagen"),
    "week": ("woche", "wochen", "semaine", "semaines", "semana", "semanas", "weken"),
    "year": ("jahr", "jahre", "jahren", "an", "ans", "annee", "annees", "ano", "anos", "jaar", "jaren"),
}  # fmt: skip
_UNIT_OF = {word: unit for unit, words in _UNITS.items() for word in words}
_SAME_DAY = frozenset(
    {
        "am selben werktag", "am gleichen werktag", "am selben arbeitstag", "selber werktag",
        "gleicher arbeitstag",
        "le meme jour ouvre", "meme jour ouvre", "el mismo dia habil", "mismo dia habil", "mismo dia laborable",
        "dezelfde werkdag", "op dezelfde werkdag",
    }
)  # fmt: skip
_ONE = frozenset({"ein", "eine", "einen", "un", "une", "una", "een"})
_AMOUNT = re.compile(r"([0-9]+|[a-z]+) ?([a-z][a-z .]*)\Z")

_LIFECYCLES: Mapping[str, tuple[str, ...]] = {
    "planned": (
        "geplant", "in planung", "vorgesehen", "planifie", "prevu", "en projet", "planificado", "previsto",
        "gepland",
    ),
    "live": (
        "active", "aktiv", "in betrieb", "verfugbar", "produktiv", "actif", "en service", "disponible", "activo",
        "en servicio", "vigente", "actief", "in gebruik", "beschikbaar",
    ),
    "deprecated": (
        "veraltet", "abgekundigt", "auslaufend", "lauft aus", "obsolete", "deprecie", "obsoleto", "en desuso",
        "verouderd",
        "uitgefaseerd",
    ),
    "retired": (
        "eingestellt", "stillgelegt", "ausser betrieb", "retire", "arrete", "supprime", "retirado", "suprimido",
        "ingetrokken", "beeindigd", "buiten gebruik",
    ),
}  # fmt: skip
_LIFECYCLE_OF = {word: state for state, words in _LIFECYCLES.items() for word in words}
_FREE = frozenset(
    {
        "kostenlos",
        "kostenfrei",
        "gebuhrenfrei",
        "unentgeltlich",
        "gratis",
        "gratuit",
        "gratuito",
        "sin coste",
        "kosteloos",
    }
)


def duration_in_english(words: str) -> str:
    """A time in the words of a catalog (``2 Werktage`` is ``2 working days``); other words as they are."""
    plain = folded(words)
    if plain in _SAME_DAY:
        return "same working day"
    match = _AMOUNT.match(plain)
    unit = _UNIT_OF.get(match[2].strip()) if match else None
    if match is None or unit is None:
        return words
    amount = "1" if match[1] in _ONE else match[1]
    if not amount.isdecimal():
        return words
    return f"{int(amount)} {unit}" if int(amount) == 1 else f"{int(amount)} {unit}s"


def lifecycle_in_english(words: str) -> str:
    """A state of a service in the words of a catalog; other words as they are."""
    return _LIFECYCLE_OF.get(folded(words), words)


def is_free(words: str) -> bool:
    """Whether words say that something costs nothing."""
    return folded(words) in _FREE
