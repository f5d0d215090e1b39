"""A later level of an escalation may be asked sooner than the one before it.

Levels are asked in the order in which they are written, each `after` its time; a level without `after` is asked at
once. Correct the time that is wrong: of the first of two as a rule, as a colleague is asked before a head.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from servicebook.clock.durations import Duration, Unit
from servicebook.documents.document import Origin
from servicebook.model.catalog import Catalog
from servicebook.model.common import EscalationLevel
from servicebook.problems import Problem, Related, Severity
from servicebook.rules.escalation_lists import longer_escalations
from servicebook.rules.finding import finding
from servicebook.wording import text

CODE = "escalation-out-of-order"
SEVERITY = Severity.WARNING
READS: tuple[str, ...] = ()

_LENGTHS = {
    Unit.SECOND: (1, 1),
    Unit.MINUTE: (60, 60),
    Unit.HOUR: (3600, 3600),
    Unit.WORKING_DAY: (3600, 24 * 3600),
    Unit.CALENDAR_DAY: (0, 24 * 3600),
    Unit.CALENDAR_WEEK: (0, 7 * 24 * 3600),
    Unit.MONTH: (0, 31 * 24 * 3600),
}
"""The open seconds that one of a unit may have at the least and at the most, whatever the calendar."""
_WEEKEND = 2
_SHORT_DAY_HOURS = 4
"""So long a day is open at the least, nearly everywhere."""


def check(catalog: Catalog) -> Iterator[Problem]:
    for origin, levels in longer_escalations(catalog):
        for index, (level, following) in enumerate(pairwise(levels), start=1):
            if level.after is not None and _is_sooner(following.after, level.after):
                yield _finding(origin, levels, index)


def _finding(origin: Origin, levels: tuple[EscalationLevel, ...], index: int) -> Problem:
    """What to say of the level at ``index``, which may be asked sooner than the one before it."""
    before, later = levels[index - 1], levels[index]
    earlier = [level.after for level in levels[: index - 1] if level.after is not None]
    # sooner than the levels before that one, too, so that those two agree
    is_the_later = later.after is None or any(_is_sooner(later.after, after) for after in earlier)
    place = origin.place("escalation", index, "after" if later.after else "role")
    other = origin.place("escalation", index - 1, "after")
    if not is_the_later:
        place, other = other, place
    return finding(
        CODE, SEVERITY, place, _message(before, later), _hint(before, later, is_the_later, is_first=not earlier),
        (Related(other, text("problem.other")),),
    )  # fmt: skip


def _message(before: EscalationLevel, later: EscalationLevel) -> str:
    if later.after is None:
        return text(
            "escalation-out-of-order.at-once", role=later.role, before=before.role, other=before.after
        )
    return text(
        "escalation-out-of-order.message",
        role=later.role,
        after=later.after,
        before=before.role,
        other=before.after,
    )


def _hint(before: EscalationLevel, later: EscalationLevel, is_the_later: bool, is_first: bool) -> str:
    """How long each may be asked after; ``is_first``: all levels before the two are asked at once."""
    if later.after is None:
        return text("escalation-out-of-order.at-once-hint", role=later.role, other=before.after)
    if is_the_later:
        return text("escalation-out-of-order.later-hint", role=later.role, other=before.after)
    if is_first:
        return text(
            "escalation-out-of-order.first-hint",
            before=before.role,
            after=later.after,
            role=later.role,
            other=before.after,
        )
    return text(
        "escalation-out-of-order.hint",
        before=before.role,
        after=later.after,
        role=later.role,
        other=before.after,
    )


def _is_sooner(one: Duration | None, other: Duration) -> bool:
    """Whether the one time is over before the other on any calendar; None is at once."""
    if one is None:
        return True
    if one.unit is other.unit:
        return one.amount < other.amount
    if one.amount * _LENGTHS[one.unit][1] < other.amount * _LENGTHS[other.unit][0]:
        return True
    return _days(one)[1] < _days(other)[0]


def _days(time: Duration) -> tuple[float, float]:
    """The days that may pass, at the least and at the most, where people work on five days a week."""
    match time.unit:
        case Unit.WORKING_DAY:
            return time.amount - 1, time.amount * 7 / 5 + _WEEKEND
        case Unit.CALENDAR_DAY:
            return time.amount - 1, time.amount
        case Unit.CALENDAR_WEEK:
            return 7 * time.amount - 1, 7 * time.amount
        case Unit.MONTH:
            return 28 * time.amount - 1, 31 * time.amount
    days = time.rough_seconds / (_SHORT_DAY_HOURS * 3600)
    return 0, days * 7 / 5 + _WEEKEND
