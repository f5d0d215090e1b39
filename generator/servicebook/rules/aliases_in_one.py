"""Several other words for something stand in one alias.

An alias is one word or phrase that people use; a list of them in a single one is searched and shown as if it were one.
Write each as an alias of its own: `[notebook, computer, PC]`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from servicebook.documents.document import Origin
from servicebook.model.catalog import Catalog
from servicebook.problems import Problem, Severity
from servicebook.rules.finding import finding
from servicebook.wording import text

CODE = "aliases-in-one"
SEVERITY = Severity.WARNING
READS: tuple[str, ...] = ()


_BETWEEN = re.compile(r"\s*[,;\n]\s*")


def check(catalog: Catalog) -> Iterator[Problem]:
    for origin, aliases in _all_aliases(catalog):
        for index, alias in enumerate(aliases):
            if "," not in alias and ";" not in alias and "\n" not in alias:
                continue
            words = [word for word in _BETWEEN.split(alias) if word]
            # a comma within one phrase, as in "Cork, Ireland", stands beside other aliases
            if len(words) > 2 or (len(words) == 2 and len(aliases) == 1):
                yield finding(
                    CODE,
                    SEVERITY,
                    origin.place("aliases", index),
                    text("aliases-in-one.message", alias=alias, number=len(words)),
                    text("aliases-in-one.hint", aliases=", ".join(words)),
                )


def _all_aliases(catalog: Catalog) -> Iterator[tuple[Origin, tuple[str, ...]]]:
    for objects in (
        catalog.departments.values(),
        catalog.services.values(),
        catalog.roles.values(),
        catalog.journeys.values(),
        catalog.faqs.values(),
    ):
        for item in objects:
            if item.aliases:
                yield item.origin, item.aliases
