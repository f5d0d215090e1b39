"""``servicebook rename``: another id for an object, with every mention of it."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from servicebook import wording
from servicebook.cli import options
from servicebook.cli.kept_acceptances import kept_acceptances
from servicebook.cli.moved_by_hand import contents_before
from servicebook.cli.naming import must_be_new, with_hint
from servicebook.cli.page_links import relinked_pages
from servicebook.cli.rename_plan import RenamePlan, contents_after, patch
from servicebook.cli.taken_over import taken_over, texts_after
from servicebook.documents.document import Document
from servicebook.documents.kinds import BY_NAME
from servicebook.documents.references import Ids, collect_ids
from servicebook.documents.renaming import (
    RENAMED,
    NewIds,
    Renamed,
    new_ids,
    place_elsewhere,
    place_of,
    renamed,
)
from servicebook.documents.suggestions import did_you_mean
from servicebook.loading import LoadedCatalog, assemble_again, load_catalog, load_documents
from servicebook.model.catalog import Catalog
from servicebook.problems import Problem, Severity
from servicebook.reports.diff import lines
from servicebook.reports.text import problem_lines
from servicebook.rules import RENEWED_AFTERWARDS
from servicebook.source.atomic_files import UnwritableError
from servicebook.source.catalog_tree import read_text
from servicebook.source.file_changes import make_changes
from servicebook.source.tree import Disk, Mode, Overlay, Tree
from servicebook.source.yaml_parts import CannotEditError

NAME = "rename"
HELP = wording.text("help.rename")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("old", metavar="[KIND:]OLD", help=wording.text("help.old-id"))
    parser.add_argument("new", metavar="NEW", help=wording.text("help.new-whole-id"))
    parser.add_argument("--kind", choices=RENAMED, help=wording.text("help.rename-kind"))
    parser.add_argument("--dry-run", action="store_true", help=wording.text("help.dry-run"))
    options.add_root(parser)
    options.add_today(parser)


def run(args: argparse.Namespace) -> int:
    """Rename and print what changed; 2 when it cannot be done without harm, and then nothing is written."""
    today = options.today(args)
    disk = Disk(args.root)
    documents = _documents(disk)
    for kind in _kinds(args):
        old, new = (one.removeprefix(f"{kind}:") for one in (args.old, args.new))
        if wanted := taken_over(documents, collect_ids(documents, ())[0], kind, old, new):
            return _finish_taking_over(disk, today, documents, args, wanted, (kind, old, new))
    tree = _before_moving(disk, documents, args)
    if tree is not disk:
        documents = _documents(tree)
    ids, _ = collect_ids(documents, ())
    kind, old = _named(args.old, args.kind, ids)
    new = args.new.removeprefix(f"{kind}:")
    _refuse_id(kind, old, new, ids)
    plan = _planned(tree, documents, kind, old, new)
    if tree is disk:
        _refuse_places(tree, documents, plan)
    plan, to_renew = _judged(tree, today, documents, plan, is_moved=tree is not disk)
    if tree is not disk:
        plan = _of_what_is_there(disk, plan)
    return _carried_out(
        args, tree, plan, to_renew, (kind, old, new, plan.new_place or ids.places[kind][old].path)
    )


def _finish_taking_over(
    disk: Tree,
    today: date,
    documents: tuple[Document, ...],
    args: argparse.Namespace,
    wanted: NewIds,
    named: tuple[str, str, str],
) -> int:
    """Correct what leads to a department that was removed and whose objects another has."""
    ids, _ = collect_ids(documents, ())
    texts = {**texts_after(documents, wanted), **relinked_pages(disk, wanted)}
    plan = RenamePlan(texts=texts, old_place=None, new_place=None, is_moved=True)
    plan, to_renew = _judged(disk, today, documents, plan, is_moved=True, is_refused=False)
    kind, old, new = named
    return _carried_out(args, disk, plan, to_renew, (kind, old, new, ids.places[kind][new].path))


def _carried_out(
    args: argparse.Namespace,
    tree: Tree,
    plan: RenamePlan,
    to_renew: list[Problem],
    named: tuple[str, str, str, str],
) -> int:
    """Write the plan, or print it, and say what was done; ``named`` is a kind, two ids and the place of the object."""
    kind, old, new, place = named
    if args.dry_run:
        print("".join(patch(tree, plan)), end="")
        return 0
    try:
        make_changes(args.root, plan.changes())
    except UnwritableError as fault:
        raise options.CannotRunError(wording.text("rename.nothing-changed", fault=fault)) from None
    print(wording.text("rename.done", kind=kind, old=old, new=new))
    if plan.is_moved:
        print(wording.text("rename.was-moved", place=place))
    for old_place, new_place in plan.moves:
        print(f"{old_place} -> {new_place}")
    for path, (_, after) in sorted(plan.texts.items()):
        print(f"{plan.path(path)}: {wording.text('count.place', count=after.places)}")
    for problem in to_renew:
        print(*problem_lines(problem), sep="\n")
    return 0


def _documents(tree: Tree) -> tuple[Document, ...]:
    """All documents of a tree, none of which may have a fault by itself."""
    checked = load_documents(tree)
    for problem in checked.problems:
        raise options.CannotRunError(
            wording.text("rename.correct-first", place=problem.place, message=problem.message)
        )
    return checked.documents


def _kinds(args: argparse.Namespace) -> Sequence[str]:
    """The kinds that the object may be of, as far as the command line tells."""
    prefix, colon, _ = args.old.partition(":")
    return [prefix] if colon else [args.kind] if args.kind else RENAMED


def _before_moving(disk: Tree, documents: tuple[Document, ...], args: argparse.Namespace) -> Tree:
    """The tree before somebody moved the object by hand; the tree itself where nobody did."""
    ids, _ = collect_ids(documents, ())
    kinds = _kinds(args)
    prefix, colon, rest = args.old.partition(":")
    old = rest if colon else args.old
    new = args.new.removeprefix(f"{prefix}:") if colon else args.new
    try:
        before = contents_before(documents, ids, kinds, old, new)
    except CannotEditError as fault:
        path = next(ids.places[kind][new].path for kind in kinds if new in ids.places.get(kind, ()))
        raise options.CannotRunError(wording.text("rename.file-unchanged", path=path, reason=fault)) from None
    return Overlay(disk, before) if before else disk


def _of_what_is_there(disk: Tree, plan: RenamePlan) -> RenamePlan:
    """The plan for files that are at their new places already, or have the new key."""
    plan = replace(plan, is_moved=True)
    texts = {}
    for path, (_, after) in plan.texts.items():
        now = read_text(disk, plan.path_before(path), BY_NAME["results"].max_bytes)
        assert isinstance(now, str)  # it has been read once
        texts[path] = (now, after)
    return replace(plan, texts=texts)


def _named(name: str, kind: str | None, ids: Ids) -> tuple[str, str]:
    """The kind and the whole id of the object that is meant."""
    prefix, colon, rest = name.partition(":")
    if colon and kind not in (None, prefix):
        raise options.CannotRunError(
            wording.text("name.is-not", name=name, kind=wording.text(f"a-kind.{kind}"))
        )
    if colon and prefix not in RENAMED:
        raise options.CannotRunError(
            wording.text("rename.not-renamable", kind=prefix, kinds=", ".join(RENAMED))
        )
    kinds = [prefix] if colon else [kind] if kind else list(RENAMED)
    qualified_id = rest if colon else name
    matching = [one for one in kinds if qualified_id in ids.places.get(one, ())]
    if len(matching) > 1:
        choices = ", ".join(f"{one}:{qualified_id}" for one in matching)
        raise options.CannotRunError(wording.text("name.several", name=qualified_id, choices=choices))
    if not matching:
        raise options.CannotRunError(_unknown(qualified_id, kinds, ids))
    return matching[0], qualified_id


def _unknown(qualified_id: str, kinds: Sequence[str], ids: Ids) -> str:
    """What to say of an id that none of the kinds has."""
    for kind in kinds:
        if now := ids.former.get(kind, {}).get(qualified_id):
            return wording.text("name.now", name=qualified_id, now=now)
    known = sorted({known_id for kind in kinds for known_id in ids.places.get(kind, ())})
    if len(kinds) == 1:
        message = wording.text("name.is-not", name=qualified_id, kind=wording.text(f"a-kind.{kinds[0]}"))
    else:
        message = wording.text("rename.unknown", name=qualified_id)
    return with_hint(message, did_you_mean(qualified_id, known))


def _refuse_id(kind: str, old: str, new: str, ids: Ids) -> None:
    """Raise for an id that the object cannot get."""
    if new == old:
        raise options.CannotRunError(wording.text("rename.same", name=old))
    must_be_new(kind, new, ids, also=old)
    if kind == "role" and new.partition("/")[0] != old.partition("/")[0]:
        raise options.CannotRunError(wording.text("rename.role-stays"))


def _planned(tree: Tree, documents: tuple[Document, ...], kind: str, old: str, new: str) -> RenamePlan:
    """All that mentions the object, with its new text."""
    ids = new_ids(documents, {(kind, old): new})
    old_place, new_place = place_of(kind, old), place_of(kind, new)
    beside, new_beside = place_elsewhere(kind, old), place_elsewhere(kind, new)
    elsewhere = ((beside, new_beside),) if beside and new_beside and tree.mode(beside) else ()
    places = (*(((old_place, new_place),) if old_place and new_place else ()), *elsewhere)
    texts = {}
    for document in documents:
        try:
            after = renamed(document, ids, places)
        except CannotEditError as fault:
            raise options.CannotRunError(
                wording.text("rename.file-unchanged", path=document.path, reason=fault)
            ) from None
        if after is not None:
            texts[document.path] = (document.text, after)
    return RenamePlan(
        texts={**texts, **relinked_pages(tree, ids)},
        old_place=old_place,
        new_place=new_place,
        elsewhere=elsewhere,
    )


def _refuse_places(tree: Tree, documents: tuple[Document, ...], plan: RenamePlan) -> None:
    """Raise where what moves would not fit, or symbolic links might lead astray."""
    for document in documents:
        if tree.mode(document.path) is Mode.LINK:
            raise options.CannotRunError(wording.text("rename.symbolic-link", path=document.path))
    for _, new_place in plan.places:
        if tree.mode(new_place):
            raise options.CannotRunError(wording.text("options.exists", path=new_place))


def _judged(
    tree: Tree,
    today: date,
    documents: tuple[Document, ...],
    plan: RenamePlan,
    *,
    is_moved: bool,
    is_refused: bool = True,
) -> tuple[RenamePlan, list[Problem]]:
    """The plan, with agreements still accepted, once the catalog is found to have no new fault because of it.

    And what is to be renewed afterwards. Of what is moved already, new warnings are told, and only errors forbid it;
    none does where the catalog was full of errors before (``is_refused``), such as a name now twice in a list.
    """
    was = load_catalog(tree, today)
    overlay = Overlay(tree, contents_after(documents, plan))
    unjudged = assemble_again(overlay, today, was, overlay.files)
    if terms := _terms(was.catalog, unjudged.catalog, plan):  # only what comes of them is judged
        plan = replace(plan, texts={**plan.texts, **terms})
        overlay = Overlay(tree, contents_after(documents, plan))
        unjudged = assemble_again(overlay, today, was, overlay.files)
    opened = unjudged.judged()
    more = list(_more(was, opened))
    for problem in more:
        if not is_refused or (is_moved and problem.severity is not Severity.ERROR):
            continue
        # what to do about a warning may be what the new id undoes, such as a waiver
        hint = problem.hint if problem.severity is Severity.ERROR else None
        fault = f"{problem.place}: {with_hint(problem.message, hint)}"
        raise options.CannotRunError(wording.text("rename.new-problem", problem=fault))
    return plan, [*more, *(problem for problem in opened.problems if problem.code in RENEWED_AFTERWARDS)]


def _terms(was: Catalog, now: Catalog, plan: RenamePlan) -> dict[str, tuple[str, Renamed]]:
    """Agreements whose terms are called otherwise and are what was accepted: the acceptance is of them then."""
    found = {}
    so_far = {path: after.text for path, (_, after) in plan.texts.items()}
    originals = {
        agreement.origin.path: agreement.origin.document.text for agreement in was.agreements.values()
    }
    for path, text in kept_acceptances(was, now, so_far):
        before, after = plan.texts.get(path) or (originals[path], Renamed(text=originals[path], places=0))
        more = sum(line != now_line for line, now_line in zip(lines(after.text), lines(text), strict=True))
        found[path] = (before, Renamed(text=text, places=after.places + more))
    return found


def _more(was: LoadedCatalog, opened: LoadedCatalog) -> Iterator[Problem]:
    """Problems of a kind of which there were fewer before; messages and places may differ by the ids alone."""
    left = Counter(problem.code for problem in was.problems)
    for problem in opened.problems:
        left[problem.code] -= 1
        if left[problem.code] < 0 and problem.code not in RENEWED_AFTERWARDS:
            yield problem
