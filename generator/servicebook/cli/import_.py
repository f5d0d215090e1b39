"""``servicebook import``: a catalog repository from another format."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import Path

from servicebook import wording
from servicebook.cli import options
from servicebook.cli.import_findings import is_accepted, refuse
from servicebook.cli.import_update import errors_of, planned, write_update
from servicebook.cli.new_folder import refuse_unless_new, write_new_folder
from servicebook.cli.options import CannotRunError
from servicebook.cli.table_options import (
    add_table_options,
    column_names,
    has_table_options,
    table_options,
)
from servicebook.documents.document import Document
from servicebook.documents.kinds import CATALOG
from servicebook.exchange.catalog_formats import IMPORTERS
from servicebook.exchange.core.import_plan import plan_of
from servicebook.exchange.core.import_result import ImportRequest, ImportResult
from servicebook.exchange.core.moving import with_texts
from servicebook.exchange.core.provenance import at_source
from servicebook.exchange.feedback.said_table import FIELDS as FEEDBACK_FIELDS
from servicebook.exchange.repository.new_repository import SITE_NAME, as_texts
from servicebook.exchange.spreadsheet.sheet_columns import FIELDS
from servicebook.exchange.surveys.survey_columns import FIELDS as SURVEY_FIELDS
from servicebook.loading import load_catalog
from servicebook.model.catalog import Catalog
from servicebook.problems import Problem, Severity
from servicebook.reports.import_plan_text import everything, noteworthy
from servicebook.reports.safe_text import visible
from servicebook.source.tree import Disk, Overlay

NAME = "import"
HELP = wording.text("help.import")
_FIELDS = {"survey": SURVEY_FIELDS, "feedback": FEEDBACK_FIELDS}
"""What a column may be said to be, of formats whose tables hold no catalog."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    formats = "; ".join(f"{name} ({importer.HELP})" for name, importer in IMPORTERS.items())
    parser.add_argument(
        "format",
        choices=tuple(IMPORTERS),
        metavar="FORMAT",
        help=wording.text("help.import-format", formats=formats),
    )
    parser.add_argument("source", type=options.path, metavar="SOURCE", help=wording.text("help.source"))
    updating = ", ".join(name for name, importer in IMPORTERS.items() if importer.UPDATES)
    parser.add_argument(
        "dir",
        type=options.path,
        metavar="DIR",
        help=wording.text("help.import-folder", updating=updating),
    )
    add_table_options(parser)
    parser.add_argument(
        "--clear",
        action="store_true",
        help=wording.text("help.clear"),
    )
    # two options for argparse, which would otherwise take the SOURCE behind a bare --prune for its value
    prune = partial(parser.add_argument, dest="prune", action="store_const", default="")
    prune("--prune", const="mark", help=wording.text("help.prune"))
    prune("--prune=delete", const="delete", help=wording.text("help.prune-delete"))
    parser.add_argument("--dry-run", action="store_true", help=wording.text("help.import-dry-run"))
    parser.add_argument(
        "--exclude",
        action="append",
        default=[],
        metavar="GLOB",
        help=wording.text("help.exclude"),
    )
    options.add_today(parser)


