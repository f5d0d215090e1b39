"""An agreement covers a service that its provider does not offer.

A department can promise only what it, or a department within it, does. Name the department that offers the
service as `provider`, or remove the service from `covers`.
"""

from __future__ import annotations

from collections.abc import Iterator

from servicebook.model.catalog import Catalog
from servicebook.problems import Problem, Related, Severity
from servicebook.rules.finding import finding
from servicebook.rules.sound_agreements import are_exchanged
from servicebook.wording import text

CODE = "agreement-covers-others"
SEVERITY = Severity.ERROR
READS: tuple[str, ...] = ("department", "service")


def check(catalog: Catalog) -> Iterator[Problem]:
    for agreement in catalog.agreements.values():
        if {agreement.provider, agreement.customer} <= catalog.departments.keys() and are_exchanged(
            catalog, agreement
        ):
            yield finding(
                CODE,
                SEVERITY,
                agreement.origin.place("provider"),
                text(
                    "agreement-covers-others.exchanged",
                    customer=agreement.customer,
                    provider=agreement.provider,
                ),
                text(
                    "agreement-covers-others.exchanged-hint",
                    provider=agreement.customer,
                    customer=agreement.provider,
                ),
                (Related(agreement.origin.place("covers"), text("agreement-covers-others.covers")),),
            )
            continue
        for index, qualified_id in enumerate(agreement.covers):
            service = catalog.services.get(qualified_id)
            if service is None or agreement.provider not in catalog.departments:
                continue
            if agreement.provider not in {above.id for above in catalog.lineage(service.department)}:
                yield finding(
                    CODE,
                    SEVERITY,
                    agreement.origin.place("covers", index),
                    text(
                        "agreement-covers-others.message", service=qualified_id, provider=agreement.provider
                    ),
                    text("agreement-covers-others.hint", department=service.department),
                    (Related(agreement.origin.place("provider"), text("agreement-covers-others.provider")),),
                )
