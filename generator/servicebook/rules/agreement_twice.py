"""Two agreements cover one service for one customer at the same time.

It would be unclear which promise counts. Let one end before the other begins, or merge them.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from servicebook.model.agreement import Agreement
from servicebook.model.catalog import Catalog
from servicebook.problems import Problem, Related, Severity
from servicebook.rules.finding import finding
from servicebook.wording import text

CODE = "agreement-twice"
SEVERITY = Severity.ERROR
READS: tuple[str, ...] = ()


def check(catalog: Catalog) -> Iterator[Problem]:
    for service_id, agreements in catalog.index.agreements_on.items():
        for index, agreement in enumerate(agreements):
            for earlier in agreements[:index]:
                if earlier.customer == agreement.customer and _overlap(earlier, agreement):
                    yield finding(
                        CODE,
                        SEVERITY,
                        agreement.origin.place("covers", agreement.covers.index(service_id)),
                        text(
                            "agreement-twice.message",
                            service=service_id,
                            customer=agreement.customer,
                            other=earlier.id,
                        ),
                        text("agreement-twice.hint"),
                        (
                            Related(
                                earlier.origin.place("covers", earlier.covers.index(service_id)),
                                text("agreement-twice.other"),
                            ),
                        ),
                    )


def _overlap(one: Agreement, other: Agreement) -> bool:
    first, last = date.min, date.max
    return (one.effective_from or first) <= (other.effective_until or last) and (
        other.effective_from or first
    ) <= (one.effective_until or last)
