"""Open a catalog: read, check, build, judge. The one function that everybody calls."""

from __future__ import annotations

import gc
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import TypeAlias

from servicebook.documents.bulk_load import ValidDocument, bulk_load
from servicebook.documents.cycles import check_cycles
from servicebook.documents.document import Document
from servicebook.documents.kinds import CATALOG_KINDS, Location, is_id, location_of
from servicebook.documents.references import check_references, collect_ids, references_of, resolve
from servicebook.documents.schema_check import bad_id, check_schema
from servicebook.documents.semantics import check_semantics
from servicebook.documents.words import closest
from servicebook.model.calendar_checks import check_calendars
from servicebook.model.catalog import catalog_from
from servicebook.model.opened import LoadedCatalog
from servicebook.problems import Place, Problem, error, in_order
from servicebook.rules import run_rules
from servicebook.settings import settings_from
from servicebook.source.files import NoCatalogError, list_files, read_text
from servicebook.source.owners_files import owners_files
from servicebook.source.yaml_reader import parse

Instead: TypeAlias = "Mapping[str, str | None]"
CATALOG, SETTINGS = "catalog", "site_config"
_PAGES = frozenset({f"{SETTINGS}/pages"})


def open_catalog(root: Path, today: date, instead: Instead = MappingProxyType({})) -> LoadedCatalog:
    """Read the repository at ``root`` and judge it as of ``today``.

    With ``instead``, as if the files of those paths held these texts, or (None) were not there. Raises
    :class:`~servicebook.source.files.UnreadableError` when there is no catalog to read.
    """
    with _keeping_everything():
        return _judged(root, _read_well(root, instead), today)


def open_with_documents(root: Path, today: date) -> tuple[LoadedCatalog, tuple[Document, ...]]:
    """The same, and the documents that have the shape of their kind, read only once. Raises as it does."""
    with _keeping_everything():
        read = _read_well(root, MappingProxyType({}))
        return _judged(root, read, today), tuple(read.sound)


def sound_documents(root: Path) -> tuple[tuple[Document, ...], tuple[Problem, ...]]:
    """The documents that have the shape of their kind, and the problems of all files by themselves.

    Raises as :func:`open_catalog`.
    """
    read = _read_well(root, MappingProxyType({}))
    return tuple(read.sound), in_order(read.problems)


@contextmanager
def _keeping_everything() -> Iterator[None]:
    """Look for no garbage meanwhile: a catalog is very many small values, and all of them stay."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    """The documents that have the right shape, the others, and what is wrong with each by itself.

    ``known`` holds, by path, the documents about which it was known already that nothing is.
    """

    sound: list[Document]
    broken: list[Document]
    problems: list[Problem]
    files: int
    known: Mapping[str, ValidDocument]


def _read_well(root: Path, instead: Instead) -> _Read:
    if not (root / CATALOG).is_dir():
        raise NoCatalogError(root, CATALOG)
    documents, broken, problems, files, known = _read(root, instead)
    sound: list[Document] = []
    for document in documents:
        found = () if document.path in known else check_schema(document)
        problems.extend(found)
        if found:
            broken.append(document)
        else:
            problems.extend(() if document.path in known else check_semantics(document))
            sound.append(document)
    return _Read(sound=sound, broken=broken, problems=problems, files=files, known=known)


def _judged(root: Path, read: _Read, today: date) -> LoadedCatalog:
    """The catalog of what was read, with all that is wrong with it."""
    sound, broken, problems, known = read.sound, read.broken, read.problems, read.known
    ids, twice = collect_ids(sound, broken)
    problems.extend(twice)
    problems.extend(check_cycles(sound))
    mentioned: set[tuple[str | None, str]] = set()
    for document in sound:
        if quickly := known.get(document.path):
            mentioned.update(quickly.mentions)
            if all(
                kind is not None and ids.has(kind, qualified_id) for kind, qualified_id in quickly.mentions
            ):
                continue
        references = references_of(document)
        mentioned.update(map(resolve, references))
        problems.extend(check_references(document, references, ids))
    settings = settings_from(d for d in sound if d.path.startswith(SETTINGS))
    problems.extend(check_calendars(settings))
    incomplete_kinds = frozenset(document.location.kind.name for document in broken)
    catalog = catalog_from(
        _with_department(sound),
        settings,
        today,
        mentioned=frozenset(mentioned),
        incomplete_kinds=incomplete_kinds,
        owners_files=owners_files(root),
    )
    judged = run_rules(catalog)
    return LoadedCatalog(
        catalog=catalog,
        problems=in_order([*problems, *judged.problems]),
        waived=judged.waived,
        files=read.files,
    )


def _with_department(documents: list[Document]) -> Iterable[Document]:
    """The catalog's documents, without those of departments whose own file is missing or broken."""
    known = {d.location.department for d in documents if d.location.kind.name == "department"}
    for document in documents:
        if document.path.startswith(CATALOG) and document.location.department in {None, *known}:
            yield document


