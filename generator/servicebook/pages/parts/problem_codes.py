"""The codes that no rule can be asked about: errors of reading, of schemas and of references."""

from __future__ import annotations

from collections.abc import Mapping

CODES: Mapping[str, tuple[str, ...]] = {
    "reading": (
        "yaml-syntax",
        "duplicate-key",
        "not-utf8",
        "empty-file",
        "several-documents",
        "yaml-tag",
        "merge-key",
        "alias-limit",
        "too-large",
        "too-deep",
        "symbolic-link",
        "unreadable-file",
        "merge-conflict",
        "stray-file",
        "bad-id",
        "bad-rota",
    ),
    "schema": (
        "unknown-key",
        "missing-key",
        "wrong-type",
        "bad-value",
        "bad-date",
        "bad-duration",
        "bad-url",
    ),
    "references": (
        "unknown-department",
        "unknown-service",
        "unknown-role",
        "unknown-person",
        "unknown-calendar",
        "unknown-priority",
        "unknown-audience",
        "unknown-topic",
        "unknown-site",
        "unknown-faq",
        "unknown-agreement",
        "unknown-journey",
        "unknown-notice",
        "circular-reference",
        "duplicate-id",
    ),
}
"""By stage, in the order in which a catalog is read; ``code-meaning.<code>`` of the wording says what each means."""
