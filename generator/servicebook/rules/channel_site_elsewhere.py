"""A way to ask is on a site on which the service is not offered.

Readers of the service would travel or call in vain. Add the site to `sites`, or remove it from the channel.
"""

from __future__ import annotations

from collections.abc import Iterator

from servicebook.model.catalog import Catalog
from servicebook.problems import Problem, Related, Severity
from servicebook.rules.finding import finding
from servicebook.wording import text

CODE = "channel-site-elsewhere"
SEVERITY = Severity.WARNING
READS: tuple[str, ...] = ()


def check(catalog: Catalog) -> Iterator[Problem]:
    for service in catalog.services.values():
        if not service.sites:
            continue
        for index, channel in enumerate(service.channels):
            if channel.site and channel.site not in service.sites:
                yield finding(
                    CODE,
                    SEVERITY,
                    service.origin.place("channels", index, "site"),
                    text("channel-site-elsewhere.message", site=channel.site, service=service.name),
                    text("channel-site-elsewhere.hint"),
                    (Related(service.origin.place("sites"), text("channel-site-elsewhere.sites")),),
                )
