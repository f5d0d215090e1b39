"""How often promises were kept: counts by service, promise and period, without anybody's request."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import field
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from servicebook.clock.durations import Duration, parse_duration
from servicebook.documents.document import Document, DocumentOrigin, Origin
from servicebook.frozen import frozen
from servicebook.model.common import day, duration
from servicebook.model.periods import Period, parse_period

HISTORY, TODAY, REPORTED = "history", "today", "reported"
"""What results are counted by: the promise in force when each request was asked; the oldest one known, which without
git is that of the day of counting; or somebody else's counting."""

_PROMISED = re.compile(
    r"(?:(?P<within>[a-z0-9 ]+?)(?:, (?=[0-9.]+ %)|(?= per )|\Z))?"
    r"(?:(?P<percent>100(?:\.0+)?|[0-9]{1,2}(?:\.[0-9]+)?) %)?"
    r"(?: per (?P<per>day|week|month|quarter|year))?\Z"
)


@frozen(kw_only=True)
class PromisedWords:
    """A promise as results say it: ``3 working days, 90 % per quarter``; of what has no time, ``99.5 % per month``.

    ``percent`` is 100 where none is said.
    """

    within: Duration | None = None
    percent: float = 100.0
    per: str | None = None

    def __str__(self) -> str:
        share = f"{self.percent:.10f}".rstrip("0").rstrip(".") + " %"
        said = [str(self.within)] if self.within else []
        if self.within is None or self.percent != 100:
            said.append(share)
        return ", ".join(said) + (f" per {self.per}" if self.per else "")


@lru_cache(maxsize=1024)
def promised_words(text: str) -> PromisedWords:
    """The promise that a text means. Raises ValueError for any other text; nothing is guessed."""
    match = _PROMISED.match(text)
    if not match or not (match["within"] or match["percent"]):
        raise ValueError(f"{text!r} is not a promise")
    percent = float(match["percent"] or 100)
    if not 0 < percent <= 100:
        raise ValueError(f"{text!r} promises a share that cannot be")
    within = parse_duration(match["within"]) if match["within"] else None
    return PromisedWords(within=within, percent=percent, per=match["per"])


class ResultKey(NamedTuple):
    """What makes two results of one period the same: there can be one only."""

    service: str
    measure: str
    priority: str | None
    channel: str | None
    agreement: str | None
    promised: str | None


@frozen(kw_only=True)
class Result:
    """What was counted of one promise in one period.

    ``department`` is the one in whose folder it stands: that of the service, now or at some time. Counts and times are
    None where they were not given; times are in the unit of the promise. ``counted`` holds kept, missed and
    ``open_overdue``; ``still_open`` and ``undecided`` are apart. ``as_of`` is the day of counting where the period was
    not over then. ``note`` is what the department says about the service in that period, in Markdown.
    """

    department: str
    period: Period
    as_of: date | None
    service: str
    measure: str
    priority: str | None = None
    channel: str | None = None
    agreement: str | None = None
    promised: PromisedWords | None = None
    commit: str | None = None
    basis: str = HISTORY
    asked: int | None = None
    counted: int
    kept: int
    open_overdue: int | None = None
    still_open: int | None = None
    undecided: int | None = None
    half_within: Duration | None = None
    nine_in_ten_within: Duration | None = None
    lived_half: Duration | None = None
    lived_nine_in_ten: Duration | None = None
    paused: int | None = None
    note: str | None = None
    origin: Origin = field(compare=False, repr=False)


def key_of(row: Mapping[str, Any]) -> ResultKey:
    """The key of a result as it is written."""
    return ResultKey(
        row["service"],
        row["measure"],
        row.get("priority"),
        row.get("channel"),
        row.get("agreement"),
        row.get("promised"),
    )


def results_from(document: Document) -> Iterator[Result]:
    """The results of a document that is valid against its schema, the earliest period first."""
    value: Any = document.value
    department = document.location.department or ""
    for period, written in sorted((parse_period(key), key) for key in value):
        counted = value[written]
        as_of, notes = day(counted.get("as_of")), counted.get("notes", {})
        for index, row in enumerate(counted["results"]):
            yield Result(
                department=department,
                period=period,
                as_of=as_of,
                note=notes.get(row["service"]),
                origin=DocumentOrigin(document, (written, "results", index)),
                **{**row, **_read(row)},
            )


def _read(row: Mapping[str, Any]) -> dict[str, Any]:
    """The values of a row that are more than plain ones."""
    read: dict[str, Any] = {name: duration(row[name]) for name in _TIMES if name in row}
    if "promised" in row:
        read["promised"] = promised_words(row["promised"])
    return read


_TIMES = ("half_within", "nine_in_ten_within", "lived_half", "lived_nine_in_ten")
