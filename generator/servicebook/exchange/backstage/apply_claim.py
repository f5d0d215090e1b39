"""What Backstage says of an object that exists already: its fields are Backstage's or ours, and ours stay.

Backstage's fields, as far as an entity has them, are: of departments and services the name, the summary, those
aliases that can be tags, the links; of departments also the first e-mail address and the department above; of
services the lifecycle (``retired`` and ``deprecated`` are the same in Backstage) and the services they depend on; of
people the name and the e-mail address; of the role ``member`` those who hold it now. The description of an existing
object is edited by hand. With ``clear_missing``, what an entity no longer has is removed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from servicebook.exchange.backstage.mapping import is_tag, lifecycle_in_backstage
from servicebook.exchange.spreadsheet.column import Column
from servicebook.exchange.spreadsheet.merging import merged
from servicebook.exchange.spreadsheet.sheet_columns import SHEET_OF
from servicebook.frozen import frozen
from servicebook.source.yaml_reader import Value

_ALWAYS_THERE = ("name", "summary", "lifecycle")
"""What an entity without these keys does not clear: an object needs a name and a summary, and is live by default."""


@frozen(kw_only=True)
class EntityClaim:
    """What an entity says of its object: ``value`` is the object that a new catalog would get.

    Without a title or a summary of its own (``has_title``, ``has_summary``) these are made from the entity's
    ``name``, which is an alias of what has a title.
    """

    value: Mapping[str, Any]
    name: str
    has_title: bool
    has_summary: bool
    tags: Sequence[str] = ()


def apply_claim(
    kind: str, old: Mapping[str, Any], claim: EntityClaim, *, clear_missing: bool
) -> dict[str, Value]:
    """The object with Backstage's fields as claimed; the object as it is, where these are the same."""
    has_tags = claim.tags or clear_missing
    fields: dict[str, Any] = {
        "name": claim.value["name"] if claim.has_title else None,
        "summary": _summary(old, claim.value.get("summary", "")) if claim.has_summary else None,
        "aliases": _aliases(old.get("aliases", []), claim) if has_tags else None,
        "links": claim.value.get("links"),
        "part_of": claim.value.get("part_of"),
        **_fields_of_kind(kind, old, claim.value),
    }
    values: dict[Column, Value] = {}
    for name, value in fields.items():
        column = SHEET_OF[kind].column(name)
        if column and (value or (clear_missing and name not in _ALWAYS_THERE)):
            values[column] = value or None
    return merged(old, values, is_new=False)


def _fields_of_kind(kind: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, Any]:
    if kind == "person":
        return {"email": new.get("email")}
    if kind == "department":
        return {"email": _emails(old, [channel["address"] for channel in new.get("channels", ())])}
    return {
        "lifecycle": _lifecycle(old, new.get("lifecycle")),
        "depends_on": [need["service"] for need in new.get("depends_on", ())],
    }


def _summary(old: Mapping[str, Any], new: str) -> str:
    """The old summary where the new one is the same on one line, as Backstage has it."""
    written = str(old.get("summary", ""))
    return written if " ".join(written.split()) == new else new


def _aliases(old: Sequence[str], claim: EntityClaim) -> list[str]:
    kept = [alias for alias in old if alias in claim.tags or alias == claim.name or not is_tag(alias)]
    return [*kept, *(tag for tag in claim.tags if tag not in kept)]


def _emails(old: Mapping[str, Any], new: Sequence[str]) -> list[str]:
    """The e-mail addresses: the first is Backstage's, the others stay."""
    addresses = [channel["address"] for channel in old.get("channels", ()) if channel.get("type") == "email"]
    return [*new, *(address for address in addresses[1:] if address not in new)] if new else []


def _lifecycle(old: Mapping[str, Any], new: str | None) -> str | None:
    """The old lifecycle where Backstage cannot tell it from the new one."""
    written = old.get("lifecycle", "live")
    return written if new and lifecycle_in_backstage(written) == lifecycle_in_backstage(new) else new
