"""A `#` in a text makes a comment of the rest of its line.

In YAML, a `#` behind a space begins a comment: of `name: Laptop #1 repair` only *Laptop* is read. Put such a text in
quotes. Of a comment that is meant, a space after its `#` says so: `lifecycle: live # since May`.
"""

from __future__ import annotations

from collections.abc import Iterator

from servicebook.model.catalog import Catalog
from servicebook.model.written_files import written_files
from servicebook.problems import Problem, Severity
from servicebook.rules.finding import finding
from servicebook.source.yaml_surprises import cut_texts
from servicebook.wording import text

CODE = "text-cut-short"
SEVERITY = Severity.WARNING
READS: tuple[str, ...] = ()


def check(catalog: Catalog) -> Iterator[Problem]:
    for path, document in catalog.derive(written_files).items():
        for place, written in cut_texts(document.text, path):
            shown = text("text-cut-short.hint-shown", written=written) if written else None
            yield finding(
                CODE, SEVERITY, place, text("text-cut-short.message"), shown or text("text-cut-short.hint")
            )
