"""Documents that have no problem with one another, told from another state of them in which they had none."""

from __future__ import annotations

from collections.abc import Iterator

from servicebook.analysis.resolved import KINDS
from servicebook.documents.bulk_load import ValidDocument
from servicebook.documents.cycles import edges_of
from servicebook.documents.document import Document
from servicebook.documents.references import objects_of
from servicebook.loading.check import CheckedDocuments
from servicebook.loading.loaded import LoadedCatalog
from servicebook.loading.result_folders import foreign_services
from servicebook.model.calendars import ALWAYS
from servicebook.model.catalog import Catalog


def agree_as_before(before: LoadedCatalog, checked: CheckedDocuments) -> bool:
    """Whether it is certain that documents have no problem with one another, without looking at all of them.

    So it is where those of ``before`` had none, the same files have the same ids, and what refers to something refers
    to what was there: that is so after nearly every change of what is promised or said.
    """
    then = before.checked
    if before.together or then.invalid or checked.invalid or len(then.valid) != len(checked.valid):
        return False
    pairs = zip(then.valid, checked.valid, strict=True)
    return all(old is new or fits(before, old, new) for old, new in pairs)


def fits(before: LoadedCatalog, old: ValidDocument, new: ValidDocument) -> bool:
    """Whether it is certain that a document that takes the place of another brings no problem with the others."""
    return (
        old.document.path == new.document.path
        and list(_ids(old.document)) == list(_ids(new.document))
        and list(edges_of(old.document)) == list(edges_of(new.document))
        and all(_has(before.catalog, *mention) for mention in new.mentions)
        and (new.document.location.kind.name != "results" or not foreign_services(new.document))
    )


def _has(catalog: Catalog, kind: str | None, qualified_id: str) -> bool:
    """Whether a reference leads somewhere; False also where that takes a closer look."""
    if kind is None or kind not in KINDS:
        return False
    return qualified_id in KINDS[kind](catalog) or (kind, qualified_id) == ("calendar", ALWAYS)


def _ids(document: Document) -> Iterator[tuple[str, str, object]]:
    """The kind, id and former ids of each object."""
    for kind, qualified_id, _, value in objects_of(document):
        yield kind, qualified_id, value.get("former_ids") if isinstance(value, dict) else None
