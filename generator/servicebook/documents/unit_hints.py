"""Which units a time without one may be meant in, the most likely first."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from typing import Any

from servicebook.clock.durations import parse_duration
from servicebook.documents.document import Document
from servicebook.documents.meant.fitting import fits
from servicebook.documents.meant.spans_of_time import durations
from servicebook.documents.schemas import Schema
from servicebook.source.yaml_reader import Pointer, Value

_UNITS = {
    "duration": ("minutes", "hours", "working days"),
    "added": ("minutes", "hours", "working days"),
    "span": ("months", "calendar weeks", "calendar days"),
}
"""By the ``x-text`` of a schema, the units that people leave away."""
_USUAL = {"response_time": "4 hours", "added": "2 working days", "span": "6 months"}
"""By measure or by ``x-text``, how long it usually takes."""


def times_without_unit(document: Document, schema: Schema, pointer: Pointer, written: str) -> list[str]:
    """``60 minutes``, ``60 hours`` and so on for ``60``; none if there is a unit, or something else.

    Which comes first depends on how long the other times of the list are, those of the same measure above all.
    """
    units = _UNITS.get(schema.get("x-text", ""), ())
    if not units or not re.fullmatch(r"\s*[0-9]+([.,][0-9]+)?\s*", written):
        return []
    found = [str(time) for unit in units for time in durations(f"{written.strip()} {unit}").values]
    alike = _usual(document, schema, pointer)
    times = dict.fromkeys(time for time in found if fits(schema, time))
    return sorted(times, key=lambda time: abs(math.log(parse_duration(time).rough_seconds / alike)))


def _usual(document: Document, schema: Schema, pointer: Pointer) -> float:
    """About how many working seconds such a time is: as long as others beside it, else as it usually is."""
    around: Any = document.value_at(pointer[:-1])
    measure = around.get("measure") if isinstance(around, dict) else None
    others = list(_others(document, schema, pointer))
    same = [seconds for other, seconds in others if other == measure] or [seconds for _, seconds in others]
    if same:
        return math.exp(sum(map(math.log, same)) / len(same))
    usual = _USUAL.get(str(measure)) or _USUAL.get(schema["x-text"]) or "2 working days"
    return parse_duration(usual).rough_seconds


def _others(document: Document, schema: Schema, pointer: Pointer) -> Iterator[tuple[Value, int]]:
    """The measures of the other entries of the list, and how long their times are."""
    if len(pointer) < 2 or not isinstance(pointer[-2], int):
        return
    entries: Any = document.value_at(pointer[:-2])
    for entry in entries if isinstance(entries, list) else ():
        time = entry.get(pointer[-1]) if isinstance(entry, dict) else None
        if isinstance(time, str) and fits(schema, time):
            yield entry.get("measure"), parse_duration(time).rough_seconds
