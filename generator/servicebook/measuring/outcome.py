"""What a run of ``servicebook measure`` did, for those who tell it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import field
from datetime import date

from servicebook.frozen import frozen
from servicebook.measuring.changed_results import PeriodChange
from servicebook.measuring.counting import Counting
from servicebook.measuring.publishable import Lost, OfService
from servicebook.measuring.reading.read_tickets import ReadTickets
from servicebook.model.periods import Period


@frozen(kw_only=True)
class Outcome:
    """Nothing in it is about a single request. ``read`` is by source; ``counting`` is None where somebody else counted.

    ``paths`` are the files that differ: written, or to be written where it ``is_dry``. ``notes`` are what somebody
    should know about how results of others were read. ``tickets`` is how many there are, by source.
    """

    today: date
    fewest: int
    read: Mapping[str, ReadTickets] = field(default_factory=dict)
    counting: Counting | None = None
    decided: Mapping[str, OfService]
    changes: Sequence[PeriodChange]
    paths: tuple[str, ...]
    is_dry: bool
    notes: tuple[str, ...] = ()
    tickets: Mapping[str, int] = field(default_factory=dict)

    @property
    def lost(self) -> list[Lost]:
        """What was left as it is, since it has fewer requests than the file says."""
        found = (one for of_service in self.decided.values() for one in of_service.lost)
        return sorted(found, key=lambda one: (one.service, one.period))

    @property
    def not_over(self) -> dict[Period, int]:
        """The months that were left for later, and how many requests with a promise they have."""
        return {period: self._asked_in(period) for period in self._left_for_later()}

    def _left_for_later(self) -> list[Period]:
        return sorted({period for one in self.decided.values() for period in one.not_over})

    def _asked_in(self, period: Period) -> int:
        """A request stands in a row of each measure that is promised of its service, so one of these has them all."""
        found = 0
        for rows in self.counting.rows.values() if self.counting else ():
            of_measure: Counter[str] = Counter()
            for row in rows:
                if row.period == period:
                    of_measure[row.promised.measure] += row.asked
            found += max(of_measure.values(), default=0)
        return found
