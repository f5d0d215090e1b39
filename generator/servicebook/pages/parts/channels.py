"""How to ask: one button, the other ways beside it."""

from __future__ import annotations

from collections.abc import Callable

from servicebook import links
from servicebook.frozen import frozen
from servicebook.model.calendars import ALWAYS
from servicebook.model.catalog import Catalog
from servicebook.model.common import Channel
from servicebook.pages.dates.calendar_files import ClockFile
from servicebook.pages.parts.contacts import telephone
from servicebook.pages.parts.page_links import Link, calendar_link
from servicebook.pages.rendering.urls import UrlContext
from servicebook.wording import text


@frozen(kw_only=True)
class Way:
    """A way of asking; ``link`` may be words only (a chat room without an address).

    ``said`` is what is said beside it in one line, and ``clock`` the address of its own hours as published, where it
    has such.
    """

    type: str
    link: Link
    notes: tuple[str, ...]
    hours: Link | None
    clock: str | None
    urgent: bool
    said: str


@frozen(kw_only=True)
class Asking:
    """The button (None where no way has an address to open) and the other ways."""

    button: Way | None
    others: tuple[Way, ...]


FileOf = Callable[[str], ClockFile | None]
"""The published file of a calendar, by its id."""


def asking(catalog: Catalog, urls: UrlContext, channels: tuple[Channel, ...], file_of: FileOf) -> Asking:
    """The preferred way, else the first, becomes the button if it can be opened."""
    best = next((c for c in channels if c.preferred), channels[0] if channels else None)
    ways = [(channel, _way(catalog, urls, channel, file_of)) for channel in channels]
    button = next((way for channel, way in ways if channel is best and way.link.href), None)
    return Asking(button=button, others=tuple(way for _, way in ways if way is not button))


def _way(catalog: Catalog, urls: UrlContext, channel: Channel, file_of: FileOf) -> Way:
    """A way to ask; most services of a department are asked for in the same, but for forms of their own."""
    if channel.type == "form" and not channel.hours:
        return _made(catalog, urls, channel, None)
    file = file_of(channel.hours) if channel.hours and channel.hours != ALWAYS else None
    return catalog.once(_made, (urls.place, channel, file.path if file else None), urls, channel, file)


def _made(catalog: Catalog, urls: UrlContext, channel: Channel, file: ClockFile | None) -> Way:
    notes = [channel.note] if channel.note else []
    if channel.site and (site := catalog.settings.sites.get(channel.site)):
        notes.insert(0, site.name)
    hours = calendar_link(catalog, urls, channel.hours) if channel.hours else None
    parts = [
        text("channel-note.urgent") if channel.urgent else "",
        hours.text if hours else "",
        *(note.rstrip(".") for note in notes),  # several of them make one line, in which no sentence ends
    ]
    return Way(
        type=text(f"channel.{channel.type}"),
        link=_link(channel),
        notes=tuple(notes),
        hours=hours,
        clock=urls.to(file.path) if file else None,
        urgent=channel.urgent,
        said=" · ".join(part for part in parts if part),
    )


def _link(channel: Channel) -> Link:
    match channel.type:
        case "form":
            return Link(channel.name or text("channel-action.form"), channel.url)
        case "email":
            address = channel.address or ""
            return Link(channel.name or address, links.mail_to(address))
        case "chat":
            return Link(channel.name or channel.handle or "", channel.url)
        case "phone":
            number = channel.number or ""
            return Link(f"{channel.name} {number}" if channel.name else number, telephone(number))
        case _:
            return Link(channel.name or channel.place or "", channel.url)
