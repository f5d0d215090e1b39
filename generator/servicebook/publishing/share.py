"""What of a site one build makes: all of it, a slice, or what slices leave to ``servicebook join``.

A slice is the pages of some departments with what these pages load. What belongs to no department, such as the home
page, lists of everything, tables and the search index, follows from the whole catalog: joining makes it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field
from pathlib import Path

from servicebook import links
from servicebook.exchange.feeds import to_vcard
from servicebook.exchange.json import to_json
from servicebook.frozen import frozen
from servicebook.model.catalog import Catalog
from servicebook.model.visible import VisibleCatalog
from servicebook.publishing.publication import SiteFile, text_file
from servicebook.publishing.request_files import request_files

_SECOND_IS_DEPARTMENT = frozenset(
    (
        links.SERVICES,
        links.ROLES,
        links.FAQ,
        links.MAP,
        links.SLA,
        links.START,
        links.AGENDA,
        links.HEALTH,
        links.DEPARTMENTS,
        links.STATE,
        links.RESULTS,
    )
)
"""The folders in which each department has a page, or a folder of pages, by its id."""
_FOLDER_OF_KIND = {
    "department": links.DEPARTMENTS,
    "role": links.ROLES,
    "person": links.PEOPLE,
    "agreement": links.AGREEMENTS,
    "health": links.HEALTH,
    "faq": links.FAQ,
}
"""Where the pages lie of what forms fetch, by its kind."""


@frozen(kw_only=True)
class Share:
    """``only`` are the departments of a slice; empty: of the whole site. ``taken`` are the files that slices have
    made, by their paths from the site's root on."""

    only: frozenset[str] = frozenset()
    taken: Mapping[str, Path] = field(default_factory=dict)

    def has(self, path: str, catalog: Catalog) -> bool:
        """Whether what is at a path is a part of this share."""
        return not self.only or department_of(path, catalog) in self.only


WHOLE = Share()


def department_of(path: str, catalog: Catalog) -> str | None:
    """The department to which the page at a path belongs; None for what belongs to all.

    A person belongs where the first of their roles does, an agreement to who provides.
    """
    folder, _, rest = path.partition("/")
    folder += "/"
    own = rest.partition("/")[0]
    if folder in _SECOND_IS_DEPARTMENT:
        return own if own in catalog.departments else None
    if folder == links.AGREEMENTS and own in catalog.agreements:
        return catalog.agreements[own].provider
    if folder == links.PEOPLE and own in catalog.people and path == links.person(own):
        roles = catalog.index.held_by.get(own, ())
        return roles[0].department if roles else None
    return None


def slice_data(catalog: VisibleCatalog, only: frozenset[str]) -> Iterator[SiteFile]:
    """The data that the pages of a slice load or lead to: of its services, its people, and of forms."""
    own = [("service", one.id) for one in catalog.services.values() if one.department in only]
    for (_, qualified_id), line in zip(own, to_json.lines(catalog, own), strict=True):
        yield SiteFile(links.data_of_service(qualified_id), line + b"\n")
    for person in catalog.people.values():
        if department_of(links.person(person.id), catalog) in only:
            yield text_file(links.card(person.id), to_vcard.card(catalog, person))
    for file in request_files(catalog):
        kind, _, rest = file.path.removeprefix(links.REQUEST_DATA).partition("/")
        folder = _FOLDER_OF_KIND.get(kind)
        page = f"{folder}{rest.removesuffix('.json')}/"
        if folder is None or department_of(page, catalog) in only:
            yield file
