"""What a rule is, and what is found by rules."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Protocol, TypeAlias

from servicebook.frozen import frozen
from servicebook.model.catalog import Catalog
from servicebook.problems import Problem, Severity

Codes: TypeAlias = "Collection[str] | None"
"""Those of some rules; None for all."""


class Rule(Protocol):
    """What every module of a rule has."""

    CODE: str
    SEVERITY: Severity
    READS: tuple[str, ...]
    __doc__: str | None

    def check(self, catalog: Catalog) -> Iterator[Problem]:
        """What the rule finds."""
        ...


class FoundAlready(Protocol):
    """What knows what rules find in a catalog without asking them about all of it."""

    def check(self, rule: Rule) -> Iterable[Problem]:
        """What a rule finds."""
        ...


@frozen
class RuleResults:
    """The findings of all rules, and those that a waiver lets be."""

    problems: tuple[Problem, ...]
    waived: tuple[Problem, ...]
