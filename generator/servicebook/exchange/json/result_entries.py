"""Results in the JSON document: an entry for each department and period, with what is published of it.

``{"department": "it", "period": "2026-10", "path": …, "written": {"as_of": …, "results": […], "notes": {…}}}``.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from servicebook.model.catalog import Catalog
from servicebook.model.results import Result


def result_entries(catalog: Catalog) -> Iterator[dict[str, Any]]:
    """The entries of a catalog that may be seen, by department and period."""
    for (path, period), results in groupby(catalog.results, key=_place):
        rows = list(results)
        notes = {row.service: row.note for row in rows if row.note is not None}
        as_of = rows[0].as_of
        yield {
            "department": rows[0].department,
            "period": period,
            "path": path,
            "written": {
                **({"as_of": as_of.isoformat()} if as_of else {}),
                "results": [row.origin.written for row in rows],
                **({"notes": notes} if notes else {}),
            },
        }


def _place(result: Result) -> tuple[str, str]:
    return result.origin.path, result.period.text
