"""A catalog together with everything that was found wrong with it."""

from __future__ import annotations

from dataclasses import dataclass

from servicebook.model.catalog import Catalog
from servicebook.problems import Problem, Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedCatalog:
    """A catalog with everything that was found wrong with it, in order.

    ``waived`` are findings that ``rules.yml`` lets be. The catalog leaves out what could not be read.
    """

    catalog: Catalog
    problems: tuple[Problem, ...]
    waived: tuple[Problem, ...]
    files: int

    @property
    def errors(self) -> int:
        """How many problems stop a publish."""
        return sum(problem.severity is Severity.ERROR for problem in self.problems)

    @property
    def warnings(self) -> int:
        """How many problems do not stop a publish."""
        return len(self.problems) - self.errors
