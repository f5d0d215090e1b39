"""The texts by which ``servicebook init`` and ``new`` show how a catalog is written, until somebody writes their own.

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
UNSAID = "Write here in your own words what was said."
"""What an import puts where the words of others stood."""
DRAFTED = frozenset(
    (
        "Announce a fair four weeks ahead.",
        "Answers for every repair and loan.",
        "Back up your files before you hand it in.",
        "Bring it to the desk on floor 2, or ask for a courier.",
        "During the fair season sales cannot wait for the usual times.",
        "Loan devices come with the sales applications installed.",
        "Repairs of 14-inch models take about two days longer.",
        "Start as soon as the contract is signed.",
        "Tell us when a deadline moves.",
        "We sit on floor 2 and look after all three sites.",
        "https://helpdesk.example.org/repair",
        "https://intranet.example.org/minutes",
        "https://intranet.example.org/repair",
    )
)
"""Texts of the comment lines that ``servicebook new`` writes: whoever takes the # away is to write their own.

Only those that nobody would think of. A test compares them with the schemas, from which the comments come.
"""


def is_example(value: Mapping[str, Any]) -> bool:
    """Whether an object of a document is one of the examples, rather than somebody's own."""
    return any(value.get(field) in TEXTS for field in ("name", "summary", "question"))
