"""Read the files of a catalog's tree: which there are, what each of them is, and its value."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from servicebook import wording
from servicebook.documents.bulk_load import ValidDocument, bulk_load
from servicebook.documents.document import Document, value_of
from servicebook.documents.kinds import CATALOG, CATALOG_KINDS, PAGES, SETTINGS, Location, is_id, location_of
from servicebook.documents.slugs import bad_id, slug
from servicebook.frozen import frozen
from servicebook.loading.intended import copied_id, intended_path
from servicebook.loading.likely_kinds import outline
from servicebook.loading.misplaced import (
    own_file,
    problem_without_department,
    problems_of_stray,
    with_our_ending,
)
from servicebook.problems import Place, Problem, error
from servicebook.source.catalog_tree import has_folder, list_files, read_text, require_catalog
from servicebook.source.tree import Tree
from servicebook.source.yaml_reader import parse


@frozen(kw_only=True)
class ReadFiles:
    """The files of a tree.

    ``documents`` have a value and are still to be checked; ``valid`` ones are checked already. ``without_value`` take
    the places of files and folders that have none, so that nothing is concluded from their absence. ``count`` is the
    number of files.
    """

    documents: tuple[Document, ...]
    valid: tuple[ValidDocument, ...]
    without_value: tuple[Document, ...]
    problems: tuple[Problem, ...]
    count: int


def read_files(
    tree: Tree, known: Iterable[ValidDocument] = (), then: Callable[[Document], object] | None = None
) -> ReadFiles:
    """Read all files of a catalog and its settings.

    One that says exactly what a ``known`` document of the same path says is that document. Where others read many
    files, ``then`` is called meanwhile with each document that is there and valid. Raises
    :class:`~servicebook.source.tree.UnreadableError` where there is no catalog to read.
    """
    paths, problems = listed(tree)
    tree, valid = _valid(tree, paths, known, then)
    documents: list[Document] = []
    without_value = [document for problem in problems for document in _stand_ins(problem.place.path)]
    strays: list[str] = []
    done = {loaded.document.path for loaded in valid}
    for path in paths:
        if path in done:
            continue
        if location := location_of(path):
            document, faults = _read_file(tree, path, location)
            (without_value if document.value is None or faults else documents).append(document)
            problems += faults
        else:
            strays.append(path)
    stray_problems, stand_ins, elsewhere = _strays(tree, strays, frozenset(paths))
    problems += stray_problems
    without_value += stand_ins
    everything = (*documents, *(loaded.document for loaded in valid), *without_value)
    for department, path in _without_own_file([path for path in paths if path not in elsewhere], everything):
        problems.append(problem_without_department(department, path))
        without_value += _stand_ins(own_file(department))
    return ReadFiles(
        documents=tuple(documents),
        valid=tuple(valid),
        without_value=tuple(without_value),
        problems=tuple(problems),
        count=len(paths),
    )


def listed(tree: Tree) -> tuple[list[str], list[Problem]]:
    """The paths of all files in order, and what is wrong with other paths."""
    require_catalog(tree, CATALOG)
    listings = [list_files(tree, CATALOG)]
    if has_folder(tree, SETTINGS):
        listings.append(list_files(tree, SETTINGS, skip=frozenset({PAGES})))
    paths = sorted(path for listing in listings for path in listing.paths)
    return paths, [problem for listing in listings for problem in listing.problems]


def _valid(
    tree: Tree,
    paths: Sequence[str],
    known: Iterable[ValidDocument],
    then: Callable[[Document], object] | None,
) -> tuple[Tree, list[ValidDocument]]:
    """The tree with what is to be read of it at hand, and the documents that are known to be valid already."""
    by_path = {one.document.path: one for one in known}
    # the mark before a text that is no part of it makes a file another one, which is then read
    unchanged = [
        one
        for one in (by_path[path] for path in paths if path in by_path)
        if tree.says(one.document.path, one.document.text.encode())
    ]
    done = {one.document.path for one in unchanged}
    changed = [path for path in paths if path not in done]
    tree = tree.preloaded(changed)
    return tree, unchanged + bulk_load(tree, changed, then)


def _read_file(tree: Tree, path: str, location: Location) -> tuple[Document, list[Problem]]:
    """The document of a file, without a value where it has none."""
    own_id = location.department if location.kind.name == "department" else location.own_id
    problems = [_bad_file_name(tree, own_id, path)] if own_id and not is_id(own_id) else []
    text = read_text(tree, path, location.kind.max_bytes)
    if isinstance(text, Problem):
        return _without_value(path, location), [*problems, text]
    parsed = value_of(text, path)
    if parsed.value is None and not parsed.problems:
        message, hint = wording.text("empty-file.message"), wording.text("empty-file.hint", path=path)
        problems.append(error("empty-file", Place(path), message, hint))
    document = Document(path=path, location=location, text=text, value=parsed.value)
    return document, [*problems, *parsed.problems]


def _bad_file_name(tree: Tree, own_id: str, path: str) -> Problem:
    """The problem of a file or folder whose name is no id; of a copy beside its original, that it is one."""
    problem = bad_id(own_id, Place(path))
    original = copied_id(own_id)
    if original is None or not is_id(original):
        return problem
    beside = path.replace(f"/{own_id}", f"/{original}")
    if isinstance(read_text(tree, beside), Problem):
        return problem
    hint = wording.text("bad-id.copy-hint", original=beside, id=slug(own_id))
    return replace(problem, hint=hint)


def _strays(
    tree: Tree, strays: Iterable[str], known: Collection[str]
) -> tuple[list[Problem], list[Document], set[str]]:
    """The problems of stray files, what takes the places where they belong, and which of them belong elsewhere."""
    problems: list[Problem] = []
    stand_ins: list[Document] = []
    elsewhere: set[str] = set()
    for path in strays:
        intended = None if location_of(with_our_ending(path)) else _intended(tree, path, known)
        problems += problems_of_stray(path, intended)
        if intended is not None:
            elsewhere.add(path)
        if location := location_of(intended or with_our_ending(path)):
            stand_ins.append(_without_value(intended or path, location))
    return problems, stand_ins, elsewhere


_MAYBE_YAML = re.compile(r".*\.ya?ml(\.[a-z]+)?|[^.]+", re.IGNORECASE)


def _intended(tree: Tree, path: str, paths: Collection[str]) -> str | None:
    """The path at which a stray file would be read, by what it says."""
    if _MAYBE_YAML.fullmatch(path.rsplit("/", 1)[-1]):
        text = read_text(tree, path)
        if not isinstance(text, Problem):
            parsed = parse(text, path)
            return intended_path(path, parsed.value or outline(text), paths)
    return None


def _without_value(path: str, location: Location) -> Document:
    return Document(path=path, location=location, text="", value=None)


def _stand_ins(path: str) -> Iterator[Document]:
    """What a file or folder that cannot be read would have held."""
    if location := location_of(path):
        yield _without_value(path, location)
        return
    steps = path.split("/")
    for kind in CATALOG_KINDS:
        pattern = kind.pattern.split("/")
        above = pattern[: len(steps)]
        is_above = above != pattern and all(
            expected in (step, "{department}") for expected, step in zip(above, steps, strict=False)
        )
        if is_above:
            department = steps[2] if "{department}" in above else None
            yield _without_value(path, Location(kind, department, None))


def _without_own_file(paths: Sequence[str], documents: Iterable[Document]) -> Iterator[tuple[str, str]]:
    """The departments that have files but no ``department.yml``, each with the first of its files."""
    described = {d.location.department for d in documents if d.location.kind.name == "department"}
    for path in paths:
        steps = path.split("/")
        if steps[:2] == [CATALOG, "departments"] and len(steps) > 3 and steps[2] not in described:
            described.add(steps[2])
            yield steps[2], path
