"""What a schema cannot say about a file of results: periods of its year, counts that add up, each result once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from servicebook.documents.date_order import Check
from servicebook.documents.document import Document
from servicebook.problems import Problem, Related, error
from servicebook.source.yaml_reader import Pointer
from servicebook.wording import text

RESULT_KEY = ("service", "measure", "priority", "channel", "agreement", "promised")
"""The keys of a result that say what was counted; those of one period differ in one of them at least."""

_PARTS = (
    # the larger number, what it holds
    ("counted", ("kept",)),
    ("counted", ("kept", "open_overdue")),
    ("asked", ("counted",)),
    ("asked", ("counted", "still_open", "undecided")),
    ("asked", ("paused",)),
)
"""Numbers that hold others: these can together not be more."""


def _of_the_year(document: Document, value: Any) -> Iterator[Problem]:
    """Periods of another year than that of the file."""
    year = document.location.own_id or ""
    for period in value:
        if period[:4] != year:
            path = document.path.rpartition("/")[0] + f"/{period[:4]}.yml"
            yield error(
                "bad-value",
                document.place(period, key=True),
                text("results.other-year", period=period, year=year),
                text("results.other-year-hint", period=period, path=path),
            )


def _as_of(document: Document, value: Any) -> Iterator[Problem]:
    """Days of counting that are not within their period, of which it is said that it was not over."""
    for period, counted in value.items():
        day = counted.get("as_of")
        if day is not None and not _first_day(period) <= day < _last_month(period) + "-32":
            yield error(
                "bad-date",
                document.place(period, "as_of"),
                text("results.as-of", day=day, period=period),
                text("results.as-of-hint"),
            )


def _first_day(period: str) -> str:
    """The first day of a period, to be compared as text: 2026-Q4 begins with 2026-10."""
    if "Q" in period:
        return f"{period[:4]}-{int(period[-1]) * 3 - 2:02}-01"
    return f"{period}-01" if len(period) == 7 else f"{period}-01-01"


def _last_month(period: str) -> str:
    if "Q" in period:
        return f"{period[:4]}-{int(period[-1]) * 3:02}"
    return period if len(period) == 7 else f"{period}-12"


def _counts(document: Document, value: Any) -> Iterator[Problem]:
    """Numbers that are larger than what holds them, or that do not add up to what was asked."""
    for period, counted in value.items():
        for index, row in enumerate(counted["results"]):
            if fault := next(_faults(row), None):
                key, message, hint = fault
                yield error("bad-value", document.place(period, "results", index, key), message, hint)


def _faults(row: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """The key of a number that cannot be, what is wrong with it, and what to do."""
    for whole, parts in _PARTS:
        given = [part for part in parts if part in row]
        if whole in row and sum(row[part] for part in given) > row[whole]:
            said = " + ".join(f"{part}: {row[part]}" for part in given)
            yield (
                given[0],
                text("results.too-many", parts=said, whole=f"{whole}: {row[whole]}"),
                text("results.too-many-hint", whole=whole),
            )
    parts = ("counted", "still_open", "undecided")
    if row.keys() >= {"asked", *parts} and row["asked"] != sum(row[part] for part in parts):
        total = sum(row[part] for part in parts)
        yield (
            "asked",
            text("results.sum", asked=row["asked"], total=total),
            text("results.sum-hint", total=total),
        )


def _once(document: Document, value: Any) -> Iterator[Problem]:
    """Results of one promise that a period has twice."""
    for period, counted in value.items():
        seen: dict[tuple[Any, ...], int] = {}
        for index, row in enumerate(counted["results"]):
            key = tuple(row.get(name) for name in RESULT_KEY)
            if (first := seen.setdefault(key, index)) != index:
                at: Pointer = (period, "results", index)
                is_same = row == counted["results"][first]
                yield error(
                    "bad-value",
                    document.place(*at),
                    text("results.twice", service=row["service"], measure=row["measure"], period=period),
                    text("hint.same-twice") if is_same else text("hint.keep-one"),
                    (Related(document.place(period, "results", first), text("problem.other")),),
                    edit=document.edit_without(at) if is_same else None,
                )


RESULT_CHECKS: tuple[Check, ...] = (_of_the_year, _as_of, _counts, _once)
