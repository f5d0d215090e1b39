"""An agreement covers a service that its provider does not offer.

A department can promise only what it, or a department within it, does. Name the department that offers the
service as `provider`, or take the service out of `covers`.
"""

from __future__ import annotations

from collections.abc import Iterator

from servicebook.model.catalog import Catalog
from servicebook.problems import Problem, Related, Severity
from servicebook.rules.finding import finding

CODE = "agreement-covers-others"
SEVERITY = Severity.ERROR
READS: tuple[str, ...] = ("department", "service")


def check(catalog: Catalog) -> Iterator[Problem]:
    for agreement in catalog.agreements.values():
        for index, qualified_id in enumerate(agreement.covers):
            service = catalog.services.get(qualified_id)
            if service is None or agreement.provider not in catalog.departments:
                continue
            if agreement.provider not in {above.id for above in catalog.lineage(service.department)}:
                yield finding(
                    CODE,
                    SEVERITY,
                    agreement.origin.place("covers", index),
                    f'"{qualified_id}" is not a service of the provider {agreement.provider}',
                    f'take it out of covers:, or make "{service.department}" the provider',
                    (Related(agreement.origin.place("provider"), "the provider"),),
                )
