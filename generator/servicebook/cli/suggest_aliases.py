"""``servicebook suggest-aliases``: words that services may also be called by, for people to review."""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

from servicebook.cli import options
from servicebook.cli.check_fixes import git_diff
from servicebook.cli.naming import service_named
from servicebook.loading import LoadedCatalog, load_catalog
from servicebook.problems import Severity
from servicebook.reports import aliases_json, aliases_text
from servicebook.reports.text import summary
from servicebook.search.past_searches import NoSearchesError, past_searches
from servicebook.search.suggested_aliases import Suggestions, suggested_aliases
from servicebook.source.atomic_files import UnwritableError
from servicebook.source.file_changes import make_changes
from servicebook.source.planned_changes import Changes
from servicebook.source.tree import Disk
from servicebook.source.yaml_insert import appended
from servicebook.source.yaml_parts import CannotEditError
from servicebook.wording import text

NAME = "suggest-aliases"
HELP = text("help.suggest-aliases")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("services", metavar="SERVICE", nargs="*", help=text("help.suggest-for"))
    parser.add_argument("--searches", type=options.path, metavar="FILE", help=text("help.searches"))
    writing = parser.add_mutually_exclusive_group()
    writing.add_argument("--write", action="store_true", help=text("help.write-aliases"))
    writing.add_argument("--diff", action="store_true", help=text("help.diff-aliases"))
    options.add_format(parser)
    options.add_root(parser)
    options.add_today(parser)


def run(args: argparse.Namespace) -> int:
    """Print what is proposed, write it, or show how it would be written; 1 when ``--diff`` shows anything.

    And 1 where something was to be written and could not be.
    """
    if args.diff and args.format != "text":
        raise options.CannotRunError(text("fix.diff-format", format=args.format))
    searches = _searches(args.searches) if args.searches is not None else {}
    opened = load_catalog(args.root, options.today(args))
    chosen = frozenset(service_named(opened.catalog, name).id for name in args.services)
    found = suggested_aliases(opened.catalog, searches, chosen or None)
    if not (args.write or args.diff):
        _print(args, opened, found, None)
        return 0
    if any(one.severity is Severity.ERROR for one in opened.problems):
        # a name that another file would have had is not known then
        raise options.CannotRunError(text("owners.errors", summary=summary(opened)))
    texts, has_failed = _texts(opened, found)
    if args.diff:
        options.write_out("".join(git_diff(Disk(args.root), texts)))
        return int(bool(texts) or has_failed)
    if texts:  # a folder that may not be written to is no fault otherwise
        _write(args.root, texts)
    _print(args, opened, found, len(texts))
    return int(has_failed)


def _write(root: Path, texts: Mapping[str, tuple[str, str]]) -> None:
    try:
        make_changes(root, Changes(texts=texts))
    except UnwritableError as fault:
        raise options.CannotRunError(text("options.nothing-written", fault=fault)) from fault


def _print(args: argparse.Namespace, opened: LoadedCatalog, found: Suggestions, written: int | None) -> None:
    """Print what is proposed; ``written`` is how many files were changed, None where none was to be."""
    if args.format == "json":
        sys.stdout.write(aliases_json.render(found, written=bool(written)))
    else:
        sys.stdout.write(aliases_text.render(opened.catalog, found, written))


def _searches(file: Path) -> dict[str, int]:
    """The searches of a file, or of standard input. Raises :class:`~servicebook.cli.options.CannotRunError`."""
    try:
        if file == Path("-"):
            return past_searches(sys.stdin.buffer)
        with file.open("rb") as lines:
            return past_searches(lines)
    except OSError as fault:
        reason = fault.strerror
        raise options.CannotRunError(
            text("options.cannot-read", file=_called(file), reason=reason)
        ) from fault
    except NoSearchesError as fault:
        raise options.CannotRunError(text("options.cannot-read", file=_called(file), reason=fault)) from fault


def _called(file: Path) -> str:
    return text("suggest-aliases.standard-input") if file == Path("-") else str(file)


def _texts(opened: LoadedCatalog, found: Suggestions) -> tuple[dict[str, tuple[str, str]], bool]:
    """The files before and after, and whether some cannot be edited, of which is said what to add by hand."""
    by_service: defaultdict[str, list[str]] = defaultdict(list)
    for one in found.proposed:
        if not one.others:
            by_service[one.service].append(one.alias)
    texts, has_failed = {}, False
    for service, aliases in by_service.items():
        document = opened.catalog.services[service].origin.document
        after = document.text
        try:
            for alias in aliases:
                after = appended(after, ("aliases",), alias)
        except CannotEditError as fault:
            has_failed = True
            by_hand = text("accept.by-hand", path=document.path, reason=fault, entry=", ".join(aliases))
            options.complain(NAME, by_hand)
            continue
        texts[document.path] = (document.text, after)
    return texts, has_failed
