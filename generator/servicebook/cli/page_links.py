"""Hand-written pages whose links lead to pages of objects with other ids now."""

from __future__ import annotations

from servicebook import links
from servicebook.cli import options
from servicebook.cli.naming import with_hint
from servicebook.documents.kinds import PAGES
from servicebook.documents.renaming import NewIds, Renamed, relinked
from servicebook.problems import Problem
from servicebook.source.catalog_tree import files_below, read_text
from servicebook.source.tree import Tree

_PAGES = {
    "service": (links.service,),
    "department": (links.department, links.served_by, links.start_here),
    "role": (links.role,),
    "person": (links.person,),
    "agreement": (links.agreement,),
    "journey": (links.journey,),
    "topic": (links.topic,),
}


def relinked_pages(tree: Tree, ids: NewIds) -> dict[str, tuple[str, Renamed]]:
    """The hand-written pages that link to pages of what gets another id, by path: what they say and are to say.

    Raises :class:`~servicebook.cli.options.CannotRunError` for a page that cannot be read.
    """
    folders = {
        page(old): page(new) for (kind, old), new in ids.items() if kind in _PAGES for page in _PAGES[kind]
    }
    pages = {}
    for path in sorted(files_below(tree, PAGES)):
        if not path.endswith(".md"):
            continue
        text = read_text(tree, path)
        if isinstance(text, Problem):
            raise options.CannotRunError(with_hint(f"{path}: {text.message}", text.hint))
        if (after := relinked(text, path.removeprefix(f"{PAGES}/"), folders)) is not None:
            pages[path] = (text, after)
    return pages
