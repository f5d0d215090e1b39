"""``servicebook init --from``: the lists that an organization has, as its first catalog."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from pathlib import Path

from servicebook import wording
from servicebook.cli import options
from servicebook.cli.import_findings import is_accepted, refuse
from servicebook.cli.table_options import add_table_options, column_names, table_options
from servicebook.documents.kinds import CATALOG
from servicebook.exchange.core.import_result import ImportRequest
from servicebook.exchange.core.provenance import at_source
from servicebook.exchange.repository.repository_from_lists import calendars_of, with_catalog
from servicebook.exchange.spreadsheet.from_spreadsheet import load_lists
from servicebook.exchange.spreadsheet.read_grids import LIST_ENDINGS
from servicebook.loading import load_catalog
from servicebook.problems import Severity
from servicebook.reports.safe_text import visible
from servicebook.source.tree import Disk, Overlay


def add_list_options(parser: argparse.ArgumentParser) -> None:
    """Declare the options that are about lists."""
    parser.add_argument(
        "--from",
        dest="lists",
        nargs="+",
        default=[],
        type=options.path,
        metavar="LIST",
        help=wording.text("help.from"),
    )
    add_table_options(parser)


def place_of_lists(args: argparse.Namespace) -> None:
    """Find the folder to write to where it is not named before ``--from``: behind the lists, or this folder.

    Raises :class:`CannotRunError` where there is none.
    """
    if args.dir is not None:
        return
    if not args.lists:
        raise options.CannotRunError(wording.text("init.no-folder"))
    *lists, last = args.lists
    is_list = last.is_file() or last.suffix.lower() in LIST_ENDINGS
    if lists and not is_list:
        args.lists, args.dir = lists, last
    else:
        args.dir = Path()


def texts_from_lists(args: argparse.Namespace, texts: Mapping[str, str]) -> dict[str, str] | None:
    """The files of a first repository with the catalog that the lists make; what was found is printed.

    None where nothing may be written. Raises :class:`CannotRunError` where there is a catalog already.
    """
    if (args.dir / CATALOG).is_dir():
        raise options.CannotRunError(wording.text("init.lists-exist", catalog=CATALOG, folder=args.dir))
    request = ImportRequest(
        column_names=column_names(args), tables=table_options(args), calendars=calendars_of(texts)
    )
    imported = load_lists(args.lists, request)
    for note in imported.notes:
        print(visible(wording.text("import.note", note=note)))
    if imported.problems:
        refuse(imported.problems, wording.text("import.in-source"))
        return None
    if not is_accepted(imported, accept_losses=args.accept_losses):
        return None
    made = with_catalog(texts, imported.files)
    loaded = load_catalog(Overlay(Disk(args.dir), made), options.today(args))
    errors = at_source(
        (problem for problem in loaded.problems if problem.severity is Severity.ERROR),
        made,
        imported.provenance,
    )
    if errors:
        refuse(errors, wording.text("import.in-result"))
        return None
    departments = sum(path.endswith("/department.yml") for path in made)
    services = sum("/services/" in path for path in made)
    print(
        wording.text(
            "init.from-lists",
            departments=wording.text("count.department", count=departments),
            services=wording.text("count.service", count=services),
            calendar=next(iter(request.calendars or {})),
        )
    )
    return made
