"""An agreement has not been accepted by both parties.

Until provider and customer have both accepted it, the service's own targets apply. Agree, and record each
party's acceptance under `accepted`.
"""

from __future__ import annotations

from collections.abc import Iterator

from servicebook.model.catalog import Catalog
from servicebook.model.promises import AgreementState, state_of, terms_of
from servicebook.problems import Problem, Severity
from servicebook.rules.finding import finding

CODE = "agreement-not-accepted"
SEVERITY = Severity.WARNING
READS: tuple[str, ...] = ("service", "department")


def check(catalog: Catalog) -> Iterator[Problem]:
    for agreement in catalog.agreements.values():
        if state_of(catalog, agreement) is AgreementState.NOT_ACCEPTED:
            accepted = {acceptance.party for acceptance in agreement.accepted}
            missing = [p for p in (agreement.provider, agreement.customer) if p not in accepted]
            yield finding(
                CODE,
                SEVERITY,
                agreement.origin.place("accepted") if agreement.accepted else agreement.origin.place(),
                f"not accepted by {' and '.join(missing)}: the services' own targets apply",
                f"record the acceptance with the current terms: {terms_of(catalog, agreement)}",
            )
