"""Since when services are retired, from the history of their files."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from pathlib import Path

from servicebook.loading.past_catalogs import document_of
from servicebook.model.catalog import Catalog
from servicebook.source.git_command import RevisionError
from servicebook.source.git_log import read_history
from servicebook.source.git_objects import contents_of
from servicebook.source.tree import MAX_BYTES

_MOST = 1_000
"""Services whose history is asked for: a command takes no more paths at once on every system."""


def retired_since(root: Path, catalog: Catalog) -> Mapping[str, date]:
    """The day of the commit that retired a service, by its id, of those that are retired.

    What the history does not show is left out: without git, before the first commit of a shallow clone, and where a
    service was retired from the first commit of its file on.
    """
    paths = retired_paths(catalog)
    if not paths:
        return {}
    try:
        return {paths[path]: day for path, day in _since(root, paths)}
    except RevisionError:
        return {}


def retired_paths(catalog: Catalog) -> dict[str, str]:
    """The ids of services that are retired, by their files."""
    return {one.origin.path: one.id for one in catalog.services.values() if one.lifecycle == "retired"}


def _since(root: Path, paths: Collection[str]) -> Iterator[tuple[str, date]]:
    """Files with the day on which what they describe was retired; the last one of a file is the one that holds."""
    history = read_history(root, tuple(sorted(paths)[:_MOST]))
    versions = [
        (change.path, change.blob, commit.committed.date())
        for commit in history.commits
        for change in commit.changes
        if change.path in paths and change.blob
    ]
    contents = contents_of(root, [blob for _, blob, _ in versions], MAX_BYTES)
    was_offered: set[str] = set()
    for (path, _, day), (_, content) in zip(versions, contents, strict=True):
        document = document_of(path, content or b"")
        if document is None or not isinstance(document.value, dict):
            continue  # one with errors says nothing
        if document.value.get("lifecycle") != "retired":
            was_offered.add(path)
        elif path in was_offered:
            was_offered.remove(path)
            yield path, day
