"""What was measured, every run of it, and what follows: medians, ratios and growth."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log
from statistics import median
from typing import Any

from benchmarks.children import Run

OURS = "servicebook"


@dataclass(frozen=True, slots=True)
class Site:
    """What a build has written: all files, and of the pages of services the number and the mean size."""

    files: int
    bytes: int
    service_pages: int
    service_page_bytes: int


@dataclass(frozen=True, slots=True)
class Measured:
    """A step of a tool with so many services: a run for each turn, in order."""

    services: int
    tool: str
    step: str
    runs: list[Run]
    site: Site | None = None

    @property
    def seconds(self) -> float:
        """The median."""
        return median(run.seconds for run in self.runs)

    @property
    def cpu_seconds(self) -> float:
        """The median."""
        return median(run.cpu_seconds for run in self.runs)

    @property
    def peak_bytes(self) -> float:
        """The median."""
        return median(run.peak_bytes for run in self.runs)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """One run of the benchmark."""

    python: str
    system: str
    cores: int
    repeat: int
    today: str
    missing: list[str]  # tools that are not installed
    limits: Mapping[str, int]  # tool → up to how many services it was run
    failed: Mapping[str, int]  # tool → with how many services it failed first
    measured: list[Measured]

    @property
    def sizes(self) -> list[int]:
        """Numbers of services, each once, growing."""
        return sorted({each.services for each in self.measured})

    def find(self, services: int, tool: str, step: str) -> Measured | None:
        """A step, where it was measured."""
        wanted = (services, tool, step)
        return next((each for each in self.measured if (each.services, each.tool, each.step) == wanted), None)


def figures_of(values: Mapping[str, Any]) -> Figures:
    """The figures as they were before they became JSON."""
    measured = [
        Measured(
            each["services"],
            each["tool"],
            each["step"],
            [Run(**run) for run in each["runs"]],
            Site(**each["site"]) if each["site"] else None,
        )
        for each in values["measured"]
    ]
    return Figures(**{**values, "measured": measured})


def ratio(one: Measured, other: Measured, of: Callable[[Run], float]) -> float | None:
    """How many times as much the one takes: the median over turns, as a slow while is one for both.

    None where the other took nothing that can be measured.
    """
    pairs = [(of(mine), of(theirs)) for mine, theirs in zip(one.runs, other.runs, strict=True)]
    return median(mine / theirs for mine, theirs in pairs) if all(theirs for _, theirs in pairs) else None


def growth(points: Sequence[tuple[int, float]]) -> list[tuple[int, int, float]]:
    """(size, next size, power): 1.0 is as many times longer as there are more services, 2.0 the square of that."""
    return [
        (small, large, log(most / least) / log(large / small))
        for (small, least), (large, most) in pairwise(points)
        if least > 0 and most > 0
    ]
