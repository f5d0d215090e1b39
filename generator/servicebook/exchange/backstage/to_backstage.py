"""``catalog-info.yaml`` of Backstage: a ``Group`` a department, a ``User`` a person, a ``Component`` a service.

Which key is which of ours is said by :mod:`~servicebook.exchange.backstage.mapping`. Groups and users lie in the
namespace ``default`` and have our ids. A service lies in the namespace of its department, so that
``component:it/laptop-repair`` is what Backstage calls ``it/laptop-repair``; the annotation says the id once more.

A department owns its services. A user is a member of the departments in which they hold a role. What Backstage has no
word for (promises, roles, hours, aliases that cannot be tags …) is annotated, as
:mod:`~servicebook.exchange.backstage.remainder` says: what the import would not make of the entities alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from servicebook.exchange.backstage.extras import Rests, of_nobody
from servicebook.exchange.backstage.from_backstage import convert
from servicebook.exchange.backstage.mapping import (
    ANNOTATION,
    API_VERSION,
    DEFAULT_NAMESPACE,
    NOBODYS,
    REST,
    TYPES,
    is_tag,
    lifecycle_there,
)
from servicebook.exchange.backstage.remainder import in_json
from servicebook.exchange.core.import_result import ImportRequest
from servicebook.exchange.core.source_document import SourceDocument
from servicebook.model.catalog import Catalog
from servicebook.model.common import Link
from servicebook.model.department import Department
from servicebook.model.role import Person
from servicebook.model.service import Service
from servicebook.model.visible import VisibleCatalog
from servicebook.source.yaml_reader import Value
from servicebook.source.yaml_writer import write

HELP = "catalog-info.yaml of Backstage: groups, users and components"
FOLDER = False
FILE = "catalog-info.yaml"


def export(catalog: VisibleCatalog) -> Mapping[str, str]:
    """The entities, each a document of the one file."""
    return {FILE: "---\n".join(write(entity) for entity in _entities(catalog))}


def _entities(catalog: Catalog) -> Iterator[Value]:
    groups = {one.id: _group(catalog, one) for one in catalog.departments.values()}
    users = {one.id: _user(catalog, one) for one in catalog.people.values()}
    components = {one.id: _component(one) for one in catalog.services.values()}
    entities = [*groups.values(), *users.values(), *components.values()]
    read_back = convert([SourceDocument(path="", text="", value=one) for one in entities], ImportRequest())
    rests = Rests(catalog, read_back.files)
    for own, group in groups.items():
        _annotate(group, rests.department(catalog.departments[own]))
    for own, user in users.items():
        _annotate(user, rests.person(catalog.people[own]))
    for own, component in components.items():
        _annotate(component, rests.service(catalog.services[own]))
    yield from entities
    if found := of_nobody(catalog):
        location = _entity(NOBODYS, {"name": "servicebook"}, {"targets": []})
        _annotate(location, found)
        yield location


def _annotate(entity: dict[str, Any], rest: Mapping[str, Value]) -> None:
    if rest:  # the break at the end has it written as a block, in which no quotation mark is escaped
        entity["metadata"].setdefault("annotations", {})[REST] = in_json(dict(rest)) + "\n"


def _group(catalog: Catalog, department: Department) -> dict[str, Any]:
    profile: dict[str, Value] = {"displayName": department.name}
    for channel in department.channels:
        if channel.type == "email" and channel.address:
            profile.setdefault("email", channel.address)
    spec: dict[str, Value] = {"type": TYPES["Group"], "profile": profile}
    if department.part_of:
        spec["parent"] = _ref("group", department.part_of)
    parts: list[Value] = [_ref("group", part.id) for part in catalog.index.parts_of.get(department.id, ())]
    return _entity(
        "Group",
        {"name": department.id, **_about(department)},
        {**spec, "children": parts},
    )


def _user(catalog: Catalog, person: Person) -> dict[str, Any]:
    profile: dict[str, Value] = {"displayName": person.name}
    if person.email:
        profile["email"] = person.email
    held = [role for role in catalog.index.held_by.get(person.id, ()) if _holds(catalog, person.id, role.id)]
    groups: list[Value] = [_ref("group", d) for d in dict.fromkeys(role.department for role in held)]
    return _entity("User", {"name": person.id}, {"profile": profile, "memberOf": groups})


def _holds(catalog: Catalog, person: str, role: str) -> bool:
    return any(holder.person == person for holder in catalog.holders(catalog.roles[role]))


def _component(service: Service) -> dict[str, Any]:
    needed: list[Value] = [f"component:{one.service}" for one in service.depends_on]
    spec: dict[str, Value] = {
        "type": TYPES["Component"],
        "lifecycle": lifecycle_there(service.lifecycle),
        "owner": _ref("group", service.department),
    }
    if needed:
        spec["dependsOn"] = needed
    own_id = service.id.partition("/")[2]
    return _entity(
        "Component",
        {
            "name": own_id,
            "namespace": service.department,
            "annotations": {ANNOTATION: service.id},
            **_about(service),
        },
        spec,
    )


def _about(item: Department | Service) -> dict[str, Value]:
    found: dict[str, Value] = {"title": item.name, "description": " ".join(item.summary.split())}
    tags: list[Value] = [one for one in item.aliases if is_tag(one)]
    if tags:
        found["tags"] = tags
    if item.links:
        found["links"] = [_link(link) for link in item.links]
    return found


def _link(link: Link) -> Value:
    return {"url": link.url, "title": link.text}


def _ref(kind: str, name: str) -> str:
    return f"{kind}:{DEFAULT_NAMESPACE}/{name}"


def _entity(kind: str, metadata: dict[str, Value], spec: dict[str, Value]) -> dict[str, Any]:
    return {"apiVersion": API_VERSION, "kind": kind, "metadata": metadata, "spec": spec}
