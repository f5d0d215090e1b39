"""Results of some months: one file for each department and year, a line for each promise of its services."""

import random
from collections.abc import Iterator, Sequence
from typing import TypeAlias

from synthetic.plan import Plan, Service
from synthetic.services import targets
from synthetic.yaml_text import Value, file_text, mapping

Promises: TypeAlias = Sequence[dict[str, Value]]
LAST_YEAR, LAST_MONTH = 2026, 10
FEWEST = 5
"""What counts fewer is not written."""


def results(plan: Plan, department: int, months: int) -> Iterator[tuple[str, str]]:
    """(year, text) of each file of a department."""
    end = LAST_YEAR * 12 + LAST_MONTH
    by_year: dict[int, list[str]] = {}
    services = []
    for it in plan.services_of(department):
        chance = plan.chance("results", it.number)
        promised = [target for target in targets(plan, it) if "within" in target]
        services.append((it, promised, chance.lognormvariate(3, 1), chance))
    for number in range(end - months, end):
        rows = [row for known in services for row in _rows(plan, *known)]
        if rows:
            year, month = divmod(number, 12)
            by_year.setdefault(year, []).extend([f"{year}-{month + 1:02}:", "  results:", *rows])
    for year, lines in by_year.items():
        yield str(year), file_text("results", 3, lines)


def _rows(plan: Plan, it: Service, promised: Promises, volume: float, chance: random.Random) -> Iterator[str]:
    for target in promised:
        counted = round(volume * chance.uniform(0.6, 1.4) * (0.3 if target.get("priority") == "high" else 1))
        if counted < FEWEST:
            continue
        share, within, per = float(str(target["compliance"])), str(target["within"]), target["per"]
        kept = sum(chance.random() * 100 < share + 2 for _ in range(counted))
        row = mapping(
            service=plan.whole(it),
            measure=target["measure"],
            priority=target.get("priority"),
            promised=f"{within}, {share:g} % per {per}",
            commit="2b3c58f",
            asked=counted + 2,
            counted=counted,
            kept=kept,
            open_overdue=min(1, counted - kept),
            still_open=2,
            half_within=within,
            nine_in_ten_within=within,
            lived_half=within,
            lived_nine_in_ten=within,
            paused=counted // 5,
        )
        yield f"    - {row}"
