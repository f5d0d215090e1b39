"""Measure how long all chains of a catalog take: python benchmarks/chains.py REPOSITORY YYYY-MM-DD

Once as they are, where many services have the same times; and once with times that are different for every step
and promise, so that nothing that was found for one helps another. The seconds go to standard error.
"""

import random
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from servicebook.analysis.chains import Chains
from servicebook.clock.durations import Duration, Unit
from servicebook.loading import load_catalog
from servicebook.model.catalog import Catalog
from servicebook.model.service import Service


def main(arguments: Sequence[str]) -> int:
    root, day = arguments
    catalog = load_catalog(Path(root), date.fromisoformat(day)).catalog
    measure("chains", catalog)
    measure("chains, all different", all_different(catalog))
    return 0


def measure(phase: str, catalog: Catalog) -> None:
    began = time.perf_counter()
    Chains(catalog)
    print(f"servicebook: {phase} {time.perf_counter() - began:.2f} s", file=sys.stderr)


def all_different(catalog: Catalog) -> Catalog:
    """The catalog with other times for every hand-off and every promise."""
    chance = random.Random(1)
    return replace(catalog, services={key: _changed(one, chance) for key, one in catalog.services.items()})


def _changed(service: Service, chance: random.Random) -> Service:
    return replace(
        service,
        targets=tuple(
            replace(target, within=Duration(chance.randrange(600, 60_000), Unit.MINUTE))
            if target.within and target.measure == "fulfillment_time"
            else target
            for target in service.targets
        ),
        handoffs=tuple(
            replace(step, within=Duration(chance.randrange(1, 2_000), Unit.MINUTE)) if step.within else step
            for step in service.handoffs
        ),
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
