"""A catalog from files on disk: what an earlier run has read and found is taken over where nothing has changed."""

from __future__ import annotations

from datetime import date

from servicebook.documents.bulk_load import MIN_FILES
from servicebook.loading.assemble import assemble
from servicebook.loading.check import check_documents
from servicebook.loading.kept_documents import KeptDocuments, SeenFiles
from servicebook.loading.kept_findings import as_kept, keep_findings
from servicebook.loading.loaded import LoadedCatalog
from servicebook.loading.read import read_files
from servicebook.source.tree import Disk

_SHARE = 50
"""While there are errors nothing is kept: what was kept before them will hold again when they are mended. But for a
change of more than one in so many files, or of all, as at first."""


def load_from_disk(
    tree: Disk, today: date, *, all_problems: bool = False, min_files: int = MIN_FILES
) -> LoadedCatalog:
    """The catalog of a folder as of a day. Nothing is kept of one that has fewer files than ``min_files``.

    The result is the same with what is kept and without. Raises
    :class:`~servicebook.source.tree.UnreadableError` where there is no catalog to read.
    """
    kept = KeptDocuments(tree)
    like = as_kept(kept, today)
    seen = SeenFiles(kept, min_files)
    read = read_files(seen, kept.valid)
    checked = check_documents(read, all_problems=all_problems)
    loaded = assemble(tree, checked, today, like=like, all_problems=all_problems)
    if read.count >= min_files and not all_problems:
        _keep(kept, seen, loaded)
    return loaded


def _keep(kept: KeptDocuments, seen: SeenFiles, loaded: LoadedCatalog) -> None:
    """Keep what the next run may take over."""
    flawless = loaded.checked.flawless
    is_clean = (
        len(flawless) == loaded.files and not loaded.together and not loaded.catalog.faulty_files
    )  # with errors, rules conclude nothing from what may be missing
    before = set(map(id, kept.valid))
    others = sum(1 for one in flawless if id(one) not in before)
    if is_clean or others * _SHARE > len(flawless):
        records = kept.keep(seen, flawless)
        if is_clean:
            keep_findings(kept.tree, records, loaded)
