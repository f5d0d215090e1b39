"""One page a module: a view and its maker. This is the list.

A module's ``pages(context)`` yields the pages that it makes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from servicebook import links
from servicebook.model.catalog import Catalog
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
    served,
    service,
    slas,
    state,
    thanks,
    who_serves,
)
from servicebook.pages.rendering.context import RenderContext
from servicebook.pages.rendering.page import Page
from servicebook.wording import text

MAKERS: tuple[Callable[[RenderContext], Iterator[Page]], ...] = (
    home.pages,
    find.pages,
    departments.pages,
    department.pages,
    who_serves.pages,
    served.pages,
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

_SECTIONS: tuple[tuple[str, str, Callable[[Catalog], object]], ...] = (
    (text("title.home"), links.HOME, lambda catalog: True),
    (text("title.find"), links.FIND, lambda catalog: True),
    (text("title.departments"), links.DEPARTMENTS, lambda catalog: True),
    (text("title.who-serves"), links.MAP, who_serves.is_there),
    ("SLAs", links.SLA, lambda catalog: True),
    (text("title.roles"), links.ROLES, lambda catalog: catalog.roles),
    (text("title.questions"), links.FAQ, lambda catalog: catalog.faqs),
    (text("title.journeys"), links.JOURNEYS, lambda catalog: catalog.journeys),
    (text("title.agreements"), links.AGREEMENTS, lambda catalog: catalog.agreements),
    (text("title.health-short"), links.STATE, lambda catalog: True),
)


_SIDE_PAGES: tuple[tuple[str, str, Callable[[Catalog], object]], ...] = (
    (text("title.hours"), links.HOURS, lambda catalog: True),
    (text("title.notices"), links.NOTICES, lambda catalog: catalog.notices),
    (text("title.thanks"), links.THANKS, lambda catalog: catalog.kudos),
    (text("title.fields-and-rules"), links.REFERENCE, lambda catalog: True),
)


def side_pages(context: RenderContext) -> list[tuple[str, str]]:
    """The pages that every page's foot leads to: what they are called there, and their paths."""
    return [(title, path) for title, path, content in _SIDE_PAGES if content(context.catalog)]


def navigation(context: RenderContext) -> list[tuple[str, str]]:
    """The sections of the navigation: what they are called there, and their paths. Empty ones are left out."""
    return [(title, path) for title, path, content in _SECTIONS if content(context.catalog)]


def all_pages(context: RenderContext) -> Iterator[Page]:
    """Every page of the site, in the order of the list."""
    for make in MAKERS:
        yield from make(context)
