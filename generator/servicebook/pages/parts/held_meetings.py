"""Meetings that a department held: what was agreed on, who does it, and whether it is done."""

from __future__ import annotations

from servicebook import links
from servicebook.frozen import frozen
from servicebook.model.catalog import Catalog
from servicebook.model.department import Department
from servicebook.model.held_meeting import Action, HeldMeeting
from servicebook.pages.parts.page_links import Link, doer_link, role_link
from servicebook.pages.parts.service_rows import Chip
from servicebook.pages.rendering.urls import UrlContext
from servicebook.wording import formats, text


@frozen(kw_only=True)
class ActionView:
    """An action; ``state`` says whether it is done, and else until when it is to be."""

    what: str
    role: Link
    state: Chip


@frozen(kw_only=True)
class HeldMeetingView:
    """A meeting that was held."""

    anchor: str
    on: str
    meeting: str
    with_: list[Link]
    actions: list[ActionView]


def held_meetings(catalog: Catalog, urls: UrlContext, department: Department) -> list[HeldMeetingView]:
    """All of them, the last one first."""
    held = catalog.index.meetings_of.get(department.id, ())
    return [_view(catalog, urls, one) for one in sorted(held, key=lambda one: one.held_on, reverse=True)]


def _view(catalog: Catalog, urls: UrlContext, held: HeldMeeting) -> HeldMeetingView:
    return HeldMeetingView(
        anchor=links.meeting(held.id).partition("#")[2],
        on=formats.day(held.held_on, catalog.settings.organization.language),
        meeting=held.meeting,
        with_=[doer_link(catalog, urls, who) for who in held.with_],
        actions=[
            ActionView(
                what=action.what, role=role_link(catalog, urls, action.role), state=_state(catalog, action)
            )
            for action in held.actions
        ],
    )


def _state(catalog: Catalog, action: Action) -> Chip:
    """What became of it, in words; only what is overdue has a color."""
    language = catalog.settings.organization.language
    by = formats.day(action.by, language) if action.by else None
    if not action.is_open(catalog.today):
        done = formats.day(action.done, language) if action.done else ""
        said = text("action.done-by", done=done, by=by) if by else text("action.done", done=done)
        return Chip(text=said)
    if by is None:
        return Chip(text=text("action.open"))
    if action.is_overdue(catalog.today):
        return Chip(text=text("action.overdue", by=by), look="warn")
    return Chip(text=text("action.open-by", by=by))
