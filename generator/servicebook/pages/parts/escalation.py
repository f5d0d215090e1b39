"""Whom to turn to when a promise is late, and from when on."""

from __future__ import annotations

from servicebook.frozen import frozen
from servicebook.model.catalog import Catalog
from servicebook.model.common import EscalationLevel
from servicebook.model.service import Service
from servicebook.pages.dates.calculator import Calculator
from servicebook.pages.dates.typical_dates import Stamp
from servicebook.pages.parts.contacts import names_of
from servicebook.pages.parts.page_links import Link, role_link
from servicebook.pages.rendering.urls import UrlContext
from servicebook.wording import text


@frozen(kw_only=True)
class Level:
    """A level of escalation; ``late`` is from when on, for a typical request."""

    when: str
    role: Link
    holders: str
    note: str | None
    late: Stamp | None


def escalation(catalog: Catalog, urls: UrlContext, service: Service, dates: Calculator | None) -> list[Level]:
    """The levels of a service, from when on each is asked, and who that is."""
    levels = []
    for number, level in enumerate(catalog.escalation(service).value):
        late = dates.levels[number] if dates else None
        levels.append(catalog.once(_level, (urls.place, level, late), urls, level, late))
    return levels


def _level(catalog: Catalog, urls: UrlContext, level: EscalationLevel, late: Stamp | None) -> Level:
    role = catalog.roles.get(level.role)
    return Level(
        when=text("escalation.after", duration=level.after)
        if level.after
        else text("escalation.at-once-heading"),
        role=role_link(catalog, urls, level.role),
        holders=names_of(catalog, role) if role else "",
        note=level.note,
        late=late,
    )
