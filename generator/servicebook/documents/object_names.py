"""Objects by what people call them, and how they belong to one another: for what somebody meant by a wrong id."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

from servicebook.documents.document import Origin
from servicebook.documents.folding import folded
from servicebook.source.yaml_reader import Value

Places = Mapping[str, Mapping[str, Origin]]
"""Where each object is given, by kind and id."""

_NAMING = ("name", "title", "question", "email", "chat")
_FILLING = frozenset({"department", "dept", "team", "abteilung", "the", "service", "role", "group"})


class ObjectNames:
    """The names of all objects. They are looked up first when some id is not known, and then kept."""

    def __init__(self, places: Places) -> None:
        self.places = places

    @cached_property
    def _by_name(self) -> Mapping[tuple[str, str], tuple[str, ...]]:
        found: dict[tuple[str, str], list[str]] = {}
        for kind, objects in self.places.items():
            for qualified_id, origin in objects.items():
                for name in _names(origin.written):
                    found.setdefault((kind, _plain(name)), []).append(qualified_id)
        return {key: tuple(dict.fromkeys(ids)) for key, ids in found.items()}

    @cached_property
    def _roles_held(self) -> Mapping[str, tuple[str, ...]]:
        held: dict[str, list[str]] = {}
        for role, origin in self.places.get("role", {}).items():
            for person in _holders(origin.written):
                held.setdefault(person, []).append(role)
        return {person: tuple(roles) for person, roles in held.items()}

    @cached_property
    def _by_department(self) -> Mapping[tuple[str, str], tuple[str, ...]]:
        found: dict[tuple[str, str], list[str]] = {}
        for kind in ("role", "service"):
            for qualified_id in self.places.get(kind, {}):
                found.setdefault((kind, qualified_id.partition("/")[0]), []).append(qualified_id)
        return {key: tuple(ids) for key, ids in found.items()}

    def named(self, kind: str, words: str) -> tuple[str, ...]:
        """The ids of the objects of a kind that have the words for their name, title, e-mail address or chat name."""
        return self._by_name.get((kind, _plain(words)), ())

    def roles_held(self, person: str) -> tuple[str, ...]:
        """The roles that a person holds."""
        return self._roles_held.get(person, ())

    def calendars_open(self, hours: Mapping[str, Value]) -> tuple[str, ...]:
        """The calendars that are open at these hours, by days, and at no others all year round."""
        found = []
        for calendar, origin in self.places.get("calendar", {}).items():
            written = origin.written
            if not isinstance(written, dict) or written.keys() & {"extends", "hours"}:
                continue
            open_on = written.get("open")
            if isinstance(open_on, dict) and {day: one for day, one in open_on.items() if one} == hours:
                found.append(calendar)
        return tuple(found)

    def holders(self, role: str) -> tuple[str, ...]:
        """The people who hold a role."""
        origin = self.places.get("role", {}).get(role)
        people = self.places.get("person", {})
        return tuple(one for one in _holders(origin.written) if one in people) if origin else ()

    def owner(self, service: str) -> str | None:
        """The role that owns a service."""
        origin = self.places.get("service", {}).get(service)
        roles = origin.written.get("roles") if origin and isinstance(origin.written, dict) else None
        owner = roles.get("owner") if isinstance(roles, dict) else None
        return owner if isinstance(owner, str) else None

    def of_department(self, kind: str, department: str) -> tuple[str, ...]:
        """The roles or services of a department, in the order in which they are written."""
        return self._by_department.get((kind, department), ())

    def people_called(self, words: str) -> tuple[str, ...]:
        """The people whom ``m.oduya``, ``moduya``, ``oduya`` or the beginning of an e-mail address may mean."""
        return self._people.get(re.sub(r"[\W_]+", "", folded(words.partition("@")[0])), ())

    @cached_property
    def _people(self) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, list[str]] = {}
        for person, origin in self.places.get("person", {}).items():
            for form in _forms(person, origin.written):
                found.setdefault(form, []).append(person)
        return {form: tuple(dict.fromkeys(people)) for form, people in found.items()}

    def with_own_id(self, kind: str, own: str) -> tuple[str, ...]:
        """The roles or services of all departments whose ids end so: ``it/head``, ``sales/head``."""
        return self._by_own.get((kind, own), ())

    @cached_property
    def _by_own(self) -> Mapping[tuple[str, str], tuple[str, ...]]:
        found: dict[tuple[str, str], list[str]] = {}
        for kind in ("role", "service"):
            for qualified_id in self.places.get(kind, {}):
                found.setdefault((kind, qualified_id.rpartition("/")[2]), []).append(qualified_id)
        return {key: tuple(ids) for key, ids in found.items()}

    def kinds_of(self, qualified_id: str) -> tuple[str, ...]:
        """The kinds of which there is an object with this id."""
        return tuple(kind for kind, objects in self.places.items() if qualified_id in objects)


def _names(written: Any) -> Iterator[str]:
    if isinstance(written, dict):
        yield from (written[key] for key in _NAMING if isinstance(written.get(key), str))


def _forms(person: str, written: Any) -> Iterator[str]:
    """How a person may be called in one word, without what joins its parts."""
    fields = written if isinstance(written, dict) else {}
    email = str(fields.get("email", "")).partition("@")[0]
    if email:
        yield re.sub(r"[\W_]+", "", folded(email))
    for words in (person.replace("-", " "), str(fields.get("name", ""))):
        parts = re.sub(r"[\W_]+", " ", folded(words)).split()
        if len(parts) > 1:
            first, family = parts[0], parts[-1]
            yield from (first, family, first[0] + family, family + first[0], first + family[0])
            yield from (first + family, family + first)


def _holders(written: Any) -> Iterator[str]:
    holders = written.get("holders") if isinstance(written, dict) else None
    for holder in holders if isinstance(holders, list) else ():
        person = holder.get("person") if isinstance(holder, dict) else holder
        if isinstance(person, str):
            yield person


def _plain(words: str) -> str:
    """``Sales department`` as ``sales``; ``the`` alone stays what it is."""
    plain = folded(words)
    return " ".join(word for word in plain.split() if word not in _FILLING) or plain
