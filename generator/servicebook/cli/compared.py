"""The two sides of a comparison, as commands are given them: revisions of git, folders, and the files as they are."""

from __future__ import annotations

import argparse
import os
from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path

from servicebook.cli import options
from servicebook.cli.options import CannotRunError
from servicebook.cli.since import revision_named
from servicebook.comparing.problems import Revision, Side
from servicebook.comparing.revisions import Opened
from servicebook.loading import LoadedCatalog, load_catalog
from servicebook.model.catalog import Catalog
from servicebook.reports.change_links import ChangeLinks
from servicebook.source.catalog_tree import NoCatalogError
from servicebook.source.git_history import moved_files
from servicebook.source.git_tree import Git, commit_of
from servicebook.source.host_folder import folder_in_repository
from servicebook.source.host_links import hosted_repository, preview_site, run_page
from servicebook.source.tree import Disk, Tree, UnreadableError
from servicebook.wording import text


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """``[BASE] [HEAD]`` and ``--base-root DIR``."""
    parser.add_argument("base", nargs="?", metavar="BASE", help=text("help.compare-base"))
    parser.add_argument("head", nargs="?", metavar="HEAD", help=text("help.compare-head"))
    parser.add_argument("--base-root", type=options.path, metavar="DIR", help=text("help.compare-base-root"))


def opened_sides(args: argparse.Namespace, today: date) -> tuple[Opened, Opened]:
    """Both sides, opened as of one day, the base first. Raises :class:`CannotRunError` where one cannot be had."""
    base, head = args.base, args.head
    if args.base_root is not None:
        if head is not None:
            raise CannotRunError(text("diff.base-twice"))
        base, head = None, base
        base_revision = Revision("", text("diff.folder", folder=args.base_root))
        base_tree: Tree = Disk(args.base_root)
    elif base is None:
        raise CannotRunError(text("diff.base-missing"))
    else:
        base_revision, base_tree = _of_git(args.root, base)
    if head is not None:
        head_revision, head_tree = _of_git(args.root, head)
    else:
        head_revision, head_tree = Revision("", text("diff.working-tree")), Disk(args.root)
    after = _opened(head_revision, head_tree, today)
    return _opened(base_revision, base_tree, today, like=after.side.loaded), after


def moved_between(args: argparse.Namespace, before: Opened, after: Opened) -> Mapping[str, str]:
    """The new paths of files by their old ones, as far as git knows them; of a folder it knows nothing."""
    if not before.revision.commit:
        return {}
    return moved_files(args.root, before.revision.commit, after.revision.commit or None)


def change_links(root: Path, base: str | None, head: str | None, catalog: Catalog | None) -> ChangeLinks:
    """Where the host shows the lines of both commits, as far as that is known.

    Without a ``head`` the files on disk were compared: in a job they are those of its commit.
    """
    if not head and any(os.environ.get(name) == "true" for name in ("GITHUB_ACTIONS", "GITLAB_CI")):
        with suppress(UnreadableError):  # a job without git, whose reports have no links then
            head = commit_of(root, "HEAD")
    source = catalog.settings.organization.source_url if catalog else None
    return ChangeLinks(
        repository=hosted_repository(os.environ, source),
        base=base,
        head=head,
        folder=folder_in_repository(root, os.environ),
        preview=preview_site(os.environ),
        run=run_page(os.environ),
    )


def _of_git(root: Path, asked: str) -> tuple[Revision, Tree]:
    try:
        revision = revision_named(root, asked)
        return revision, Git.at(root, revision.commit)
    except UnreadableError as fault:
        raise CannotRunError(str(fault)) from fault


def _opened(revision: Revision, tree: Tree, today: date, like: LoadedCatalog | None = None) -> Opened:
    try:
        return Opened(revision=revision, side=Side(tree=tree, loaded=load_catalog(tree, today, like=like)))
    except NoCatalogError as fault:
        raise CannotRunError(text("diff.no-catalog", revision=revision.name)) from fault
    except UnreadableError as fault:
        raise CannotRunError(str(fault)) from fault
