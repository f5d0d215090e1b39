"""Where most of the waiting is in a chain, as far as the services that a service hands its work to have results.

What the steps took in one request is not measured, and a median of sums does not follow from medians. So it is compared
what half of those who asked each of these services waited for it, as they lived through it; of steps that the
department does itself, and of services without results, nothing is known.
"""

from __future__ import annotations

from servicebook.analysis.kept_promises import KeptPromises, by_month, kept_promises
from servicebook.analysis.measured_periods import MeasuredPeriod
from servicebook.clock.durations import Duration
from servicebook.frozen import frozen
from servicebook.model.catalog import Catalog
from servicebook.model.service import Service

_DONE = ("fulfillment_time", "resolution_time")
"""What says when a hand-off is over: its first reply does not."""


@frozen(kw_only=True)
class MostWaiting:
    """The service with the largest share of the waiting, in the newest month that it has a time for.

    ``share`` is from 0 to 100, of the ``compared`` hand-offs that have results (two or more), and rough: a day counts
    as eight hours. ``others`` have none. Steps done only sometimes are left out.
    """

    service: str
    half: Duration
    measured: MeasuredPeriod
    share: float
    compared: int
    others: int


def most_waiting(catalog: Catalog, service: Service) -> MostWaiting | None:
    """The hand-off of a service that is waited for most; None with fewer than two results, or where none stands out."""
    steps = [step for step in service.handoffs if step.when != "sometimes"]
    kept = kept_promises(catalog)
    known = [found for step in steps if step.service and (found := _half(catalog, kept, step.service))]
    if len(known) < 2:
        return None
    total = sum(half.rough_seconds for _, half in known)
    measured, half = max(known, key=lambda one: one[1].rough_seconds)
    if sum(other.rough_seconds == half.rough_seconds for _, other in known) > 1:
        return None
    return MostWaiting(
        service=measured.rows[0].service,
        half=half,
        measured=measured,
        share=100 * half.rough_seconds / total,
        compared=len(known),
        others=len(steps) - len(known),
    )


def _half(catalog: Catalog, kept: KeptPromises, service: str) -> tuple[MeasuredPeriod, Duration] | None:
    """What half of those who asked a service waited, and when; of its usual promise to everybody."""
    known = catalog.services.get(service)
    line = kept.main_line(catalog, known) if known and service in kept.lines else None
    if line is None or line.measure not in _DONE:
        return None
    for one in by_month(line):
        half = one.lived_half or one.half_within
        if one.is_finished and half is not None:
            return one, half
    return None
