"""Another word for a service is its name, or stands there twice.

The search finds a service by its name anyway, and capitals or spaces make no other word. Remove the alias, or write
what people say instead.
"""

from __future__ import annotations

from collections.abc import Iterator

from servicebook.model.catalog import Catalog
from servicebook.problems import Problem, Severity
from servicebook.rules.finding import finding
from servicebook.wording import text

CODE = "alias-twice"
SEVERITY = Severity.WARNING
READS: tuple[str, ...] = ()


def check(catalog: Catalog) -> Iterator[Problem]:
    for service in catalog.services.values():
        if not service.aliases:
            continue
        seen = {service.name.lower()}
        for index, alias in enumerate(service.aliases):
            if (word := alias.lower()) in seen:
                yield finding(
                    CODE,
                    SEVERITY,
                    service.origin.place("aliases", index),
                    text("alias-twice.message", alias=alias),
                    text("alias-twice.hint"),
                )
            seen.add(word)
