"""What each department should do, in words, and what has to happen before changes are merged."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from servicebook.comparing.answers import Answer, DepartmentAnswer, Reason
from servicebook.comparing.change_words import because_words, words_of
from servicebook.comparing.changes import Change, Comparison, Effect, worst_first
from servicebook.comparing.details import AddressDetail
from servicebook.comparing.due_difference import DueDifference
from servicebook.comparing.object_titles import name_of
from servicebook.model.catalog import Catalog
from servicebook.problems import Problem, Severity
from servicebook.wording import text
from servicebook.wording.lists import listed

Catalogs = Sequence[Catalog]
"""Where names are looked up: the head, then the base."""

_URGENT = (Answer.MEND, Answer.ACCEPT, Answer.CHECK, Answer.AGREE)
_OF_THIS = frozenset({
    "customer", "handoff", "dependency", "follows", "role-agreement", "role-service", "role-escalation", "role-step",
    "role-head", "role-reports",
})  # fmt: skip
"""Reasons whose sentences name what has changed."""
_MOST_PLACES = 3
_PROMISES = frozenset({Effect.WEAKENED, Effect.INCOMPARABLE, Effect.TIGHTENED})


def verdict(comparison: Comparison, found: Sequence[DepartmentAnswer], catalogs: Catalogs) -> Iterator[str]:
    """Whether it can be merged, what has to happen before, and what moves most: a sentence each."""
    errors = [problem for problem in comparison.new if problem.severity is Severity.ERROR]
    if errors:
        yield _cannot_be_merged(errors)
    to_do = [asked for answer in _URGENT if (asked := _departments(answer, found, catalogs))]
    if to_do:
        yield text("pull-request.to-do", answers="; ".join(to_do))
    if lost := sum(map(_is_lost, comparison.changes)):
        yield text("pull-request.lost-addresses", count=lost)
    if not (to_do or errors or lost):
        yield _nothing_to_do(comparison, found)
    if most := _most(comparison.changes):
        words = words_of(most, catalogs[-1], catalogs[0])
        yield text("pull-request.most", what=f"{title_of(most, catalogs)}, {words.what}", by=words.by)


def _cannot_be_merged(errors: Sequence[Problem]) -> str:
    files = dict.fromkeys(problem.place.path for problem in errors)
    count = sum(one.times for one in errors)
    return text("pull-request.cannot-merge", count=count, places=listed(files, _MOST_PLACES))


def _is_lost(change: Change) -> bool:
    return isinstance(change.details, AddressDetail) and change.details.now is not None


def _nothing_to_do(comparison: Comparison, found: Sequence[DepartmentAnswer]) -> str:
    """What is said where nobody is asked: whether anything that is promised changes, and who may note it."""
    if any(change.effect in _PROMISES for change in comparison.changes):
        return text("pull-request.nobody-asked")
    noted = any(one.answer is Answer.NOTE for one in found)
    return text("pull-request.only-notes") if noted else text("pull-request.nothing")


def _departments(answer: Answer, found: Sequence[DepartmentAnswer], catalogs: Catalogs) -> str:
    names = [department_name(one.department, catalogs) for one in found if one.answer is answer]
    if not names:
        return ""
    words = text(f"answer.{answer}") if len(names) == 1 else text(f"answer-of-several.{answer}")
    return text("pull-request.to-do-one", departments=listed(names), answer=words)


def _most(changes: Sequence[Change]) -> Change | None:
    """The change of a promise, or of a journey, by which dates move farthest: later ones before earlier ones."""
    moved = [
        change for change in worst_first(changes) if change.by and (change.by.later or change.by.earlier)
    ]
    return max(moved, key=lambda change: _seconds(change.by), default=None)


def _seconds(due: DueDifference | None) -> tuple[bool, int]:
    shift = (due.later or due.earlier) if due else None
    example = shift.amounts.example if shift else None
    return bool(due and due.later), abs(example.after - example.before) if example else 0


def answer_words(one: DepartmentAnswer) -> str:
    """``check its own promise``; ``take note, or object: it gets worse``."""
    if one.answer is not Answer.NOTE:
        return text(f"answer-cell.{one.answer}")
    if one.is_worse and one.is_better:
        return text("answer-cell.worse-and-better")
    return text(
        "answer-cell.worse" if one.is_worse else "answer-cell.better" if one.is_better else "answer-cell.note"
    )


def reason_words(reason: Reason, catalogs: Catalogs) -> str:
    """Why a department has to do with a change, with the name of what has changed."""
    because = reason.because
    if reason.change is None or because.reason not in _OF_THIS:
        return because_words(because)
    name, this = because.title or because.name, title_of(reason.change, catalogs)
    if because.through is None:
        return text(f"because-of.{because.reason}", name=name, object=this)
    if because.reason == "customer":
        return because_words(because)
    through = because.through_title or because.through
    return text(f"because-of-through.{because.reason}", name=name, through=through, object=this)


def title_of(change: Change, catalogs: Catalogs) -> str:
    """What the object of a change is called."""
    names = (name_of(catalog, change.kind, change.object_id) for catalog in catalogs)
    return next((name for name in names if name), change.object_id or text("change.unnamed"))


def department_name(department: str, catalogs: Catalogs) -> str:
    """What a department is called."""
    names = (name_of(catalog, "department", department) for catalog in catalogs)
    return next((name for name in names if name), department)
