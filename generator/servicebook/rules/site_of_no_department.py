"""A service is offered on sites of which its department has none.

Readers would ask for it where nobody of the department is. Correct `sites` of the service, or add the site to those of
the department. Nothing is said where the department names no sites, where one that it is part of has the site, or where
a summary or description tells of it: that people travel there is meant.
"""

from __future__ import annotations

from collections.abc import Iterator

from servicebook.model.catalog import Catalog
from servicebook.model.department import Department
from servicebook.model.service import Service
from servicebook.problems import Problem, Related, Severity
from servicebook.rules.finding import finding
from servicebook.source.yaml_writer import flow
from servicebook.wording import text
from servicebook.wording.lists import listed

CODE = "site-of-no-department"
SEVERITY = Severity.WARNING
READS: tuple[str, ...] = ("department",)


def check(catalog: Catalog) -> Iterator[Problem]:
    for service in catalog.services.values():
        department = catalog.departments.get(service.department)
        if not service.sites or department is None or not department.sites or service.lifecycle == "retired":
            continue
        known = {site for above in catalog.lineage(service.department) for site in above.sites}
        if known.isdisjoint(service.sites) and not any(
            _is_told(catalog, service, department, site) for site in service.sites
        ):
            yield finding(
                CODE,
                SEVERITY,
                service.origin.place("sites"),
                text(
                    "site-of-no-department.message",
                    service=service.name,
                    sites=listed(_site_name(catalog, site) for site in service.sites),
                    department=department.name,
                ),
                text(
                    "site-of-no-department.hint",
                    written=f"sites: {flow([*department.sites])}",
                    sites=listed(_site_name(catalog, site) for site in service.sites),
                    more=f"sites: {flow([*department.sites, *service.sites])}",
                    place=f"{department.origin.place('sites').path}:{department.origin.place('sites').line}",
                ),
                (Related(department.origin.place("sites"), text("site-of-no-department.sites")),),
            )


def _site_name(catalog: Catalog, site: str) -> str:
    known = catalog.settings.sites.get(site)
    return known.name if known else site


def _is_told(catalog: Catalog, service: Service, department: Department, site: str) -> bool:
    """Whether the words of the service or of its department name the site, or a way to ask is there."""
    texts = (service.summary, service.description, department.summary, department.description)
    words = "\n".join(one for one in texts if one).casefold()
    names = {site, _site_name(catalog, site)}
    return any(name.casefold() in words for name in names) or any(
        channel.site == site for channel in service.channels
    )
