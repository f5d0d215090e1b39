"""A catalog together with everything that is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass

from servicebook.documents.document import Document
from servicebook.model.catalog import Catalog
from servicebook.problems import Problem, Severity, count_of


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedCatalog:
    """A catalog with everything that is wrong with it, in order.

    The catalog leaves out what could not be read. ``documents`` are the files that it was made from, each fit for the
    schema of its kind; ``files`` is how many there are in all. ``waived`` are findings that ``rules.yml`` waives.
    """

    catalog: Catalog
    documents: tuple[Document, ...]
    problems: tuple[Problem, ...]
    waived: tuple[Problem, ...]
    files: int

    @property
    def errors(self) -> int:
        """How many problems stop a publish."""
        return count_of(problem for problem in self.problems if problem.severity is Severity.ERROR)

    @property
    def warnings(self) -> int:
        """How many problems do not stop a publish."""
        return count_of(self.problems) - self.errors