def _read(
    root: Path, instead: Instead
) -> tuple[list[Document], list[Document], list[Problem], int, Mapping[str, ValidDocument]]:
    """The documents of a repository, those that have no value, the problems of reading, the number of files.

    Last, by path, the documents about which it is known already that nothing is wrong with them by themselves.
    """
    listings = [list_files(root, CATALOG)]
    if (root / SETTINGS).is_dir():
        listings.append(list_files(root, SETTINGS, skip=_PAGES))
    problems = [problem for listing in listings for problem in listing.problems]
    documents: list[Document] = []
    broken: list[Document] = [document for problem in problems for document in _unread(problem.place.path)]
    departments: dict[str, str] = {}
    described = {d.location.department for d in broken if d.location.kind.name == "department"}
    there = {path for listing in listings for path in listing.paths}
    paths = sorted((there - instead.keys()) | {path for path, text in instead.items() if text is not None})
    known = bulk_load(root, [path for path in paths if path not in instead])
    for path in paths:
        parts = path.split("/")
        if parts[:2] == [CATALOG, "departments"] and len(parts) > 3:
            departments.setdefault(parts[2], path)
        location = location_of(path)
        if location is None:
            problems.extend(_stray(path))
            if meant := location_of(_renamed(path)):
                broken.append(Document(path=path, location=meant, text="", value=None))
                if meant.kind.name == "department":
                    described.add(meant.department)
            continue
        if location.kind.name == "department":
            described.add(parts[2])
        if path in known:
            documents.append(known[path].document)
            continue
        document, found = _document(root, path, location, instead.get(path))
        problems.extend(found)
        (broken if document.value is None or found else documents).append(document)
    for department, path in departments.items():
        if department not in described:
            problems.append(_undescribed(department, path))
            broken.extend(_unread(f"{CATALOG}/departments/{department}/department.yml"))
    return documents, broken, problems, len(paths), known


def _unread(path: str) -> Iterator[Document]:
    """What a file or folder that cannot be read would have held, so that nothing is concluded from its absence."""
    if location := location_of(path):
        yield Document(path=path, location=location, text="", value=None)
        return
    parts = path.split("/")
    for kind in CATALOG_KINDS:
        above = kind.pattern.split("/")[: len(parts)]
        if "/".join(above) != kind.pattern and all(
            one in (other, "{department}") for one, other in zip(above, parts, strict=False)
        ):
            department = parts[2] if "{department}" in above else None
            yield Document(path=path, location=Location(kind, department, None), text="", value=None)


def _renamed(path: str) -> str:
    """The path with the ending that a catalog's file has, if it has another one of YAML's."""
    return re.sub(r"\.ya?ml\Z", ".yml", path, flags=re.IGNORECASE)


def _document(
    root: Path, path: str, location: Location, text_instead: str | None
) -> tuple[Document, list[Problem]]:
    own_id = location.department if location.kind.name == "department" else location.own_id
    problems = [bad_id(own_id, Place(path))] if own_id and not is_id(own_id) else []
    text = read_text(root, path) if text_instead is None else text_instead
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
    is_yaml = name.lower().endswith((".yml", ".yaml"))
    if path.startswith(f"{SETTINGS}/"):
        if not is_yaml or path.count("/") > 1:
            return []
        known = ("organization", "calendars", "priorities", "audiences", "sites", "feedback", "rules")
        near = closest(name.rsplit(".", 1)[0], known)
        hint = f"call it {near}.yml" if near else f"{SETTINGS}/ holds {', '.join(f'{k}.yml' for k in known)}"
        return [error("stray-file", Place(path), f"{name} is not a file of settings", hint)]
    if location_of(_renamed(path)):
        hint = f"rename it to {_renamed(name)}"
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
