"""``catalog-info.yaml`` of Backstage: a ``Group`` for a department, ``User`` for a person, ``Component`` for a service.

Which key is which of ours is described in :mod:`~servicebook.exchange.backstage.mapping`. Groups and users are in the
namespace ``default`` and have our ids. A service is in the namespace of its department, so that Backstage calls
``it/laptop-repair`` ``component:it/laptop-repair``; an annotation repeats the id.

A department owns its services. A user is a member of the departments in which they hold a role. What Backstage has no
word for (promises, roles, hours, aliases that cannot be tags …) is annotated, as described in
:mod:`~servicebook.exchange.backstage.remainder`: what the import would not make of the entities alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from servicebook.exchange.backstage.extras import Extras, unowned
from servicebook.exchange.backstage.from_backstage import convert
from servicebook.exchange.backstage.mapping import (
    API_VERSION,
    DEFAULT_NAMESPACE,
    ID_ANNOTATION,
    REMAINDER_ANNOTATION,
    TYPES,
    UNOWNED_KIND,
    is_tag,
    lifecycle_in_backstage,
)
from servicebook.exchange.backstage.remainder import compact_json
from servicebook.exchange.core.import_result import ImportRequest
from servicebook.exchange.core.source_document import SourceDocument
from servicebook.model.catalog import Catalog
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
    groups = {department.id: _group(catalog, department) for department in catalog.departments.values()}
    users = {person.id: _user(catalog, person) for person in catalog.people.values()}
    components = {service.id: _component(service) for service in catalog.services.values()}
    entities = [*groups.values(), *users.values(), *components.values()]
    # The bare entities are imported to see what they lack: only the importer knows what it makes of them.
    documents = [SourceDocument(path="", text="", value=entity) for entity in entities]
    extras = Extras(catalog, convert(documents, ImportRequest()).files)
    for department_id, group in groups.items():
        _annotate(group, extras.of_department(catalog.departments[department_id]))
    for person_id, user in users.items():
        _annotate(user, extras.of_person(catalog.people[person_id]))
    for service_id, component in components.items():
        _annotate(component, extras.of_service(catalog.services[service_id]))
    yield from entities
    if content := unowned(catalog):
        location = _entity(UNOWNED_KIND, {"name": "servicebook"}, {"targets": []})
        _annotate(location, content)
        yield location


def _annotate(entity: dict[str, Any], extras: Mapping[str, Value]) -> None:
    if extras:
        # With a line break at the end YAML writes it as a block, in which no quotation mark is escaped.
        text = compact_json(dict(extras)) + "\n"
        entity["metadata"].setdefault("annotations", {})[REMAINDER_ANNOTATION] = text


def _group(catalog: Catalog, department: Department) -> dict[str, Any]:
    profile: dict[str, Value] = {"displayName": department.name}
    for channel in department.channels:
        if channel.type == "email" and channel.address:
            profile.setdefault("email", channel.address)
    spec: dict[str, Value] = {"type": TYPES["Group"], "profile": profile}
    if department.part_of:
        spec["parent"] = _reference("group", department.part_of)
    parts: list[Value] = [
        _reference("group", part.id) for part in catalog.index.parts_of.get(department.id, ())
    ]
    return _entity(
        "Group",
        {"name": department.id, **_metadata(department)},
        {**spec, "children": parts},
    )


def _user(catalog: Catalog, person: Person) -> dict[str, Any]:
    profile: dict[str, Value] = {"displayName": person.name}
    if person.email:
        profile["email"] = person.email
    roles = [role for role in catalog.index.held_by.get(person.id, ()) if _holds(catalog, person.id, role.id)]
    departments = dict.fromkeys(role.department for role in roles)
    groups: list[Value] = [_reference("group", department) for department in departments]
    return _entity("User", {"name": person.id}, {"profile": profile, "memberOf": groups})


def _holds(catalog: Catalog, person: str, role: str) -> bool:
    """Whether somebody holds a role today; the index has past and future holders, too."""
    return any(holder.person == person for holder in catalog.holders(catalog.roles[role]))


def _component(service: Service) -> dict[str, Any]:
    dependencies: list[Value] = [f"component:{need.service}" for need in service.depends_on]
    spec: dict[str, Value] = {
        "type": TYPES["Component"],
        "lifecycle": lifecycle_in_backstage(service.lifecycle),
        "owner": _reference("group", service.department),
    }
    if dependencies:
        spec["dependsOn"] = dependencies
    own_id = service.id.partition("/")[2]
    return _entity(
        "Component",
        {
            "name": own_id,
            "namespace": service.department,
            "annotations": {ID_ANNOTATION: service.id},
            **_metadata(service),
        },
        spec,
    )


def _metadata(item: Department | Service) -> dict[str, Value]:
    metadata: dict[str, Value] = {"title": item.name, "description": " ".join(item.summary.split())}
    tags: list[Value] = [alias for alias in item.aliases if is_tag(alias)]
    if tags:
        metadata["tags"] = tags
    if item.links:
        metadata["links"] = [{"url": link.url, "title": link.text} for link in item.links]
    return metadata


def _reference(kind: str, name: str) -> str:
    return f"{kind}:{DEFAULT_NAMESPACE}/{name}"


def _entity(kind: str, metadata: dict[str, Value], spec: dict[str, Value]) -> dict[str, Any]:
    return {"apiVersion": API_VERSION, "kind": kind, "metadata": metadata, "spec": spec}
