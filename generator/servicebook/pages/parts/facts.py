"""The pills under a title."""

from __future__ import annotations

from servicebook import links, wording
from servicebook.analysis.coverage import due_before
from servicebook.frozen import frozen
from servicebook.model.catalog import Catalog
from servicebook.model.common import Review
from servicebook.pages.rendering.urls import UrlContext
from servicebook.wording import formats


@frozen(kw_only=True)
class Fact:
    """A pill; ``look`` is a state of the design system (is-open, is-shut, is-warn, is-off) or empty.

    ``yours`` are ids of departments, apart by spaces: the pill is shown to readers of these only.
    """

    text: str
    look: str = ""
    href: str | None = None
    yours: str | None = None


def as_table(urls: UrlContext, name: str) -> Fact:
    """The way to a directory as a spreadsheet."""
    return Fact(text=wording.text("fact.csv"), href=urls.to(links.table(name)))


def review_fact(catalog: Catalog, review: Review) -> Fact:
    """When it was reviewed, whether that is overdue, or that it never was."""
    return catalog.once(_review_fact, review, review)


def _review_fact(catalog: Catalog, review: Review) -> Fact:
    language = catalog.settings.organization.language
    if due := due_before(review, catalog.today):
        return Fact(text=wording.text("fact.review-overdue", day=formats.day(due, language)), look="is-warn")
    if review.on is None:
        return Fact(text=wording.text("fact.never-reviewed"), look="is-warn")
    return Fact(text=wording.text("fact.reviewed", day=formats.day(review.on, language)))


def overdue_since(catalog: Catalog, review: Review) -> str | None:
    """``review overdue since 1 May 2026``; None where it is not overdue."""
    if due := due_before(review, catalog.today):
        language = catalog.settings.organization.language
        return wording.text("chip.review-overdue", day=formats.day(due, language))
    return None
