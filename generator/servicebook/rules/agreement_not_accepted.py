"""An agreement has not been accepted by both parties.

Until provider and customer have both accepted it, the service's own targets apply. Agree, and record each
party's acceptance with `servicebook accept`.
"""

from __future__ import annotations

from collections.abc import Iterator

from servicebook.explanations import commands_to_accept
from servicebook.model.catalog import Catalog
from servicebook.model.promises import AgreementState, latest_acceptances, state_of
from servicebook.problems import Problem, Severity
from servicebook.rules.finding import finding
from servicebook.rules.sound_agreements import with_known_terms
from servicebook.wording import text
from servicebook.wording.lists import listed

CODE = "agreement-not-accepted"
SEVERITY = Severity.WARNING
READS: tuple[str, ...] = ("service", "department")


def check(catalog: Catalog) -> Iterator[Problem]:
    for agreement in with_known_terms(catalog):
        if state_of(catalog, agreement) is AgreementState.NOT_ACCEPTED:
            latest = latest_acceptances(catalog, agreement)
            missing = [party for party in agreement.parties if party not in latest]
            yield finding(
                CODE,
                SEVERITY,
                agreement.origin.place("accepted") if agreement.accepted else agreement.origin.place(),
                text("agreement-not-accepted.message", parties=listed(missing)),
                text("agreement-not-accepted.hint", commands=commands_to_accept(catalog, agreement)),
            )
