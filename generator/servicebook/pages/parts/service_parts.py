"""The parts of a service's page, as its contents name them."""

from __future__ import annotations

from functools import lru_cache

from servicebook.pages.parts.page_links import Link
from servicebook.wording import text


@lru_cache(maxsize=256)
def links_to_parts(anchors: tuple[str, ...], has_dates: bool) -> tuple[Link, ...]:
    """Links to parts of the page, which are the same on most pages."""
    headings = {
        "instead": text("gone.instead"),
        "ask": text("service.ask"),
        "promise": text("service.if-you-ask-now" if has_dates else "service.promise"),
        "ready": text("service.prerequisites"),
        "not-for": text("service.not-for"),
        "when": text("service.when-will-it-be-done"),
        "questions": text("shared.questions"),
        "about": text("service.what-you-get"),
        "duties": text("shared.your-part"),
        "promises": text("service.all-promises"),
        "kept": text("kept.heading"),
        "feedback": text("title.feedback"),
        "agreements": text("service.agreements"),
        "slips": text("service.escalation"),
        "how": text("service.how-it-is-done"),
        "needs": text("service.depends-on"),
        "needed-by": text("service.used-by"),
        "stops": text("service.if-it-fails"),
        "hours": text("shared.hours"),
        "links": text("service.more"),
        "for-owner": text("shared.for-owner"),
    }
    return tuple(Link(headings[anchor], f"#{anchor}") for anchor in anchors)
