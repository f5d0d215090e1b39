"""Hand-written pages that link to the page of somebody who leaves, which will be gone."""

from __future__ import annotations

from collections.abc import Iterator

from servicebook import links
from servicebook.documents.kinds import PAGES
from servicebook.documents.renaming import links_to_pages
from servicebook.problems import Place, Problem
from servicebook.source.catalog_tree import files_below, read_text
from servicebook.source.lines import place_at
from servicebook.source.tree import Tree


def linking_pages(tree: Tree, person: str) -> Iterator[Place]:
    """Where pages link to that of a person, in order; what is no text is no page, as others say."""
    own = links.person(person)
    for path in sorted(files_below(tree, PAGES)):
        text = read_text(tree, path) if path.endswith(".md") else ""
        if isinstance(text, Problem):
            continue
        for start, _, _ in links_to_pages(text, path.removeprefix(f"{PAGES}/"), {own: own}):
            yield place_at(text, path, start)
