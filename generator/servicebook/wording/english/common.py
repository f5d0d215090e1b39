"""What is said in many places: lists, numbers of things, spans of time."""

from __future__ import annotations

from collections.abc import Mapping

from servicebook.wording.plural import Plural

TEXTS: Mapping[str, str | Plural] = {
    "list.separator": ", ",
    "list.and": "{before} and {last}",
    "list.or": "{before} or {last}",
    "moment.by": "by {moment}",
    "moment.before": "before {moment}",
    "moment.just-before": "just before {moment}",
    "moment.just-after": "just after {moment}",
    "dates.from": "from {day}",
    "dates.range": "{start} – {end}",
    "hours.day-and-night": "day and night",
    "hours.closed": "closed",
    "span.and": "{greatest} and {next}",
    "span.none": "no time",
    "span.unit.day": Plural(one="{count} day", other="{count} days"),
    "span.unit.hour": Plural(one="{count} hour", other="{count} hours"),
    "span.unit.minute": Plural(one="{count} minute", other="{count} minutes"),
    "span.unit.second": Plural(one="{count} second", other="{count} seconds"),
    "problem.with-hint": "{message}; {hint}",
    "a-kind.department": "a department",
    "a-kind.service": "a service",
    "a-kind.role": "a role",
    "a-kind.person": "a person",
    "a-kind.faq": "a question",
    "a-kind.agreement": "an agreement",
    "a-kind.journey": "a journey",
    "a-kind.notice": "a notice",
    "a-kind.kudos": "a thank-you",
    "a-kind.calendar": "a calendar",
    "a-kind.priority": "a priority",
    "a-kind.priorities": "a list of priorities",
    "a-kind.audience": "an audience",
    "a-kind.site": "a site",
    "a-kind.organization": "an organization",
    "a-kind.feedback": "a feedback setting",
    "a-kind.rules": "a rule setting",
    "a-kind.channel": "a channel",
}
