"""A service promises more than the chain behind it can keep.

The service says by when it is done. Its hand-offs say who needs how long for what, each on their own hours. If
everybody takes all the time that they have, there is a moment in the coming year at which a request would be
finished after its promise is due. The finding names the worst such moment, by how much it is late, and the step that
takes longest: the one to talk about. Promise more time, agree on a shorter step, or let steps run side by side
with `after`. `servicebook chain SERVICE` tells the whole of it.
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
