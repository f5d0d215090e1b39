"""Small catalogs with measured results: what several tests are made of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from servicebook.model.catalog import Catalog
from tests.support import HR, IT, SMALL, make_catalog
from tests.support import catalog as load

DAY = date(2026, 11, 20)
BASE = {
    **SMALL,
    f"{IT}/services/repair.yml": (
        "name: Repair\nsummary: We mend it.\nroles: {owner: it/lead}\n"
        "targets:\n- {measure: fulfillment_time, within: 3 working days, compliance: 90, per: month}\n"
    ),
    f"{IT}/services/loan.yml": (
        "name: Loan\nsummary: We lend it.\nroles: {owner: it/lead}\n"
        "targets:\n- {measure: fulfillment_time, within: 1 working day, compliance: 90, per: month}\n"
    ),
    f"{HR}/services/leave.yml": (
        "name: Leave\nsummary: Days off.\nroles: {owner: hr/head}\nsupport_hours: office\n"
        "targets:\n- {measure: fulfillment_time, within: 2 working days, compliance: 80, per: quarter}\n"
    ),
}
"""Two departments, three services: two promised by the month, one by the quarter."""

Counts = tuple[int, int]
"""Counted, and kept."""


def month(number: int, year: int = 2026) -> str:
    """``2026-10``; 0 is December of the year before, and so on."""
    years, index = divmod(year * 12 + number - 1, 12)
    return f"{years}-{index + 1:02}"


def row(service: str, counts: Counts, *more: str, measure: str = "fulfillment_time") -> str:
    """A result as it is written."""
    values = (
        f"service: {service}",
        f"measure: {measure}",
        f"counted: {counts[0]}",
        f"kept: {counts[1]}",
        *more,
    )
    return "{" + ", ".join(values) + "}"


def written(
    periods: Mapping[str, Iterable[str]], department: str = "it", as_of: Mapping[str, str] | None = None
) -> dict[str, str]:
    """A department's files of results, from rows by their periods."""
    files: dict[str, str] = {}
    for period, rows in periods.items():
        path = f"catalog/results/{department}/{period[:4]}.yml"
        day = f"  as_of: {as_of[period]}\n" if as_of and period in as_of else ""
        listed = "".join(f"    - {one}\n" for one in rows)
        files[path] = files.get(path, "") + f"{period}:\n{day}  results:\n{listed}"
    return files


def measured(root: Path, *files: Mapping[str, str]) -> Catalog:
    """The catalog with these files of results, as of :data:`DAY`."""
    return load(
        make_catalog(root, {path: text for one in files for path, text in one.items()}, base=BASE), DAY
    )