def run(args: argparse.Namespace) -> int:
    """Write the repository and print what was lost; 1 when losses were not accepted or something is faulty.

    Of a source in parts of which something is faulty the others are written, where losses are accepted.
    """
    importer = IMPORTERS[args.format]
    _refuse_table_options(args)
    documents, catalog = (
        _existing_catalog(args) if importer.UPDATES and (args.dir / CATALOG).is_dir() else (None, None)
    )
    if documents is None:
        refuse_unless_new(args.dir)
        if args.prune:
            raise CannotRunError(
                wording.text("import.prune-needs-catalog", folder=args.dir, format=args.format)
            )
    request = ImportRequest(
        existing=documents,
        catalog=catalog,
        column_names=column_names(args, _FIELDS.get(args.format, FIELDS)),
        tables=table_options(args),
        clear_missing=args.clear,
        excluded=tuple(args.exclude),
        deletes_gone=args.prune == "delete",
    )
    imported = importer.load(args.source, request)
    for note in imported.notes:
        print(visible(wording.text("import.note", note=note)))
    if imported.problems:
        return refuse(imported.problems, wording.text("import.in-source"))
    if not is_accepted(imported, accept_losses=args.accept_losses):
        return 1
    texts = as_texts(imported.files)
    if documents is not None and catalog is not None:
        return _update(args, documents, catalog, imported, texts)
    if errors := _errors_of_result(args, texts, imported):
        return refuse(errors, wording.text("import.in-result"))
    if args.dry_run:
        _print_lines(everything(plan_of((), with_texts((), texts), (), ()), ""))
        print(wording.text("plan.nothing-written"))
        return _status(imported)
    write_new_folder(args.dir, texts)
    print(_summary(imported.files, args.dir))
    if imported.files["site_config/organization.yml"] == {"name": SITE_NAME}:
        settings = args.dir / "site_config" / "organization.yml"
        print(wording.text("import.next-name", settings=settings))
        print(wording.text("import.then-check", folder=args.dir))
    else:
        print(wording.text("import.next-check", folder=args.dir))
    return _status(imported)


def _refuse_table_options(args: argparse.Namespace) -> None:
    """Raise :class:`CannotRunError` for options of tables that the format does not know."""
    if args.format != "csv" and has_table_options(args, with_encoding=args.format not in _FIELDS):
        raise CannotRunError(wording.text("options.not-for-format", format=args.format))


def _status(imported: ImportResult) -> int:
    """The exit status once everything is written that could be; what is faulty in the source was not."""
    if not imported.faults:
        return 0
    print(f"\n{wording.text('import.faults-left', count=len(imported.faults))}")
    return 1


def _existing_catalog(args: argparse.Namespace) -> tuple[tuple[Document, ...], Catalog]:
    """The documents and the catalog of the repository to update, which must have no errors."""
    loaded = load_catalog(args.dir, options.today(args))
    if loaded.errors:
        raise CannotRunError(wording.text("import.errors-before", count=loaded.errors, folder=args.dir))
    return loaded.documents, loaded.catalog


def _errors_of_result(
    args: argparse.Namespace, texts: Mapping[str, str], imported: ImportResult
) -> tuple[Problem, ...]:
    """The errors that the catalog would have, at their places in the source, of importers that know these."""
    if not imported.provenance:
        return ()
    changed = load_catalog(Overlay(Disk(args.dir), texts), options.today(args))
    errors = (problem for problem in changed.problems if problem.severity is Severity.ERROR)
    return at_source(errors, texts, imported.provenance)


def _update(
    args: argparse.Namespace,
    documents: tuple[Document, ...],
    catalog: Catalog,
    imported: ImportResult,
    texts: Mapping[str, str],
) -> int:
    """Bring the catalog up to date, and say what nobody may overlook; 1 when something is faulty."""
    today = options.today(args)
    update, faults = planned(args.dir, documents, catalog, imported, texts, args.prune, today)
    if faults:
        return refuse(faults, wording.text("import.in-result"))
    if update.contents and (errors := errors_of(args.dir, update, imported, texts, today)):
        return refuse(errors, wording.text("import.in-result"))
    if args.dry_run:
        _print_lines(everything(update.plan, args.prune))
        print(wording.text("plan.nothing-written"))
        return _status(imported)
    writes = write_update(args.dir, update)
    _print_lines(noteworthy(update.plan, args.prune))
    if writes:
        print(wording.text("import.next-commit"))
    return _status(imported)


def _print_lines(lines: Iterable[str]) -> None:
    for line in lines:
        print(visible(line))


def _summary(files: Mapping[str, object], folder: Path) -> str:
    departments = sum(path.endswith("/department.yml") for path in files)
    services = sum("/services/" in path for path in files)
    return wording.text(
        "import.wrote",
        files=wording.text("count.file", count=len(files)),
        folder=folder,
        departments=wording.text("count.department", count=departments),
        services=wording.text("count.service", count=services),
    )
