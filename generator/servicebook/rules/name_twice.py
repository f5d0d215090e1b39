"""Two topics, audiences, sites or journeys have the same name.

Readers cannot tell them apart where they choose one. Merge them, or name them by what is different.
"""

from __future__ import annotations

from collections.abc import Iterator

from servicebook.documents.names import folded
from servicebook.model.catalog import Catalog
from servicebook.model.journey import Journey
from servicebook.problems import Problem, Related, Severity
from servicebook.rules.finding import finding
from servicebook.settings import Audience, Site, Topic
from servicebook.wording import text

_Named = Topic | Audience | Site | Journey

CODE = "name-twice"
SEVERITY = Severity.WARNING
READS: tuple[str, ...] = ()


def check(catalog: Catalog) -> Iterator[Problem]:
    settings = catalog.settings
    for kind, objects in (
        ("topic", settings.topics.values()),
        ("audience", settings.audiences.values()),
        ("site", settings.sites.values()),
        ("journey", catalog.journeys.values()),
    ):
        first: dict[str, _Named] = {}
        for item in objects:
            earlier = first.setdefault(folded(item.name), item)
            if earlier is not item and item.origin is not None and earlier.origin is not None:
                yield finding(
                    CODE,
                    SEVERITY,
                    item.origin.place("name"),
                    text("name-twice.message", kind=text(f"kind.{kind}"), name=item.name, other=earlier.id),
                    text("name-twice.hint"),
                    (Related(earlier.origin.place("name"), text("problem.other")),),
                )
