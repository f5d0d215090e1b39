"""Pages and feeds of what has changed."""

from __future__ import annotations

from collections.abc import Mapping

from servicebook.wording.plural import Plural

TEXTS: Mapping[str, str | Plural] = {
    "title.changes": "What changed",
    "changes.title-of": "What changed: {name}",
    "changes.summary": "Promises, services and who answers for them: what is different, day by day.",
    "changes.summary-of-month": "Everything that changed in {month}.",
    "changes.summary-of-department": "What is different in {name}, or for it, day by day.",
    "changes.summary-of-service": "What is different about {name}, day by day.",
    "changes.concerns": "concerns {departments}",
    "changes.rest": Plural(one="{count} more change", other="{count} more changes"),
    "changes.minor": Plural(one="{count} small change", other="{count} small changes"),
    "changes.left": Plural(
        one="{count} earlier change is not on this page.",
        other="{count} earlier changes are not on this page.",
    ),
    "changes.by-month": "By month",
    "changes.none": "Nothing has changed yet.",
    "changes.none-hint": "What changes from now on stands here.",
    "changes-begin.first": "The catalog began on {day}.",
    "changes-begin.shallow": "Changes are known from {day} on: the clone behind this site has no older ones.",
    "changes-begin.limit": "Changes are listed from {day} on.",
    "changes.unread": Plural(
        one="Files of {count} commit could not be read ({days}); what it changed is told with the next one.",
        other="Files of {count} commits could not be read ({days}); what they changed is told with the next one.",
    ),
    "changes.last": "last on {day}",
    "changes.last-promise": "its promise on {day}",
    "changes.feed": "Follow by feed (Atom)",
    "changes.feed-title": "{title} · {organization}",
    "changes.feed-entry": "{name}: {effect}",
}
