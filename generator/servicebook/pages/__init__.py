"""One page a module: a view and its maker. This is the list.

A module's ``pages(site)`` yields the pages that it makes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from servicebook import links
from servicebook.pages import (
    agreement,
    agreements,
    department,
    departments,
    faqs,
    find,
    home,
    hours,
    journey,
    journeys,
    notices,
    people,
    person,
    reference,
    reference_fields,
    reference_rules,
    role,
    roles,
    service,
    slas,
    state,
    thanks,
)
from servicebook.pages.page import Page
from servicebook.pages.site import Site

MAKERS: tuple[Callable[[Site], Iterator[Page]], ...] = (
    home.pages,
    find.pages,
    departments.pages,
    department.pages,
    service.pages,
    slas.pages,
    roles.pages,
    role.pages,
    people.pages,
    person.pages,
    faqs.pages,
    agreements.pages,
    agreement.pages,
    journeys.pages,
    journey.pages,
    notices.pages,
    thanks.pages,
    hours.pages,
    state.pages,
    reference.pages,
    reference_rules.pages,
    reference_fields.pages,
)

NAVIGATION: tuple[tuple[str, str], ...] = (
    ("Home", links.HOME),
    ("Find", links.FIND),
    ("Departments", links.DEPARTMENTS),
    ("SLAs", links.SLA),
    ("Roles", links.ROLES),
    ("Questions", links.FAQ),
    ("Journeys", links.JOURNEYS),
    ("Agreements", links.AGREEMENTS),
    ("State", links.STATE),
)
"""The sections in the navigation: what they are called there, and their paths."""


def all_pages(site: Site) -> Iterator[Page]:
    """Every page of the site, in the order of the list."""
    for make in MAKERS:
        yield from make(site)
