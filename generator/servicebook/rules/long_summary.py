"""A summary is longer than anybody reads in a list.

A summary is one sentence, for whoever looks through many objects: lists, search results and cards show all of it.
What is longer than 300 characters belongs into `description`, where there is one.
"""

from __future__ import annotations

from collections.abc import Iterator

from servicebook.model.catalog import Catalog
from servicebook.model.texts import short_texts
from servicebook.problems import Problem, Severity
from servicebook.rules.finding import finding
from servicebook.wording import text

CODE = "long-summary"
SEVERITY = Severity.WARNING
READS: tuple[str, ...] = ()

_LONGEST = 300
"""Three lines of a list; two sentences with a relative clause each are about 200."""


def check(catalog: Catalog) -> Iterator[Problem]:
    for written in catalog.derive(short_texts):
        if written.field == "summary" and len(written.text) > _LONGEST:
            yield finding(
                CODE,
                SEVERITY,
                written.origin.place("summary"),
                text("long-summary.message", length=len(written.text)),
                text("long-summary.hint"),
            )
