"""``servicebook apply``: a change request, written into the catalog."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from servicebook import wording
from servicebook.cli import options
from servicebook.cli.one_catalog import without_garbage_collection
from servicebook.cli.options import CannotRunError
from servicebook.documents.kinds import CATALOG
from servicebook.reports import applied_json, applied_text
from servicebook.requests.applying import BringsErrorsError, applied
from servicebook.requests.change_request import ChangeRequest, RefusedError
from servicebook.requests.read_request import MAX_BYTES, read_request
from servicebook.source.catalog_tree import require_catalog
from servicebook.source.file_changes import make_changes
from servicebook.source.tree import Disk

NAME = "apply"
HELP = wording.text("help.apply")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("request", type=options.path, metavar="FILE", help=wording.text("help.request"))
    options.add_format(parser)
    options.add_root(parser)
    options.add_today(parser)


def run(args: argparse.Namespace) -> int:
    """Write what is asked for and print what that means; 1 where it is refused, and then nothing is written."""
    today = options.today(args)
    tree = Disk(args.root)
    require_catalog(tree, CATALOG)
    raw = _bytes_of(args.request)
    request: ChangeRequest | None = None
    with without_garbage_collection():
        try:
            request = read_request(raw)
            done = applied(tree, request, today)
        except RefusedError as fault:
            sys.stdout.write(_refused(args, request, fault))
            return 1
        make_changes(args.root, done.changes())
        sys.stdout.write((applied_json if args.format == "json" else applied_text).render(done))
    return 0


def _refused(args: argparse.Namespace, request: ChangeRequest | None, fault: RefusedError) -> str:
    named = request.object if request else None
    if args.format == "json":
        problems = fault.problems if isinstance(fault, BringsErrorsError) else ()
        return applied_json.refused(named, fault.refusals, problems)
    return applied_text.refused(named, fault.refusals)


def _bytes_of(file: Path) -> bytes:
    """What the file holds, or standard input for ``-``; of more than a request may hold only a little more."""
    try:
        if file == Path("-"):
            return sys.stdin.buffer.read(MAX_BYTES + 1)
        with file.open("rb") as stream:
            return stream.read(MAX_BYTES + 1)
    except OSError as fault:
        raise CannotRunError(wording.text("apply.unreadable", file=file, reason=fault.strerror)) from fault
