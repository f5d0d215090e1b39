"""Edits of one text: which of them can be made together, and the text with them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from servicebook.problems import Edit, Problem
from servicebook.source.lines import index_at

T = TypeVar("T")


def without_overlaps(text: str, problems: Iterable[Problem]) -> list[Problem]:
    """The problems whose edits can be made together, in order; of two that overlap the first one.

    Problems with the same edit come together: the one mends them all.
    """
    chosen: list[Problem] = []
    end = -1
    for problem, edit in sorted(_with_edits(problems), key=lambda pair: _span(text, pair[1])):
        first, last = _span(text, edit)
        if first > end or (first == end and first < last) or (chosen and chosen[-1].edit == edit):
            chosen.append(problem)
            end = last
    return chosen


def _with_edits(problems: Iterable[Problem]) -> list[tuple[Problem, Edit]]:
    return [(problem, problem.edit) for problem in problems if problem.edit]


def applied(text: str, problems: Iterable[Problem]) -> str:
    """The text with the edits of the problems, which do not overlap; every other character stays what it was."""
    edits = {_span(text, edit): edit for _, edit in _with_edits(problems)}
    for (start, end), edit in sorted(edits.items(), reverse=True):
        text = text[:start] + edit.text + text[end:]
    return text


def replaced_by(text: str, edit: Edit) -> str:
    """What the edit takes away from the text."""
    start, end = _span(text, edit)
    return text[start:end]


def starts_afterwards(text: str, problems: Iterable[Problem]) -> list[int]:
    """Where what the edits put in begins in the text that they have been made in."""
    shift, starts = 0, []
    for (start, end), edit in sorted({_span(text, edit): edit for _, edit in _with_edits(problems)}.items()):
        starts.append(start + shift)
        shift += len(edit.text) - (end - start)
    return starts


def _span(text: str, edit: Edit) -> tuple[int, int]:
    return index_at(text, edit.start), index_at(text, edit.end)


def kept(candidates: Sequence[T], works: Callable[[Sequence[T]], bool]) -> list[T]:
    """As many of the candidates as work together.

    All are tried at once, and halves of those among which one does not work: a trial may be a check of everything.
    """
    good: list[T] = []

    def add(part: Sequence[T]) -> None:
        if works([*good, *part]):
            good.extend(part)
        elif len(part) > 1:
            middle = len(part) // 2
            add(part[:middle])
            add(part[middle:])

    if candidates:
        add(candidates)
    return good
