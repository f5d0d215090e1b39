"""An agreement's last day has passed.

The service's own targets apply. Renew it with a later `effective_until`, or remove it.
"""

from __future__ import annotations

from collections.abc import Iterator

from servicebook.explanations import commands_to_accept
from servicebook.model.agreement import Agreement
from servicebook.model.catalog import Catalog
from servicebook.model.promises import AgreementState, state_of
from servicebook.problems import Problem, Severity
from servicebook.rules.finding import finding
from servicebook.rules.sound_agreements import sound_agreements
from servicebook.wording import text

CODE = "agreement-lapsed"
SEVERITY = Severity.WARNING
READS: tuple[str, ...] = ()


def check(catalog: Catalog) -> Iterator[Problem]:
    for agreement in sound_agreements(catalog):
        if state_of(catalog, agreement) is AgreementState.LAPSED:
            yield finding(
                CODE,
                SEVERITY,
                agreement.origin.place("effective_until"),
                text("agreement-lapsed.message", end=agreement.effective_until),
                _hint(catalog, agreement),
            )


def _hint(catalog: Catalog, agreement: Agreement) -> str:
    """What a renewal takes: acceptance too, where the terms are known and are not those that both accepted."""
    terms_are_known = catalog.faulty_kinds.isdisjoint(("service", "department"))
    if terms_are_known and (run := commands_to_accept(catalog, agreement)):
        return text("agreement-lapsed.hint-with-acceptance", commands=run)
    return text("agreement-lapsed.hint")
