"""An agreement promises its customer less than everybody gets.

The time is longer, or the share lower, than what the service promises without an agreement, and it takes its place.
Leave the target out, so that the service's own applies, or correct it.
"""

from __future__ import annotations

from collections.abc import Iterator

from servicebook.model.catalog import Catalog
from servicebook.model.promises import Promise, applying, promises, promises_under
from servicebook.problems import Problem, Related, Severity
from servicebook.rules.finding import finding
from servicebook.rules.promised_times import is_longer, written
from servicebook.wording import text

CODE = "agreement-weaker"
SEVERITY = Severity.WARNING
READS: tuple[str, ...] = (
    "service",
    "department",
    "calendar",
)


def check(catalog: Catalog) -> Iterator[Problem]:
    for agreement in catalog.agreements.values():
        for covered in agreement.covers if agreement.targets else ():
            service = catalog.services.get(covered)
            if service is None:
                continue
            own = promises(catalog, service)
            for promise in promises_under(catalog, service, agreement):
                target = promise.target
                if not promise.source.startswith("agreement:"):
                    continue
                otherwise = applying(own, target.measure, target.priority, target.channel)
                if otherwise is not None and _is_weaker(catalog, promise, otherwise):
                    origin, index = written(catalog, service, promise)
                    other, position = written(catalog, service, otherwise)
                    yield finding(
                        CODE,
                        SEVERITY,
                        origin.place("targets", index),
                        text("agreement-weaker.message", service=service.name, customer=agreement.customer),
                        text("agreement-weaker.hint"),
                        (Related(other.place("targets", position), text("agreement-weaker.own")),),
                    )


def _is_weaker(catalog: Catalog, promise: Promise, own: Promise) -> bool:
    share, own_share = promise.target.at_least, own.target.at_least
    return is_longer(catalog, promise, own) or (
        share is not None and own_share is not None and share < own_share
    )
