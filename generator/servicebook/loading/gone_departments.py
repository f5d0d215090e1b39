"""Departments that are asked for and of which nothing is there: one problem for each, not one for each reference."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import islice

from servicebook import wording
from servicebook.documents.document import Document
from servicebook.documents.kinds import is_id
from servicebook.documents.references import Ids, Reference, check_references, resolve
from servicebook.documents.renaming import place_of
from servicebook.documents.suggestions import closest
from servicebook.loading.misplaced import own_file
from servicebook.problems import Problem, Related, error

_LEAST_OBJECTS = 2
_LEAST_REFERENCES = 3
"""So many at least, of so many objects: one or two may be mistyped, or be of a department that is being written."""
_SHOWN = 6
_OF_DEPARTMENT = ("role", "service", "faq")


class GoneDepartments:
    """The departments behind references that lead nowhere: ``missing`` says how often each object is asked for."""

    def __init__(self, missing: Counter[tuple[str, str]], ids: Ids) -> None:
        self.ids = ids
        asked: dict[str, Counter[tuple[str, str]]] = {}
        for (kind, qualified_id), count in missing.items():
            if department := _department(kind, qualified_id):
                asked.setdefault(department, Counter())[kind, qualified_id] = count
        there = {one.partition("/")[0] for kind in _OF_DEPARTMENT for one in ids.places.get(kind, ())}
        departments = ids.places.get("department", {})
        self.references: dict[str, list[tuple[Document, Reference]]] = {
            department: []
            for department, objects in asked.items()
            if len(objects) >= _LEAST_OBJECTS
            and objects.total() >= _LEAST_REFERENCES
            and is_id(department)
            and department not in there
            and not ids.has("department", department)
            and not closest(department, departments)
        }

    def explains(self, document: Document, reference: Reference) -> bool:
        """Whether a reference leads nowhere because there is no such department; it is told with the others then."""
        kind, qualified_id = resolve(reference)
        department = _department(kind, qualified_id)
        if department not in self.references or self.ids.former.get(kind or "", {}).get(qualified_id):
            return False
        self.references[department].append((document, reference))
        return True

    def problems(self) -> Iterator[Problem]:
        """One problem for each department that references were counted for."""
        for department, references in self.references.items():
            if references:
                yield _problem(department, references, self.ids)


def _department(kind: str | None, qualified_id: str) -> str:
    """The department that an object is, or is of; empty for objects of none."""
    if kind == "department":
        return qualified_id
    department, slash, _ = qualified_id.partition("/")
    return department if kind in _OF_DEPARTMENT and slash else ""


def _problem(department: str, references: list[tuple[Document, Reference]], ids: Ids) -> Problem:
    shown = sorted(islice((_place(one, ids) for one in references), _SHOWN), key=lambda one: one.place)
    services = sorted({one for kind, one in (resolve(each) for _, each in references) if kind == "service"})
    hint = wording.text("gone-department.hint", folder=place_of("department", department))
    if services:
        own = services[0].partition("/")[2]
        hint += wording.text("gone-department.hint-service", service=services[0], own=own)
    return error(
        "unknown-department",
        shown[0].place,
        wording.text("gone-department.message", department=department, count=len(references)),
        hint + wording.text("gone-department.hint-new", path=own_file(department)),
        tuple(shown[1:]),
    )


def _place(one: tuple[Document, Reference], ids: Ids) -> Related:
    document, reference = one
    (problem,) = check_references(document, (reference,), ids)
    return Related(problem.place, wording.text("gone-department.reference", id=resolve(reference)[1]))
