"""``--since``: with what the problems of a catalog are compared."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

from servicebook.cli.options import CannotRunError, complain
from servicebook.comparison import Revision, Side, SinceThen, all_new, compare
from servicebook.loading import LoadedCatalog, load_catalog
from servicebook.source.catalog_tree import NoCatalogError
from servicebook.source.change_base import change_base
from servicebook.source.git_command import RevisionError
from servicebook.source.git_history import WHERE_IT_BRANCHED, compared_commit, moved_files
from servicebook.source.git_tree import Git
from servicebook.source.tree import Disk
from servicebook.wording import text

AUTO = "auto"
"""The revision that is found out: where a change began."""


def revision_of(command: str, root: Path, asked: str) -> Revision | None:
    """The revision that is meant.

    None where it was to be found out and could not be, which is said: a workflow must not fail for that.
    Raises :class:`CannotRunError` where the one that is named cannot be had.
    """
    try:
        if asked != AUTO:
            return _named(asked, compared_commit(root, asked))
        base = change_base(root, os.environ)
    except RevisionError as fault:
        if asked != AUTO:
            raise CannotRunError(text("since.without", reason=fault)) from fault
        complain(command, text("since.not-compared", reason=fault))
        return None
    if base.branch is None:
        return Revision(base.commit, text("since.previous-commit", commit=base.commit[:7]))
    return _branched(base.branch, base.commit)


def _named(asked: str, commit: str) -> Revision:
    if asked.endswith(WHERE_IT_BRANCHED):
        return _branched(asked.removesuffix(WHERE_IT_BRANCHED), commit)
    return Revision(commit, text("since.revision", revision=asked, commit=commit[:7]))


def _branched(branch: str, commit: str) -> Revision:
    return Revision(commit, text("since.merge-base", branch=branch, commit=commit[:7]))


def since_then(root: Path, opened: LoadedCatalog, revision: Revision, today: date) -> SinceThen:
    """The problems of what lies in a folder now, compared with those of a revision as of the same day."""
    tree = Git.at(root, revision.commit)
    try:
        before = load_catalog(tree, today)
    except NoCatalogError:
        return all_new(revision, opened)
    return compare(
        revision,
        Side(tree=tree, loaded=before),
        Side(tree=Disk(root), loaded=opened),
        lambda: moved_files(root, revision.commit),
    )
