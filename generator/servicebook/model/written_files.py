"""The files that a catalog was read from, as far as they hold what people write in words."""

from __future__ import annotations

from collections.abc import Mapping

from servicebook.documents.document import Document
from servicebook.model.catalog import Catalog


def written_files(catalog: Catalog) -> Mapping[str, Document]:
    """The documents by their paths. Several rules read them: ask with ``catalog.derive(written_files)``."""
    found: dict[str, Document] = {}
    for objects in (
        catalog.departments,
        catalog.services,
        catalog.faqs,
        catalog.journeys,
        catalog.notices,
        catalog.agreements,
        catalog.remarks,
        catalog.surveys,
        catalog.meetings,
        catalog.health_checks,
        catalog.roles,
        catalog.people,
    ):
        for item in objects.values():
            if item.origin.path not in found:
                found[item.origin.path] = item.origin.document
    for thanks in catalog.kudos:
        found.setdefault(thanks.origin.path, thanks.origin.document)
    return found


def all_files(catalog: Catalog) -> Mapping[str, Document]:
    """Those, and the settings that have texts. Several rules read them: ask with ``catalog.derive(all_files)``."""
    settings = catalog.settings
    found = dict(catalog.derive(written_files))
    for origin in (
        settings.organization.origin,
        settings.priorities_origin,
        settings.rules_origin,
        *(calendar.origin for calendar in settings.calendars.values()),
        *(topic.origin for topic in settings.topics.values()),
        *(audience.origin for audience in settings.audiences.values()),
        *(site.origin for site in settings.sites.values()),
        *(principle.origin for principle in settings.principles.values()),
    ):
        if origin is not None:
            found.setdefault(origin.path, origin.document)
    return found
