"""What pages say of objects that are no more: at their old addresses, and of services that are retired."""

from __future__ import annotations

from collections.abc import Mapping

from servicebook.wording.plural import Plural

TEXTS: Mapping[str, str | Plural] = {
    "gone.said.department": "This department no longer exists.",
    "gone.said.service": "This service is no longer offered.",
    "gone.said.role": "This role no longer exists.",
    "gone.said.agreement": "This agreement no longer exists.",
    "gone.said.journey": "This journey is no longer described here.",
    "gone.found.department": "Department that no longer exists",
    "gone.found.service": "Service that is no longer offered",
    "gone.found.role": "Role that no longer exists",
    "gone.found.agreement": "Agreement that no longer exists",
    "gone.found.journey": "Journey that is no longer described",
    "gone.since": "It was removed from the catalog on {day}.",
    "gone.had-by": "It belonged to {department}.",
    "gone.instead": "What may help instead",
    "gone.ask": "Whom to ask",
    "gone.whom-to-ask": "{whom} can say more.",
    "gone.questions": "No longer answered here",
    "gone.search": "Search for “{name}”",
}
