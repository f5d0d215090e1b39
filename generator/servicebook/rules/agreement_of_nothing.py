"""An agreement agrees on nothing.

It has no targets, no quality and no duties of the customer, and none of the services that it covers promises anything
either. Write what was agreed, or remove the file. An agreement that only confirms what its services promise is one.
"""

from __future__ import annotations

from collections.abc import Iterator

from servicebook.model.catalog import Catalog
from servicebook.model.promises import promises
from servicebook.problems import Problem, Severity
from servicebook.rules.finding import finding
from servicebook.wording import text

CODE = "agreement-of-nothing"
SEVERITY = Severity.WARNING
READS: tuple[str, ...] = ("service", "department")


def check(catalog: Catalog) -> Iterator[Problem]:
    for agreement in catalog.agreements.values():
        if agreement.targets or agreement.quality or agreement.customer_duties:
            continue
        covered = [catalog.services.get(one) for one in agreement.covers]
        # a service that is not known may promise something
        if not any(service is None or promises(catalog, service) for service in covered):
            yield finding(
                CODE,
                SEVERITY,
                agreement.origin.place("covers"),
                text("agreement-of-nothing.message"),
                text("agreement-of-nothing.hint"),
            )
