"""Results that do not belong into the folder that they are in: that of a department that does or did the service."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from servicebook import wording
from servicebook.documents.document import Document
from servicebook.documents.kinds import BY_NAME
from servicebook.documents.references import Ids
from servicebook.problems import Place, Problem, error
from servicebook.source.yaml_reader import Pointer


def check_result_folders(documents: Iterable[Document], ids: Ids) -> Iterator[Problem]:
    """The problems of valid files of results with the departments that they are of."""
    for document in documents:
        if document.location.kind.name != "results":
            continue
        folder = document.location.department or ""
        if not ids.has("department", folder):
            yield _unknown(document, folder, ids)
            continue
        for service, pointer in foreign_services(document).items():
            if ids.has("service", service) and not _was_of(folder, service, ids):
                yield error(
                    "bad-value",
                    document.place(*pointer),
                    wording.text("results.other-department", service=service, department=folder),
                    wording.text("results.other-department-hint", path=_path(document, service)),
                )


def foreign_services(document: Document) -> dict[str, Pointer]:
    """The services of a file of results that are not of its department today, with where each is named first."""
    value: Any = document.value
    prefix = f"{document.location.department}/"
    found: dict[str, Pointer] = {}
    for period, counted in value.items():
        for index, row in enumerate(counted["results"]):
            if not row["service"].startswith(prefix):
                found.setdefault(row["service"], (period, "results", index, "service"))
    return found


def _was_of(folder: str, service: str, ids: Ids) -> bool:
    """Whether the department did the service once: that is what its former ids say."""
    former = ids.former.get("service", {})
    return any(now == service and old.startswith(f"{folder}/") for old, now in former.items())


def _path(document: Document, service: str) -> str:
    """The same year's file of the service's department."""
    department, year = service.partition("/")[0], document.location.own_id or ""
    return BY_NAME["results"].pattern.format(department=department, id=year)


def _unknown(document: Document, folder: str, ids: Ids) -> Problem:
    message = wording.text("results.unknown-folder", department=folder)
    if now := ids.former.get("department", {}).get(folder):
        path = _path(document, f"{now}/")
        hint = wording.text("results.unknown-folder-former", now=now, path=path)
    else:
        hint = wording.text("results.unknown-folder-hint")
    return error("unknown-department", Place(document.path), message, hint)
