"""A notice affects no service and no department.

It is shown nowhere. Name under `affects` what it is about.
"""

from __future__ import annotations

from collections.abc import Iterator

from servicebook.model.catalog import Catalog
from servicebook.problems import Problem, Severity
from servicebook.rules.finding import finding
from servicebook.wording import text

CODE = "notice-affects-nothing"
SEVERITY = Severity.WARNING
READS: tuple[str, ...] = ()


def check(catalog: Catalog) -> Iterator[Problem]:
    for notice in catalog.notices.values():
        if not notice.services and not notice.departments:
            yield finding(
                CODE,
                SEVERITY,
                notice.origin.place("affects"),
                text("notice-affects-nothing.message", notice=notice.title),
                text("notice-affects-nothing.hint"),
            )
