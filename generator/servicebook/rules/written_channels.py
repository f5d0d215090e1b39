"""Ways to ask, wherever they are written, and what of them readers are shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import chain

from servicebook.documents.document import Origin
from servicebook.model.catalog import Catalog
from servicebook.model.common import Channel
from servicebook.model.department import Department
from servicebook.model.service import Service

SHOWN: Mapping[str, frozenset[str]] = {
    "form": frozenset({"url"}),
    "email": frozenset({"address"}),
    "chat": frozenset({"handle", "url"}),
    "phone": frozenset({"number"}),
    "desk": frozenset({"place", "url"}),
}
"""The details of each way to ask that a page shows, of those in which the ways differ."""


def written_channels(catalog: Catalog) -> tuple[tuple[Origin, tuple[Channel, ...]], ...]:
    """The lists of departments and services that have one. Ask with ``catalog.derive(written_channels)``."""
    items: Iterable[Department | Service] = chain(catalog.departments.values(), catalog.services.values())
    return tuple((item.origin, item.channels) for item in items if item.channels)


def details_of(channel: Channel) -> Mapping[str, str | None]:
    """The details in which ways to ask differ, by field."""
    return {
        "url": channel.url,
        "address": channel.address,
        "handle": channel.handle,
        "number": channel.number,
        "place": channel.place,
    }
