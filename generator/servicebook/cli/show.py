"""``servicebook show``: one object, as resolved."""

from __future__ import annotations

import argparse
import sys

from servicebook.analysis.resolved import KINDS, find, resolved
from servicebook.cli import options
from servicebook.cli.naming import with_hint
from servicebook.documents.suggestions import did_you_mean
from servicebook.loading import load_catalog
from servicebook.model.visible import visible
from servicebook.reports import object_text
from servicebook.reports.safe_text import json_text
from servicebook.wording import text

NAME = "show"
HELP = text("help.show")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("object", metavar="[KIND:]ID", help=text("help.object", kinds=", ".join(KINDS)))
    options.add_format(parser)
    options.add_root(parser)
    options.add_today(parser)


def run(args: argparse.Namespace) -> int:
    """Print the object; 2 when the id names none, or several kinds."""
    opened = load_catalog(args.root, options.today(args))
    catalog = visible(opened.catalog)
    found = find(catalog, args.object)
    if not found:
        hint = did_you_mean(
            args.object.rpartition(":")[2], sorted({i for k in KINDS for i in KINDS[k](catalog)})
        )
        raise options.CannotRunError(with_hint(text("name.nothing", name=args.object), hint))
    if len(found) > 1:
        choices = ", ".join(f"{kind}:{qualified_id}" for kind, qualified_id in found)
        raise options.CannotRunError(text("name.several", name=args.object, choices=choices))
    kind, qualified_id = found[0]
    content = resolved(catalog, kind, qualified_id)
    if args.format == "json":
        sys.stdout.write(json_text(content))
    else:
        sys.stdout.write(object_text.render(content))
    return 0
