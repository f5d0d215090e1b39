"""What can be known of a catalog some of whose files have errors: what is not told there need not be in order."""

from __future__ import annotations

from enum import IntEnum

from servicebook.documents.kinds import location_of
from servicebook.loading import LoadedCatalog
from servicebook.problems import READING, Problem
from servicebook.rules import BY_CODE

_REFERENCE = "unknown-"
"""How the codes of references begin that lead nowhere; the kind follows."""


class _Stage(IntEnum):
    """How far the checks of a file went: one that cannot be read is not compared with its schema, and so on."""

    READ, COMPARED, WHOLE = range(3)


class Known:
    """How far the checks of a catalog went."""

    def __init__(self, loaded: LoadedCatalog) -> None:
        self._catalog = loaded.catalog
        valid = {document.path for document in loaded.documents}
        self._unreadable = {p.place.path for p in loaded.problems if p.code in READING}
        faulty = {p.place.path for p in loaded.problems if location_of(p.place.path)}
        self._invalid = (faulty - valid) | self._unreadable
        # a rule is silent, too, where a valid file that it reads has a reference to nothing
        self._faulty = {p.place.path for p in loaded.problems if p.code not in BY_CODE}
        locations = (location_of(path) for path in valid | self._invalid)
        self._departments = {location.department for location in locations if location}

    @property
    def faulty_files(self) -> tuple[str, ...]:
        """The files because of whose errors not everything was checked, in order."""
        return tuple(sorted(self._faulty | self._invalid))

    def would_tell(self, problem: Problem, found_in: Known) -> bool:
        """Whether a problem that was found in another catalog would have been found in this one, too."""
        if rule := BY_CODE.get(problem.code):
            if self._catalog.faulty_kinds.intersection(rule.READS) or self._lacks_department(problem):
                return False
        elif problem.code.removeprefix(_REFERENCE) in self._catalog.incomplete_kinds:
            return False
        path = problem.place.path
        return self._stage(path) >= found_in._stage(path)

    def _lacks_department(self, problem: Problem) -> bool:
        """Whether the problem's department is there and cannot be read, so that no rule looks at what it holds."""
        location = location_of(problem.place.path)
        department = location.department if location else None
        return (
            department is not None
            and department in self._departments
            and department not in self._catalog.departments
        )

    def _stage(self, path: str) -> _Stage:
        if path in self._unreadable:
            return _Stage.READ
        return _Stage.COMPARED if path in self._invalid else _Stage.WHOLE
