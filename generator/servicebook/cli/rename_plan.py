"""What ``rename`` is going to do: new texts, what moves where, and the same as a patch."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from servicebook.documents.document import Document
from servicebook.documents.renaming import Renamed, moved
from servicebook.frozen import frozen
from servicebook.reports.diff import diff_lines
from servicebook.source.catalog_tree import files_below
from servicebook.source.planned_changes import Changes
from servicebook.source.tree import Tree


@frozen(kw_only=True)
class RenamePlan:
    """What is to be done: new texts by old path, with the old ones, and what moves where."""

    texts: Mapping[str, tuple[str, Renamed]]
    old_place: str | None
    new_place: str | None
    is_moved: bool = False
    """Whether what moves is at its new place already."""
    elsewhere: tuple[tuple[str, str], ...] = ()
    """The folder of a department's results, or the rota of a role, with the place where it goes; it is never there
    already."""

    def path(self, old: str) -> str:
        """Where a file is afterwards."""
        return moved(old, self.places)

    @property
    def places(self) -> tuple[tuple[str, str], ...]:
        """What moves, with the place where it goes."""
        own = ((self.old_place, self.new_place),) if self.old_place and self.new_place else ()
        return (*own, *self.elsewhere)

    @property
    def moves(self) -> tuple[tuple[str, str], ...]:
        """What is still to be moved."""
        return self.elsewhere if self.is_moved else self.places

    def path_before(self, old: str) -> str:
        """Where a file is now."""
        return moved(old, [place for place in self.places if place not in self.moves])

    def changes(self) -> Changes:
        """The same for the disk."""
        texts = {self.path(path): (before, after.text) for path, (before, after) in self.texts.items()}
        return Changes(moves=self.moves, texts=texts)


def contents_after(documents: tuple[Document, ...], plan: RenamePlan) -> dict[str, str | None]:
    """The files of the catalog that would not be what they are, by path."""
    contents: dict[str, str | None] = {}
    for document in documents:
        path = document.path
        text = plan.texts[path][1].text if path in plan.texts else document.text
        if plan.path(path) != path:
            contents[path] = None
        if plan.path(path) != path or path in plan.texts:
            contents[plan.path(path)] = text
    return contents


def patch(tree: Tree, plan: RenamePlan) -> Iterator[str]:
    """The changes as git writes them."""
    paths = set(plan.texts)
    for old_place, _ in plan.moves:
        paths.update(files_below(tree, old_place))
    for path in sorted(paths):
        now, path_before = plan.path(path), plan.path_before(path)
        yield f"diff --git a/{path_before} b/{now}\n"
        if now != path_before:
            yield f"rename from {path}\nrename to {now}\n"
        if path in plan.texts:
            before, after = plan.texts[path]
            yield from diff_lines(before, after.text, path_before, now)
