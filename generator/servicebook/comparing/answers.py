"""What changes ask of each department: to mend, accept again, look at its own promise, agree, or to take note."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from servicebook.comparing.changes import (
    WORST_FIRST,
    Affected,
    Approval,
    Because,
    Change,
    Comparison,
    Effect,
)
from servicebook.frozen import frozen

_WORSE = frozenset(
    {Effect.WEAKENED, Effect.INCOMPARABLE, Effect.NARROWED, Effect.REMOVED, Effect.RETIRED, Effect.BROKEN}
)
_BETTER = frozenset({Effect.TIGHTENED, Effect.INCOMPARABLE, Effect.WIDENED, Effect.MENDED})
_OF_NEEDS = frozenset({"handoff", "dependency"})
_OF_PEOPLE = frozenset({Effect.HANDED_OVER, Effect.MOVED})


class Answer(StrEnum):
    """What a department should do, the most urgent first."""

    MEND = "mend"
    ACCEPT = "accept"
    CHECK = "check"
    """Look at a promise of its own, which may not be kept any more."""
    AGREE = "agree"
    NOTE = "note"
    NOTHING = "nothing"
    """It has to do with what changed, and nothing moves for it."""


_ANSWERS = {
    "mend": Answer.MEND,
    "terms": Answer.ACCEPT,
    "not-accepted": Answer.ACCEPT,
    "outrun": Answer.CHECK,
    "moved-journey": Answer.CHECK,
}
"""What is asked by the reason of an approval; any other asks to agree."""


@frozen
class Reason:
    """Why a department has to do with the changes: ``change`` is the one by which it is affected, None if asked."""

    because: Because
    change: Change | None = None


@frozen(kw_only=True)
class DepartmentAnswer:
    """What a department should do, who is asked there, and why, the most important reason first.

    ``is_worse`` and ``is_better`` say what becomes of what it relies on: both may be, or neither.
    """

    department: str
    answer: Answer
    asked: tuple[Approval, ...]
    reasons: tuple[Reason, ...]
    is_worse: bool
    is_better: bool


def answers(comparison: Comparison) -> tuple[DepartmentAnswer, ...]:
    """Every department that has to do with the changes once, the most urgent answers first."""
    asked: dict[str, list[Approval]] = {}
    for approval in comparison.approvals:
        asked.setdefault(approval.department, []).append(approval)
    ways: dict[str, list[tuple[Change, Affected]]] = {}
    for change in sorted(comparison.changes, key=lambda change: WORST_FIRST.index(change.effect)):
        for one in change.affected:
            ways.setdefault(one.department, []).append((change, one))
    found = [
        _answer(department, asked.get(department, []), ways.get(department, []))
        for department in dict.fromkeys((*asked, *ways))
    ]
    urgency = list(Answer)
    return tuple(sorted(found, key=lambda one: (urgency.index(one.answer), not one.is_worse)))


def _answer(department: str, asked: list[Approval], ways: list[tuple[Change, Affected]]) -> DepartmentAnswer:
    moving = [(change, one) for change, one in ways if not _is_idle(change, one)]
    told = sorted(moving or ([] if asked else ways), key=lambda way: way[1].distance)
    kinds = [_ANSWERS.get(one.because.reason, Answer.AGREE) for one in asked]
    urgency = list(Answer)
    return DepartmentAnswer(
        department=department,
        answer=min(kinds, key=urgency.index) if kinds else Answer.NOTE if moving else Answer.NOTHING,
        asked=tuple(asked),
        reasons=tuple(_once(_reasons(asked, told))),
        is_worse=any(change.effect in _WORSE for change, _ in moving),
        is_better=any(change.effect in _BETTER for change, _ in moving),
    )


def _reasons(asked: list[Approval], told: list[tuple[Change, Affected]]) -> list[Reason]:
    """Why it is asked, then why it has to do with the changes, also in further ways that are near."""
    reasons = [Reason(because) for one in asked for because in (one.because, *one.further)]
    reasons += [
        Reason(because, change)
        for change, one in told
        for because in (one.because, *(further for further in one.further if _is_near(further)))
    ]
    return reasons


def _is_idle(change: Change, affected: Affected) -> bool:
    """Whether nothing moves for a department that has to do with a change.

    A journey that ends at another time is a change of its own, and so is a promise that cannot be kept because of
    something far away.
    """
    reason = affected.because.reason
    if reason == "journey":
        return not change.code.startswith("journey-")
    is_need = reason in _OF_NEEDS
    return affected.distance > 1 or (is_need and change.effect in _OF_PEOPLE)


def _is_near(because: Because) -> bool:
    """Whether a further reason tells more than that something far away has changed, too."""
    return because.reason != "journey" and not (because.reason in _OF_NEEDS and because.through)


def _once(reasons: list[Reason]) -> Iterator[Reason]:
    """Each reason once, of whatever change of the same object."""
    seen = set()
    for reason in reasons:
        about = (reason.change.kind, reason.change.object_id) if reason.change else None
        key = reason.because.reason, reason.because.name, reason.because.through, about
        if key not in seen:
            seen.add(key)
            yield reason
