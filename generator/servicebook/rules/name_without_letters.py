"""A name or a title has neither a letter nor a digit.

Nobody can say it, search for it or tell it from another. Write what people call it.
"""

from __future__ import annotations

from collections.abc import Iterator

from servicebook.model.catalog import Catalog
from servicebook.model.texts import short_texts
from servicebook.problems import Problem, Severity
from servicebook.rules.finding import finding
from servicebook.wording import text

CODE = "name-without-letters"
SEVERITY = Severity.WARNING
READS: tuple[str, ...] = ()


def check(catalog: Catalog) -> Iterator[Problem]:
    for written in catalog.derive(short_texts):
        if not any(character.isalnum() for character in written.text):
            yield finding(
                CODE,
                SEVERITY,
                written.origin.place(written.field),
                text("name-without-letters.message", name=written.text),
                text("name-without-letters.hint"),
            )
