"""What becomes of somebody's entry among the holders or deputies of a role."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from servicebook.documents.document import Document
from servicebook.frozen import frozen
from servicebook.leaving.left_places import Because, LeftPlace, ValueChange, place_of_entry
from servicebook.leaving.successors import (
    Successor,
    next_deputy,
    next_holder,
    other_deputies,
    other_holders,
)
from servicebook.model.catalog import Catalog
from servicebook.model.role import Holder, Role
from servicebook.source.yaml_reader import Pointer, Value
from servicebook.source.yaml_values import APPEND


@frozen(kw_only=True)
class Days:
    """The last day of who leaves, and the day of the plan."""

    on: date
    today: date

    @property
    def has_come(self) -> bool:
        """Whether what is planned is a change of today."""
        return self.on <= self.today

    @property
    def after(self) -> date:
        """The first day without them."""
        return self.on + timedelta(days=1)

    @property
    def first(self) -> date:
        """The first day of whoever takes over."""
        return self.today if self.has_come else self.after


def is_vacated(then: Catalog, role: Role, leaver: str, days: Days) -> bool:
    """Whether nobody holds the role on the day of the catalog, and the leaver does on their last day, or would then."""
    theirs = [one for one in role.holders if one.person == leaver]
    does = any(one.holds_on(day) for one in theirs for day in (days.on, then.today))
    return does and not other_holders(then, role, leaver)


def entry_place(
    document: Document, pointer: Pointer, then: Catalog, leaver: str, days: Days
) -> LeftPlace | None:
    """The place of one entry of the leaver in a file of roles; None where its term is over before they leave.

    ``pointer`` leads to the person, ``then`` is the catalog on the first day without them.
    """
    key, field, index = pointer[:3]
    role = then.roles[f"{document.location.department}/{key}"]
    entries = role.holders if field == "holders" else role.deputies
    entry, earlier = entries[int(index)], entries[: int(index)]
    gone = (ValueChange(path=document.path, pointer=pointer[:3], value=None),)
    if because := _over_or_never(entry, then, days):
        is_in_the_way = days.has_come or because is Because.NEVER
        return place_of_entry(document, pointer, because, changes=gone) if is_in_the_way else None
    # their own entry stays until the day is over, but no longer
    goes = days.has_come or (entry.since is not None and entry.since > days.on)
    own = gone if goes else _cut(document, pointer[:3], entry, days)
    following, is_there = _following(then, role, field, leaver)
    if is_there or any(one.person == leaver and one.holds_on(then.today) for one in earlier):
        return place_of_entry(document, pointer, Because.HELD, following, own)
    if following is None:
        return place_of_entry(
            document, pointer, Because.NOBODY, changes=(*own, *_vacant(document, pointer, days))
        )
    where: Pointer = pointer[:3] if goes else (key, field, APPEND)
    new = ValueChange(path=document.path, pointer=where, value=_acting(following, entries, days))
    return place_of_entry(document, pointer, Because.TAKEN_OVER, following, (new,) if goes else (*own, new))


def _over_or_never(entry: Holder, then: Catalog, days: Days) -> Because | None:
    """What is to be said of a term that ends before the person leaves, or begins when they are long gone."""
    if entry.until is not None and entry.until < days.on:
        return Because.OVER
    return Because.NEVER if entry.since is not None and entry.since > then.today else None


def _following(then: Catalog, role: Role, field: str | int, leaver: str) -> tuple[Successor | None, bool]:
    """Who comes after somebody in a role, and whether they are there already."""
    if field == "holders":
        return next_holder(then, role, leaver), bool(other_holders(then, role, leaver))
    return next_deputy(then, role, leaver), bool(other_deputies(then, role, leaver))


def _acting(following: Successor, entries: Iterable[Holder], days: Days) -> dict[str, Value]:
    """The entry of who takes over: for the time being, and until a term of their own that is written already."""
    new: dict[str, Value] = {"person": following.person, "interim": True, "since": str(days.first)}
    begins = [one.since for one in entries if one.person == following.person and one.since is not None]
    if later := [day for day in begins if day > days.first]:
        new["until"] = str(min(later) - timedelta(days=1))
    return new


def _cut(document: Document, at: Pointer, entry: Holder, days: Days) -> tuple[ValueChange, ...]:
    """The end of a term that would outlast the person's stay."""
    if entry.until is None or entry.until <= days.on:
        return ()
    return (ValueChange(path=document.path, pointer=(*at, "until"), value=str(days.on)),)


def _vacant(document: Document, pointer: Pointer, days: Days) -> tuple[ValueChange, ...]:
    """From when on the role is vacant, where it is its holder who leaves and it does not say so already."""
    key, field = pointer[:2]
    written: Any = document.value
    if field != "holders" or "vacant_since" in written[key]:
        return ()
    return (ValueChange(path=document.path, pointer=(key, "vacant_since"), value=str(days.after)),)
