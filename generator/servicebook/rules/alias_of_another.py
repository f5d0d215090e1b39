"""Another word for a service is the name of another service.

Who searches for that one finds both, and asks the wrong one. Remove the alias, or say under `not_for` where the
other is.
"""

from __future__ import annotations

from collections.abc import Iterator

from servicebook.documents.names import folded
from servicebook.model.catalog import Catalog
from servicebook.problems import Problem, Related, Severity
from servicebook.rules.finding import finding
from servicebook.wording import text

CODE = "alias-of-another"
SEVERITY = Severity.WARNING
READS: tuple[str, ...] = ()


def check(catalog: Catalog) -> Iterator[Problem]:
    named = {folded(one.name): one for one in catalog.services.values() if one.can_be_asked}
    for service in catalog.services.values():
        for index, alias in enumerate(service.aliases):
            other = named.get(folded(alias))
            if other is not None and other is not service and folded(service.name) != folded(alias):
                yield finding(
                    CODE,
                    SEVERITY,
                    service.origin.place("aliases", index),
                    text("alias-of-another.message", alias=alias, other=other.id),
                    text("alias-of-another.hint", other=other.id),
                    (Related(other.origin.place("name"), text("problem.other")),),
                )
