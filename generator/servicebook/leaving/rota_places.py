"""Rotas that still have somebody on duty who has left: files of other programs, which nobody here writes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta

from servicebook.leaving.left_places import Because, LeftPlace
from servicebook.leaving.successors import next_on_duty
from servicebook.model.catalog import Catalog
from servicebook.model.duty import people_of

_AHEAD = timedelta(days=2 * 366)
"""So far it is looked whether somebody comes on duty again."""


def rota_places(then: Catalog, leaver: str) -> Iterator[LeftPlace]:
    """Events that have the leaver on duty, ``then`` being the catalog on the first day without them."""
    first = datetime.combine(then.today, time())
    for rota in then.rotas.values():
        role = then.roles.get(rota.id)
        for number, event in enumerate(rota.events):
            if event.is_cancelled or leaver not in people_of(then, event):
                continue
            if any(True for _ in event.times.beginnings(first, first + _AHEAD)):
                yield LeftPlace(
                    document=rota.origin.document,
                    pointer=("events", number),
                    field="events",
                    because=Because.ROTA,
                    successor=next_on_duty(then, role, {leaver}) if role else None,
                    through=None,
                )
