"""A service promises times, and nobody has counted whether they are kept.

A promise that nobody checks is a wish. The rule is off unless `site_config/rules.yml` says otherwise, since many
services have too few requests to publish anything, and not every desk keeps tickets: switch it on once most services
are counted. Then count this one, too: its requests need a line under `services:` of a source in
`site_config/measures.yml`.
"""

from __future__ import annotations

from collections.abc import Iterator

from servicebook.analysis.kept_promises import kept_promises
from servicebook.model.catalog import Catalog
from servicebook.model.promises import promises
from servicebook.model.visible import visible
from servicebook.problems import Problem, Severity
from servicebook.rules.finding import finding
from servicebook.wording import text

CODE = "no-results"
SEVERITY = Severity.WARNING
READS: tuple[str, ...] = ("results", "department", "measures")


def check(catalog: Catalog) -> Iterator[Problem]:
    lines = kept_promises(visible(catalog)).lines
    for service in catalog.services.values():
        if service.id in lines or not service.can_be_asked:
            continue
        if any(promise.target.within is not None for promise in promises(catalog, service)):
            yield finding(
                CODE,
                SEVERITY,
                service.origin.place(),
                text("no-results.message", service=service.name),
                text("no-results.hint", service=service.id),
            )
