"""What an agreement promises has changed since it was accepted.

The hash of the terms is not the one that was accepted: a target of the agreement, or one that it takes from
the service, has changed. Until both parties accept it again, the service's own targets
apply. `servicebook accept` records an acceptance. Acceptances that were copied with the file of another agreement are
to be deleted.
"""

from __future__ import annotations

from collections.abc import Iterator

from servicebook.explanations import commands_to_accept
from servicebook.model.catalog import Catalog
from servicebook.model.promises import AgreementState, latest_acceptances, state_of, waiting_for
from servicebook.problems import Problem, Severity
from servicebook.rules.copied_acceptances import copied_acceptances
from servicebook.rules.finding import finding
from servicebook.rules.sound_agreements import with_known_terms
from servicebook.wording import text
from servicebook.wording.lists import listed

CODE = "agreement-changed"
SEVERITY = Severity.WARNING
READS: tuple[str, ...] = ("service", "department")


def check(catalog: Catalog) -> Iterator[Problem]:
    for agreement in with_known_terms(catalog):
        if state_of(catalog, agreement) is AgreementState.CHANGED:
            latest = latest_acceptances(catalog, agreement)
            waiting = waiting_for(catalog, agreement)
            copied_from = catalog.derive(copied_acceptances).get(agreement.id)
            index = min(agreement.accepted.index(latest[party]) for party in waiting)
            yield finding(
                CODE,
                SEVERITY,
                agreement.origin.place("accepted", index, "terms"),
                text("agreement-changed.message", parties=listed(waiting))
                if copied_from is None
                else text("agreement-changed.copied", other=copied_from),
                text("agreement-changed.hint", commands=commands_to_accept(catalog, agreement))
                if copied_from is None
                else text("agreement-changed.copied-hint", commands=commands_to_accept(catalog, agreement)),
            )
