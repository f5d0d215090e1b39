"""A catalog together with everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Protocol

from servicebook.documents.document import Document
from servicebook.frozen import frozen
from servicebook.loading.check import CheckedDocuments
from servicebook.model.catalog import Catalog
from servicebook.model.made_objects import MadeObjects
from servicebook.problems import Problem, Severity, count_of
from servicebook.rules.rule import RuleResults


class Judged(Protocol):
    """What is wrong with a catalog, as reports say it: a loaded one, or what is known without loading it.

    ``documents`` are those in which something is wrong, and maybe others; ``counts`` are of objects by kind.
    """

    @property
    def problems(self) -> tuple[Problem, ...]: ...

    @property
    def waived(self) -> tuple[Problem, ...]: ...

    @property
    def documents(self) -> tuple[Document, ...]: ...

    @property
    def files(self) -> int: ...

    @property
    def counts(self) -> Mapping[str, int]: ...

    @property
    def errors(self) -> int: ...

    @property
    def warnings(self) -> int: ...


class CountedProblems:
    """How many there are of each severity of the ``problems`` that something has."""

    __slots__ = ()
    problems: tuple[Problem, ...]

    @property
    def errors(self) -> int:
        """How many problems stop a publish."""
        return count_of(problem for problem in self.problems if problem.severity is Severity.ERROR)

    @property
    def warnings(self) -> int:
        """How many problems do not stop a publish."""
        return count_of(self.problems) - self.errors


@frozen(kw_only=True)
class LoadedCatalog(CountedProblems):
    """A catalog with everything that is wrong with it, in order.

    The catalog leaves out what could not be read. ``waived`` are findings that ``rules.yml`` waives. The rest is what
    another catalog may take over, of what it has as well: the documents ``checked``, the problems that they have
    ``together``, the objects ``made`` of them, and all that rules ``found``.
    """

    catalog: Catalog
    problems: tuple[Problem, ...]
    waived: tuple[Problem, ...]
    checked: CheckedDocuments = field(repr=False)
    together: tuple[Problem, ...] = field(repr=False)
    made: MadeObjects = field(repr=False, compare=False)
    found: RuleResults = field(repr=False)

    @property
    def documents(self) -> tuple[Document, ...]:
        """The files that the catalog was made from, each fit for the schema of its kind."""
        return self.checked.documents

    @property
    def files(self) -> int:
        """How many files there are, with those that could not be read."""
        return self.checked.files

    @property
    def counts(self) -> Mapping[str, int]:
        """How many objects of each kind there are."""
        return self.catalog.counts()
