"""People who are reached as somebody else is: an entry that was copied, of which only the name was changed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from servicebook.documents.names import folded
from servicebook.frozen import frozen
from servicebook.model.catalog import Catalog
from servicebook.model.role import Person


@frozen
class CopiedPerson:
    """Whose e-mail address somebody has, and with it ``fields``: the keys that are the same, in a set order."""

    original: Person
    fields: tuple[str, ...]


def copied_people(catalog: Catalog) -> Mapping[str, CopiedPerson]:
    """Who has the e-mail address of another one, by the copy's id; several rules ask: ``catalog.derive(…)``.

    The original is the one whose name the address has, else the first. People of one name are not copies.
    """
    by_address: dict[str, list[Person]] = {}
    for person in catalog.people.values():
        if person.email is not None and person.is_here(catalog.today):
            by_address.setdefault(person.email.lower(), []).append(person)
    alike = [people for people in by_address.values() if len(people) > 1]
    if not alike:
        return {}
    numbers = numbers_of_two(catalog)
    copies: dict[str, CopiedPerson] = {}
    for people in alike:
        original = max(people, key=lambda person: _fit(person, str(person.email)))
        for person in people:
            if folded(person.name) != folded(original.name):
                copies[person.id] = CopiedPerson(original, tuple(_same(original, person, numbers)))
    return copies


def is_told_of_copy(copies: Mapping[str, CopiedPerson], one: Person, other: Person, field: str) -> bool:
    """Whether one of the two is a copy of the other, of which is told, with this field, at the e-mail address."""
    return any(
        copy is not None and copy.original is original and field in copy.fields
        for copy, original in ((copies.get(one.id), other), (copies.get(other.id), one))
    )


def in_order_of_fit(one: Person, other: Person, address: str) -> tuple[Person, Person]:
    """The two, first the one whose name the address or handle rather has."""
    return (other, one) if _fit(other, address) > _fit(one, address) else (one, other)


def handles_of(person: Person) -> Iterator[tuple[str, str, str]]:
    """The system, the handle, and where it is; the chat only where it names a person and not a room."""
    for system, handle in person.handles.items():
        yield system, handle, f"handles/{system}"
    if person.chat and person.chat.startswith("@"):
        yield "chat", person.chat, "chat"


def plain(handle: str) -> str:
    """What tells handles apart."""
    return handle.removeprefix("@").casefold()


def digits(phone: str) -> str:
    """What tells numbers apart: +49 30 (1) and +49-30-1 are one."""
    return "".join(filter(str.isdigit, phone))


def numbers_of_two(catalog: Catalog) -> frozenset[str]:
    """The numbers, as digits, that two people have: those of more are lines that they share."""
    counted = Counter(
        digits(person.phone)
        for person in catalog.people.values()
        if person.phone is not None and person.is_here(catalog.today)
    )
    return frozenset(number for number, count in counted.items() if count == 2)


def _same(one: Person, other: Person, numbers: frozenset[str]) -> Iterator[str]:
    yield "email"
    theirs = {(system, plain(handle)) for system, handle, _ in handles_of(one)}
    for system, handle, _ in handles_of(other):
        if (system, plain(handle)) in theirs:
            yield system
    if one.phone and other.phone and digits(one.phone) == digits(other.phone) in numbers:
        yield "phone"


def _fit(person: Person, address: str) -> int:
    """How much of the person's name an address or handle has: whole words, or their first letters."""
    local = folded(address.partition("@")[0] or address)
    letters = re.sub(r"[\W\d_]", "", local)
    parts = re.split(r"[\W\d_]+", local)
    words = re.split(r"[\W\d_]+", f"{folded(person.name)} {person.id}")
    return sum(
        4 if word in parts else 2 if word in letters else letters[:1] == word[0]
        for word in dict.fromkeys(words)
        if word
    )
