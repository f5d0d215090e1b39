"""Which column of an export means what, and what is missing in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from servicebook.documents.suggestions import did_you_mean
from servicebook.measuring.reading.export_table import ExportTable, normal_name, positions
from servicebook.measuring.reading.not_read import quotable
from servicebook.measuring.reading.settled import Settled
from servicebook.problems import Place, Problem, error
from servicebook.ticket_sources import ONE_PER_UPDATE
from servicebook.wording import text
from servicebook.wording.lists import either

_NO_SPAN = re.compile(r"business|working|\btime to\b|in hrs|calendar hours|sla", re.IGNORECASE)
"""Columns of durations that are not the time since asking: hours of a tool's calendar, or what is left of a target."""


def columns_of(table: ExportTable, how: Settled) -> dict[str, tuple[int, ...]] | Problem:
    """Where the columns stand that count, by what they mean; or the problem of one that cannot be done without."""
    places = positions(table.header, how.wanted)
    if keys := tuple(dict.fromkeys(_not_there(places, how))):
        return _missing(table, how, keys)
    for position in places.get("first_reply_after", ()):
        if _NO_SPAN.search(table.header[position]):
            message = text("tickets.no-span", column=table.header[position])
            return error("bad-value", Place(table.path), message, text("tickets.no-span-hint"))
    left = {"updated"} if how.source.rows != ONE_PER_UPDATE else set()
    left |= {"service"} if how.source.service is not None else set()
    return {key: at for key, at in places.items() if key not in left}


def _not_there(places: Mapping[str, tuple[int, ...]], how: Settled) -> Iterator[str]:
    """What a table lacks: a column that measures.yml names, or one without which there are no tickets."""
    needed = [key for key in how.wanted.names if key in how.wanted.given]
    needed += ["asked"] + ["service"] * (how.source.service is None)
    if how.source.rows == ONE_PER_UPDATE:
        needed += ["ticket", "updated"]
    yield from (key for key in needed if key not in places)
    has_end = places.keys() & {"done", "first_reply", "first_reply_after"}
    if not has_end and not (how.done_states and {"state", "updated"} <= places.keys()):
        yield "done"


def _missing(table: ExportTable, how: Settled, keys: Sequence[str]) -> Problem:
    """The problem of columns that are not there, all at once, with those that may be meant."""
    headers = {normal_name(header): header for header in table.header if header}
    named = {key: how.wanted.names.get(key, (key,)) for key in keys}
    near = {key: hint for key, names in named.items() if (hint := _nearest(names, headers))}
    lacking = {key: either(f'"{name}"' for name in names[:4]) for key, names in named.items()}
    shown = text("list.separator").join(list(headers.values())[:30])
    if any(not quotable(header) or header[:1].isdigit() for header in headers.values()):
        shown = ""  # an export without names of columns: that row is somebody's
    shown = shown or text("tickets.no-columns")
    if len(keys) == 1:
        message = text("tickets.no-column", key=keys[0], names=lacking[keys[0]])
        hints = [*near.values(), text("tickets.no-column-hint", key=keys[0], names=shown)]
    else:
        message = text("tickets.lacks-columns", columns=_each(lacking))
        hints = [_each(near)] if near else []
        hints.append(text("tickets.lacks-columns-hint", names=shown))
    return error("missing-key", Place(table.path), message, " ".join(hints))


def _nearest(names: Sequence[str], headers: Mapping[str, str]) -> str | None:
    """The column that one of the names may mean, as a hint."""
    hints = (did_you_mean(normal_name(name), headers) for name in names)
    return next((hint for hint in hints if hint), None)


def _each(said: Mapping[str, str]) -> str:
    """What is said of each column."""
    return "; ".join(text("tickets.of-column", key=key, said=one) for key, one in said.items())
