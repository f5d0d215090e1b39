"""``--since``: with what the problems of a catalog are compared."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from servicebook.cli.options import CannotRunError, complain
from servicebook.comparing.problems import Revision, Side, SinceThen, all_new, compare
from servicebook.loading import LoadedCatalog, load_catalog
from servicebook.source.catalog_tree import NoCatalogError
from servicebook.source.change_base import change_base
from servicebook.source.git_command import RevisionError
from servicebook.source.git_history import WHERE_IT_BRANCHED, compared_commit, moved_files
from servicebook.source.git_tree import Git
from servicebook.source.tree import Disk
from servicebook.wording import text

_T = TypeVar("_T")

AUTO = "auto"
"""The revision that is found out: where a change began."""


def revision_of(command: str, root: Path, asked: str) -> Revision | None:
    """The revision that is meant; None where it was to be found out and could not be, which is said.

    Raises :class:`CannotRunError` where the one that is named cannot be had.
    """
    return _tried(command, asked, lambda: revision_named(root, asked))


def revision_named(root: Path, asked: str) -> Revision:
    """The revision that is asked for, found out where that is ``auto``.

    Raises :class:`~servicebook.source.git_command.RevisionError`.
    """
    if asked != AUTO:
        return _named(asked, compared_commit(root, asked))
    base = change_base(root, os.environ)
    if base.branch is not None:
        return _branched(base.branch, base.commit)
    return Revision(base.commit, text(f"change-base.{base.began}", commit=base.commit[:7]))


def since_then(
    command: str, root: Path, asked: str, revision: Revision, opened: LoadedCatalog
) -> SinceThen | None:
    """The problems of what lies in a folder now, compared with those of the revision as of the same day.

    None, and raises, as :func:`revision_of`.
    """
    return _tried(command, asked, lambda: _compared(root, revision, opened))


def _compared(root: Path, revision: Revision, opened: LoadedCatalog) -> SinceThen:
    tree = Git.at(root, revision.commit)
    try:
        before = load_catalog(tree, opened.catalog.today, like=opened)
    except NoCatalogError:
        return all_new(revision, opened)
    return compare(
        revision,
        Side(tree=tree, loaded=before),
        Side(tree=Disk(root), loaded=opened),
        lambda: moved_files(root, revision.commit),
    )


def _tried(command: str, asked: str, done: Callable[[], _T]) -> _T | None:
    """What git cannot do ends the command, but not where the revision was to be found out.

    A workflow then tells all problems without a comparison: it must not fail for a clone that is too shallow.
    """
    try:
        return done()
    except RevisionError as fault:
        if asked != AUTO:
            raise CannotRunError(text("since.without", reason=fault)) from fault
        complain(command, text("since.not-compared", reason=fault))
        return None


def _named(asked: str, commit: str) -> Revision:
    if asked.endswith(WHERE_IT_BRANCHED):
        return _branched(asked.removesuffix(WHERE_IT_BRANCHED), commit)
    return Revision(commit, text("since.revision", revision=asked, commit=commit[:7]))


def _branched(branch: str, commit: str) -> Revision:
    return Revision(commit, text("since.merge-base", branch=branch, commit=commit[:7]))
