"""Whom to turn to when a promise is late, and from when on."""

from __future__ import annotations

from dataclasses import dataclass

from servicebook.model.catalog import Catalog
from servicebook.model.common import EscalationLevel
from servicebook.model.service import Service
from servicebook.pages.dates.calculator import Calculator
from servicebook.pages.dates.typical_dates import Stamp
from servicebook.pages.parts.contacts import names_of
from servicebook.pages.parts.page_links import Link, role_link
from servicebook.pages.rendering.urls import UrlContext
from servicebook.quickly_made import quickly_made
from servicebook.wording import text


@quickly_made
@dataclass(frozen=True, slots=True, kw_only=True)
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
        levels.append(catalog.once(_level, (urls.root, level, late), urls, level, late))
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
