"""A service can be asked for, and nothing says how.

Neither the service nor its department has `channels`, so its page has no button and no address. Give the department a
channel, which all its services then have, or the service one of its own. Several services without one in a department
are one finding, as one line mends them all.
"""

from __future__ import annotations

from collections.abc import Iterator

from servicebook.model.catalog import Catalog
from servicebook.problems import Problem, Severity
from servicebook.rules.finding import finding
from servicebook.wording import text

CODE = "no-channel"
SEVERITY = Severity.WARNING
READS: tuple[str, ...] = ("department",)


def check(catalog: Catalog) -> Iterator[Problem]:
    for department in catalog.departments.values():
        if catalog.department_channels(department.id).value:
            continue
        silent = [
            service
            for service in catalog.index.services_of.get(department.id, ())
            if service.can_be_asked and not service.channels
        ]
        if not silent:
            continue
        yield finding(
            CODE,
            SEVERITY,
            silent[0].origin.place() if len(silent) == 1 else department.origin.place(),
            text("no-channel.message", service=silent[0].name)
            if len(silent) == 1
            else text("no-channel.several", number=len(silent), service=silent[0].name),
            text("no-channel.hint", department=department.id),
        )
