"""A link in a Markdown text leads nowhere.

Texts of the catalog are shown on several pages, so relative addresses cannot be followed from them. Link to
objects as `[text](service:it/laptop-repair)`, to pages elsewhere with the full address, `https:` or
`mailto:`. Anything else (`javascript:`, `file:`) is not a link on the site either, and is shown as text.
"""

from __future__ import annotations

from collections.abc import Iterator

from servicebook import wording
from servicebook.documents.markdown_links import ALLOWED, possible_targets, targets
from servicebook.model.catalog import Catalog
from servicebook.model.texts import markdown_texts
from servicebook.problems import Problem, Severity
from servicebook.rules.finding import finding

CODE = "dead-link"
SEVERITY = Severity.ERROR
READS: tuple[str, ...] = ()


def check(catalog: Catalog) -> Iterator[Problem]:
    for origin, field, text in markdown_texts(catalog):
        if all(target.startswith(ALLOWED) for target in possible_targets(text)):
            continue
        for target in targets(text):
            if not target.startswith(ALLOWED):
                yield finding(
                    CODE,
                    SEVERITY,
                    origin.document.place_of_text((*origin.pointer, field), target),
                    wording.text("dead-link.message", target=target),
                    wording.text("dead-link.hint"),
                )
