"""Load a catalog: read its files, check them, assemble them. What everybody calls.

What is needed only once files are read is loaded then, maybe while other processes read them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from servicebook.garbage import no_garbage_collection
from servicebook.loading.from_disk import load_from_disk
from servicebook.loading.read import read_files
from servicebook.source.tree import Disk, Tree

if TYPE_CHECKING:
    from servicebook.loading.assemble import Assembled
    from servicebook.loading.check import CheckedDocuments
    from servicebook.loading.loaded import Judged, LoadedCatalog
    from servicebook.model.catalog import Catalog

_LOADED_LATER = MappingProxyType({"Assembled": "assemble", "Judged": "loaded", "LoadedCatalog": "loaded"})
"""The modules of what is imported from here."""

__all__ = [
    "Assembled",
    "CheckedDocuments",
    "Judged",
    "LoadedCatalog",
    "assemble_again",
    "judge_catalog",
    "load_catalog",
    "load_documents",
]


def load_catalog(
    source: Tree | Path,
    today: date,
    *,
    like: LoadedCatalog | None = None,
    all_problems: bool = False,
    begin: Callable[[Catalog], object] | None = None,
) -> LoadedCatalog:
    """The catalog of a tree, or of a folder on disk, as of ``today``, with all that is wrong with it.

    Of many problems of one kind some are listed and the others counted, unless ``all_problems`` are asked for. Where
    another state of nearly the same files has been loaded, ``like`` saves reading again what says the same at the same
    path; the result is the same without it. ``begin`` is called with the catalog before it is known what rules find.

    Raises :class:`~servicebook.source.tree.UnreadableError` where there is no catalog to read.
    """
    tree = _tree(source)
    with no_garbage_collection():
        if like is None and isinstance(tree, Disk):
            return load_from_disk(tree, today, all_problems=all_problems, begin=begin)
        from servicebook.loading.assemble import assemble
        from servicebook.loading.check import check_documents

        read = read_files(tree, like.checked.flawless if like else ())
        checked = check_documents(read, all_problems=all_problems)
        return assemble(tree, checked, today, like=like, all_problems=all_problems, begin=begin)


def judge_catalog(root: Path, today: date) -> Judged:
    """What :func:`load_catalog` finds wrong with the catalog of a folder, without loading it where that can be.

    Raises the same.
    """
    from servicebook.loading.few_changed import few_changed

    with no_garbage_collection():
        return few_changed(Disk(root), today) or load_catalog(root, today)


def assemble_again(tree: Tree, today: date, like: LoadedCatalog, changed: Collection[str]) -> Assembled:
    """What :func:`load_catalog` makes of a tree like another before it asks the rules. Raises the same.

    Where they differ, if anywhere, is in the ``changed`` files.
    """
    from servicebook.loading.assemble import assembled
    from servicebook.loading.check import check_documents
    from servicebook.loading.exchanged_files import exchanged

    with no_garbage_collection():
        if (assembled_soon := exchanged(tree, today, like, changed)) is not None:
            return assembled_soon
        checked = check_documents(read_files(tree, like.checked.flawless))
        return assembled(tree, checked, today, like=like)


def load_documents(source: Tree | Path) -> CheckedDocuments:
    """The documents alone, each checked by itself. Raises as :func:`load_catalog`."""
    from servicebook.loading.check import check_documents

    return check_documents(read_files(_tree(source)))


def _tree(source: Tree | Path) -> Tree:
    return Disk(source) if isinstance(source, Path) else source


def __getattr__(name: str) -> Any:
    if name in _LOADED_LATER:
        return getattr(import_module(f"{__name__}.{_LOADED_LATER[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
