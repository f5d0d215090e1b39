"""``servicebook leave``: what would have nobody once somebody has left, and who might take it over."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import timedelta

from servicebook import wording
from servicebook.analysis.code_owners import made_for
from servicebook.analysis.resolved import find
from servicebook.cli import options
from servicebook.cli.naming import must_be, one_line
from servicebook.comparing.problems import Revision, Side, compare
from servicebook.frozen import frozen
from servicebook.leaving.left_places import Because, Leaving, LostReviewer
from servicebook.leaving.linking_pages import linking_pages
from servicebook.leaving.lost_reviewers import lost_reviewers
from servicebook.leaving.new_texts import NotWritableError, texts_with
from servicebook.leaving.planned_leaving import plan_leaving
from servicebook.loading import LoadedCatalog, load_catalog
from servicebook.model.catalog import Catalog
from servicebook.problems import Problem, Severity
from servicebook.reports import leaving_json, leaving_text
from servicebook.reports.text import problem_lines
from servicebook.rules import RENEWED_AFTERWARDS
from servicebook.source.file_changes import make_changes
from servicebook.source.planned_changes import Changes
from servicebook.source.tree import Disk, Overlay, Tree

NAME = "leave"
HELP = wording.text("help.leave")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("person", metavar="PERSON", help=wording.text("help.leave-person"))
    parser.add_argument("--on", type=options.day, metavar="YYYY-MM-DD", help=wording.text("help.leave-on"))
    parser.add_argument("--apply", action="store_true", help=wording.text("help.leave-apply"))
    options.add_format(parser)
    options.add_root(parser)
    options.add_today(parser)


@frozen
class _Outcome:
    """What was written, or why nothing was; and which problems there are that there were not before.

    Why nothing was has codes, those of errors that there would be among them, and words.
    """

    files: tuple[str, ...] = ()
    refused: tuple[tuple[str, str], ...] = ()
    findings: tuple[Problem, ...] = ()


def run(args: argparse.Namespace) -> int:
    """Print what would have nobody, and with ``--apply`` write what is proposed.

    1 where that cannot be written without harm, and then nothing is; 2 where the catalog cannot be read as a whole, or
    nobody has the id.
    """
    tree = Disk(args.root)
    loaded = load_catalog(tree, options.today(args))
    _refuse_faulty(loaded)
    catalog = loaded.catalog
    person = _named(catalog, args.person)
    on = args.on or catalog.people[person].left_on or catalog.today
    leaving = plan_leaving(loaded.documents, catalog, person, on)
    leaving = replace(
        leaving, pages=tuple(linking_pages(tree, person)), reviews=_reviews(tree, loaded, leaving)
    )
    outcome = _applied(args, tree, loaded, leaving) if args.apply else _Outcome()
    if args.format == "json":
        sys.stdout.write(
            leaving_json.render(
                catalog, leaving, files=outcome.files, refused=outcome.refused, findings=outcome.findings
            )
        )
    else:
        sys.stdout.write(leaving_text.render(catalog, leaving))
        print("", *_told(catalog, leaving, outcome, is_applied=args.apply), sep="\n")
    sys.stdout.flush()
    for _, reason in outcome.refused:
        options.complain(NAME, reason)
    return 1 if outcome.refused else 0


def _refuse_faulty(loaded: LoadedCatalog) -> None:
    """Raise for a file that could not be read as what it is: nobody knows whom it names."""
    for problem in loaded.checked.problems:
        if problem.severity is Severity.ERROR:
            message = wording.text("leave.correct-first", place=problem.place, message=problem.message)
            raise options.CannotRunError(message)


def _named(catalog: Catalog, name: str) -> str:
    """The id of the person who is meant, who may have had another one."""
    own = name.removeprefix("person:")
    found = find(catalog, f"person:{own}")
    if not found:
        must_be(own, "person", catalog.people)
    return found[0][1]


def _applied(args: argparse.Namespace, tree: Tree, loaded: LoadedCatalog, leaving: Leaving) -> _Outcome:
    """Write all of it, unless the catalog would have an error by it that it has not now."""
    try:
        texts = texts_with(loaded.documents, leaving.changes)
    except NotWritableError as fault:
        reason = wording.text("leave.not-writable", path=fault.path, reason=fault)
        return _Outcome(refused=(("not-writable", reason),))
    findings = _new_problems(tree, loaded, texts)
    errors = [
        (problem.code, wording.text("leave.new-error", problem=f"{problem.place}: {one_line(problem)}"))
        for problem in findings
        if problem.severity is Severity.ERROR and problem.code not in RENEWED_AFTERWARDS
    ]
    if errors:
        return _Outcome(refused=tuple(errors), findings=findings)
    if texts:
        make_changes(args.root, Changes(texts=texts))
    return _Outcome(files=tuple(sorted(texts)), findings=findings)


def _reviews(tree: Tree, loaded: LoadedCatalog, leaving: Leaving) -> tuple[LostReviewer, ...]:
    """What would have no reviewer, with who reviews it once what is proposed is written."""
    catalog = loaded.catalog
    if not any(made_for(file.text) for file in catalog.owners_files):
        return ()  # to load the catalog again takes as long as all the rest
    try:
        texts = texts_with(loaded.documents, leaving.changes)
    except NotWritableError:
        texts = {}  # which --apply says
    first = max(catalog.today, leaving.on + timedelta(days=1))
    after = load_catalog(_changed(tree, texts), first, like=loaded).catalog
    return tuple(lost_reviewers(catalog, after, leaving.person))


def _changed(tree: Tree, texts: Mapping[str, tuple[str, str]]) -> Tree:
    return Overlay(tree, {tree.real(path): after for path, (_, after) in texts.items()})


def _new_problems(
    tree: Tree, was: LoadedCatalog, texts: Mapping[str, tuple[str, str]]
) -> tuple[Problem, ...]:
    """The problems that there would be and that there are not now."""
    changed = _changed(tree, texts)
    now = load_catalog(changed, was.catalog.today, like=was)
    return compare(Revision("", ""), Side(tree=tree, loaded=was), Side(tree=changed, loaded=now), dict).new


def _told(catalog: Catalog, leaving: Leaving, outcome: _Outcome, *, is_applied: bool) -> Iterable[str]:
    """What was done, and what remains to be."""
    if not is_applied:
        yield wording.text("leave.guess" if leaving.changes else "leave.nothing-to-do")
    elif outcome.files:
        yield wording.text("leave.written", paths=", ".join(outcome.files))
    elif not outcome.refused:
        yield wording.text("leave.nothing-to-do")
    if leaving.on > catalog.today and any(_is_for_later(place.because) for place in leaving.places):
        yield wording.text("leave.again")
    for problem in outcome.findings:
        yield from problem_lines(problem)


def _is_for_later(because: Because) -> bool:
    return because in (Because.ADDRESS, Because.HELD, Because.TAKEN_OVER, Because.NOBODY)
