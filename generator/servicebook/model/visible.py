"""What may be seen of a catalog: the one projection before every output.

Pages, exports and search are made from :func:`visible` of a catalog, never from the catalog itself. There, people who
have left do not exist, nor does anybody where names are not shown (``people: roles-only``): roles then still say how
many hold them, but not who. Texts lose their links to such people, thanks their names, and no file as it was written
can be reached any more. Results that count so few requests that somebody could be recognized in them are left out,
too. Whatever is to be kept from some readers later belongs here, too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, replace
from functools import cache
from typing import Any, TypeVar

from servicebook.documents.document import Origin
from servicebook.frozen import changed
from servicebook.model.alike import mapped_like
from servicebook.model.catalog import Catalog
from servicebook.model.duty import answers_of_role, people_of
from servicebook.model.lookups import Lookups, lookups, lookups_like
from servicebook.model.news import Kudos
from servicebook.model.published_surveys import published_surveys
from servicebook.model.remark import Remark
from servicebook.model.results import Result
from servicebook.model.role import Holder, Role
from servicebook.model.rota import Absence, Rota
from servicebook.model.service import Service
from servicebook.model.survey import Survey
from servicebook.model.visible_links import may_link_to_people, without_people
from servicebook.model.visible_origin import NOTHING, VisibleOrigin, changed_keys
from servicebook.model.written_roles import written_role
from servicebook.settings import Settings

T = TypeVar("T")

_LINKING = ("description", "answer", "text", "notes")
"""The fields of objects whose texts may link to people."""
_WORD = re.compile(r"\w+")


class VisibleCatalog(Catalog):
    """A catalog that holds nothing but what may be seen."""

    __slots__ = ()


def visible(catalog: Catalog) -> VisibleCatalog:
    """What may be seen of a catalog, made once; of what may be seen already, the same."""
    return catalog if isinstance(catalog, VisibleCatalog) else catalog.derive(_visible)


def visible_beside(catalog: Catalog, other: Catalog) -> VisibleCatalog:
    """The same, where much of the catalog is in another one as well: what was seen of that is not made again."""
    if not isinstance(catalog, VisibleCatalog) and catalog.derived(_visible) is None:
        catalog.keep(_visible, _projected(_Projection(catalog, other)))
    return visible(catalog)


def shown_people(catalog: Catalog) -> frozenset[str]:
    """The ids of those who may be named: nobody with ``people: roles-only``, else all who have not left."""
    if not catalog.settings.organization.shows_people:
        return frozenset()
    return frozenset(person.id for person in catalog.people.values() if person.is_here(catalog.today))


def departments_of(catalog: Catalog, person: str) -> tuple[str, ...]:
    """The departments in which a person holds a role."""
    return tuple(dict.fromkeys(role.department for role in catalog.index.held_by.get(person, ())))


def _name_words(catalog: Catalog) -> frozenset[str]:
    """Every word of the names of all people by which somebody may be recognized: not the "van" of "van Dijk"."""
    names = (word for person in catalog.people.values() for word in _WORD.findall(person.name))
    return frozenset(word.casefold() for word in names if not word.islower())


def _visible(catalog: Catalog) -> VisibleCatalog:
    return _projected(_Projection(catalog))


def _projected(projection: _Projection) -> VisibleCatalog:
    catalog = projection.catalog
    faqs = projection.all_of("faqs", projection.seen)

    def service(whole: Service) -> Service:
        return projection.seen(
            whole, **({"faqs": tuple([faqs[faq.id] for faq in whole.faqs])} if whole.faqs else {})
        )

    objects: dict[str, Any] = {
        "departments": projection.all_of("departments", projection.seen),
        "services": projection.all_of("services", service),
        "roles": projection.all_of("roles", projection.role),
        "faqs": faqs,
        "agreements": projection.all_of("agreements", projection.seen),
        "journeys": projection.all_of("journeys", projection.seen),
        "notices": projection.all_of("notices", projection.seen),
        "remarks": projection.remarks(),
        "meetings": projection.all_of("meetings", projection.seen),
        "health_checks": projection.all_of("health_checks", projection.seen),
        "kudos": tuple(projection.thanks(kudos) for kudos in catalog.kudos if kudos.is_said),
    }
    people = projection.all_of("people", projection.seen) if projection.shown else {}
    return VisibleCatalog(
        today=catalog.today,
        settings=projection.settings(),
        people={key: person for key, person in people.items() if key in projection.shown},
        mentioned=projection.mentioned(),
        faulty_kinds=catalog.faulty_kinds,
        incomplete_kinds=catalog.incomplete_kinds,
        faulty_files=catalog.faulty_files,
        absences=projection.absences(),
        rotas=projection.rotas(),
        stood_in_for=projection.stood_in_for(),
        owners_files=(),  # they name people by their handles
        index=projection.index(objects),
        results=projection.results(),
        surveys=projection.surveys(),
        **objects,
    )


@cache
def _linking(kind: type) -> tuple[str, ...]:
    """Those fields that a class of objects has."""
    return tuple(field.name for field in fields(kind) if field.name in _LINKING)


class _Projection:
    """What may be seen of each object of a catalog; of those that ``other`` has as well, it is what is seen of that."""

    def __init__(self, catalog: Catalog, other: Catalog | None = None) -> None:
        self.catalog = catalog
        self.names = catalog.settings.organization.shows_people
        self.shown = shown_people(catalog)
        # where nobody is named, it is told how many hold a role today, which follows from all people
        is_alike = other is not None and self.names and self.shown == shown_people(other)
        self._other = other if is_alike else None
        self._fewest = catalog.settings.fewest
        self._named = frozenset() if self.names else _name_words(catalog)
        self._positions: dict[str, dict[str | int, int]] = {}
        self._links: dict[str, bool] = {}

    def all_of(self, kind: str, see: Callable[[Any], Any]) -> dict[str, Any]:
        """Every object of a field of the catalog, by its id, as it is seen."""
        objects: Mapping[str, Any] = getattr(self.catalog, kind)
        if self._other is not None:
            return mapped_like(getattr(self._other, kind), getattr(visible(self._other), kind), objects, see)
        return {key: see(item) for key, item in objects.items()}

    def index(self, objects: Mapping[str, Any]) -> Lookups:
        """What is found by going backwards among the objects as they are seen."""
        if self._other is not None:
            known = visible(self._other)
            return lookups_like(known.index, {kind: getattr(known, kind) for kind in objects}, objects)
        return lookups(**objects)

    def mentioned(self) -> frozenset[tuple[str | None, str]]:
        """What is referred to, without people who are not shown."""
        if self._other is not None and self._other.mentioned is self.catalog.mentioned:
            return visible(self._other).mentioned
        return frozenset(m for m in self.catalog.mentioned if m[0] != "person" or m[1] in self.shown)

    def all(self, objects: Mapping[str, T]) -> dict[str, T]:
        """Every object, by its id."""
        return {key: self.seen(item) for key, item in objects.items()}

    def seen(self, item: T, **changes: Any) -> T:
        """The object without links to people who are not shown, and without its file; and with other ``changes``."""
        whole: Any = item
        origin = self._origin(whole.origin)
        if self._links[origin.path]:
            for field in _linking(whole.__class__):
                text = getattr(whole, field)
                if isinstance(text, str) and may_link_to_people(text):
                    changes[field] = without_people(text, self.shown)
        seen: T = changed(whole, origin=origin, **changes)
        return seen

    def role(self, role: Role) -> Role:
        """The role with those of its people who may be named; else with as many without a name."""
        written = written_role(role.origin.written, self.shown, names=self.names)
        return replace(
            role,
            holders=self._holders(role.holders, self.catalog.holders(role)),
            deputies=self._holders(role.deputies, self.catalog.deputies(role)),
            origin=self._origin(role.origin, written),
        )

    def _holders(self, listed: Iterable[Holder], present: Iterable[Holder]) -> tuple[Holder, ...]:
        if self.names:
            return tuple(holder for holder in listed if holder.person in self.shown)
        return tuple(Holder(person="", interim=holder.interim) for holder in present)

    def may_be_read(self, kudos: Kudos) -> bool:
        """Whether the words of thanks may be shown.

        Whoever thanks a person names them in the text, too; and of a department somebody is often named in person.
        """
        return self.names or not (
            kudos.is_personal or self._named.intersection(_WORD.findall(kudos.text.casefold()))
        )

    def thanks(self, kudos: Kudos) -> Kudos:
        """The thanks without the names of those who are not shown."""
        sender, receiver = self._party(kudos.sender), self._party(kudos.receiver)
        keys = {"from": sender, "to": receiver}
        written = {key: value for key, value in kudos.origin.written.items() if keys.get(key, value)}
        written.pop("source", None)
        is_readable = self.may_be_read(kudos)
        if not is_readable:
            written.pop("text", None)
        _, _, thanked = kudos.receiver.partition(":")
        seen = self.seen(kudos)
        return replace(
            seen,
            sender=sender,
            receiver=receiver,
            source=None,
            text=seen.text if is_readable else "",
            departments=() if receiver else departments_of(self.catalog, thanked),
            origin=self._origin(kudos.origin, written),
        )

    def absences(self) -> tuple[Absence, ...]:
        """Those of people who are shown, as long as they are not over; who stands in must be shown as well."""
        coming = (one for one in self.catalog.absences if not one.is_over(self.catalog.today))
        return tuple(self._absence(one) for one in coming if one.person in self.shown)

    def _absence(self, absence: Absence) -> Absence:
        instead = absence.stands_in if absence.stands_in in self.shown else None
        keys = {"stands_in": instead}
        written = {key: value for key, value in absence.origin.written.items() if keys.get(key, value)}
        return replace(absence, stands_in=instead, origin=self._origin(absence.origin, written))

    def rotas(self) -> dict[str, Rota]:
        """When who is on duty, and nothing else of what their calendars say; nothing where nobody is named."""
        return {key: self._rota(rota) for key, rota in self.catalog.rotas.items()} if self.names else {}

    def _rota(self, rota: Rota) -> Rota:
        events = tuple(
            replace(event, names=tuple(one for one in people_of(self.catalog, event) if one in self.shown))
            for event in rota.events
        )
        return replace(rota, events=events, origin=self._origin(rota.origin, {}))

    def stood_in_for(self) -> frozenset[str]:
        """The roles of which is told that somebody stands in today; where people are named, they are."""
        catalog = self.catalog
        if self.names or not catalog.absences:
            return frozenset()
        return frozenset(
            role.id
            for role in catalog.roles.values()
            if any(one.person and one.away for one in answers_of_role(catalog, role, catalog.today))
        )

    def results(self) -> tuple[Result, ...]:
        """Those that count enough requests to be published."""
        other = self._other
        if (
            other is not None
            and self._fewest == other.settings.fewest
            and self.catalog.results == other.results
        ):
            return visible(other).results
        return tuple(self._result(one) for one in self.catalog.results if one.counted >= self._fewest)

    def _result(self, result: Result) -> Result:
        """The result without its file; only its note could name anybody."""
        origin = result.origin
        note = result.note if result.note is None else without_people(result.note, self.shown)
        position = origin.pointer[-1]
        assert isinstance(position, int)  # it is a line of a list
        seen = VisibleOrigin(origin.path, origin.pointer, position, origin.written)
        return replace(result, note=note, origin=seen)

    def surveys(self) -> dict[str, Survey]:
        """Those that enough people answered to be published, and from which no other follows."""
        surveys = self.catalog.surveys
        published = published_surveys(self.catalog, surveys.values())
        return {key: self.seen(survey) for key, survey in surveys.items() if key in published}

    def remarks(self) -> dict[str, Remark]:
        """Those that an editor has written, and not only an import."""
        seen = self.all_of("remarks", self.remark)
        return {key: remark for key, remark in seen.items() if remark.is_said}

    def remark(self, remark: Remark) -> Remark:
        """What was said without the name of whoever is not shown."""
        sender, answer = remark.sender and self._party(remark.sender), remark.answer
        hidden = {"source"} if sender else {"source", "from"}
        written = {key: value for key, value in remark.origin.written.items() if key not in hidden}
        return replace(
            self.seen(remark),
            sender=sender,
            source=None,
            answer=answer and replace(answer, text=without_people(answer.text, self.shown)),
            origin=self._origin(remark.origin, written),
        )

    def _party(self, party: str) -> str:
        kind, _, qualified_id = party.partition(":")
        return party if kind != "person" or qualified_id in self.shown else ""

    def settings(self) -> Settings:
        """The settings without their files."""
        settings = self.catalog.settings
        rules, about = settings.rules_origin, settings.organization.origin
        priorities = settings.priorities_origin
        return replace(
            settings,
            calendars=self.all(settings.calendars),
            audiences=self.all(settings.audiences),
            topics=self.all(settings.topics),
            sites=self.all(settings.sites),
            principles=self.all(settings.principles),
            waivers=tuple(map(self.seen, settings.waivers)),
            rules_origin=self._origin(rules) if rules else None,
            priorities_origin=self._origin(priorities) if priorities else None,
            organization=replace(settings.organization, origin=self._origin(about) if about else None),
        )

    def _origin(self, origin: Origin, written: Any = None) -> VisibleOrigin:
        """Where an object was written; ``written`` is what it says, where people had to be taken out of that."""
        before = origin.written
        content = before if written is None else written
        path, pointer = origin.path, origin.pointer
        if path not in self._links:  # most files have no such link, and thousands of objects are asked about
            # that YAML has escapes of its own makes no difference: they have a backslash, too
            self._links[path] = may_link_to_people(origin.document.text)
        if self._links[path]:
            content = without_people(content, self.shown)
        withheld = NOTHING if content is before else changed_keys(before, content) or NOTHING
        position = 0 if not pointer else self._position(origin)
        return VisibleOrigin(path, pointer, position, content, withheld)

    def _position(self, origin: Origin) -> int:
        if len(origin.pointer) != 1:
            return origin.pointer[-1] if isinstance(origin.pointer[-1], int) else 0
        if origin.path not in self._positions:
            content: Any = origin.document.value
            keys = content if isinstance(content, dict) else range(len(content))
            self._positions[origin.path] = {key: position for position, key in enumerate(keys)}
        return self._positions[origin.path][origin.pointer[0]]
