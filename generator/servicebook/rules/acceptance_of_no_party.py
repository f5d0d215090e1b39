"""An agreement was accepted by somebody who is no party to it.

Only the provider and the customer can accept an agreement. Remove the acceptance, or name the department that it was
meant for.
"""

from __future__ import annotations

from collections.abc import Iterator

from servicebook.analysis.acceptance import command, usual_role
from servicebook.model.agreement import Agreement
from servicebook.model.catalog import Catalog
from servicebook.problems import Problem, Severity
from servicebook.rules.finding import finding
from servicebook.rules.sound_agreements import sound_agreements
from servicebook.wording import text
from servicebook.wording.lists import either

CODE = "acceptance-of-no-party"
SEVERITY = Severity.ERROR
READS: tuple[str, ...] = ()


def check(catalog: Catalog) -> Iterator[Problem]:
    for agreement in sound_agreements(catalog):
        for index, acceptance in enumerate(agreement.accepted):
            if acceptance.party not in agreement.parties:
                yield finding(
                    CODE,
                    SEVERITY,
                    agreement.origin.place("accepted", index, "party"),
                    text("acceptance-of-no-party.message", party=acceptance.party),
                    _hint(catalog, agreement),
                )


def _hint(catalog: Catalog, agreement: Agreement) -> str:
    """Whose acceptance it probably is: that of the one party that has not accepted."""
    missing = set(agreement.parties) - {acceptance.party for acceptance in agreement.accepted}
    roles = {party: usual_role(catalog, agreement, party) for party in missing}
    if len(roles) == 1:
        [(party, role)] = roles.items()
        if role in catalog.roles:
            return text(
                "acceptance-of-no-party.hint-missing",
                party=party,
                role=role,
                commands=command(catalog, agreement, party),
            )
    return text("acceptance-of-no-party.hint", parties=either(agreement.parties))
