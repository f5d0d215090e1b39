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
MAX_OTHERS = 10
"""How many of the others that cover the same at the same time a finding points at."""


def check(catalog: Catalog) -> Iterator[Problem]:
    shared: dict[tuple[str, str], list[str]] = {}
    for service_id, agreements in catalog.index.agreements_on.items():
        for index, agreement in enumerate(agreements):
            for earlier in agreements[:index]:
                if earlier.customer == agreement.customer and _overlap(earlier, agreement):
                    shared.setdefault((earlier.id, agreement.id), []).append(service_id)
    # one finding for all that cover the same: of n agreements there are n² / 2 pairs
    others: dict[tuple[str, tuple[str, ...]], list[Agreement]] = {}
    for (one, other), services in shared.items():
        earlier, agreement = _in_time(catalog.agreements[one], catalog.agreements[other])
        others.setdefault((agreement.id, tuple(services)), []).append(earlier)
    for (agreement_id, covered), all_earlier in others.items():
        agreement, earlier = catalog.agreements[agreement_id], all_earlier[0]
        yield finding(
            CODE,
            SEVERITY,
            agreement.origin.place("covers", min(map(agreement.covers.index, covered))),
            text(
                "agreement-twice.message",
                services=listed(f'"{service}"' for service in covered),
                customer=agreement.customer,
                other=earlier.id,
                count=len(covered),
            ),
            _hint(catalog, earlier, agreement),
            tuple(
                Related(
                    each.origin.place("covers", min(map(each.covers.index, covered))),
                    text("agreement-twice.other"),
                )
                for each in all_earlier[:MAX_OTHERS]
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
