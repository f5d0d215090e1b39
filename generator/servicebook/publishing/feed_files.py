"""The Atom feeds of what has changed: one beside each page that shows it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from servicebook import links
from servicebook.comparing.effect_words import effect_word
from servicebook.comparing.told_history import Told
from servicebook.exchange.feeds.to_atom import Entry, Feed, feed, newest_first
from servicebook.pages.parts.past import path_of
from servicebook.pages.rendering.harmless import harmless
from servicebook.publishing.publication import Publication, SiteFile
from servicebook.wording import text
from servicebook.wording.lists import listed

MOST = 50
"""Entries of a feed; whoever reads it now and then has read the older ones."""


def feed_files(publication: Publication) -> Iterator[SiteFile]:
    """The feeds of the organization, and of each department and service that has changed."""
    catalog, history = publication.context.catalog, publication.context.history
    if history is None or not history.all:
        return
    title = text("title.changes")
    yield _file(publication, links.CHANGES, title, history.all)
    for department in catalog.departments.values():
        if told := history.of_department.get(department.id):
            path = links.changes_of(links.department(department.id))
            yield _file(publication, path, text("changes.title-of", name=department.name), told)
    for service in catalog.services.values():
        if told := history.of_service.get(service.id):
            path = links.changes_of(links.service(service.id))
            yield _file(publication, path, text("changes.title-of", name=service.name), told)


def _file(publication: Publication, page: str, title: str, told: Sequence[Told]) -> SiteFile:
    context = publication.context
    organization = context.catalog.settings.organization
    path = links.feed(page)
    # without a known address, the site's root as it is seen from the feed
    root = publication.address or links.root_of(path)
    entries = (
        Entry(
            key=f"{one.commit}/{one.kind}:{one.id_then}{'/words' if one.is_minor else ''}",
            title=harmless(
                text("changes.feed-entry", name=one.name, effect=listed(map(effect_word, one.effects)))
            ),
            lines=tuple(map(harmless, one.sentences)),
            moment=one.moment,
            href=root + (path_of(context, one) or f"{page}#{one.day.isoformat()}"),
            categories=(*(effect.value for effect in one.effects), one.kind),
        )
        for one in told
    )
    whole = Feed(
        key=f"{publication.address or organization.name}{page}",
        title=harmless(text("changes.feed-title", title=title, organization=organization.name)),
        author=harmless(organization.name),
        language=organization.language,
        href=root + page,
        own=root + path,
        entries=newest_first(entries, MOST),
    )
    return SiteFile(path, feed(whole))
