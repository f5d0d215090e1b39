"""``servicebook agenda``: what a round table, a retrospective or a health check should talk about."""

from __future__ import annotations

import argparse
from collections.abc import Mapping

from servicebook import links
from servicebook.analysis.agenda import Agenda, agenda
from servicebook.analysis.agenda_points import Point
from servicebook.analysis.chains import visible_chains
from servicebook.cli import options
from servicebook.cli.health_file import file_health_check
from servicebook.cli.naming import must_be
from servicebook.cli.one_catalog import without_garbage_collection
from servicebook.cli.options import CannotRunError
from servicebook.documents.document import Document
from servicebook.loading import load_catalog
from servicebook.model.catalog import Catalog
from servicebook.model.visible import visible
from servicebook.model.written_files import written_files
from servicebook.pages.parts.agenda_words import agenda_words
from servicebook.reports import agenda_html, agenda_ics, agenda_text
from servicebook.wording import text

NAME = "agenda"
HELP = text("help.agenda")
FORMATS = ("text", "markdown", "html", "ics")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("department", metavar="DEPARTMENT", help=text("help.agenda-department"))
    parser.add_argument("--with", dest="other", metavar="DEPARTMENT", help=text("help.agenda-with"))
    parser.add_argument("--since", type=options.day, metavar="YYYY-MM-DD", help=text("help.agenda-since"))
    options.add_format(parser, FORMATS)
    parser.add_argument("--file", action="store_true", help=text("help.agenda-file"))
    parser.add_argument("--by", metavar="ROLE", help=text("help.agenda-by"))
    parser.add_argument("--address", metavar="URL", help=text("help.digest-address"))
    parser.add_argument("--output", type=options.path, metavar="FILE", help=text("help.agenda-output"))
    options.add_root(parser)
    options.add_today(parser)


def run(args: argparse.Namespace) -> int:
    """Write the agenda; 2 where there is no such department, or no known day for the event."""
    with without_garbage_collection():
        catalog = load_catalog(args.root, options.today(args)).catalog
        must_be(args.department, "department", catalog.departments)
        must_be(args.other, "department", catalog.departments)
        if args.other == args.department:
            raise CannotRunError(text("agenda.with-itself", department=args.other))
        if args.file:
            print(text("agenda.filed", path=file_health_check(args, catalog)))
            return 0
        chains = visible_chains(catalog)
        found = agenda(visible(catalog), chains, args.department, args.other, args.since)
        return options.hand_out(_rendered(args, catalog, found), args.output)


def _rendered(args: argparse.Namespace, catalog: Catalog, found: Agenda) -> str:
    seen, address = visible(catalog), _address(args)
    files = written_files(catalog)
    words = agenda_words(seen, found, lambda point: _place(files, point))
    match args.format:
        case "markdown":
            return agenda_text.render_markdown(words, address)
        case "html":
            return agenda_html.render(words, address)
        case "ics":
            day = agenda_ics.next_day(found, catalog.today)
            if day is None:
                raise CannotRunError(text("agenda.no-day", department=args.department))
            page = f"{address}{links.agenda(args.department)}" if address else None
            return agenda_ics.render(seen, found, words, day, page)
    return agenda_text.render(words, address)


def _place(files: Mapping[str, Document], point: Point) -> str:
    """File and line of a point, in the file as it was written."""
    return str(files[point.path].place(*point.pointer))


def _address(args: argparse.Namespace) -> str | None:
    address: str | None = args.address
    if not address:
        return None
    if not address.startswith(("https://", "http://")):
        raise CannotRunError(text("digest.no-address", address=address))
    return f"{address.rstrip('/')}/"
