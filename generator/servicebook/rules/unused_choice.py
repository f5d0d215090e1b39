"""A topic, an audience or a site belongs to nothing, although others of its kind are in use.

Nothing is about the topic, nothing is for the audience, nobody works or offers anything at the site: readers who
choose it find nothing. Name it where it belongs, or remove it. While none of a kind is in use, nothing is said.
"""

from __future__ import annotations

from collections.abc import Iterator

from servicebook.model.catalog import Catalog
from servicebook.problems import Problem, Severity
from servicebook.rules.finding import finding
from servicebook.wording import text

CODE = "unused-choice"
SEVERITY = Severity.WARNING
READS: tuple[str, ...] = ("department", "service", "journey", "person")


def check(catalog: Catalog) -> Iterator[Problem]:
    settings = catalog.settings
    for kind, choices in (
        ("topic", settings.topics.values()),
        ("audience", settings.audiences.values()),
        ("site", settings.sites.values()),
    ):
        unused = [choice for choice in choices if (kind, choice.id) not in catalog.mentioned]
        if len(unused) == len(choices):
            continue  # whoever begins writes the list first
        for choice in unused:
            if choice.origin is not None:
                yield finding(
                    CODE,
                    SEVERITY,
                    choice.origin.place(key=True),
                    text(f"unused-choice.message.{kind}", name=choice.name),
                    text("unused-choice.hint"),
                )
