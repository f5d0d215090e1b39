"""From the lines of a ticket to the ticket: its last update, the states that it went through, and its pauses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from servicebook.measuring.reading.export_lines import Line
from servicebook.measuring.reading.not_read import Findings
from servicebook.measuring.reading.settled import Settled
from servicebook.measuring.tickets import merged
from servicebook.ticket_sources import NEW

T = TypeVar("T")

Spans = tuple[tuple[int, int | None], ...]
Change = tuple[int, str]
"""When a ticket came into a state, and which."""


def by_ticket(lines: Iterable[Line]) -> dict[str, list[Line]]:
    """The lines of each ticket, in their order."""
    found: dict[str, list[Line]] = {}
    for line in lines:
        found.setdefault(line.ticket, []).append(line)
    return found


def one_of_the_same(lines: Sequence[Line], how: Settled, findings: Findings) -> tuple[list[Line], int]:
    """The requests of an export with one row per ticket, and how many rows said the same again.

    Where a reopened one is ``new``, rows that were asked at different times are requests of their own. Other rows that
    contradict each other are told, and none of them is read.
    """
    if len(lines) == 1:
        return list(lines), 0
    unique: list[Line] = []
    for line in lines:
        if line not in unique:
            unique.append(line)
    repeated = len(lines) - len(unique)
    if len(unique) == 1:
        return unique, repeated
    if how.source.reopened == NEW and len({line.asked for line in unique}) == len(unique):
        in_order = sorted(unique, key=lambda line: line.asked)
        return [_numbered(line, index) for index, line in enumerate(in_order)], repeated
    for line in unique:
        findings.add("contradicting", line.where)
    return [], repeated


def _numbered(line: Line, index: int) -> Line:
    """A request that came out of another: its ticket's number is that one's, with how manieth it is."""
    return (
        replace(line, ticket=f"{line.ticket}/{index + 1}", reopened=0) if index else replace(line, reopened=0)
    )


def last_of(lines: Sequence[Line]) -> Line:
    """The ticket as its last update has it; what that leaves empty, apart from the end, is as it was before."""
    in_order = _in_order(lines)
    last = in_order[-1]
    return replace(
        last,
        service=_last_filled(line.service for line in in_order),
        asked=min(line.asked for line in in_order),
        first_reply=_last_filled(line.first_reply for line in in_order),
        priority=_last_filled(line.priority for line in in_order),
        channel=_last_filled(line.channel for line in in_order),
        customer=_last_filled(line.customer for line in in_order),
        state=_last_filled(line.state for line in in_order),
        reopened=max(line.reopened for line in in_order),
    )


def changes_of(lines: Sequence[Line]) -> list[Change]:
    """The states that a ticket came into, one after the other."""
    found: list[Change] = []
    for line in _in_order(lines):
        if line.state is not None and line.updated is not None and (not found or found[-1][1] != line.state):
            found.append((line.updated, line.state))
    return found


def _in_order(lines: Sequence[Line]) -> list[Line]:
    """By the time of the update; of one time, as they stand in the export."""
    return sorted(lines, key=lambda line: line.asked if line.updated is None else line.updated)


def _last_filled(values: Iterable[T | None]) -> T | None:
    found: T | None = None
    for value in values:
        found = found if value is None else value
    return found


def pauses_of(changes: Sequence[Change], states: frozenset[str]) -> Spans:
    """The times that a ticket spent in any of some states; None where it is still in one."""
    ends: list[int | None] = [at for at, _ in changes[1:]]
    spans = zip(changes, [*ends, None], strict=True)
    return merged(tuple((at, end) for (at, state), end in spans if state in states))


def requests_of(line: Line, changes: Sequence[Change], how: Settled) -> Iterator[Line]:
    """The requests that a ticket's states tell: its end where the export has none, and those that reopening began.

    A ticket is done when it comes into the first of several states that mean so; it is reopened when it leaves them.
    """
    ends: list[int] = []
    begins = [line.asked]
    is_done = False
    for at, state in changes:
        if (state in how.done_states) == is_done:
            continue
        (begins if is_done else ends).append(at)
        is_done = not is_done
    reopened = len(begins) - 1
    if how.source.reopened == NEW and reopened:
        for index, begin in enumerate(begins):
            end = ends[index] if index < len(ends) else None
            reply = line.first_reply if index == 0 else None
            yield _numbered(replace(line, asked=begin, done=end, first_reply=reply), index)
        return
    done = line.done
    if done is None and is_done:
        done = ends[-1]
    elif not is_done and ends:  # it was done, and is open again
        done = None
    yield replace(line, done=done, reopened=max(line.reopened, reopened))
