"""A service promises more than the hand-offs behind it can keep.

The service says by when it is done. Its hand-offs say who needs how long for what, each on their own hours. If
every team uses its full time, there is a moment in the next 12 months at which a request would be finished after its
promise is due. The finding names the worst case, by how much it is late, and the step that takes longest: the one to
discuss. Promise more time, agree on a shorter step, or let steps run in parallel with `after`.
`servicebook chain SERVICE` shows all of it.
"""

from __future__ import annotations

from collections.abc import Iterator

from servicebook.analysis.chains import Verdict, all_chains
from servicebook.model.catalog import Catalog
from servicebook.problems import Problem, Severity
from servicebook.rules.chain_findings import chain_finding, distinct

CODE = "promise-outruns-chain"
SEVERITY = Severity.WARNING
READS: tuple[str, ...] = ("department", "agreement", "notice", "organization", "calendar", "priorities")


def check(catalog: Catalog) -> Iterator[Problem]:
    chains = all_chains(catalog)
    for qualified_id in chains.doubtful:
        for chain in distinct(chains[qualified_id]):
            if chain.always.verdict is Verdict.OUTRUNS:
                yield chain_finding(catalog, CODE, SEVERITY, chain, chain.always)
