"""Tickets as every help desk's export is read: the same columns, instants in whole seconds since 1970, nothing guessed.

They hold what people asked for, so they are never written into a catalog or a site: only counts are.
"""

from __future__ import annotations

from typing import NamedTuple

from servicebook.frozen import frozen
from servicebook.measuring.clock_rows import Clock

RESPONSE = "response_time"
"""The one measure of time that ends with the first reply; the others end when all is done."""


class Kind(NamedTuple):
    """What decides, beside the time of asking, which promises hold for a ticket."""

    service: str
    priority: str | None = None
    channel: str | None = None
    customer: str | None = None


@frozen(kw_only=True)
class Ticket:
    """A request. ``key`` is its number in ``source``, the export's name; together they are unique.

    ``priority``, ``channel`` and ``customer`` (a department) are the catalog's ids; None where the export says none.
    ``first_reply`` and ``done`` are None while there is none. A reopened one that continues is ``done`` with its last
    closing, and ``reopened`` says how often; one that counts as new is a ticket of its own. ``pauses`` are the times
    during which it waited for whoever asked: start (included) and end (not included; None: still paused), in order,
    apart from each other.

    Raises ValueError where times contradict each other.
    """

    source: str
    key: str
    service: str
    priority: str | None = None
    channel: str | None = None
    customer: str | None = None
    asked: int
    first_reply: int | None = None
    done: int | None = None
    reopened: int = 0
    pauses: tuple[tuple[int, int | None], ...] = ()

    def __post_init__(self) -> None:
        for name, moment in (("first reply", self.first_reply), ("end", self.done)):
            if moment is not None and moment < self.asked:
                raise ValueError(f"ticket {self.key} of {self.source} has its {name} before it was asked")
        if self.pauses != merged(self.pauses):
            raise ValueError(f"ticket {self.key} of {self.source} has pauses out of order, or touching")

    @property
    def kind(self) -> Kind:
        return Kind(self.service, self.priority, self.channel, self.customer)

    def ended(self, measure: str, now: int) -> int | None:
        """When what a measure counts was over, as known at ``now``; None where it was not yet.

        What was done without a reply before was replied to by doing it.
        """
        ends = [self.done] if measure != RESPONSE else [self.first_reply, self.done]
        return min((end for end in ends if end is not None and end <= now), default=None)


@frozen(kw_only=True)
class Promised:
    """What results are counted by. Priority, channel and agreement are None where they decide nothing.

    ``percent`` is the share of requests that is promised, ``per`` the period for which it is (None: the target says
    none), ``words`` how the promise is said, ``commit`` the catalog's that holds it; None without git. Calendars are no
    part of it: a new holiday moves due dates, and the promise remains the same.
    """

    service: str
    measure: str
    priority: str | None = None
    channel: str | None = None
    agreement: str | None = None
    percent: float = 100.0
    per: str | None = None
    words: str
    commit: str | None = None


@frozen(kw_only=True)
class InForce:
    """A promise that holds for tickets with exactly these four values, asked from ``since`` on, before ``until``.

    None in ``until`` is without an end. ``clock`` is what due dates follow from; the same promise may be
    counted on others at other times, whose unit is the same. Whoever makes these asks the catalogs of a history for
    each combination that occurs: which promise applies is told by :mod:`servicebook.model.promises`, and decided
    nowhere else.
    """

    service: str
    priority: str | None
    channel: str | None
    customer: str | None
    since: int
    until: int | None
    promised: Promised
    clock: Clock

    @property
    def kind(self) -> Kind:
        return Kind(self.service, self.priority, self.channel, self.customer)


def merged(pauses: tuple[tuple[int, int | None], ...]) -> tuple[tuple[int, int | None], ...]:
    """Pauses in order, those that overlap or touch as one, empty ones left out; None, still paused, is the last."""
    found: list[tuple[int, int | None]] = []
    for start, end in sorted(pauses, key=lambda pause: pause[0]):
        if end is not None and end <= start:
            continue
        if found and (found[-1][1] is None or start <= found[-1][1]):
            before, last = found[-1]
            found[-1] = before, None if last is None or end is None else max(last, end)
        else:
            found.append((start, end))
    return tuple(found)
