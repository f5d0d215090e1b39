"""What Backstage says of an object that is there already: which of its fields are Backstage's, and all others stay.

Of Backstage are, as far as an entity says them: of departments and services the name, the summary, those aliases that
can be tags, the links; of departments also the first e-mail address and the department above; of services the
lifecycle (``retired`` and ``deprecated`` are the same there) and the services that they lean on; of people the name and
the e-mail address; of the role ``member`` those who hold it now. A description is edited by hand once it is there.
With ``clear_missing``, what an entity no longer says is taken away.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from servicebook.exchange.backstage.mapping import is_tag, lifecycle_there
from servicebook.exchange.spreadsheet.column import Column
from servicebook.exchange.spreadsheet.merging import merged
from servicebook.exchange.spreadsheet.sheet_columns import SHEET_OF
from servicebook.source.yaml_reader import Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What an entity says: the object that it would be if it were new (``value``), and how much of that it says itself.

    Where it ``has_title`` or ``has_summary`` not, these are made from its own ``name``, which is an alias of what has
    a title.
    """

    value: Mapping[str, Any]
    name: str
    has_title: bool
    has_summary: bool
    tags: Sequence[str] = ()


def brought(kind: str, old: Mapping[str, Any], said: Said, *, clear_missing: bool) -> dict[str, Value]:
    """The object with what an entity says of it; where that is what is there, the object as it is."""
    new = said.value
    values: dict[str, Any] = {
        "name": new["name"] if said.has_title else None,
        "summary": _summary(old, new.get("summary", "")) if said.has_summary else None,
        "aliases": _aliases(old.get("aliases", []), said) if said.tags or clear_missing else None,
        **{key: new.get(key) for key in ("links", "part_of")},
    }
    if kind == "person":
        values |= {"email": new.get("email")}
    elif kind == "department":
        values |= {"email": _emails(old, [one["address"] for one in new.get("channels", ())])}
    else:
        values |= {
            "lifecycle": _lifecycle(old, new.get("lifecycle")),
            "depends_on": [one["service"] for one in new.get("depends_on", ())],
        }
    taken: dict[Column, Value] = {}
    for name, value in values.items():
        column = SHEET_OF[kind].column(name)
        if column and (value or (clear_missing and name not in ("name", "summary", "lifecycle"))):
            taken[column] = value or None
    return merged(old, taken, is_new=False)


def _summary(old: Mapping[str, Any], new: str) -> str:
    """The summary there, where the new one says the same on one line."""
    written = str(old.get("summary", ""))
    return written if " ".join(written.split()) == new else new


def _aliases(old: Sequence[str], said: Said) -> list[str]:
    kept = [one for one in old if one in said.tags or one == said.name or not is_tag(one)]
    return [*kept, *(one for one in said.tags if one not in kept)]


def _emails(old: Mapping[str, Any], new: Sequence[str]) -> list[str]:
    """The e-mail addresses, the first of which is Backstage's."""
    there = [one["address"] for one in old.get("channels", ()) if one.get("type") == "email"]
    return [*new, *(one for one in there[1:] if one not in new)] if new else []


def _lifecycle(old: Mapping[str, Any], new: str | None) -> str | None:
    written = old.get("lifecycle", "live")
    return written if new and lifecycle_there(written) == lifecycle_there(new) else new
