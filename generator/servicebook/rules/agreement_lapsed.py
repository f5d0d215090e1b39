"""An agreement's last day has passed.

The service's own targets apply. Renew it with a later `effective_until`, or remove it.
"""

from __future__ import annotations

from collections.abc import Iterator

from servicebook.analysis.acceptance import commands
from servicebook.model.agreement import Agreement
from servicebook.model.catalog import Catalog
from servicebook.model.promises import AgreementState, state_of
from servicebook.problems import Problem, Severity
from servicebook.rules.finding import finding

CODE = "agreement-lapsed"
SEVERITY = Severity.WARNING
READS: tuple[str, ...] = ()


def check(catalog: Catalog) -> Iterator[Problem]:
    for agreement in catalog.agreements.values():
        if state_of(catalog, agreement) is AgreementState.LAPSED:
            yield finding(
                CODE,
                SEVERITY,
                agreement.origin.place("effective_until"),
                f"ended on {agreement.effective_until}: the services' own targets apply",
                f"renew it with a later effective_until:{_again(catalog, agreement)}, or remove the file",
            )


def _again(catalog: Catalog, agreement: Agreement) -> str:
    """What else a renewal takes where the terms are known, and are not those that both accepted."""
    if not catalog.incomplete_kinds.isdisjoint(("service", "department")):
        return ""
    run = commands(catalog, agreement)
    return f" and run: {run}" if run else ""
