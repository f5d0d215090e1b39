"""Planning somebody's leaving: every place that names them, or a role that nobody else holds, with a proposal.

A last day that is over, or is today, is a change of today: the leaver's entries are replaced. Of one to come, what has
days of its own is written beforehand, with those days; the rest (addresses, entries that have had their time) is to be
written once the day is over, by planning again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from servicebook.analysis.addresses_used import OWN, addresses_used, owners_of_addresses
from servicebook.documents.document import Document
from servicebook.documents.references import Reference, references_of, resolve
from servicebook.frozen import frozen
from servicebook.leaving.absence_places import absence_place, stand_in_place
from servicebook.leaving.left_places import Because, Leaving, LeftPlace, ValueChange
from servicebook.leaving.naming_fields import Meaning, field_of, meaning_of
from servicebook.leaving.role_entries import Days, entry_place, is_vacated
from servicebook.leaving.rota_places import rota_places
from servicebook.leaving.successors import Successor, next_holder
from servicebook.model.catalog import Catalog
from servicebook.model.role import Role


def plan_leaving(documents: Iterable[Document], catalog: Catalog, person: str, on: date) -> Leaving:
    """What would have nobody once ``person``, who is in the catalog, has left after their last day ``on``.

    ``documents`` are those that the catalog was made from. People whom the day finds gone are not proposed.
    """
    then = replace(catalog, today=max(catalog.today, on + timedelta(days=1)))
    planned = _Planned(catalog, then, person, Days(on=on, today=catalog.today))
    places: list[LeftPlace] = []
    for document in documents:
        places += planned.named_in(document)
    places += [*planned.addresses(), *rota_places(then, person)]
    places.sort(key=lambda place: (place.document.path, place.line, [str(step) for step in place.pointer]))
    changes = [change for place in places for change in place.changes]
    if catalog.people[person].left_on != on:
        origin = catalog.people[person].origin
        day = ValueChange(path=origin.path, pointer=(*origin.pointer, "left_on"), value=str(on))
        changes.append(day)
    return Leaving(person=person, on=on, places=tuple(places), changes=tuple(changes))


@frozen
class _Planned:
    """Somebody's leaving, and the catalog of today and of the first day without them."""

    catalog: Catalog
    then: Catalog
    person: str
    days: Days

    def named_in(self, document: Document) -> Iterator[LeftPlace]:
        """The places of one document."""
        for reference in references_of(document):
            kind, named = resolve(reference)
            if kind == "person" and named == self.person:
                if (place := self._of_person(document, reference)) is not None:
                    yield place
            elif kind == "role" and (role := self.catalog.roles.get(named)) is not None:
                yield from self._of_role(document, reference, role)

    def _of_person(self, document: Document, reference: Reference) -> LeftPlace | None:
        field = field_of(document, reference.pointer)
        meaning = meaning_of(document.location.kind, field, reference, "person")
        if meaning in (Meaning.HOLDER, Meaning.DEPUTY):
            return entry_place(document, reference.pointer, self.then, self.person, self.days)
        if meaning is Meaning.ABSENT:
            return absence_place(document, reference.pointer, self.then, self.days)
        if meaning is Meaning.STANDS_IN:
            return stand_in_place(document, reference.pointer, self.then, self.person, self.days)
        because = {Meaning.RECORD: Because.RECORD, Meaning.TEXT: Because.TEXT}.get(meaning, Because.UNKNOWN)
        return LeftPlace(document=document, pointer=reference.pointer, field=field, because=because)

    def _of_role(self, document: Document, reference: Reference, role: Role) -> Iterator[LeftPlace]:
        """What a role answers for that would be held by nobody."""
        field = field_of(document, reference.pointer)
        meaning = meaning_of(document.location.kind, field, reference, "role")
        if meaning not in (Meaning.TASK, Meaning.UNKNOWN) or _is_past(document, reference):
            return
        if is_vacated(self.then, role, self.person, self.days):
            yield LeftPlace(
                document=document,
                pointer=reference.pointer,
                field=field,
                because=Because.THROUGH_ROLE,
                successor=next_holder(self.then, role, self.person),
                through=role.id,
            )

    def addresses(self) -> Iterator[LeftPlace]:
        """Where something is reached at an address of the leaver that nobody else has."""
        mine = owners_of_addresses([self.catalog.people[self.person]])
        people = self.catalog.people.values()
        others = owners_of_addresses(
            one for one in people if one.id != self.person and one.is_here(self.then.today)
        )
        for origin, pointer, address in addresses_used(self.catalog) if mine else ():
            if address.casefold() not in mine or address.casefold() in others:
                continue
            document, whole = origin.document, (*origin.pointer, *pointer)
            following = self._who_follows(document, whole)
            key = str(pointer[-1])
            theirs = following and getattr(self.then.people[following.person], OWN.get(key, key))
            has_come = self.days.on <= self.days.today
            yield LeftPlace(
                document=document,
                pointer=whole,
                field=".".join(step for step in pointer if isinstance(step, str)),
                because=Because.ADDRESS if theirs else Because.NO_ADDRESS,
                successor=following,
                changes=(ValueChange(path=document.path, pointer=whole, value=theirs),)
                if theirs and has_come
                else (),
            )

    def _who_follows(self, document: Document, pointer: tuple[str | int, ...]) -> Successor | None:
        """Who will be asked for what has the address: the role, the service's owner, the department's head."""
        location = document.location
        written: Any = document.value
        if location.kind.name == "role":
            named = f"{location.department}/{pointer[0]}"
        elif location.kind.name == "service":
            named = written.get("roles", {}).get("owner", "")
        else:
            named = written.get("head", "")
        role = self.then.roles.get(named)
        return next_holder(self.then, role, self.person) if role else None


def _is_past(document: Document, reference: Reference) -> bool:
    """Whether nobody has to answer for it any more: an action that is done, or a service that is retired."""
    written: Any = document.value
    if document.location.kind.name == "service":
        return bool(written.get("lifecycle") == "retired")
    around = document.value_at(reference.pointer[:-1])
    return document.location.kind.name == "meeting" and isinstance(around, dict) and "done" in around
