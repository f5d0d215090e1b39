"""A way to ask has a detail that belongs to another way.

A form has a `url`, an e-mail an `address`, a chat a `handle`, a telephone a `number`, a desk a `place`; chats and desks
may have a `url` too. Anything else is not shown. Give the other way an entry of its own.
"""

from __future__ import annotations

from collections.abc import Iterator

from servicebook.model.catalog import Catalog
from servicebook.problems import Problem, Severity
from servicebook.rules.finding import finding
from servicebook.rules.written_channels import SHOWN, details_of, written_channels
from servicebook.wording import text

CODE = "channel-detail-unused"
SEVERITY = Severity.WARNING
READS: tuple[str, ...] = ()


def check(catalog: Catalog) -> Iterator[Problem]:
    for origin, channels in catalog.derive(written_channels):
        for index, channel in enumerate(channels):
            shown = SHOWN[channel.type]
            for field, value in details_of(channel).items():
                if value is not None and field not in shown:
                    yield finding(
                        CODE,
                        SEVERITY,
                        origin.place("channels", index, field, key=True),
                        text(
                            "channel-detail-unused.message",
                            way=text(f"channel.{channel.type}"),
                            field=field,
                            value=value,
                        ),
                        text("channel-detail-unused.hint"),
                    )
