"""Addresses of pages that lead nowhere any more: neither is the object there, nor does a former id lead on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from servicebook import links
from servicebook.analysis.resolved import KINDS
from servicebook.comparing.changes import Change, Effect, Written
from servicebook.comparing.details import AddressDetail
from servicebook.comparing.same_objects import SameObjects
from servicebook.model.catalog import Catalog
from servicebook.model.visible import shown_people

_WITH_ADDRESS = ("department", "service", "role", "agreement", "journey", "faq", "person")
"""The kinds of objects that others link to."""


def lost_addresses(before: Catalog, after: Catalog, changes: Sequence[Change]) -> Iterator[Change]:
    """A change for each object of the base some of whose addresses neither it nor anything else has in the head."""
    if not changes:
        return
    same = SameObjects(changes)
    for kind in _WITH_ADDRESS:
        now = KINDS[kind](after)
        kept = {old for item in now.values() for old in _former(item)}.union(now)
        for qualified_id, item in KINDS[kind](before).items():
            lost = [old for old in (qualified_id, *_former(item)) if old not in kept]
            today = same.today(kind, qualified_id)
            if (
                lost
                and _had_page(before, after, kind, qualified_id)
                and not _moved_along(kind, today, lost, now)
            ):
                yield _change(kind, today, lost, item, now)


def _moved_along(kind: str, today: str, lost: Sequence[str], now: Mapping[str, Any]) -> bool:
    """Whether a question only goes with its service or department: their addresses lead to it, and nothing else can."""
    own = today.rpartition("/")[2]
    return kind == "faq" and today in now and all(old.rpartition("/")[2] == own for old in lost)


def _former(item: Any) -> tuple[str, ...]:
    former: tuple[str, ...] = getattr(item, "former_ids", ())  # questions have none
    return former


def _had_page(before: Catalog, after: Catalog, kind: str, qualified_id: str) -> bool:
    """Whether there was a page, and there should be one: whoever leaves has none, and is none of anybody's business."""
    return kind != "person" or (qualified_id in shown_people(before) and qualified_id in shown_people(after))


def _change(kind: str, today: str, lost: Sequence[str], item: Any, now: Mapping[str, Any]) -> Change:
    is_there = today in now
    origin = (now[today] if is_there else item).origin
    addresses = tuple(links.to(kind, old) for old in lost)
    return Change(
        code="address-lost",
        kind=kind,
        object_id=today if is_there else item.id,
        field=None,
        before=list(addresses),
        after=None,
        # of what is gone, pages of the history tell; what lives on should be found where it was
        effect=Effect.BROKEN if is_there else Effect.REMOVED,
        written=Written("head" if is_there else "base", origin.document, origin.pointer),
        details=AddressDetail(now=today if is_there else None, former=tuple(lost), addresses=addresses),
    )
