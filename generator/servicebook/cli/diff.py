"""``servicebook diff``: what has changed between two revisions, and what that means for whom."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence

from servicebook.cli import compared, options
from servicebook.cli.compared import change_links, moved_between, opened_sides
from servicebook.cli.one_catalog import without_garbage_collection
from servicebook.cli.options import CannotRunError, complain
from servicebook.comparing.changes import Comparison, Effect
from servicebook.comparing.revisions import BrokenRevisionError, comparison
from servicebook.model.visible import visible, visible_beside
from servicebook.problems import Problem, Severity
from servicebook.reports.changes_formats import CHANGES_FORMATS, ChangesFormat
from servicebook.source.temporary_folder import write_text
from servicebook.wording import text

NAME = "diff"
HELP = text("help.compare")

_WORSE = frozenset({Effect.WEAKENED, Effect.INCOMPARABLE})

_BROKEN = frozenset({"chain-broken", "journey-broken"})

FAILING: Mapping[str, Callable[[Comparison], bool]] = {
    "never": lambda _: False,
    "any": lambda compared: bool(compared.changes),
    "weakened": lambda compared: any(change.effect in _WORSE for change in compared.changes),
    "broken-chain": lambda compared: any(change.code in _BROKEN for change in compared.changes),
}
"""By what may be asked for with ``--fail-on``, whether a comparison fails."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    compared.add_arguments(parser)
    options.add_format(parser, CHANGES_FORMATS)
    options.add_report(parser, CHANGES_FORMATS)
    parser.add_argument("--fail-on", choices=tuple(FAILING), default="never", help=text("help.fail-on"))
    options.add_root(parser)
    options.add_today(parser)


def run(args: argparse.Namespace) -> int:
    """Print what has changed; 1 where ``--fail-on`` asks for it, 2 where nothing could be compared."""
    with without_garbage_collection():
        try:
            before, after = opened_sides(args, options.today(args))
            found = comparison(before, after, lambda: moved_between(args, before, after))
        except CannotRunError as fault:
            return _failed(args, str(fault), ())
        except BrokenRevisionError as fault:
            reason = text("diff.broken", revision=fault.revision.name, count=len(fault.problems))
            return _failed(args, reason, fault.problems)
        links = change_links(args.root, before.revision.commit, after.revision.commit, after.catalog)
        # comments are read by as many as pages are: nothing is named in them that pages do not name
        now = visible(after.catalog)
        was = visible_beside(before.catalog, after.catalog)
        _tell(args, lambda one: one.render(was, now, found, links))
    return 1 if _fails(args, found) else 0


def _tell(args: argparse.Namespace, written: Callable[[ChangesFormat], str]) -> None:
    for name, file in args.report:
        write_text(file, written(CHANGES_FORMATS[name]))
    sys.stdout.write(written(CHANGES_FORMATS[args.format]))


def _fails(args: argparse.Namespace, found: Comparison) -> bool:
    """Whether it is what is asked for; what ``rules.yml`` calls an error is, whatever is asked for."""
    is_error = any(change.level is Severity.ERROR for change in found.changes)
    return args.fail_on != "never" and (is_error or FAILING[args.fail_on](found))


def _failed(args: argparse.Namespace, reason: str, problems: Sequence[Problem]) -> int:
    """Whoever reads only the report must not take a comparison that failed for one that found nothing."""
    links = change_links(args.root, None, None, None)
    _tell(args, lambda one: one.failed(reason, problems, links))
    complain(NAME, text("diff.not-compared", reason=reason))
    return 2
