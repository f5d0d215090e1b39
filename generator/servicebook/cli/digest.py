"""``servicebook digest``: what changed, what is announced and what waits, as a message that somebody else sends."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable, Mapping
from datetime import date

from servicebook.analysis.resolved import find
from servicebook.cli import options
from servicebook.cli.compared import moved_between, opened_sides
from servicebook.cli.one_catalog import without_garbage_collection
from servicebook.cli.options import CannotRunError, complain
from servicebook.comparing.concerned import Concerned, everybody, of_department, of_person, of_role
from servicebook.comparing.digest import digest
from servicebook.comparing.object_titles import name_of
from servicebook.comparing.revisions import BrokenRevisionError, Opened, comparison
from servicebook.model.catalog import Catalog
from servicebook.model.visible import visible, visible_beside
from servicebook.reports import digest_chat, digest_mail, digest_text
from servicebook.reports import text as problem_text
from servicebook.reports.digest_words import Message, message
from servicebook.source.git_command import RevisionError
from servicebook.source.git_history import commit_before
from servicebook.wording import formats, text

NAME = "digest"
HELP = text("help.digest")

_OF: Mapping[str, Callable[[Catalog, str], Concerned]] = {
    "department": of_department,
    "role": of_role,
    "person": of_person,
}
_DAY = re.compile(r"\d{4}-\d\d-\d\d")

FORMATS = ("text", "markdown", "html", "eml", "slack", "teams")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("--since", required=True, metavar="DATE|REVISION", help=text("help.digest-since"))
    parser.add_argument("--for", dest="reader", metavar="ID", help=text("help.digest-for"))
    options.add_format(parser, FORMATS)
    parser.add_argument("--output", type=options.path, metavar="FILE", help=text("help.digest-output"))
    parser.add_argument("--address", metavar="URL", help=text("help.digest-address"))
    parser.add_argument(
        "--mail-from", default="catalog@example.org", metavar="ADDRESS", help=text("help.digest-from")
    )
    parser.add_argument(
        "--mail-to", default="everybody@example.org", metavar="ADDRESS", help=text("help.digest-to")
    )
    options.add_root(parser)
    options.add_today(parser)


def run(args: argparse.Namespace) -> int:
    """Write the digest, or nothing where there is nothing to tell; 2 where the sides cannot be compared."""
    today = options.today(args)
    with without_garbage_collection():
        sides = argparse.Namespace(root=args.root, base=_base(args), head=None, base_root=None)
        before, after = opened_sides(sides, today)
        try:
            found = comparison(before, after, lambda: moved_between(sides, before, after))
        except BrokenRevisionError as fault:
            complain(NAME, text("diff.broken", revision=fault.revision.name, count=len(fault.problems)))
            sys.stderr.writelines(
                f"{line}\n" for one in fault.problems for line in problem_text.problem_lines(one)
            )
            return 2
        kind, reader = _reader(after.catalog, args.reader)
        concerned = _OF[kind](after.catalog, reader) if reader else everybody(after.catalog)
        told = digest(after.catalog, found, concerned, whole=not reader)
        if told.is_empty:
            complain(NAME, text("digest.nothing"))
            return 0
        now = visible(after.catalog)
        written = message(
            _title(args, after, kind, reader), visible_beside(before.catalog, now), now, told, _address(args)
        )
    return options.hand_out(_rendered(args, written, today), args.output)


def _base(args: argparse.Namespace) -> str:
    """The revision to compare with; of a day the last commit before it begins, in UTC."""
    if not _DAY.fullmatch(args.since):
        return str(args.since)
    try:
        day = options.day(args.since)
        return commit_before(args.root, day)
    except (RevisionError, argparse.ArgumentTypeError) as fault:
        raise CannotRunError(str(fault)) from fault


def _reader(catalog: Catalog, asked: str | None) -> tuple[str, str]:
    """Kind and id of whom it is for; empty where it is for all."""
    if asked is None:
        return "", ""
    found = [one for one in find(catalog, asked) if one[0] in _OF]
    if not found:
        raise CannotRunError(text("digest.nobody", name=asked))
    if len(found) > 1:
        choices = ", ".join(f"{kind}:{name}" for kind, name in found)
        raise CannotRunError(text("digest.several", name=asked, choices=choices))
    return found[0]


def _title(args: argparse.Namespace, after: Opened, kind: str, reader: str) -> str:
    catalog = visible(after.catalog)
    organization = catalog.settings.organization
    since = (
        formats.day(date.fromisoformat(args.since), organization.language)
        if _DAY.fullmatch(args.since)
        else args.since
    )
    name = (name_of(catalog, kind, reader) if reader else None) or organization.name
    return text("digest.title", name=name, since=since)


def _address(args: argparse.Namespace) -> str | None:
    address: str | None = args.address
    if not address:
        return None
    if not address.startswith(("https://", "http://")):
        raise CannotRunError(text("digest.no-address", address=address))
    return f"{address.rstrip('/')}/"


def _rendered(args: argparse.Namespace, written: Message, today: date) -> str:
    match args.format:
        case "markdown":
            return digest_text.render_markdown(written)
        case "html":
            return digest_mail.render_html(written)
        case "eml":
            try:
                return digest_mail.render_message(written, today, args.mail_from, args.mail_to)
            except ValueError as fault:
                raise CannotRunError(text("digest.no-mail", reason=fault)) from fault
        case "slack":
            return digest_chat.render_slack(written)
        case "teams":
            return digest_chat.render_teams(written)
        case _:
            return digest_text.render(written)
