"""A way to ask is listed twice.

Readers see the same address two times and look for the difference. Keep one of them, with the notes of both.
"""

from __future__ import annotations

from collections.abc import Iterator

from servicebook.model.catalog import Catalog
from servicebook.problems import Problem, Related, Severity
from servicebook.rules.finding import finding
from servicebook.rules.written_channels import written_channels
from servicebook.wording import text

CODE = "channel-twice"
SEVERITY = Severity.WARNING
READS: tuple[str, ...] = ()


def check(catalog: Catalog) -> Iterator[Problem]:
    for origin, channels in catalog.derive(written_channels):
        if len(channels) < 2:
            continue
        seen: dict[tuple[str | None, ...], int] = {}
        for index, channel in enumerate(channels):
            # one place or room may be two ways of asking: on two sites, at other hours
            key = (
                channel.type,
                channel.url,
                channel.address,
                channel.handle,
                channel.number,
                channel.place,
                channel.site,
                channel.hours,
            )
            first = seen.setdefault(key, index)
            if first != index:
                yield finding(
                    CODE,
                    SEVERITY,
                    origin.place("channels", index),
                    text("channel-twice.message", way=text(f"channel.{channel.type}")),
                    text("hint.keep-one"),
                    (Related(origin.place("channels", first), text("problem.other")),),
                )
