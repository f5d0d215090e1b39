"""Addresses of links in texts: which objects they lead to, or were meant to."""

from __future__ import annotations

from servicebook.analysis.resolved import KINDS, find
from servicebook.documents.markdown_links import LINKABLE
from servicebook.documents.suggestions import only_meant
from servicebook.model.catalog import Catalog


def address_meant(catalog: Catalog, address: str) -> str | None:
    """The address, with the id of today or the one that was mistyped; None of what leads to no object.

    Addresses of the web are what they are.
    """
    kind, _, own_id = address.partition(":")
    if kind not in LINKABLE:
        return address
    known = KINDS[kind](catalog)
    if own_id in known:
        return address
    now = [one for _, one in find(catalog, address)]
    meant = now[0] if len(now) == 1 else only_meant(own_id, known)
    return f"{kind}:{meant}" if meant else None


def mistyped(catalog: Catalog, words: str) -> list[str]:
    """The addresses of objects that an id without its kind may have been meant to be, of each kind one at most."""
    found = ((kind, only_meant(words, KINDS[kind](catalog))) for kind in LINKABLE)
    return [f"{kind}:{meant}" for kind, meant in found if meant]
