"""A service promises more than it can keep when a step is needed that is only needed sometimes.

Without the steps marked `when: sometimes` the promise leaves enough time; with all of them there is a moment in the
next 12 months at which it would be finished too late. That may be fine, if it is stated: a compliance below 100, or
`pauses_when`. Otherwise promise more time, or agree on a shorter step.
"""

from __future__ import annotations

from collections.abc import Iterator

from servicebook.analysis.chains import Verdict, all_chains
from servicebook.model.catalog import Catalog
from servicebook.problems import Problem, Severity
from servicebook.rules.chain_findings import chain_finding, distinct

CODE = "promise-outruns-sometimes"
SEVERITY = Severity.WARNING
READS: tuple[str, ...] = ("department", "agreement", "notice", "organization", "calendar", "priorities")


def check(catalog: Catalog) -> Iterator[Problem]:
    chains = all_chains(catalog)
    for qualified_id in chains.doubtful:
        for chain in distinct(chains[qualified_id]):
            fits_without = chain.always.verdict is not Verdict.OUTRUNS
            if fits_without and chain.with_sometimes.verdict is Verdict.OUTRUNS:
                yield chain_finding(catalog, CODE, SEVERITY, chain, chain.with_sometimes)
