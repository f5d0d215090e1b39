"""A service that can be asked for promises nothing.

Neither the service nor its department has a target. Readers see "no promise yet". A first promise may be
modest: a response time that is always kept is better than a bold one that is not.
"""

from __future__ import annotations

from collections.abc import Iterator

from servicebook.model.catalog import Catalog
from servicebook.model.promises import promises
from servicebook.problems import Problem, Severity
from servicebook.rules.finding import finding
from servicebook.wording import text

CODE = "no-promise"
SEVERITY = Severity.WARNING
READS: tuple[str, ...] = ("department",)


def check(catalog: Catalog) -> Iterator[Problem]:
    for service in catalog.services.values():
        if service.can_be_asked and not promises(catalog, service):
            yield finding(
                CODE,
                SEVERITY,
                service.origin.place(),
                text("no-promise.message", service=service.name),
                text("no-promise.hint"),
            )
