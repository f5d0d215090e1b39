"""A notice is about a service that is retired.

Nobody can ask for it any more, so nobody needs to know that it is late. Remove the service from `affects`; when nothing
is left, remove the notice.
"""

from __future__ import annotations

from collections.abc import Iterator

from servicebook.model.catalog import Catalog
from servicebook.problems import Problem, Related, Severity
from servicebook.rules.finding import finding
from servicebook.wording import text

CODE = "notice-of-retired"
SEVERITY = Severity.WARNING
READS: tuple[str, ...] = ()


def check(catalog: Catalog) -> Iterator[Problem]:
    for notice in catalog.notices.values():
        for index, affected in enumerate(() if notice.is_over(catalog.today) else notice.services):
            service = catalog.services.get(affected)
            if service is not None and service.lifecycle == "retired":
                yield finding(
                    CODE,
                    SEVERITY,
                    notice.origin.place("affects", "services", index),
                    text("notice-of-retired.message", service=affected),
                    text("notice-of-retired.hint"),
                    (Related(service.origin.place("lifecycle"), text("depends-on-retired.here")),),
                )
