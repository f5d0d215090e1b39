"""A catalog in which few files were written anew, of which is known which: no other file is looked at."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date
from itertools import chain

from servicebook.analysis.as_before import keep_what_holds
from servicebook.documents.bulk_load import ValidDocument, valid_documents
from servicebook.documents.kinds import CATALOG
from servicebook.loading.agreeing import fits
from servicebook.loading.assemble import Assembled
from servicebook.loading.few_changed import is_of_its_own
from servicebook.loading.kept_findings import shared_names
from servicebook.loading.loaded import LoadedCatalog
from servicebook.model.exchanged import with_exchanged
from servicebook.rules.found_before import FoundBefore
from servicebook.source.tree import Mode, Tree

_MOST = 20
"""Of more files, everything is read as at first."""


def exchanged(tree: Tree, today: date, like: LoadedCatalog, changed: Collection[str]) -> Assembled | None:
    """What is made of a tree that is like another one but for what ``changed`` files say.

    None where it takes a closer look: where a file came or went, has anything wrong with it, has other ids, or refers
    to what was not there; where there were errors before; and on another day.
    """
    then = like.checked
    is_good = not (then.problems or then.invalid or like.together or like.catalog.faulty_files)
    if not is_good or like.catalog.today != today or not 0 < len(changed) <= _MOST:
        return None
    pairs = _read_again(tree, then.valid, changed)
    if pairs is None or not all(fits(like, old, new) for old, new in pairs):
        return None
    now = {new.document.path: new for _, new in pairs}
    valid = [now.get(one.document.path, one) for one in then.valid]
    made = like.made.copied()
    files = [(old.document, new.document) for old, new in pairs]
    catalog = with_exchanged(like.catalog, files, made, mentioned=_mentioned(like, pairs, valid))
    if catalog is None:
        return None
    keep_what_holds(like.catalog, catalog)
    is_own = _are_of_their_own(like, pairs)
    if is_own:
        catalog.keep(shared_names, like.catalog.derive(shared_names))
    return Assembled(
        catalog=catalog,
        problems=(),
        checked=replace(then, valid=tuple(valid)),
        together=(),
        made=made,
        before=FoundBefore(like.catalog, like.found, catalog, changed=chain(*files), is_own=is_own),
    )


def _read_again(
    tree: Tree, known: Sequence[ValidDocument], changed: Collection[str]
) -> list[tuple[ValidDocument, ValidDocument]] | None:
    """What files said, and what they say now; None where one is none of the catalog's, is new, gone, or has a fault."""
    if not known or not all(
        path.startswith(f"{CATALOG}/") and tree.mode(path) is Mode.FILE for path in changed
    ):
        return None
    read = valid_documents(tree, sorted(changed))
    pairs = [(known[_place(known, path)], new) for path, new in read.items()]
    is_known = all(old.document.path == new.document.path for old, new in pairs)
    return pairs if is_known and len(read) == len(changed) else None


def _are_of_their_own(like: LoadedCatalog, pairs: Iterable[tuple[ValidDocument, ValidDocument]]) -> bool:
    """Whether the files are of services, which have changed only in what they say of themselves."""
    return all(
        old.document.location.kind.name == "service"
        and is_of_its_own(old.document, new.document, like.catalog.derive(shared_names))
        for old, new in pairs
    )


def _place(known: Sequence[ValidDocument], path: str) -> int:
    """Where a file is among others in the order of their paths, or would be; the last place, where it is beyond."""
    return min(bisect_left(known, path, key=lambda one: one.document.path), len(known) - 1)


def _mentioned(
    like: LoadedCatalog,
    pairs: Sequence[tuple[ValidDocument, ValidDocument]],
    valid: Sequence[ValidDocument],
) -> frozenset[tuple[str | None, str]]:
    """Everything that any file refers to now."""
    then = {mention for old, _ in pairs for mention in old.mentions}
    now = {mention for _, new in pairs for mention in new.mentions}
    gone = then - now
    gone -= {mention for one in valid for mention in gone.intersection(one.mentions)} if gone else set()
    if not gone and now <= like.catalog.mentioned:
        return like.catalog.mentioned
    return like.catalog.mentioned - gone | now
