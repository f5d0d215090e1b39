"""Which hand-off of a service is waited for most."""

from __future__ import annotations

from servicebook.analysis.waiting import most_waiting
from servicebook.frozen import frozen
from servicebook.model.catalog import Catalog
from servicebook.model.service import Service
from servicebook.pages.parts.kept_words import percent, period_words
from servicebook.pages.parts.page_links import Link, service_link
from servicebook.pages.rendering.urls import UrlContext
from servicebook.wording.time_spans import duration


@frozen(kw_only=True)
class WaitingView:
    """The service with the largest ``share`` (a whole number) of the waiting at the hand-offs that are ``compared``.

    ``half`` is how long half of its requests took, ``when``; of ``others`` nothing is known.
    """

    service: Link
    half: str
    when: str
    share: str
    compared: int
    others: int


def waiting_view(catalog: Catalog, urls: UrlContext, service: Service) -> WaitingView | None:
    """Which service is waited for most; None where that is not known."""
    found = most_waiting(catalog, service) if service.handoffs and catalog.results else None
    if found is None:
        return None
    language = catalog.settings.organization.language
    return WaitingView(
        service=service_link(catalog, urls, found.service),
        half=duration(found.half),
        when=period_words(found.measured, catalog.today, language),
        share=percent(found.share, language),
        compared=found.compared,
        others=found.others,
    )
