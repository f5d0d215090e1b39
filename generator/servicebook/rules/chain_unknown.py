"""It is not known whether a service's hand-offs fit into its promise.

It says who hands the work to whom, but a step has no time, hands it to a service that promises none, or is done by a
department without hours; or the service itself does not say by when it is done. So its promise cannot be
compared with its chain, and is not assumed to be fine. Give the step `within`, or the service a
`fulfillment_time`.
"""

from __future__ import annotations

from collections.abc import Iterator

from servicebook.analysis.chains import Chain, Verdict, all_chains
from servicebook.analysis.reasons import StepUnknown, WaitsForItself
from servicebook.explanations import unknown_chain
from servicebook.model.catalog import Catalog
from servicebook.model.service import Service
from servicebook.problems import Place, Problem, Severity
from servicebook.rules.finding import finding
from servicebook.wording import text

CODE = "chain-unknown"
SEVERITY = Severity.WARNING
READS: tuple[str, ...] = ("department", "agreement", "notice", "organization", "calendar", "priorities")


def check(catalog: Catalog) -> Iterator[Problem]:
    every = all_chains(catalog)
    for qualified_id in every.doubtful:
        chains = every[qualified_id]
        if _has_errors(catalog, catalog.services[qualified_id], chains[0]):
            continue
        if all(chain.always.verdict is Verdict.UNKNOWN for chain in chains):
            yield finding(
                CODE,
                SEVERITY,
                _place(catalog, qualified_id, chains[0]),
                text("chain-unknown.message", why=unknown_chain(chains[0].always)),
                text("chain-unknown.hint"),
            )


def _has_errors(catalog: Catalog, service: Service, chain: Chain) -> bool:
    """Whether the steps wait for one another, or name what is not there: errors that are reported already."""
    match chain.always.reason:
        case StepUnknown(reason=WaitsForItself()):
            return True
    return any(
        step.service not in catalog.services
        if step.service
        else (step.by or "").partition("/")[0] not in catalog.departments
        for step in service.handoffs
    )


def _place(catalog: Catalog, qualified_id: str, chain: Chain) -> Place:
    """The first step that has no time, else all the hand-offs."""
    service = catalog.services[qualified_id]
    ids = [step.id for step in service.handoffs]
    if chain.always.unknown_steps:
        return service.origin.place("handoffs", ids.index(chain.always.unknown_steps[0]))
    return service.origin.place("handoffs", key=True)
