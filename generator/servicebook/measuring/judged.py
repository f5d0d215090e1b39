"""What judging tickets gives: a state and two times for each, and their counts by promise and month."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from enum import StrEnum
from fractions import Fraction

from servicebook.frozen import frozen
from servicebook.measuring.tickets import Promised

HALF, NINE_IN_TEN = Fraction(1, 2), Fraction(9, 10)


class State(StrEnum):
    """What became of a promise to one ticket. Open and overdue counts as missed; still open is not counted yet."""

    KEPT = "kept"
    MISSED = "missed"
    OPEN_OVERDUE = "open_overdue"
    STILL_OPEN = "still_open"
    UNKNOWN = "unknown"
    """The calendar does not know the answer."""


@frozen
class Judged:
    """One ticket, held against one promise that was in force when it was asked.

    ``month`` is that of asking in the calendar's zone, as ``year * 12 + month - 1``. ``taken`` is the time that it took
    as promised, without its pauses, and ``lived`` the time that passed for whoever asked: the fewest units of the
    promise in which it would have been kept. Both are None unless it has ended. ``paused`` says that pauses took some
    open time.
    """

    source: str
    key: str
    promised: Promised
    month: int
    state: State
    taken: int | None
    lived: int | None
    paused: bool


@frozen(kw_only=True)
class Counts:
    """A promise in a month: ``asked`` is the sum of ``counted``, ``still_open`` and ``unknown``.

    ``counted`` holds ``kept``, what was missed, and ``open_overdue``. The times are in the promise's own unit: so many
    units were enough for half, or for nine in ten, of what was counted; None where that many have not ended.
    ``paused`` counts tickets whose pauses took some open time.
    """

    promised: Promised
    month: int
    asked: int
    counted: int
    kept: int
    open_overdue: int
    still_open: int
    unknown: int
    half_within: int | None
    nine_in_ten_within: int | None
    lived_half: int | None
    lived_nine_in_ten: int | None
    paused: int


def counts(judged: Iterable[Judged]) -> dict[tuple[Promised, int], Counts]:
    """Tickets by promise and month."""
    groups: dict[tuple[Promised, int], list[Judged]] = defaultdict(list)
    for one in judged:
        groups[one.promised, one.month].append(one)
    return {key: _counted(*key, group) for key, group in groups.items()}


def _counted(promised: Promised, month: int, group: list[Judged]) -> Counts:
    of = {state: [one for one in group if one.state is state] for state in State}
    ended = of[State.KEPT] + of[State.MISSED]
    counted = len(ended) + len(of[State.OPEN_OVERDUE])
    taken, lived = sorted(one.taken or 0 for one in ended), sorted(one.lived or 0 for one in ended)
    return Counts(
        promised=promised,
        month=month,
        asked=len(group),
        counted=counted,
        kept=len(of[State.KEPT]),
        open_overdue=len(of[State.OPEN_OVERDUE]),
        still_open=len(of[State.STILL_OPEN]),
        unknown=len(of[State.UNKNOWN]),
        half_within=enough_for(HALF, taken, counted),
        nine_in_ten_within=enough_for(NINE_IN_TEN, taken, counted),
        lived_half=enough_for(HALF, lived, counted),
        lived_nine_in_ten=enough_for(NINE_IN_TEN, lived, counted),
        paused=sum(one.paused for one in group),
    )


def enough_for(share: Fraction, times: list[int], counted: int) -> int | None:
    """The time within which at least a share of ``counted`` ended; ``times`` are of those that have, sorted.

    What is still open and overdue took longer than any of them: left out, slow work would look quick.
    """
    rank = -(-share.numerator * counted // share.denominator)
    return times[rank - 1] if 0 < rank <= len(times) else None
