"""A question is answered with itself, or stands where its answer should.

The answer is the question once more, probably copied and never written: write it, or leave the question out until there
is one. Or the answer is a short line that ends with a question mark, and the question is longer and has none: the two
were exchanged.
"""

from __future__ import annotations

from collections.abc import Iterator

from servicebook.documents.names import folded
from servicebook.model.catalog import Catalog
from servicebook.model.faq import Faq
from servicebook.problems import Problem, Severity
from servicebook.rules.finding import finding
from servicebook.wording import text

CODE = "answer-is-question"
SEVERITY = Severity.WARNING
READS: tuple[str, ...] = ()


_MARKS = ("?", "？")
_LONGEST_QUESTION = 120


def check(catalog: Catalog) -> Iterator[Problem]:
    for faq in catalog.faqs.values():
        if _are_exchanged(faq):
            yield finding(
                CODE,
                SEVERITY,
                faq.origin.place("answer"),
                text("answer-is-question.exchanged", answer=faq.answer.strip()),
                text("answer-is-question.exchanged-hint"),
            )
        # lengths first: nearly every answer is longer
        if abs(len(faq.answer.strip()) - len(faq.question.strip())) > 2:
            continue
        if folded(faq.answer).rstrip("?？.! ") == folded(faq.question).rstrip("?？.! "):
            yield finding(
                CODE,
                SEVERITY,
                faq.origin.place("answer"),
                text("answer-is-question.message", question=faq.question),
                text("answer-is-question.hint"),
            )


def _are_exchanged(faq: Faq) -> bool:
    answer = faq.answer.strip()
    return (
        answer.endswith(_MARKS)
        and len(answer) <= _LONGEST_QUESTION
        and "\n" not in answer
        and len(faq.question) > len(answer)
        and not faq.question.rstrip().endswith(_MARKS)
    )
