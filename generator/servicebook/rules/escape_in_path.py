"""A path in double quotes has a backslash that makes another character with the letter behind it.

Within double quotes, YAML reads `\\n` as a line break and `\\t` as a tab: `"C:\\new"` is *C:*, a new line and *ew*.
Within single quotes, and without quotes, a backslash is a backslash.
"""

from __future__ import annotations

from collections.abc import Iterator

from servicebook.model.catalog import Catalog
from servicebook.model.written_files import written_files
from servicebook.problems import Problem, Severity
from servicebook.rules.finding import finding
from servicebook.source.yaml_surprises import escaped_paths
from servicebook.wording import text

CODE = "escape-in-path"
SEVERITY = Severity.WARNING
READS: tuple[str, ...] = ()


def check(catalog: Catalog) -> Iterator[Problem]:
    for path, document in catalog.derive(written_files).items():
        for place, written in escaped_paths(document.text, path):
            shown = text("escape-in-path.hint-shown", written=written) if written else None
            yield finding(
                CODE, SEVERITY, place, text("escape-in-path.message"), shown or text("escape-in-path.hint")
            )
