"""Open a catalog: read, check, build, judge. The one function that everybody calls."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from servicebook.documents.circles import check_circles
from servicebook.documents.document import Document
from servicebook.documents.kinds import Location, is_id, location_of
from servicebook.documents.references import check_references, collect_ids
from servicebook.documents.sense import check_sense
from servicebook.documents.shape import bad_id, check_shape
from servicebook.documents.words import closest
from servicebook.model.catalog import Catalog, catalog_from
from servicebook.problems import Place, Problem, Severity, error, in_order
from servicebook.rules import judge
from servicebook.settings import settings_from
from servicebook.source.files import UnreadableError, list_files, read_text
from servicebook.source.yaml_reader import parse

CATALOG, SETTINGS = "catalog", "site_config"
_PAGES = frozenset({f"{SETTINGS}/pages"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
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


def open_catalog(root: Path, today: date) -> Opened:
    """Read the repository at ``root`` and judge it as of ``today``.

    Raises :class:`~servicebook.source.files.UnreadableError` when there is no catalog to read.
    """
    if not (root / CATALOG).is_dir():
        raise UnreadableError(f"there is no folder {CATALOG}/ in {root}")
    documents, broken, problems, files = _read(root)
    sound: list[Document] = []
    for document in documents:
        found = check_shape(document)
        problems.extend(found)
        if found:
            broken.append(document)
        else:
            problems.extend(check_sense(document))
            sound.append(document)
    ids, twice = collect_ids(sound, broken)
    problems.extend(twice)
    problems.extend(check_circles(sound))
    for document in sound:
        problems.extend(check_references(document, ids))
    settings = settings_from(d for d in sound if d.path.startswith(SETTINGS))
    left_out = frozenset(document.location.kind.name for document in broken)
    catalog = catalog_from(_with_department(sound), settings, today, left_out=left_out)
    judged = judge(catalog)
    return Opened(
        catalog=catalog,
        problems=in_order([*problems, *judged.problems]),
        waived=judged.waived,
        files=files,
    )


def _with_department(documents: list[Document]) -> Iterable[Document]:
    """The catalog's documents, without those of departments whose own file is missing or broken."""
    known = {d.location.department for d in documents if d.location.kind.name == "department"}
    for document in documents:
        if document.path.startswith(CATALOG) and document.location.department in {None, *known}:
            yield document


def _read(root: Path) -> tuple[list[Document], list[Document], list[Problem], int]:
    """The documents of a repository, those that have no value, the problems of reading, the number of files."""
    listings = [list_files(root, CATALOG)]
    if (root / SETTINGS).is_dir():
        listings.append(list_files(root, SETTINGS, skip=_PAGES))
    problems = [problem for listing in listings for problem in listing.problems]
    documents: list[Document] = []
    broken: list[Document] = []
    departments: dict[str, str] = {}
    described: set[str] = set()
    paths = [path for listing in listings for path in listing.paths]
    for path in paths:
        parts = path.split("/")
        if parts[:2] == [CATALOG, "departments"] and len(parts) > 3:
            departments.setdefault(parts[2], path)
        location = location_of(path)
        if location is None:
            problems.extend(_stray(path))
            continue
        if location.kind.name == "department":
            described.add(parts[2])
        document, found = _document(root, path, location)
        problems.extend(found)
        (broken if document.value is None or found else documents).append(document)
    for department, path in departments.items():
        if department not in described:
            problems.append(_undescribed(department, path))
            missing = location_of(f"{CATALOG}/departments/{department}/department.yml")
            if missing is not None:
                place = f"{CATALOG}/departments/{department}/department.yml"
                broken.append(Document(path=place, location=missing, text="", value=None))
    return documents, broken, problems, len(paths)


def _document(root: Path, path: str, location: Location) -> tuple[Document, list[Problem]]:
    own_id = location.department if location.kind.name == "department" else location.own_id
    problems = [bad_id(own_id, Place(path))] if own_id and not is_id(own_id) else []
    text = read_text(root, path)
    if isinstance(text, Problem):
        return Document(path=path, location=location, text="", value=None), [*problems, text]
    parsed = parse(text, path)
    value = parsed.value
    if value is None and not parsed.problems:
        problems.append(
            error("empty-file", Place(path), "the file is empty", "describe the object, or remove the file")
        )
    return Document(path=path, location=location, text=text, value=value), [*problems, *parsed.problems]


_PLACES = (
    "departments/<department>/department.yml", "departments/<department>/roles.yml",
    "departments/<department>/faqs.yml", "departments/<department>/services/<service>.yml",
    "agreements/<agreement>.yml", "journeys/<journey>.yml", "notices/<notice>.yml", "people.yml", "kudos.yml",
)  # fmt: skip


def _stray(path: str) -> list[Problem]:
    """The problem of a file whose place no kind explains; in ``site_config`` only YAML files have a place."""
    name = path.rsplit("/", 1)[-1]
    is_yaml = name.endswith((".yml", ".yaml"))
    if path.startswith(f"{SETTINGS}/"):
        if not is_yaml or path.count("/") > 1:
            return []
        known = ("organization", "calendars", "priorities", "audiences", "sites", "feedback", "rules")
        near = closest(name.rsplit(".", 1)[0], known)
        hint = f"call it {near}.yml" if near else f"{SETTINGS}/ holds {', '.join(f'{k}.yml' for k in known)}"
        return [error("stray-file", Place(path), f"{name} is not a file of settings", hint)]
    renamed = f"{path.removesuffix('.yaml')}.yml"
    if name.endswith(".yaml") and location_of(renamed):
        hint = f"rename it to {renamed.rsplit('/', 1)[-1]}"
    elif is_yaml:
        hint = "move it to its kind's place: " + ", ".join(_PLACES)
    else:
        hint = "move it out of catalog/; only the catalog's YAML files, README.md and dotfiles belong there"
    return [error("stray-file", Place(path), "no kind of object is kept in this place", hint)]


def _undescribed(department: str, path: str) -> Problem:
    return error(
        "stray-file",
        Place(path),
        f'the department "{department}" has no department.yml, so nobody knows what this file belongs to',
        f"add {CATALOG}/departments/{department}/department.yml, or move the file",
    )
