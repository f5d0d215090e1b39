"""One page a module: a view and its maker. This is the list.

A module's ``pages(context)`` yields the pages that it makes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from servicebook.pages import (
    about,
    agendas,
    agreement,
    agreements,
    department,
    departments,
    faqs,
    feedback,
    find,
    gone,
    health_checks,
    home,
    hours,
    journey,
    journeys,
    measured_results,
    notices,
    people,
    person,
    reference,
    reference_fields,
    reference_rules,
    role,
    roles,
    search_elsewhere,
    served,
    service,
    services,
    slas,
    start_here,
    state,
    surveys,
    thanks,
    what_changed,
    who_serves,
)
from servicebook.pages.rendering.context import RenderContext
from servicebook.pages.rendering.page import Page

MAKERS: tuple[Callable[[RenderContext], Iterator[Page]], ...] = (
    home.pages,
    find.pages,
    services.pages,
    departments.pages,
    department.pages,
    start_here.pages,
    agendas.pages,
    health_checks.pages,
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
    about.pages,
    notices.pages,
    what_changed.pages,
    feedback.pages,
    surveys.pages,
    thanks.pages,
    measured_results.pages,
    hours.pages,
    state.pages,
    reference.pages,
    reference_rules.pages,
    reference_fields.pages,
    search_elsewhere.pages,
    gone.pages,
)


def all_pages(context: RenderContext) -> Iterator[Page]:
    """Every page of the site, in the order of the list."""
    for make in MAKERS:
        yield from make(context)
