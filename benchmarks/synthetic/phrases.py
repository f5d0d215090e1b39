"""What several kinds of file have in common: reviews, escalation, links, phone numbers."""

import random
from collections.abc import Iterator
from datetime import date, timedelta

from synthetic.plan import Plan, Service
from synthetic.yaml_text import entry, mapping

TODAY = date(2026, 11, 22)
_LAST_REVIEWS = timedelta(days=170)  # less than the shortest `review_every`, so that no review is overdue


def review(chance: random.Random) -> Iterator[str]:
    reviewed = TODAY - timedelta(days=chance.randrange(1, _LAST_REVIEWS.days))
    yield from entry("reviewed_on", reviewed.isoformat())
    yield from entry("review_every", chance.choice(("6 months", "12 months")))


def escalation(plan: Plan, department: int) -> Iterator[str]:
    """The department's lead at once, then the lead of the department above."""
    lead = plan.roles_of(department)[0]
    yield mapping(role=plan.whole(lead))
    if lead.reports_to is not None:
        yield mapping(role=plan.whole(plan.roles[lead.reports_to]), after="2 working days")


def link_to_another(plan: Plan, number: int, chance: random.Random) -> str:
    """A Markdown link to any service but that one; without another, just words."""
    other = plan.other_service(number, chance)
    return markdown_link(plan, other) if other else "the help desk"


def markdown_link(plan: Plan, it: Service) -> str:
    return f"[{it.lower_name}](service:{plan.whole(it)})"


def phone(number: int) -> str:
    return f"+31 20 555 {number % 10_000:04d}"
