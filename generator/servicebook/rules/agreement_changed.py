"""What an agreement promises has changed since it was accepted.

The hash of the terms is another than the one that was accepted: a target of the agreement, or one that it
takes from the service, is not what it was. Until both parties accept it again, the service's own targets
apply.
"""

from __future__ import annotations

from collections.abc import Iterator

from servicebook.model.catalog import Catalog
from servicebook.model.promises import AgreementState, state_of, terms_of
from servicebook.problems import Problem, Severity
from servicebook.rules.finding import finding

CODE = "agreement-changed"
SEVERITY = Severity.WARNING
READS: tuple[str, ...] = ("service", "department")


def check(catalog: Catalog) -> Iterator[Problem]:
    for agreement in catalog.agreements.values():
        if state_of(catalog, agreement) is AgreementState.CHANGED:
            current = terms_of(catalog, agreement)
            in_time = sorted(enumerate(agreement.accepted), key=lambda item: item[1].on)
            latest = {acceptance.party: (index, acceptance) for index, acceptance in in_time}
            parties = (latest[party] for party in (agreement.provider, agreement.customer))
            index = min(index for index, acceptance in parties if acceptance.terms != current)
            yield finding(
                CODE,
                SEVERITY,
                agreement.origin.place("accepted", index, "terms"),
                "what was accepted is not what is promised now: the services' own targets apply",
                f"have both parties accept the current terms: {current}",
            )
