"""What pages say, by page; ``<page>.<what>``."""

from __future__ import annotations

from collections.abc import Mapping

from servicebook.wording.plural import Plural

TEXTS: Mapping[str, str | Plural] = {
    "faqs.without": Plural(
        one="{count} department has not answered any questions yet.",
        other="{count} departments have not answered any questions yet.",
    ),
    "roles.without": Plural(
        one="{count} department has not described any roles yet.",
        other="{count} departments have not described any roles yet.",
    ),
    "health.more": "And {count} more: {command} lists them all.",
    "health.more-departments": Plural(
        one="And {count} department with fewer findings; it has its own page.",
        other="And {count} departments with fewer findings; each has its own page.",
    ),
    "slas.without": Plural(
        one="{count} service without a promise", other="{count} services without a promise"
    ),
    "service.more-needs": "And {count} more farther away: {command} lists all.",
    "service.more-impact": "And {count} more farther away: {command} lists all, with their journeys and owners.",
    "hours.more-days": "And {count} more after {day}",
    "role.more-services": Plural(one="and {count} more service", other="and {count} more services"),
}
