"""``servicebook accept``: record that a department accepts an agreement."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from dataclasses import asdict

from servicebook import wording
from servicebook.analysis.acceptance import NewAcceptance, RefusedError, command, new_acceptance
from servicebook.cli import options
from servicebook.comparing.term_words import promised_words
from servicebook.comparing.terms import terms_now
from servicebook.explanations import refusal
from servicebook.loading import load_catalog
from servicebook.model.catalog import Catalog
from servicebook.reports.safe_text import visible
from servicebook.source.file_changes import make_changes
from servicebook.source.planned_changes import Changes
from servicebook.source.yaml_insert import appended
from servicebook.source.yaml_parts import CannotEditError
from servicebook.source.yaml_positions import locate
from servicebook.wording.lists import listed

NAME = "accept"
HELP = wording.text("help.accept")
_TERMS = re.compile(r"sha256-[0-9a-f]{32}")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("agreement", metavar="AGREEMENT", help=wording.text("help.agreement"))
    parser.add_argument("--party", metavar="DEPARTMENT", required=True, help=wording.text("help.party"))
    parser.add_argument("--by", metavar="ROLE", required=True, help=wording.text("help.accepted-by"))
    parser.add_argument("--terms", metavar="TERMS", type=_terms, help=wording.text("help.accepted-terms"))
    options.add_root(parser)
    options.add_today(parser)


def _terms(text: str) -> str:
    if not _TERMS.fullmatch(text):
        raise argparse.ArgumentTypeError(wording.text("options.not-terms", given=repr(text)))
    return text


def run(args: argparse.Namespace) -> int:
    """Add the acceptance to the file and print what follows from it.

    1 where the terms are not those that were asked for, 2 for what cannot be accepted or written.
    """
    opened = load_catalog(args.root, options.today(args))
    try:
        new = new_acceptance(opened.catalog, opened.problems, args.agreement, args.party, args.by)
    except RefusedError as fault:
        raise options.CannotRunError(refusal(fault)) from None
    if args.terms not in (None, new.acceptance.terms):
        options.complain(NAME, "\n".join(map(visible, _other_terms(opened.catalog, new))))
        return 1
    line = _known_line(new) if new.already else _recorded_line(args, new)
    print(*_messages(opened.catalog, new, line), sep="\n")
    return 0


def _other_terms(catalog: Catalog, new: NewAcceptance) -> Iterator[str]:
    """That something else is promised by now than was read: what, and how to accept it."""
    agreement = new.agreement
    yield wording.text("accept.other-terms", agreement=agreement.id)
    language = catalog.settings.organization.language
    for term in terms_now(catalog, agreement):
        yield f"  {promised_words(term, language)}"
    yield wording.text("accept.if-agreed")
    yield f"  {command(catalog, agreement, new.acceptance.party)}"


def _known_line(new: NewAcceptance) -> int:
    number = new.agreement.accepted.index(new.acceptance)
    return new.agreement.origin.place("accepted", number).line


def _recorded_line(args: argparse.Namespace, new: NewAcceptance) -> int:
    """Add the acceptance to the agreement's file; the line on which it stands then."""
    document = new.agreement.origin.document
    entry = {key: str(value) for key, value in asdict(new.acceptance).items()}
    try:
        text = appended(document.text, ("accepted",), entry)
        make_changes(args.root, Changes(texts={document.path: (document.text, text)}))
    except CannotEditError as fault:
        raise options.CannotRunError(
            wording.text("accept.by-hand", path=document.path, reason=fault, entry=entry)
        ) from None
    return locate(text, document.path, ("accepted", len(new.agreement.accepted))).line


def _messages(catalog: Catalog, new: NewAcceptance, line: int) -> list[str]:
    """What was done, how the agreement stands now, and what to do next."""
    agreement, acceptance = new.agreement, new.acceptance
    path = agreement.origin.path
    given = wording.text(
        "accept.given", party=acceptance.party, role=acceptance.by, day=acceptance.on, terms=acceptance.terms
    )
    if new.already:
        told = [wording.text("accept.already", acceptance=given, place=f"{path}:{line}")]
    else:
        told = [wording.text("accept.accepted", acceptance=given, place=f"{path}:{line}")]
    if new.waiting:
        parties = listed(new.waiting)
        told.append(wording.text("accept.waiting", count=len(new.waiting), parties=parties))
        told.extend(f"  {command(catalog, agreement, party)}" for party in new.waiting)
    elif agreement.effective_from and catalog.today < agreement.effective_from:
        told.append(wording.text("accept.later", day=agreement.effective_from))
    else:
        told.append(wording.text("accept.in-force"))
    return told if new.already else [*told, wording.text("accept.next", path=path)]
