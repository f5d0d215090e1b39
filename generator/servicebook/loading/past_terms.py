"""Of a past catalog just what agreements promise: they themselves, the services covered, all departments, settings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from servicebook.documents.document import Document
from servicebook.documents.kinds import CATALOG, PAGES, SETTINGS, location_of
from servicebook.loading.past_catalogs import document_of
from servicebook.model.agreement import agreement_from
from servicebook.model.catalog import Catalog
from servicebook.model.from_documents import catalog_from
from servicebook.settings import settings_from
from servicebook.source.catalog_tree import has_folder, list_files
from servicebook.source.git_tree import Git
from servicebook.source.tree import UnreadableFileError


def catalog_with_terms(root: Path, commit: str, agreements: Iterable[str], today: date) -> Catalog:
    """The catalog of a commit without what these agreements do not need; files with errors are left out.

    A large catalog is read in no time. Raises :class:`~servicebook.source.git_command.RevisionError`.
    """
    tree = Git.at(root, commit)
    paths = [
        path
        for folder in (CATALOG, SETTINGS)
        if has_folder(tree, folder)
        for path in list_files(tree, folder, skip=frozenset({PAGES})).paths
    ]
    wanted = set(agreements)
    read = _documents(tree, (path for path in paths if _is_needed(path, wanted)))
    covered = {
        service
        for document in read
        if document.location.kind.name == "agreement"
        for service in agreement_from(document).covers
    }
    read += _documents(tree, (path for path in paths if _id_of("service", path) in covered))
    settings = settings_from(tuple(one for one in read if one.path.startswith(f"{SETTINGS}/")))
    return catalog_from((one for one in read if one.path.startswith(f"{CATALOG}/")), settings, today)


def _is_needed(path: str, agreements: set[str]) -> bool:
    location = location_of(path)
    if location is None:
        return False
    is_agreement = location.kind.name == "agreement" and location.qualified_id in agreements
    return is_agreement or location.kind.name == "department" or path.startswith(f"{SETTINGS}/")


def _id_of(kind: str, path: str) -> str | None:
    location = location_of(path)
    return location.qualified_id if location and location.kind.name == kind else None


def _documents(tree: Git, paths: Iterable[str]) -> list[Document]:
    listed = list(paths)
    return list(_read(tree.preloaded(listed), listed))


def _read(tree: Git, paths: Iterable[str]) -> Iterator[Document]:
    for path in paths:
        try:
            content = tree.read(path)
        except UnreadableFileError:
            continue
        if (document := document_of(path, content)) is not None:
            yield document
