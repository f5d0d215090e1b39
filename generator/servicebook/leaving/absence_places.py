"""What becomes of absences of somebody who leaves, and of those in which they stand in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from servicebook.documents.document import Document
from servicebook.leaving.left_places import Because, LeftPlace, ValueChange, place_of_entry
from servicebook.leaving.role_entries import Days
from servicebook.leaving.successors import Successor, next_on_duty
from servicebook.model.catalog import Catalog
from servicebook.model.role import Role
from servicebook.model.rota import Absence
from servicebook.source.yaml_reader import Pointer


def absence_place(document: Document, pointer: Pointer, then: Catalog, days: Days) -> LeftPlace | None:
    """The place of an absence of the leaver; None of what is over once they have left."""
    absence = _absence(then, pointer)
    if absence.until <= days.on:
        return None
    if absence.start > days.on:
        gone = ValueChange(path=document.path, pointer=pointer[:1], value=None)
        return place_of_entry(document, pointer, Because.NEVER, changes=(gone,))
    cut = ValueChange(path=document.path, pointer=(pointer[0], "until"), value=str(days.on))
    return place_of_entry(document, pointer, Because.ENDS, changes=(cut,))


def stand_in_place(
    document: Document, pointer: Pointer, then: Catalog, leaver: str, days: Days
) -> LeftPlace | None:
    """The place at which the leaver stands in for somebody; None of what is over once they have left.

    An absence that has begun by their last day keeps them until then.
    """
    absence = _absence(then, pointer)
    if absence.until < days.first or absence.until <= days.on:
        return None
    following = _stand_in(then, absence, leaver, max(absence.start, days.first))
    because = Because.TAKEN_OVER if following else Because.NOBODY
    if absence.start <= days.on and not days.has_come:
        return place_of_entry(document, pointer, because, following)
    person = following.person if following else None
    change = ValueChange(path=document.path, pointer=(pointer[0], "stands_in"), value=person)
    return place_of_entry(document, pointer, because, following, (change,))


def _absence(catalog: Catalog, pointer: Pointer) -> Absence:
    """The absence that a pointer leads into."""
    return next(absence for absence in catalog.absences if absence.origin.pointer == pointer[:1])


def _stand_in(then: Catalog, absence: Absence, leaver: str, first: date) -> Successor | None:
    """Who might stand in from a day on: of the roles that are held, somebody who is there all the time."""
    gone = {leaver, absence.person, *_away(then, first, absence.until)}
    on_the_day = replace(then, today=first)
    found = (next_on_duty(on_the_day, role, gone) for role in _held(on_the_day, absence.person))
    return next((one for one in found if one is not None), None)


def _held(catalog: Catalog, person: str) -> Iterator[Role]:
    for role in catalog.roles.values():
        if any(holder.person == person for holder in catalog.holders(role)):
            yield role


def _away(catalog: Catalog, first: date, last: date) -> Iterator[str]:
    """Who is away, or gone, on any of the days."""
    for absence in catalog.absences:
        if absence.start <= last and first <= absence.until:
            yield absence.person
    for person in catalog.people.values():
        if not person.is_here(last):
            yield person.id
