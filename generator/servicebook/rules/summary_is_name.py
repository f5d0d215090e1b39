"""A summary says no more than the name.

Lists show the summary beside the name, for whoever does not know what is meant by it. Say in one sentence what the
customer gets.
"""

from __future__ import annotations

from collections.abc import Iterator

from servicebook.documents.names import folded
from servicebook.model.catalog import Catalog
from servicebook.model.texts import short_texts
from servicebook.problems import Problem, Severity
from servicebook.rules.finding import finding
from servicebook.wording import text

CODE = "summary-is-name"
SEVERITY = Severity.WARNING
READS: tuple[str, ...] = ()


def check(catalog: Catalog) -> Iterator[Problem]:
    name = ""
    for written in catalog.derive(short_texts):
        if written.field != "summary":
            name = written.text  # which comes before the summary of the same object
        elif len(written.text) <= len(name) + 1 and folded(written.text).rstrip(".") == folded(name):
            yield finding(
                CODE,
                SEVERITY,
                written.origin.place("summary"),
                text("summary-is-name.message", name=name),
                text("summary-is-name.hint"),
            )
