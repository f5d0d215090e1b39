"""Days of the week written as no key is: in full, or several at once, ``mon-fri: 9-17``."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from servicebook import wording
from servicebook.clock.weekdays import WEEKDAYS
from servicebook.documents.document import Document
from servicebook.documents.meant.times import intervals, opening_hours
from servicebook.documents.weekly_hours import NoHoursError, days_of
from servicebook.problems import Edit
from servicebook.source.yaml_edits import pairs_edit
from servicebook.source.yaml_reader import Pointer, Value
from servicebook.source.yaml_writer import flow
from servicebook.wording.lists import listed


def days_hint(group: Mapping[str, Value], key: str, known: Collection[str]) -> str | None:
    """What to write in place of a key of a group whose ``known`` keys are the days; None if it is something else."""
    if not set(WEEKDAYS) <= set(known):
        return None
    days = _days(_in_english(key))
    if not days:
        return None
    hours = _hours(group[key])
    # days that have the same hours already may stay as they are
    others = [day for day in days if day not in group or group[day] != hours]
    return _days_hint(days, others, {*group}, "…" if hours is None else flow(hours))


def _days_hint(days: list[str], others: list[str], given: set[str], hours: str) -> str:
    """What to write for days, of which only the ``others`` do not have these hours yet."""
    absent = [day for day in others if day not in given]
    there = [day for day in others if day in given]
    written = ", ".join(f"{day}: {hours}" for day in absent or others)
    if not others:
        return wording.text("unknown-key.days-there", days=listed(days))
    if not absent:
        return wording.text("unknown-key.days-instead", written=written)
    if there:
        return wording.text("unknown-key.days-differ", written=written, days=listed(there), hours=hours)
    return wording.text("unknown-key.days" if len(absent) > 1 else "hint.write-in", written=written)


def days_edit(
    document: Document, pointer: Pointer, group: Mapping[str, Value], key: str, absent: Collection[str]
) -> Edit | None:
    """The edit that gives each day of such a key a key of its own; None where there is any doubt."""
    days = _days(key) if {"mon", WEEKDAYS[-1]} & {*absent, *group} else []
    hours = _hours(group[key], certainly=True)
    if len(days) < 2 or len(set(days)) < len(days) or hours is None:
        return None
    new = [day for day in days if day in absent]
    if not new or any(group.get(day) != hours for day in days if day not in absent):
        return None
    pairs: dict[str, Value] = {day: [*hours] for day in WEEKDAYS if day in new}
    return pairs_edit(document.text, document.path, (*pointer, key), pairs)


def _days(key: str) -> list[str]:
    try:
        return days_of(key)
    except NoHoursError:
        return []


def _hours(value: Value, *, certainly: bool = False) -> list[Value] | None:
    """The intervals of a day; None where one of them cannot be read, or ``certainly`` and it could be another."""
    if isinstance(value, str):
        reading = opening_hours(value)
        hours = next(iter(reading.certain if certainly else reading.values), None)
        return hours if isinstance(hours, list) else None
    if not isinstance(value, list):
        return None
    readings = [intervals(str(one)) for one in value]
    found = [one.certain if certainly else one.values for one in readings]
    return [one for (one,) in found] if all(len(one) == 1 for one in found) else None


_OTHER_DAYS = {
    "montag": "mon", "dienstag": "tue", "mittwoch": "wed", "donnerstag": "thu", "freitag": "fri", "samstag": "sat",
    "sonnabend": "sat", "sonntag": "sun", "lundi": "mon", "mardi": "tue", "mercredi": "wed", "jeudi": "thu",
    "vendredi": "fri", "samedi": "sat", "dimanche": "sun", "maandag": "mon", "dinsdag": "tue", "woensdag": "wed",
    "donderdag": "thu", "vrijdag": "fri", "zaterdag": "sat", "zondag": "sun", "lunes": "mon", "martes": "tue",
    "miercoles": "wed", "jueves": "thu", "viernes": "fri", "sabado": "sat", "domingo": "sun",
    "mo": "mon", "di": "tue", "mi": "wed", "do": "thu", "fr": "fri", "sa": "sat", "so": "sun",
    "weekdays": "mon-fri", "weekday": "mon-fri", "weekend": "sat-sun", "daily": "mon-sun", "every day": "mon-sun",
}  # fmt: skip


def _in_english(key: str) -> str:
    return re.sub(
        r"[a-z]+( day)?", lambda word: _OTHER_DAYS.get(word[0], word[0]), key.lower().replace("_", "-")
    )
