"""Reported results of what a service does not promise: pages show them, without anything to hold them against."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from servicebook.measuring.reading.counted import CountedRow
from servicebook.model.catalog import Catalog
from servicebook.model.promises import promises, promises_under
from servicebook.wording import text
from servicebook.wording.lists import listed

_MOST = 20
"""So many are named."""


def not_promised(rows: Iterable[CountedRow], catalog: Catalog) -> tuple[str, ...]:
    """A sentence on each service and measure that is not promised, which names the first of its rows."""
    first: dict[tuple[str, str, str | None], CountedRow] = {}
    for row in rows:
        first.setdefault((row.service, row.measure, row.agreement), row)
    found = list(_of(first.values(), catalog))
    more = [text("counted.not-promised-more", count=len(found) - _MOST)] if len(found) > _MOST else []
    return (*found[:_MOST], *more)


def _of(rows: Iterable[CountedRow], catalog: Catalog) -> Iterator[str]:
    for row in rows:
        service = catalog.services[row.service]
        agreement = catalog.agreements[row.agreement] if row.agreement else None
        promised = promises_under(catalog, service, agreement) if agreement else promises(catalog, service)
        measures = dict.fromkeys(one.target.measure for one in promised)
        if row.measure in measures:
            continue
        if not measures:
            yield text("counted.nothing-promised", where=row.where, service=row.service)
        else:
            yield text(
                "counted.not-promised",
                where=row.where,
                service=row.service,
                measure=row.measure,
                measures=listed(measures),
            )
