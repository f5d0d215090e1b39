"""Two notices of one title say of the same time that the same is affected.

Readers see both, one below the other. Remove one, or say in the titles how they differ.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from servicebook.documents.names import folded
from servicebook.model.catalog import Catalog
from servicebook.model.news import Notice
from servicebook.problems import Problem, Related, Severity
from servicebook.rules.finding import finding
from servicebook.wording import text

CODE = "notice-twice"
SEVERITY = Severity.WARNING
READS: tuple[str, ...] = ()


def check(catalog: Catalog) -> Iterator[Problem]:
    by_title: defaultdict[str, list[Notice]] = defaultdict(list)
    for notice in catalog.notices.values():
        before = by_title[folded(notice.title)]
        if earlier := next((one for one in before if _meet(one, notice)), None):
            yield finding(
                CODE,
                SEVERITY,
                notice.origin.place("title"),
                text("notice-twice.message", title=notice.title, other=earlier.id),
                text("notice-twice.hint"),
                (Related(earlier.origin.place("title"), text("problem.other")),),
            )
        before.append(notice)


def _meet(one: Notice, other: Notice) -> bool:
    """Whether both hold on some day, for some service or department."""
    if (one.end is not None and one.end < other.start) or (other.end is not None and other.end < one.start):
        return False
    return not (
        set(one.services).isdisjoint(other.services) and set(one.departments).isdisjoint(other.departments)
    )
