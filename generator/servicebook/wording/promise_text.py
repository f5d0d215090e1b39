"""What is promised, in words: times, values, costs, and the closed times that a promise passes over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Protocol

from servicebook.clock.durations import Duration
from servicebook.clock.skipped_periods import Reason, SkippedPeriod
from servicebook.wording import text
from servicebook.wording.formats import money, number
from servicebook.wording.time_spans import duration


class Target(Protocol):
    """What is read of a promise; the model's are like that."""

    @property
    def within(self) -> Duration | None: ...
    @property
    def at_least(self) -> float | None: ...
    @property
    def compliance(self) -> float | None: ...
    @property
    def per(self) -> str | None: ...
    @property
    def stated(self) -> str | None: ...


class Cost(Protocol):
    """What is read of a cost; the model's are like that."""

    @property
    def is_free(self) -> bool: ...
    @property
    def amount(self) -> float | None: ...
    @property
    def currency(self) -> str | None: ...
    @property
    def per(self) -> str | None: ...
    @property
    def note(self) -> str | None: ...


def time_limit(within: Duration) -> str:
    """``within 2 working days``; ``the same working day``."""
    if within.amount == 0:
        return text("promise.same-working-day")
    return text("promise.within", duration=duration(within))


def promised_value(target: Target, language: str) -> str:
    """What a target promises, without its measure: ``within 4 hours``, ``99.5 %``, or its words."""
    if target.within is not None:
        return time_limit(target.within)
    if target.at_least is not None:
        return text("promise.percent", number=number(target.at_least, language))
    return target.stated or ""


def compliance(target: Target, language: str) -> str | None:
    """``in 90 of 100 cases, per quarter``; None where neither is said."""
    share = None
    if target.compliance is not None:
        share = text("promise.compliance", number=number(target.compliance, language))
    period = text(f"promise.per.{target.per}") if target.per is not None else None
    if share and period:
        return text("promise.compliance-per", share=share, period=period)
    return share or period


def cost(value: Cost | None, currency: str | None, language: str) -> str | None:
    """``Free``, ``€ 120 per device``, or the words that are given; None where nothing is said.

    ``currency`` is that of amounts that name none.
    """
    if value is None:
        return None
    if value.is_free:
        return text("cost.free")
    if value.amount is None:
        return value.note
    amount = money(value.amount, value.currency or currency, language)
    return text("cost.per", amount=amount, unit=value.per) if value.per else amount


def skipped_periods(parts: Iterable[SkippedPeriod]) -> list[str]:
    """``2 nights``, ``Wednesday (closed on Wednesdays)``, ``Good Friday (holiday)``.

    Each once, in the order in which they are first met.
    """
    met = Counter((part.reason, part.name) for part in parts)
    return [_skipped(reason, name, times) for (reason, name), times in met.items()]


def _skipped(reason: Reason, name: str | None, times: int) -> str:
    if name is None:
        return text(f"skipped.{reason}", count=times)
    if reason is Reason.WEEKDAY:
        return text(f"skipped-weekday.{name}", count=times)
    return text(f"skipped-day.{reason}", name=name)
