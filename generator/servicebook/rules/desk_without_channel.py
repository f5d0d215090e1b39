"""The service desk of the organization cannot be reached.

A search that finds nothing sends readers to the department under `service_desk` of `organization.yml`, and that one
has no `channels`. Give it one, or name another department.
"""

from __future__ import annotations

from collections.abc import Iterator

from servicebook.model.catalog import Catalog
from servicebook.problems import Problem, Related, Severity
from servicebook.rules.finding import finding
from servicebook.wording import text

CODE = "desk-without-channel"
SEVERITY = Severity.WARNING
READS: tuple[str, ...] = ("department",)


def check(catalog: Catalog) -> Iterator[Problem]:
    organization = catalog.settings.organization
    desk = catalog.departments.get(organization.service_desk or "")
    if desk is None or organization.origin is None or catalog.department_channels(desk.id).value:
        return
    # where a service of its own is silent too, no-channel says it of the department
    if any(s.can_be_asked and not s.channels for s in catalog.index.services_of.get(desk.id, ())):
        return
    yield finding(
        CODE,
        SEVERITY,
        organization.origin.place("service_desk"),
        text("desk-without-channel.message", department=desk.id),
        text("desk-without-channel.hint", department=desk.id),
        (Related(desk.origin.place(), text("desk-without-channel.desk")),),
    )
