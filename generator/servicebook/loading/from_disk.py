"""A catalog from files on disk: what an earlier run has read and found is taken over where nothing has changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from servicebook.beside import in_another_process, unless_killed
from servicebook.documents.bulk_load import ValidDocument
from servicebook.documents.document import Document
from servicebook.loading.kept_documents import KeptDocuments, SeenFiles
from servicebook.loading.read import listed, read_files
from servicebook.model.made_objects import MadeObjects
from servicebook.source.tree import Disk

if TYPE_CHECKING:
    from servicebook.loading.assemble import Assembled
    from servicebook.loading.loaded import LoadedCatalog
    from servicebook.model.catalog import Catalog

MIN_FILES = 20
"""Of fewer files nothing is kept: they are read at once, and who tries something out finds nothing in the folder but
what they wrote."""
_MIN_FILES_APART = 1500
"""Fewer are kept as soon as another process could be begun to keep them."""
_SHARE = 50
"""While there are errors nothing is kept: what was kept before them will hold again when they are mended. But for a
change of more than one in so many files, or of all, as at first."""


def load_from_disk(
    tree: Disk,
    today: date,
    *,
    all_problems: bool = False,
    min_files: int = MIN_FILES,
    begin: Callable[[Catalog], object] | None = None,
) -> LoadedCatalog:
    """The catalog of a folder as of a day. Nothing is kept of one that has fewer files than ``min_files``.

    ``begin`` is called with it before it is known what rules find in it.

    The result is the same with what is kept and without. Raises
    :class:`~servicebook.source.tree.UnreadableError` where there is no catalog to read.
    """
    kept = KeptDocuments(tree)
    like = _like(kept, today)
    try:
        return _loaded(kept, today, like, all_problems, min_files, begin)
    finally:
        if like:
            like.catalog.forget()  # or it would stay, with every file, until somebody looks for garbage


def _loaded(
    kept: KeptDocuments,
    today: date,
    like: LoadedCatalog | None,
    all_problems: bool,
    min_files: int,
    begin: Callable[[Catalog], object] | None,
) -> LoadedCatalog:
    tree, seen = kept.tree, SeenFiles(kept, None if all_problems else min_files)
    if like and not all_problems and (soon := _few_exchanged(kept, seen, like)):
        loaded = soon.judged(begin=begin)
        _keep(kept, seen, loaded, min_files)
        return loaded
    made = MadeObjects(like.made if like else None)
    read = read_files(seen, kept.valid, partial(_make_soon, made))
    # which take longer to load than it takes to begin to read
    from servicebook.loading.assemble import assemble
    from servicebook.loading.check import check_documents
    from servicebook.loading.kept_findings import keep_findings

    checked = check_documents(read, all_problems=all_problems)
    flawless = checked.flawless
    make = partial(
        assemble, tree, checked, today, like=like, made=made, all_problems=all_problems, begin=begin
    )
    if all_problems or checked.files < min_files or not _are_many(kept, flawless):
        loaded = make()
        if not all_problems:
            _keep(kept, seen, loaded, min_files)
        return loaded
    keep = partial(kept.keep, seen, flawless)
    with in_another_process(keep, len(flawless), min_items=_MIN_FILES_APART) as keep_meanwhile:
        try:
            loaded = make()
        finally:
            files = unless_killed(keep_meanwhile)  # so that no file is left half written
        if files is not None and _is_clean(loaded):
            keep_findings(tree, files, loaded)
    return loaded


def _make_soon(made: MadeObjects, document: Document) -> None:
    """Make what most documents of a large catalog are of, while others read on; the catalog is then there sooner."""
    from servicebook.model.service import service_from

    if document.location.kind.name == "service":
        made.of(document, service_from)


def _like(kept: KeptDocuments, today: date) -> LoadedCatalog | None:
    """The kept catalog with what was found in it, if it may be believed."""
    if not kept.valid:  # as in a first run, in which files are to be read at once
        return None
    from servicebook.loading.kept_findings import as_kept

    return as_kept(kept, today)


def _few_exchanged(kept: KeptDocuments, seen: SeenFiles, like: LoadedCatalog) -> Assembled | None:
    """What is made of the files on disk where few, and no others, say something else than in the kept catalog ``like``;
    None where it takes a closer look."""
    from servicebook.loading.exchanged_files import exchanged

    paths, faults = listed(seen)
    if faults or paths != [one.document.path for one in kept.valid]:
        return None
    changed = [path for path in paths if not seen.says_as_kept(path)]
    return exchanged(seen, like.catalog.today, like, changed)


def _keep(kept: KeptDocuments, seen: SeenFiles, loaded: LoadedCatalog, min_files: int) -> None:
    """Keep a catalog for the next run, unless it is small, or has an error."""
    if loaded.files >= min_files and _is_clean(loaded):
        from servicebook.loading.kept_findings import keep_findings

        keep_findings(kept.tree, kept.keep(seen, loaded.checked.flawless), loaded)


def _are_many(kept: KeptDocuments, flawless: Sequence[ValidDocument]) -> bool:
    """Whether so many documents are others that they are kept whatever is wrong."""
    before = set(map(id, kept.valid))
    return sum(1 for one in flawless if id(one) not in before) * _SHARE > len(flawless)


def _is_clean(loaded: LoadedCatalog) -> bool:
    """Whether there is no error in any file; with errors, rules conclude nothing from what may be missing."""
    flawless = loaded.checked.flawless
    return len(flawless) == loaded.files and not loaded.together and not loaded.catalog.faulty_files
