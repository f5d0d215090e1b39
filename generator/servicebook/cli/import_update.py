"""An import into a catalog that is there: what is planned, what is said of it, and writing it, all or nothing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from servicebook import wording
from servicebook.cli import options
from servicebook.cli.kept_acceptances import kept_acceptances
from servicebook.cli.page_links import relinked_pages
from servicebook.documents.document import Document
from servicebook.documents.renaming import new_ids
from servicebook.exchange.core.import_plan import ImportPlan, Named, gone_from, plan_of
from servicebook.exchange.core.import_result import ImportResult
from servicebook.exchange.core.moving import MovedDocuments, with_texts
from servicebook.exchange.core.provenance import at_source
from servicebook.exchange.core.pruning import Pruned, deleted, marked
from servicebook.frozen import frozen
from servicebook.loading import load_catalog
from servicebook.model.catalog import Catalog
from servicebook.problems import Problem, Severity
from servicebook.source.file_changes import make_changes
from servicebook.source.planned_changes import Changes
from servicebook.source.tree import Disk, Overlay


@frozen(kw_only=True)
class Update:
    """What an import does to the files of a repository: ``texts`` by new path, files that move, files that go."""

    plan: ImportPlan
    texts: Mapping[str, str]
    moves: Mapping[str, str]
    removed: tuple[str, ...]
    before: Mapping[str, str]
    """What the files that are there say now, by their new paths."""

    @property
    def contents(self) -> Mapping[str, str | None]:
        """The files that would not be what they are, by path; None for one that is not there any more."""
        return {**dict.fromkeys(self.moves), **self.texts, **dict.fromkeys(self.removed)}


def planned(
    root: Path,
    documents: tuple[Document, ...],
    catalog: Catalog,
    imported: ImportResult,
    texts: Mapping[str, str],
    prune: str,
    today: date,
) -> tuple[Update, tuple[Problem, ...]]:
    """What the import does, and the problems of files that cannot be changed. Nothing is written."""
    moved = imported.moved or MovedDocuments(documents=documents)
    before = {moved.files.get(document.path, document.path): document.text for document in documents}
    texts = {**moved.texts, **_following(root, documents, catalog, moved, today, before), **texts}
    after = with_texts(moved.documents, texts)
    gone = gone_from(after, imported.present, catalog)
    pruned = _pruned(after, gone, prune, today)
    plan = plan_of(moved.documents, after, moved.moves, gone)
    update = Update(
        plan=plan,
        texts={path: text for path, text in {**texts, **pruned.texts}.items() if path not in pruned.removed},
        moves={old: new for old, new in moved.files.items() if new not in pruned.removed},
        removed=tuple(path for path in pruned.removed if path in before),
        before=before,
    )
    return update, pruned.problems


def _pruned(documents: tuple[Document, ...], gone: tuple[Named, ...], prune: str, today: date) -> Pruned:
    if prune == "delete":
        return deleted(documents, gone)
    return marked(documents, gone, today) if prune else Pruned()


def _following(
    root: Path,
    documents: tuple[Document, ...],
    catalog: Catalog,
    moved: MovedDocuments,
    today: date,
    before: dict[str, str],
) -> dict[str, str]:
    """What follows what moves, as with ``rename``: acceptances of agreements, and links of hand-written pages.

    What pages say now is added to ``before``.
    """
    if not moved.moves:
        return {}
    tree = Disk(root)
    contents = {**dict.fromkeys(moved.files), **moved.texts}
    now = load_catalog(Overlay(tree, contents), today).catalog
    texts = dict(kept_acceptances(catalog, now, moved.texts))
    ids = new_ids(documents, {(move.kind, move.old): move.new for move in moved.moves})
    for path, (text, after) in relinked_pages(tree, ids).items():
        before[path] = text
        texts[path] = after.text
    return texts


def errors_of(
    root: Path, update: Update, imported: ImportResult, texts: Mapping[str, str], today: date
) -> tuple[Problem, ...]:
    """The errors that the catalog would have, at their places in the source where these are known."""
    changed = load_catalog(Overlay(Disk(root), update.contents), today)
    errors = (problem for problem in changed.problems if problem.severity is Severity.ERROR)
    return at_source(errors, texts, imported.provenance)


def write_update(root: Path, update: Update) -> bool:
    """Write what changes, all of it or nothing, and say so; whether there was anything."""
    before = update.before
    changes = Changes(
        moves=tuple(update.moves.items()),
        texts={path: (before[path], text) for path, text in update.texts.items() if path in before},
        added={path: text for path, text in update.texts.items() if path not in before},
        removed=update.removed,
    )
    if not update.texts and not update.removed:
        print(wording.text("import.nothing-to-write", folder=options.called(root)))
        return False
    make_changes(root, changes)
    changed = wording.text("count.file", count=len(changes.texts))
    print(
        wording.text(
            "import.updated", changed=changed, created=len(changes.added), folder=options.called(root)
        )
    )
    if update.removed:
        print(wording.text("import.deleted", count=len(update.removed)))
    return True
