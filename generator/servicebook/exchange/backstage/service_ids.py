"""Which services of an existing catalog the entities of a source are, and the ids of all.

An annotation ``servicebook/id`` says it. Else the same is the service with the id that the entity would get, or, where
its owner is another now, the one in another department whose id is made from the same name and that is called so: it
has moved. A service that the source no longer has, and that alone has the title of a new entity, is that one under a
new name.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from servicebook.documents.kinds import is_id
from servicebook.documents.slugs import slug
from servicebook.exchange.backstage.entities import Entity, Key, annotated_id, name_for_id, titles_of
from servicebook.exchange.backstage.organization_ids import former_ids, pairs_by_words
from servicebook.exchange.core.ids import unique_ids
from servicebook.exchange.core.moving import Move
from servicebook.model.catalog import Catalog
from servicebook.model.service import Service
from servicebook.problems import Problem, error
from servicebook.wording import text

_NUMBER = re.compile(r"-[0-9]+\Z")

DepartmentOf = Callable[[Entity], str | None]
"""The department of a service's owner; None where it does not say."""


@dataclass(slots=True)
class ServiceIds:
    """The ids of services: ``identify`` gives every entity its own."""

    services: Sequence[Entity]
    department_of: DepartmentOf
    unowned_department: str
    catalog: Catalog | None
    found: dict[Key, Service] = field(default_factory=dict)
    """The services of the catalog that entities are."""
    moves: list[Move] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    _names: Mapping[Key, str] = field(init=False)
    """The names that own ids are made from."""

    def __post_init__(self) -> None:
        self._names = dict(_names(self.services))

    def identify(self) -> None:
        """Find out which services exist, and give each entity its qualified id."""
        if self.catalog:
            self._find_annotated(self.catalog)
            self._find_named(self.catalog)
            self._find_renamed(self.catalog)
        used: dict[str, set[str]] = defaultdict(set)
        for qualified_id in self.catalog.services if self.catalog else ():
            of_department, _, own_id = qualified_id.partition("/")
            used[of_department].add(own_id)
        unnamed: dict[str, list[Entity]] = defaultdict(list)
        for service in self.services:
            existing = self.found.get(service.key)
            department = self.department_of(service)
            if existing is None:
                self._name(service, department or self.unowned_department, used, unnamed)
            elif department is None or department == existing.department:
                service.id = existing.id
            else:
                [own_id] = unique_ids([existing.id.partition("/")[2]], "service", used[department])
                used[department].add(own_id)
                service.id = f"{department}/{own_id}"
                self.moves.append(Move("service", existing.id, service.id))
        for owning, listed in unnamed.items():
            names = [self._names[service.key] for service in listed]
            for service, own_id in zip(listed, unique_ids(names, "service", used[owning]), strict=True):
                service.id = f"{owning}/{own_id}"

    def _name(
        self,
        service: Entity,
        department: str,
        used: Mapping[str, set[str]],
        unnamed: dict[str, list[Entity]],
    ) -> None:
        """Give a new service the id that it is annotated with, where nothing else has it."""
        own_id = annotated_id(service).rpartition("/")[2]
        if is_id(own_id) and own_id not in used[department]:
            used[department].add(own_id)
            service.id = f"{department}/{own_id}"
        else:
            unnamed[department].append(service)

    def _find_annotated(self, catalog: Catalog) -> None:
        former, claimed = former_ids(catalog.services), set[str]()
        for service in self.services:
            qualified_id = annotated_id(service)
            current = qualified_id if qualified_id in catalog.services else former.get(qualified_id, "")
            if current and current not in claimed:
                self.found[service.key] = catalog.services[current]
                claimed.add(current)

    def _find_named(self, catalog: Catalog) -> None:
        """The services whose ids are made from the names of entities: the likeliest pairs first."""
        claimed = {service.id for service in self.found.values()}
        pairs = sorted(self._pairs(catalog, claimed))
        alike: dict[tuple[int, int], list[str]] = defaultdict(list)
        for rank, position, known_id in pairs:
            alike[rank, position].append(known_id)
        for rank, position, known_id in pairs:
            service = self.services[position]
            if service.key in self.found or known_id in claimed:
                continue
            doubtful = [other for other in alike[rank, position] if other not in claimed]
            if len(doubtful) > 1:
                self.problems.append(_ambiguous(service, doubtful))
            self.found[service.key] = catalog.services[known_id]
            claimed.update(doubtful)

    def _pairs(self, catalog: Catalog, claimed: Container[str]) -> Iterator[tuple[int, int, str]]:
        """The services that entities may be: the rank (the least is likeliest), the entity's position, the id."""
        by_own_id: dict[str, dict[str, Service]] = defaultdict(dict)
        for known in catalog.services.values():
            for qualified_id in (known.id, *known.former_ids):
                own_id = qualified_id.rpartition("/")[2]
                for name in (own_id, _NUMBER.sub("", own_id)):
                    by_own_id[name][known.id] = known
        for position, service in enumerate(self.services):
            if service.key in self.found:
                continue
            wanted = {slug(self._names[service.key]), slug(name_for_id(service))}
            for known in {id_: known for name in wanted for id_, known in by_own_id[name].items()}.values():
                likeness = self._likeness(service, known)
                if likeness and known.id not in claimed:
                    yield -likeness, position, known.id

    def _likeness(self, service: Entity, known: Service) -> int:
        """How surely a service of the catalog is this entity; 0 where it is not."""
        department = self.department_of(service) or self.unowned_department
        is_expected = known.id == f"{department}/{slug(self._names[service.key])}"
        # As it is written: what people wrote by hand has a capital, where a name of Backstage has none.
        is_called_so = not {service.name, *titles_of(service)}.isdisjoint((known.name, *known.aliases))
        if not is_expected and not is_called_so:
            return 0
        # A component, an API and a system often have one name.
        has_type = f"- Type: `{service.spec.value.get('type')}`" in (known.description or "")
        return 1 + 4 * has_type * is_called_so + 2 * is_expected + is_called_so

    def _find_renamed(self, catalog: Catalog) -> None:
        claimed = {service.id for service in self.found.values()}
        new = [service for service in self.services if service.key not in self.found]
        gone = [
            known
            for known in catalog.services.values()
            if known.id not in claimed and known.lifecycle != "retired"
        ]
        for service, known in pairs_by_words(new, gone, _own_titles, lambda known: [known.name]):
            self.found[service.key] = known
            department = self.department_of(service) or known.department
            new_id = f"{department}/{slug(self._names[service.key])}"
            old_id = f"{department}/{known.id.partition('/')[2]}"
            note = text("import.renamed", kind=service.kind, name=service.name, old=old_id, new=new_id)
            self.notes.append(note)


def _own_titles(service: Entity) -> Iterator[str]:
    """What an entity is called besides its name: that alone is no sign of what it was before."""
    yield from (title for title in titles_of(service) if title.casefold() != service.name.casefold())


def _names(services: Sequence[Entity]) -> Iterator[tuple[Key, str]]:
    """The name that each own id is made from: with the kind where another of the source has the same name."""
    kinds: dict[str, str] = {}
    for service in services:
        name = name_for_id(service)
        first_kind = kinds.setdefault(slug(name), service.kind)
        is_first = first_kind == service.kind
        yield service.key, name if is_first else f"{name}-{service.kind.lower()}"


def _ambiguous(service: Entity, known: Sequence[str]) -> Problem:
    message = text("import.ambiguous", kind=service.kind, name=service.name, ids=", ".join(sorted(known)))
    hint = text("import.ambiguous-hint", id=sorted(known)[0])
    return error("duplicate-id", service.metadata.place("name"), message, hint)
