"""Departments that are asked for and of which nothing is there: one problem for each, not one for each reference."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice

from servicebook import wording
from servicebook.documents.document import Document, Origin
from servicebook.documents.kinds import is_id
from servicebook.documents.references import Ids, Reference, check_references, resolve
from servicebook.documents.renaming import place_of
from servicebook.documents.suggestions import closest
from servicebook.loading.misplaced import own_file
from servicebook.problems import Problem, Related, error
from servicebook.source.yaml_writer import on_one_line
from servicebook.wording.lists import listed

_LEAST_OBJECTS = 2
_LEAST_REFERENCES = 3
"""So many at least, of so many objects: one or two may be mistyped, or be of a department that is being written."""
_SHOWN = 12
_OF_DEPARTMENT = ("role", "service", "faq")
_PUT = ("service", "role")
"""What is put into the files of another department by hand."""
_KNOWN_BY = ("name", "summary", "aliases", "former_ids")


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
    asked = Counter(resolve(reference) for _, reference in references)
    return error(
        "unknown-department",
        shown[0].place,
        wording.text(
            "gone-department.message",
            department=department,
            count=len(references),
            names=listed(
                wording.text("gone-department.asked", id=one, count=count)
                for (_, one), count in sorted(asked.items(), key=lambda each: each[0][1])
            ),
        ),
        _hint(department, asked, ids),
        tuple(shown[1:]),
    )


def _hint(department: str, asked: Iterable[tuple[str | None, str]], ids: Ids) -> str:
    """The ways in which it is mended, the likeliest first, with the steps of each in their order."""
    own = {
        kind: sorted(one.partition("/")[2] for its_kind, one in asked if its_kind == kind) for kind in _PUT
    }
    heirs = [one for one, origin in ids.places.get("department", {}).items() if _tells_of(origin, department)]
    puts = [
        wording.text(f"gone-department.put.{kind}", names=listed(names), count=len(names))
        for kind, names in own.items()
        if names
    ]
    folder = place_of("department", department)
    hint = wording.text("gone-department.hint", folder=folder)
    if puts:
        heir = heirs[0] if len(heirs) == 1 else ""
        hint += wording.text(
            "gone-department.hint-taken-over",
            puts=listed(puts),
            old=department,
            which=heir or wording.text("gone-department.another"),
            new=heir or wording.text("gone-department.stands-for"),
        )
    return hint + wording.text("gone-department.hint-new", path=own_file(department))


def _tells_of(origin: Origin, department: str) -> bool:
    """Whether the texts by which a department is known name the lost one, of which it has taken over the work then."""
    value = origin.document.value
    if not isinstance(value, dict):
        return False
    texts = " ".join(on_one_line(value[key]) for key in _KNOWN_BY if key in value).casefold()
    words = re.escape(department.replace("-", " "))
    return re.search(rf"(?<!\w){words}(?!\w)", texts.replace("-", " ")) is not None


def _place(one: tuple[Document, Reference], ids: Ids) -> Related:
    document, reference = one
    (problem,) = check_references(document, (reference,), ids)
    return Related(problem.place, wording.text("gone-department.reference", id=resolve(reference)[1]))
