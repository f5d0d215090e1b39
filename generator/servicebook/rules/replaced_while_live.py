"""A service can be asked for without end, and is said to be replaced by another.

`replaced_by` is where readers go when a service is `deprecated` or `retired`. Say so under `lifecycle`, or remove
`replaced_by`.
"""

from __future__ import annotations

from collections.abc import Iterator

from servicebook.model.catalog import Catalog
from servicebook.problems import Problem, Severity
from servicebook.rules.finding import finding
from servicebook.wording import text

CODE = "replaced-while-live"
SEVERITY = Severity.WARNING
READS: tuple[str, ...] = ()


def check(catalog: Catalog) -> Iterator[Problem]:
    for service in catalog.services.values():
        if service.replaced_by and service.lifecycle in ("planned", "live"):
            yield finding(
                CODE,
                SEVERITY,
                service.origin.place("replaced_by"),
                text(
                    "replaced-while-live.message",
                    service=service.name,
                    other=service.replaced_by,
                    state=text(f"lifecycle.{service.lifecycle}").lower(),
                ),
                text("replaced-while-live.hint"),
            )
