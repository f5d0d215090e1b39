"""How complete a catalog is, and when its reviews are due."""

from __future__ import annotations

from datetime import date

from servicebook.clock.durations import days_later
from servicebook.model.common import Review


def review_due(review: Review) -> date | None:
    """The last day on which the review still holds; None where no day or no span is given."""
    if review.on is None or review.every is None:
        return None
    return days_later(review.on, review.every)
