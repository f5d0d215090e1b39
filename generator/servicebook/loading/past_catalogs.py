"""The catalogs of a branch, commit by commit: each takes over what the one before has, and only what changed is read.

No rule is run on them, and nothing is told of what is wrong in them but which files could not be taken.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from servicebook.documents.document import Document, value_of
from servicebook.documents.kinds import CATALOG, PAGES, RESULTS, SETTINGS, is_id, location_of
from servicebook.documents.validators import fast_validator
from servicebook.frozen import frozen
from servicebook.loading.assemble import kinds_of, with_department
from servicebook.loading.loaded import LoadedCatalog
from servicebook.model.catalog import Catalog
from servicebook.model.from_documents import catalog_from
from servicebook.model.made_objects import MadeObjects
from servicebook.settings import Settings, settings_from
from servicebook.source.catalog_tree import has_folder, is_let_be, list_files, printable, text_of
from servicebook.source.git_log import Commit, History, read_history
from servicebook.source.git_objects import contents_of
from servicebook.source.git_tree import Git
from servicebook.source.tree import MAX_BYTES, Mode, UnreadableFileError

_FOLDERS = (CATALOG, SETTINGS, f":(exclude){PAGES}")
"""Pages that are written by hand are no part of the model."""


@frozen(kw_only=True)
class PastCatalog:
    """A catalog as it was in a commit, as of the day of that commit in its author's zone, unless another was asked for.

    ``commit`` is None for the state with which a history begins, that of its ``after``. ``documents`` are those that
    the catalog and its settings are made of, in the order of their paths: as long as no commit touches one, it is the
    same. ``unread`` are the paths of all other files, in order: they have errors, and what they say is not known.

    The catalog knows its objects, but no results, nor what is mentioned, nor the files CODEOWNERS.
    """

    commit: Commit | None
    catalog: Catalog
    documents: tuple[Document, ...]
    unread: tuple[str, ...]

    def on(self, day: date) -> Catalog:
        """The catalog as of another day, such as that on which it is compared with another one."""
        return self.catalog if self.catalog.today == day else replace(self.catalog, today=day)


def catalog_history(root: Path, *, revision: str = "HEAD", after: str | None = None) -> History:
    """The commits that changed the catalog of a folder, or its settings.

    As :func:`~servicebook.source.git_log.read_history`, which says what it raises.
    """
    tree = Git.at(root, revision)
    # where the folders are links, what changes is behind these
    behind = {tree.real(folder) for folder in (CATALOG, SETTINGS)} - {CATALOG, SETTINGS}
    within = [folder for folder in sorted(behind) if not folder.startswith(("/", ".."))]
    return read_history(root, (*_FOLDERS, *within), revision=tree.commit, after=after)


def past_catalogs(
    root: Path, history: History, *, day: date | None = None, like: LoadedCatalog | None = None
) -> Iterator[PastCatalog]:
    """The catalog of each commit of :func:`catalog_history`, oldest first, as of ``day`` or of the commit's own.

    Where the history begins behind a commit, the first is that of this commit, as of the day of the next one. What it
    has just as a catalog that is loaded, such as today's (``like``), is taken over from that. Raises
    :class:`~servicebook.source.git_command.RevisionError` where git has lost what it kept.
    """
    if not history.commits:
        return
    state = _State(like)
    if history.after:
        state.read_all(Git.at(root, history.after))
        yield state.catalog(None, day or history.commits[0].authored.date())
    blobs = [
        change.blob
        for commit in history.commits
        for change in commit.changes
        if change.mode is Mode.FILE and not _is_result(change.path)
    ]
    contents = contents_of(root, blobs, MAX_BYTES)
    for commit in history.commits:
        had_links = bool(state.links)
        for change in commit.changes:
            if _is_result(change.path):
                continue
            if change.mode is Mode.FILE:
                _, content = next(contents)
                state.put(change.path, content)
            else:
                state.remove(change.path, is_link=change.mode is Mode.LINK)
        if had_links or state.links:
            # a file may say something else because of what happened to another one
            state.read_all(Git.at(root, commit.hash))
        yield state.catalog(commit, day or commit.authored.date())


class _State:
    """The files of the catalog and its settings after some commits; ``links`` are the paths of symbolic links."""

    def __init__(self, like: LoadedCatalog | None) -> None:
        self.links: set[str] = set()
        self._like = {one.document.path: one.document for one in like.checked.flawless} if like else {}
        self._documents: dict[str, Document] = {}
        self._unread: set[str] = set()
        self._settings: tuple[tuple[Document, ...], Settings] = ((), settings_from(()))
        self._made = like.made if like else MadeObjects()

    def read_all(self, tree: Git) -> None:
        """Read what a revision holds; what says the same as before stays as it is."""
        paths: list[str] = []
        for folder in (CATALOG, SETTINGS):
            if has_folder(tree, folder):
                paths += list_files(tree, folder, skip=frozenset({PAGES, RESULTS})).paths
        for gone in (self._documents.keys() | self._unread) - set(paths):
            self.remove(gone)
        changed = [path for path in paths if not self._is_same(tree, path)]
        tree = tree.preloaded(changed)
        for path in changed:
            try:
                self.put(path, tree.read(path))
            except UnreadableFileError:
                self.put(path, None)
        self.links = {path for path in tree.links() if _is_ours(path)}

    def _is_same(self, tree: Git, path: str) -> bool:
        known = self._documents.get(path) or self._like.get(path)
        if known is None or not tree.says(path, known.text.encode()):
            return False
        self._documents[path] = known
        self._unread.discard(path)
        return True

    def put(self, path: str, content: bytes | None) -> None:
        """A file has this content now, or one that git has lost."""
        self.links.discard(path)
        if not _is_ours(path):
            return
        document = None if content is None else document_of(path, content)
        if document is None:
            self._documents.pop(path, None)
            self._unread.add(path)
            return
        self._unread.discard(path)
        known = self._documents.get(path)
        if known is None or known.text != document.text:  # only its mode may have changed
            self._documents[path] = document

    def remove(self, path: str, *, is_link: bool = False) -> None:
        """There is no file at a path any more, but nothing, or a link."""
        self._documents.pop(path, None)
        self._unread.discard(path)
        if is_link and _is_ours(path):
            self.links.add(path)
        else:
            self.links.discard(path)

    def catalog(self, commit: Commit | None, day: date) -> PastCatalog:
        documents = tuple(self._documents[path] for path in sorted(self._documents))
        of_catalog = tuple(with_department(documents))
        of_settings = tuple(document for document in documents if document.path.startswith(f"{SETTINGS}/"))
        taken = {document.path for document in (*of_catalog, *of_settings)}
        unread = frozenset(printable(path) for path in (self._documents.keys() | self._unread) - taken)
        faulty = kinds_of(unread)
        if self._settings[0] != of_settings:
            self._settings = of_settings, settings_from(of_settings)
        self._made = MadeObjects(self._made)
        catalog = catalog_from(
            of_catalog,
            self._settings[1],
            day,
            faulty_kinds=faulty,
            incomplete_kinds=faulty,
            faulty_files=unread,
            made=self._made,
        )
        return PastCatalog(
            commit=commit,
            catalog=catalog,
            documents=tuple(document for document in documents if document.path in taken),
            unread=tuple(sorted(unread)),
        )


def _is_result(path: str) -> bool:
    """Whether a path is of results: past ones say nothing of what was promised, and there are very many of them."""
    return f"{path}/".startswith(f"{RESULTS}/")


def _is_ours(path: str) -> bool:
    """Whether a path is that of a file of the catalog or its settings, be it a good one or not."""
    top, *steps = path.split("/")
    is_page = f"{path}/".startswith(f"{PAGES}/")
    return top in (CATALOG, SETTINGS) and not is_page and not any(map(is_let_be, steps))


def document_of(path: str, content: bytes) -> Document | None:
    """The document of a file; None where it is not fit for the schema of its kind, or of none."""
    location = location_of(path)
    if location is None or not all(is_id(part) for part in (location.department, location.own_id) if part):
        return None
    text = text_of(content, path)
    if not isinstance(text, str):
        return None
    parsed = value_of(text, path)
    if parsed.problems or not fast_validator(location.kind.schema).is_valid(parsed.value):
        return None
    return Document(path=path, location=location, text=text, value=parsed.value)
