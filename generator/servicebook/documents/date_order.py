"""Two days of an object of which one must not be after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date, timedelta
from typing import Any

from servicebook.documents.document import Document
from servicebook.problems import Problem, Related, error
from servicebook.source.yaml_reader import Pointer
from servicebook.wording import text

Check = Callable[[Document, Any], Iterator[Problem]]
_SHORT = timedelta(days=92)
"""What lasts no longer, and ends before it begins, probably ends in the next year."""


def in_order(first: str, last: str, *above: str) -> Check:
    """A check that the date at ``first`` is not after the one at ``last``."""

    def check(document: Document, value: Any) -> Iterator[Problem]:
        for pointer, item in each(value, above):
            if first in item and last in item and item[first] > item[last]:
                yield error(
                    "bad-date",
                    document.place(*pointer, last),
                    text(
                        "bad-date.message", last=last, last_day=item[last], first=first, first_day=item[first]
                    ),
                    _hint_of_dates(document, pointer, (first, item[first]), (last, item[last])),
                    (Related(document.place(*pointer, first), text("bad-date.other", first=first)),),
                )

    return check


def _hint_of_dates(
    document: Document, pointer: Pointer, earlier: tuple[str, str], later: tuple[str, str]
) -> str:
    """What to do about two days, each with its key, of which the first is after the last."""
    (first, first_day), (last, last_day) = earlier, later
    last_line, first_line = document.place(*pointer, last).line, document.place(*pointer, first).line
    following = next((day for day in _in_later_years(last_day, first_day) if day >= first_day), None)
    if first_day[:4] == last_day[:4]:
        exchanged = text(
            "bad-date.exchanged",
            first=first,
            first_day=last_day,
            first_line=first_line,
            last=last,
            last_day=first_day,
            last_line=last_line,
        )
        if following is None or not _is_short(first_day, following):
            return exchanged
        # over New Year's Eve, where the end was given the year of the beginning
        return text(
            "bad-date.over-new-year", last=last, last_day=following, last_line=last_line, hint=exchanged
        )
    # of another year, and so probably that year is wrong
    if following is None:
        return text("bad-date.hint", last=last, last_line=last_line, first=first, first_line=first_line)
    return text(
        "bad-date.year",
        last=last,
        last_day=following,
        last_line=last_line,
        first=first,
        first_line=first_line,
    )


def _in_later_years(day: str, after: str) -> Iterator[str]:
    """The day of the year in the year of another day and in the next; 29 February only where there is one."""
    for year in (int(after[:4]), int(after[:4]) + 1):
        with suppress(ValueError):
            yield date.fromisoformat(f"{year:04}{day[4:]}").isoformat()


def _is_short(first_day: str, last_day: str) -> bool:
    return date.fromisoformat(last_day) - date.fromisoformat(first_day) <= _SHORT


def each(value: Any, above: Sequence[str]) -> Iterator[tuple[Pointer, Mapping[str, Any]]]:
    """The objects below a path of keys; ``*`` stands for every key of a map or entry of a list."""
    items: list[tuple[Pointer, Any]] = [((), value)]
    for step in above:
        deeper: list[tuple[Pointer, Any]] = []
        for pointer, item in items:
            if step != "*":
                if isinstance(item, dict) and step in item:
                    deeper.append(((*pointer, step), item[step]))
            elif isinstance(item, dict):
                deeper.extend(((*pointer, key), below) for key, below in item.items())
            elif isinstance(item, list):
                deeper.extend(((*pointer, index), below) for index, below in enumerate(item))
        items = deeper
    for pointer, item in items:
        if isinstance(item, dict):
            yield pointer, item
