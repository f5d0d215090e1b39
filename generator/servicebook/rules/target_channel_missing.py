"""A target holds for a way of asking that the service does not have.

Nobody can ask in that way, so the promise is never made. Add the channel to the service or its department, or correct
the target's `channel`.
"""

from __future__ import annotations

from collections.abc import Iterator

from servicebook.model.catalog import Catalog
from servicebook.problems import Problem, Severity
from servicebook.rules.finding import finding
from servicebook.wording import text

CODE = "target-channel-missing"
SEVERITY = Severity.WARNING
READS: tuple[str, ...] = ("department",)


def check(catalog: Catalog) -> Iterator[Problem]:
    for service in catalog.services.values():
        for index, target in enumerate(service.targets):
            if target.channel is None:
                continue
            channels = catalog.channels(service).value
            if channels and target.channel not in {channel.type for channel in channels}:
                yield finding(
                    CODE,
                    SEVERITY,
                    service.origin.place("targets", index, "channel"),
                    text(
                        "target-channel-missing.message",
                        service=service.name,
                        way=text(f"channel.{target.channel}"),
                    ),
                    text("target-channel-missing.hint"),
                )
