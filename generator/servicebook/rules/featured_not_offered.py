"""The home page shows a service first that nobody can ask for.

`featured` of `organization.yml` names a service that is planned or retired. Name another one, or leave it out until
it is live.
"""

from __future__ import annotations

from collections.abc import Iterator

from servicebook.model.catalog import Catalog
from servicebook.problems import Problem, Related, Severity
from servicebook.rules.finding import finding
from servicebook.wording import text

CODE = "featured-not-offered"
SEVERITY = Severity.WARNING
READS: tuple[str, ...] = ()


def check(catalog: Catalog) -> Iterator[Problem]:
    organization = catalog.settings.organization
    for index, qualified_id in enumerate(organization.featured):
        service = catalog.services.get(qualified_id)
        if service is not None and not service.can_be_asked and organization.origin is not None:
            yield finding(
                CODE,
                SEVERITY,
                organization.origin.place("featured", index),
                text("featured-not-offered.message", service=service.id, state=service.lifecycle),
                text("featured-not-offered.hint"),
                (Related(service.origin.place("lifecycle"), text("featured-not-offered.lifecycle")),),
            )
