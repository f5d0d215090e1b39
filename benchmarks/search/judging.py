"""How good a list of results is: labelled questions, and the figures of what an engine found for them.

An engine's results are a sequence of places, best first; at each place stand the answers (kind:id) that it gives.
Servicebook's results are one answer each. An engine that finds pages gives at one place every answer that the page
holds, and each of them counts there.
"""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean

Results = Sequence[Sequence[str]]

DEEPEST = 10
"""Places that are looked at."""

KINDS = ("keyword", "task", "typo", "jargon", "foreign", "other")
"""A thing's name; a situation in everyday words; a slip; a trade's word; late learners' English or another language."""


@dataclass(frozen=True, slots=True)
class Question:
    """What a reader types, and the answers (kind:id) that are right, each with its gain, above 0."""

    query: str
    gains: Mapping[str, float]
    held_out: bool
    kind: str = "other"


@dataclass(frozen=True, slots=True)
class Figures:
    """Means over questions, from 0 to 1, and the number of questions for which nothing at all was found."""

    questions: int
    hit_1: float
    hit_3: float
    mrr: float
    ndcg: float
    empty: int


def read_questions(path: Path) -> list[Question]:
    """The labelled questions of a file. ``right`` is a list, best first, with the gains 3, 2, 1, 1…; or the gains.

    Raises OSError, ValueError, KeyError or TypeError where they are none, or of a kind that there is not.
    """
    listed = json.loads(path.read_text(encoding="utf-8"))
    return [
        Question(one["query"], _gains(one["right"]), one.get("held_out", False), _kind(one)) for one in listed
    ]


def _kind(listed: Mapping[str, str]) -> str:
    kind = listed.get("kind", "other")
    if kind not in KINDS:
        raise ValueError(f"{kind!r} is no kind: {', '.join(KINDS)}")
    return kind


def _gains(right: list[str] | dict[str, float]) -> dict[str, float]:
    if isinstance(right, list):
        return {one: max(1, 3 - place) for place, one in enumerate(right)}
    return {one: gain for one, gain in right.items() if gain > 0}


def figures(questions: Sequence[Question], found: Mapping[str, Results]) -> Figures:
    """The figures of at least one question; ``found`` holds the results by query."""
    places = [place(one, found[one.query]) for one in questions]
    return Figures(
        questions=len(questions),
        hit_1=mean(at == 1 for at in places),
        hit_3=mean(at is not None and at <= 3 for at in places),
        mrr=mean(1 / at if at else 0 for at in places),
        ndcg=mean(ndcg(one, found[one.query]) for one in questions),
        empty=sum(not found[one.query] for one in questions),
    )


def place(question: Question, results: Results) -> int | None:
    """The place of the first right answer, from 1; None where there is none among the first ten."""
    right = question.gains.keys()
    return next((at for at, one in enumerate(results[:DEEPEST], 1) if not right.isdisjoint(one)), None)


def ndcg(question: Question, results: Results) -> float:
    """Normalized discounted cumulative gain of the first ten: 1 where the right answers stand first, best first.

    An answer counts once, where it stands first. Several at one place cannot make it more than 1.
    """
    left = dict(question.gains)
    reached = sum(
        left.pop(answer, 0) / math.log2(at + 1)
        for at, answers in enumerate(results[:DEEPEST], 1)
        for answer in answers
    )
    best = sorted(question.gains.values(), reverse=True)[:DEEPEST]
    return min(1.0, reached / sum(gain / math.log2(at + 1) for at, gain in enumerate(best, 1)))
