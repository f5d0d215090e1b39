"""A service is said not to be for what it is called.

The same words are its name or one of its aliases, by which people find it, and stand under `not_for`, which sends them
away. Remove one of the two.
"""

from __future__ import annotations

from collections.abc import Iterator

from servicebook.model.catalog import Catalog
from servicebook.problems import Problem, Severity
from servicebook.rules.finding import finding
from servicebook.wording import text

CODE = "not-for-what-it-is"
SEVERITY = Severity.WARNING
READS: tuple[str, ...] = ()


def check(catalog: Catalog) -> Iterator[Problem]:
    for service in catalog.services.values():
        if not service.not_for:
            continue
        own = {service.name.lower(), *(alias.lower() for alias in service.aliases)}
        for index, other in enumerate(service.not_for):
            if other.text.lower() in own:
                yield finding(
                    CODE,
                    SEVERITY,
                    service.origin.place("not_for", index, "text"),
                    text("not-for-what-it-is.message", service=service.name, what=other.text),
                    text("not-for-what-it-is.hint"),
                )
