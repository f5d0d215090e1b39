"""Two ways to ask are both the preferred one.

The preferred way becomes the button, and there is one button: the first of them. Keep `preferred` where you would send
most people.
"""

from __future__ import annotations

from collections.abc import Iterator

from servicebook.model.catalog import Catalog
from servicebook.problems import Problem, Related, Severity
from servicebook.rules.finding import finding
from servicebook.rules.written_channels import written_channels
from servicebook.wording import text

CODE = "preferred-twice"
SEVERITY = Severity.WARNING
READS: tuple[str, ...] = ()


def check(catalog: Catalog) -> Iterator[Problem]:
    for origin, channels in catalog.derive(written_channels):
        preferred = [index for index, channel in enumerate(channels) if channel.preferred]
        for index in preferred[1:]:
            yield finding(
                CODE,
                SEVERITY,
                origin.place("channels", index, "preferred"),
                text("preferred-twice.message", way=text(f"channel.{channels[index].type}")),
                text("preferred-twice.hint"),
                (Related(origin.place("channels", preferred[0]), text("preferred-twice.first")),),
            )
