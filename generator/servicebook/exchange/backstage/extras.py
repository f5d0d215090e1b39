"""What Backstage's entities do not say of a catalog that is exported: what stands in their annotations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from servicebook.analysis.resolved import KINDS, plain
from servicebook.exchange.backstage.remainder import OF_GROUPS, OF_NOBODY, in_json, is_by_id, rest_of
from servicebook.exchange.json.to_json import NAMED, rules, thanks
from servicebook.exchange.repository.new_repository import ORGANIZATION, SITE_NAME, new_repository
from servicebook.model.catalog import Catalog
from servicebook.model.department import Department
from servicebook.model.role import Person
from servicebook.model.service import Service
from servicebook.settings import Feedback, Organization
from servicebook.source.yaml_reader import Value


@dataclass(frozen=True, slots=True)
class Rests:
    """What is to be annotated; ``alone`` are the files that the import makes of the entities without it."""

    catalog: Catalog
    alone: Mapping[str, Any]

    def service(self, service: Service) -> dict[str, Value]:
        """Of a service."""
        return rest_of("service", service.origin.written, self.alone.get(service.origin.path, {}))

    def person(self, person: Person) -> dict[str, Value]:
        """Of a person."""
        alone = self.alone.get(person.origin.path, {}).get(person.id, {})
        return rest_of("person", person.origin.written, alone)

    def department(self, department: Department) -> dict[str, Value]:
        """Of a department, with its roles and questions."""
        alone = self.alone.get(department.origin.path, {})
        found = rest_of("department", department.origin.written, alone)
        roles = self._roles(department)
        path = OF_GROUPS["roles"].pattern.format(department=department.id)
        if in_json(roles) != in_json(self.alone.get(path, {})):
            found["roles"] = roles
        questions = [faq for faq in self.catalog.index.faqs_of.get(department.id, ()) if faq.service is None]
        if questions:
            found["faqs"] = [faq.origin.written for faq in questions]
        return found

    def _roles(self, department: Department) -> dict[str, Value]:
        """The roles of a department in the order of its file."""
        roles = [role.origin for role in self.catalog.index.roles_of.get(department.id, ())]
        return {str(one.pointer[-1]): one.written for one in sorted(roles, key=lambda one: one.position)}


def of_nobody(catalog: Catalog) -> dict[str, Value]:
    """What belongs to no department, by the names of its kinds; what a new repository has anyhow is left out."""
    found: dict[str, Value] = {
        name: {qualified_id: item.origin.written for qualified_id, item in KINDS[kind.name](catalog).items()}
        for name, kind in OF_NOBODY.items()
        if is_by_id(kind)
    }
    found["kudos"] = [
        {key: value for key, value in thanks(one).items() if value is not None}
        for one in catalog.kudos
        if one.sender and one.receiver
    ]
    return {name: value for name, value in {**found, **_settings(catalog)}.items() if value}


def _settings(catalog: Catalog) -> dict[str, Value]:
    """The files of settings, without what holds anyhow."""
    settings = catalog.settings
    found: dict[str, Value] = {
        "calendars": {own: one.origin.written for own, one in settings.calendars.items()},
        "feedback": _changed(settings.feedback, Feedback()),
        "rules": rules(catalog),
    }
    organization = {**_changed(settings.organization, Organization()), "name": settings.organization.name}
    if organization != new_repository(SITE_NAME)[ORGANIZATION]:
        found["organization"] = organization
    for name in NAMED:
        listed = [plain(one) for one in getattr(settings, name).values()]
        found[name] = {
            one["id"]: {key: value for key, value in one.items() if key != "id" and value is not None}
            for one in listed
        }
    if found["priorities"]:
        found["priorities"] = {"default": settings.default_priority, "priorities": found["priorities"]}
    return found


def _changed(settings: Organization | Feedback, usual: Organization | Feedback) -> dict[str, Value]:
    """The settings that are not as they are where nothing is written."""
    known = plain(usual)
    return {key: value for key, value in plain(settings).items() if value != known[key]}
