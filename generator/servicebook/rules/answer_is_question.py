"""A question is answered with itself.

The answer is the question once more, probably copied and never written. Write the answer, or leave the question out
until there is one.
"""

from __future__ import annotations

from collections.abc import Iterator

from servicebook.documents.names import folded
from servicebook.model.catalog import Catalog
from servicebook.problems import Problem, Severity
from servicebook.rules.finding import finding
from servicebook.wording import text

CODE = "answer-is-question"
SEVERITY = Severity.WARNING
READS: tuple[str, ...] = ()


def check(catalog: Catalog) -> Iterator[Problem]:
    for faq in catalog.faqs.values():
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
