"""Why somebody is proposed to take over from who leaves, or why nobody is, in words."""

from __future__ import annotations

from servicebook.leaving.left_places import Because, LeftPlace
from servicebook.model.catalog import Catalog
from servicebook.wording import text

_PLAIN = frozenset(
    {
        Because.NOBODY,
        Because.OVER,
        Because.ENDS,
        Because.NEVER,
        Because.NO_ADDRESS,
        Because.RECORD,
        Because.TEXT,
        Because.UNKNOWN,
    }
)
"""The reasons for which no name is needed."""


def why(catalog: Catalog, place: LeftPlace) -> str:
    """The reason of what is proposed at a place, to stand behind a name where there is one."""
    successor = place.successor
    if place.because in _PLAIN:
        return text(f"leave.plain.{place.because.value}")
    if place.because is Because.HELD:
        return text(f"leave.beside.{place.field}")
    if place.because is Because.ROTA:
        return text("leave.on-rota")
    if successor is None:
        return text("leave.with-vacant-role", role=role_words(catalog, place.through or ""))
    if place.because is Because.THROUGH_ROLE:
        return text("leave.with-role", role=role_words(catalog, place.through or ""))
    reason = text(f"leave.known-as.{successor.how}", role=role_words(catalog, successor.role))
    return text("leave.with-address", why=reason) if place.because is Because.ADDRESS else reason


def role_words(catalog: Catalog, qualified_id: str) -> str:
    """A role by its title and id."""
    return f"{catalog.roles[qualified_id].title} ({qualified_id})"
