"""Two agreements cover one service for one customer at the same time.

It would be unclear which promise counts. Let one end before the other begins, or merge them.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from servicebook.model.agreement import Agreement
from servicebook.model.catalog import Catalog
from servicebook.problems import Problem, Related, Severity
from servicebook.rules.finding import finding
from servicebook.wording import text
from servicebook.wording.lists import listed

CODE = "agreement-twice"
SEVERITY = Severity.ERROR
READS: tuple[str, ...] = ()


def check(catalog: Catalog) -> Iterator[Problem]:
    shared: dict[tuple[str, str], list[str]] = {}
    for service_id, agreements in catalog.index.agreements_on.items():
        for index, agreement in enumerate(agreements):
            for earlier in agreements[:index]:
                if earlier.customer == agreement.customer and _overlap(earlier, agreement):
                    shared.setdefault((earlier.id, agreement.id), []).append(service_id)
    for (one, other), services in shared.items():
        earlier, agreement = _in_time(catalog.agreements[one], catalog.agreements[other])
        yield finding(
            CODE,
            SEVERITY,
            agreement.origin.place("covers", min(map(agreement.covers.index, services))),
            text(
                "agreement-twice.message",
                services=listed(f'"{service}"' for service in services),
                customer=agreement.customer,
                other=earlier.id,
                count=len(services),
            ),
            _hint(catalog, earlier, agreement),
            (
                Related(
                    earlier.origin.place("covers", min(map(earlier.covers.index, services))),
                    text("agreement-twice.other"),
                ),
            ),
        )


def _hint(catalog: Catalog, earlier: Agreement, agreement: Agreement) -> str:
    """When the one is to end and the other to begin: on the day that is written, else at the turn of the year."""
    begins = agreement.effective_from
    if begins is None or (earlier.effective_from or date.min) >= begins:
        begins = date(min(catalog.today.year + 1, date.max.year), 1, 1)
    ends = begins - timedelta(days=1)
    if not (earlier.effective_from or date.min) <= ends < begins <= (agreement.effective_until or date.max):
        return text("agreement-twice.hint", other=earlier.id)
    return text("agreement-twice.hint-days", other=earlier.id, ends=ends, begins=begins)


def _in_time(one: Agreement, other: Agreement) -> tuple[Agreement, Agreement]:
    """The two, first the one that begins earlier."""
    if one.effective_from != other.effective_from:
        first, second = sorted((one, other), key=lambda each: each.effective_from or date.min)
        return first, second
    return one, other


def _overlap(one: Agreement, other: Agreement) -> bool:
    first, last = date.min, date.max
    return (one.effective_from or first) <= (other.effective_until or last) and (
        other.effective_from or first
    ) <= (one.effective_until or last)
