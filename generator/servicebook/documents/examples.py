"""The texts by which ``servicebook init`` shows how a catalog is written, until somebody writes their own.

Whatever still has one of them was never meant for readers. A test compares them with the templates.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

ORGANIZATION = "Our organization"
TEXTS = frozenset(
    (
        "Alex Example",
        "Sam Example",
        "We keep the office running, from keys to coffee.",
        "An example: say here in one line what you do for others.",
        "Answers for what the department does for others.",
        "We get you what you need for your desk, from paper to a chair.",
        "Who has the spare keys?",
        "office@example.org",
        "your-department@example.org",
        "alex.example@example.org",
        "sam.example@example.org",
    )
)


def is_example(value: Mapping[str, Any]) -> bool:
    """Whether an object of a document is one of the examples, rather than somebody's own."""
    return any(value.get(field) in TEXTS for field in ("name", "summary", "question"))
