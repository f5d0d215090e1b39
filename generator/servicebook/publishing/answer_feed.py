"""The Atom feed of answers, beside the page of what people said: who said something hears what became of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time
from zoneinfo import ZoneInfo

from servicebook import links
from servicebook.documents.markdown_words import plain
from servicebook.exchange.feeds.to_atom import Entry, Feed, feed, newest_first
from servicebook.model.remark import Remark
from servicebook.pages.rendering.harmless import harmless
from servicebook.publishing.publication import Publication, SiteFile
from servicebook.wording import text

MOST = 50
"""Entries of the feed; whoever reads it now and then has read the older ones."""


def answer_feed(publication: Publication) -> Iterator[SiteFile]:
    """The feed; none where nothing is answered."""
    catalog = publication.context.catalog
    organization = catalog.settings.organization
    path = links.feed(links.FEEDBACK)
    # without a known address, the site's root as it is seen from the feed
    root = publication.address or links.root_of(path)
    entries = [_entry(publication, root, remark) for remark in catalog.remarks.values() if remark.answer]
    if not entries:
        return
    whole = Feed(
        key=f"{publication.address or organization.name}{links.FEEDBACK}",
        title=harmless(
            text("feedback.feed-title", title=text("title.feedback"), organization=organization.name)
        ),
        author=harmless(organization.name),
        language=organization.language,
        href=root + links.FEEDBACK,
        own=root + path,
        entries=newest_first(entries, MOST),
    )
    yield SiteFile(path, feed(whole))


def _entry(publication: Publication, root: str, remark: Remark) -> Entry:
    catalog, answer = publication.context.catalog, remark.answer
    assert answer is not None
    about = catalog.services.get(remark.about) or catalog.departments[remark.about]
    status = text(f"feedback.status.{remark.status}")
    return Entry(
        # what was planned and is done is news again
        key=f"remark:{remark.id}/{answer.on.isoformat()}/{remark.status}",
        title=harmless(text("feedback.feed-entry", name=about.name, status=status, said=remark.said)),
        lines=(harmless(remark.said), harmless(plain(answer.text))),
        moment=datetime.combine(answer.on, time(), ZoneInfo(catalog.settings.organization.zone)),
        href=root + links.remark(remark.id),
        categories=(remark.status, remark.department),
    )
