"""What an exported catalog says and its entities do not: the content of their annotations."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from servicebook.analysis.resolved import KINDS, plain
from servicebook.exchange.backstage.remainder import (
    GROUP_KINDS,
    UNOWNED_KINDS,
    compact_json,
    has_file_each,
    remainder_of,
)
from servicebook.exchange.json.catalog_schema import NAMED_SETTINGS
from servicebook.exchange.json.to_json import rules, thanks
from servicebook.exchange.repository.new_repository import ORGANIZATION, SITE_NAME, new_repository
from servicebook.frozen import frozen
from servicebook.model.catalog import Catalog
from servicebook.model.department import Department
from servicebook.model.role import Person
from servicebook.model.service import Service
from servicebook.settings import Feedback, Organization
from servicebook.source.yaml_reader import Value


@frozen
class Extras:
    """What is to be annotated; ``imported`` are the files that the import makes of the bare entities."""

    catalog: Catalog
    imported: Mapping[str, Any]

    def of_service(self, service: Service) -> dict[str, Value]:
        """The annotation of a service."""
        return remainder_of("service", service.origin.written, self.imported.get(service.origin.path, {}))

    def of_person(self, person: Person) -> dict[str, Value]:
        """The annotation of a person."""
        from_entity = self.imported.get(person.origin.path, {}).get(person.id, {})
        return remainder_of("person", person.origin.written, from_entity)

    def of_department(self, department: Department) -> dict[str, Value]:
        """The annotation of a department, with its roles and questions."""
        from_entity = self.imported.get(department.origin.path, {})
        extras = remainder_of("department", department.origin.written, from_entity)
        roles = self._roles(department)
        path = GROUP_KINDS["roles"].pattern.format(department=department.id)
        if compact_json(roles) != compact_json(self.imported.get(path, {})):
            extras["roles"] = roles
        faqs = [faq for faq in self.catalog.index.faqs_of.get(department.id, ()) if faq.service is None]
        if faqs:
            extras["faqs"] = [faq.origin.written for faq in faqs]
        remarks = [one for one in self.catalog.remarks.values() if one.department == department.id]
        if remarks:
            extras["remarks"] = self._in_their_order(one.origin for one in remarks)
        index = self.catalog.index
        for name, held in (("meetings", index.meetings_of), ("health_checks", index.health_of)):
            if found := held.get(department.id):
                extras[name] = {one.id.partition("/")[2]: one.origin.written for one in found}
        return extras

    def _roles(self, department: Department) -> dict[str, Value]:
        """The roles of a department in the order of its file."""
        return self._in_their_order(
            role.origin for role in self.catalog.index.roles_of.get(department.id, ())
        )

    def _in_their_order(self, origins: Iterable[Any]) -> dict[str, Value]:
        """The objects of a file by their own ids, in the file's order."""
        ordered = sorted(origins, key=lambda origin: origin.position)
        return {str(origin.pointer[-1]): origin.written for origin in ordered}


def unowned(catalog: Catalog) -> dict[str, Value]:
    """What belongs to no department, by the plural names of its kinds; what every new repository has is left out."""
    extras: dict[str, Value] = {
        name: {qualified_id: item.origin.written for qualified_id, item in KINDS[kind.name](catalog).items()}
        for name, kind in UNOWNED_KINDS.items()
        if has_file_each(kind)
    }
    extras["kudos"] = [
        {key: value for key, value in thanks(kudos).items() if value is not None}
        for kudos in catalog.kudos
        if kudos.receiver and kudos.text
    ]
    extras |= _settings(catalog)
    return {name: value for name, value in extras.items() if value}


def _settings(catalog: Catalog) -> dict[str, Value]:
    """The files of settings, without values that are the default."""
    settings = catalog.settings
    files: dict[str, Value] = {
        "calendars": {own_id: calendar.origin.written for own_id, calendar in settings.calendars.items()},
        "feedback": _non_default(settings.feedback, Feedback()),
        "rules": rules(catalog),
    }
    organization = {
        **_non_default(settings.organization, Organization()),
        "name": settings.organization.name,
    }
    if organization != new_repository(SITE_NAME)[ORGANIZATION]:
        files["organization"] = organization
    for name in NAMED_SETTINGS:
        values = [plain(value) for value in getattr(settings, name).values()]
        files[name] = {
            value["id"]: {key: part for key, part in value.items() if key != "id" and part is not None}
            for value in values
        }
    if files["priorities"]:
        files["priorities"] = {"default": settings.default_priority, "priorities": files["priorities"]}
    return files


def _non_default(settings: Organization | Feedback, default: Organization | Feedback) -> dict[str, Value]:
    usual = plain(default)
    return {key: value for key, value in plain(settings).items() if value != usual[key]}
