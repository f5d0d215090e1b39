"""The codes of changes between revisions, which ``rules.yml`` may give a severity as it does to rules."""

from __future__ import annotations

_KINDS = (
    "department", "service", "role", "person", "faq", "agreement", "journey", "notice", "kudos", "absence", "rota",
    "remark", "meeting", "health", "survey", "calendar", "priority", "audience", "topic", "site", "principle",
    "organization", "priorities", "feedback", "measures", "rules",
)  # fmt: skip
_DIRECTIONS = ("tightened", "weakened", "incomparable", "changed", "reworded")

CHANGE_CODES = frozenset(
    {
        *(f"{kind}-{what}" for kind in _KINDS for what in ("added", "removed", "moved")),
        *(f"{what}-{direction}" for what in ("promise", "calendar") for direction in _DIRECTIONS),
        *(f"{what}-{state}" for what in ("chain", "journey") for state in ("broken", "mended")),
        "service-retired", "journey-retired", "agreement-terms-changed", "address-lost", "order-changed",
        "former-ids-changed", "text-changed", "detail-changed",
        "audience-changed", "sites-changed", "channels-changed", "coverage-changed",
        "owner-changed", "deputy-changed", "process-owner-changed", "head-changed", "contact-changed",
        "holders-changed", "deputies-changed", "reporting-line-changed",
        "lifecycle-changed", "replacement-changed", "cost-changed", "prerequisites-changed", "duties-changed",
        "escalation-changed", "handoffs-changed", "steps-changed", "dependencies-changed", "acceptance-changed",
        "period-changed", "review-changed", "parent-changed", "default-priority-changed",
    }
)  # fmt: skip
"""Every code that a change can have; ``servicebook.comparing`` gives them."""
