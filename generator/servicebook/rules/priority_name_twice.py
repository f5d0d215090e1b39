"""Two priorities have the same name, or mean the same.

Whoever asks has to choose one of them. Say how they differ, or keep one.
"""

from __future__ import annotations

from collections.abc import Iterator

from servicebook.documents.names import folded
from servicebook.model.catalog import Catalog
from servicebook.problems import Problem, Related, Severity
from servicebook.rules.finding import finding
from servicebook.wording import text

CODE = "priority-name-twice"
SEVERITY = Severity.WARNING
READS: tuple[str, ...] = ()


def check(catalog: Catalog) -> Iterator[Problem]:
    origin = catalog.settings.priorities_origin
    if origin is None:
        return
    first: dict[tuple[str, str], str] = {}
    for priority in catalog.settings.priorities.values():
        for field, words in (("name", priority.name), ("means", priority.means)):
            if words is None:
                continue
            earlier = first.setdefault((field, folded(words)), priority.id)
            if earlier != priority.id:
                yield finding(
                    CODE,
                    SEVERITY,
                    origin.place("priorities", priority.id, field),
                    text("priority-name-twice.message", words=words, other=earlier),
                    text("priority-name-twice.hint"),
                    (Related(origin.place("priorities", earlier, field), text("problem.other")),),
                )
