"""The same question is answered twice within a department.

Two answers drift apart, and readers find the older one. Keep one, and link to it from the other place:
`[see here](faq:it/<id>)`.
"""

from __future__ import annotations

from collections.abc import Iterator

from servicebook.model.catalog import Catalog
from servicebook.model.faq import Faq
from servicebook.problems import Problem, Related, Severity
from servicebook.rules.copied_services import copied_services
from servicebook.rules.finding import finding
from servicebook.wording import text

CODE = "duplicate-question"
SEVERITY = Severity.WARNING
READS: tuple[str, ...] = ()


def check(catalog: Catalog) -> Iterator[Problem]:
    copies = catalog.derive(copied_services)
    for faqs in catalog.index.faqs_of.values():
        first: dict[str, Faq] = {}
        for faq in faqs:
            if faq.service in copies:
                continue
            words = " ".join(faq.question.casefold().split()).rstrip("?！？.! ")
            earlier = first.setdefault(words, faq)
            if earlier is not faq:
                yield finding(
                    CODE,
                    SEVERITY,
                    faq.origin.place("question"),
                    text("duplicate-question.message", question=faq.question),
                    text("duplicate-question.hint", id=earlier.id),
                    (Related(earlier.origin.place("question"), text("duplicate-question.other")),),
                )
