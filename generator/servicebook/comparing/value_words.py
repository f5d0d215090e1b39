"""What an entry of an object says, in words: a step with who does it and in which time, a target, a way to ask."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from servicebook.comparing.field_words import INHERITED
from servicebook.comparing.object_titles import name_of
from servicebook.model.calendars import hours_of
from servicebook.model.catalog import Catalog
from servicebook.model.common import CHANNEL_TYPES, Target, duration
from servicebook.model.service import cost_of
from servicebook.wording import promise_text, text

Catalogs = Sequence[Catalog]
"""Where names are looked up, first in the head."""

_NAMED = {
    "owner": "role", "deputy": "role", "process_owner": "role", "head": "role", "reports_to": "role",
    "covers": "service", "replaced_by": "service", "part_of": "department", "audience": "audience", "for": "audience",
    "sites": "site", "support_hours": "calendar", "service_hours": "calendar",
}  # fmt: skip
"""The fields whose values are ids, with the kinds of what they name."""


def value_words(field: str, value: Any, catalogs: Catalogs) -> Any:
    """A value with names in place of ids, and entries as sentences; any other value as it is."""
    path = field.removeprefix(INHERITED)
    root, last = path.partition("[")[0].partition(".")[0], path.rpartition(".")[2]
    kind = _NAMED.get(last.partition("[")[0])
    if kind and not isinstance(value, dict):
        return _named(kind, value, catalogs)
    if path == "cost":
        return _cost(value, catalogs)
    words = _ENTRIES.get(root)
    is_entry = root == path or path.endswith("]") or " for " in path.rpartition("]")[2]
    if words is None or not is_entry:
        return value
    if isinstance(value, list) and all(isinstance(item, dict) for item in value):
        return "; ".join(words(item, catalogs) for item in value)
    return words(value, catalogs) if isinstance(value, dict) else value


def _named(kind: str, value: Any, catalogs: Catalogs) -> Any:
    if isinstance(value, list):
        return [_named(kind, item, catalogs) for item in value]
    return _name(kind, value, catalogs) if isinstance(value, str) else value


def _name(kind: str, qualified_id: str, catalogs: Catalogs) -> str:
    for catalog in catalogs:
        if kind == "calendar":
            hours = hours_of(catalog.settings, qualified_id)
            name = hours.name if hours else None
        else:
            name = name_of(catalog, kind, qualified_id)
        if name:
            return name
    return qualified_id


def _cost(value: Any, catalogs: Catalogs) -> Any:
    """``Free``; ``€ 4 per parcel, Letters are free.``"""
    cost = cost_of(value)
    organization = catalogs[0].settings.organization
    words = promise_text.cost(cost, organization.currency, organization.language)
    note = cost.note if cost and cost.note != words else None
    return _list(part for part in (words, note) if part) or value


def _list(parts: Iterator[str]) -> str:
    return text("list.separator").join(part for part in parts if part)


def _target(entry: Mapping[str, Any], catalogs: Catalogs) -> str:
    """``within 2 working days, in 95 of 100 cases, per month``."""
    return _list(_of_target(entry, catalogs))


def _of_target(entry: Mapping[str, Any], catalogs: Catalogs) -> Iterator[str]:
    language = catalogs[0].settings.organization.language
    within = entry.get("within")
    target = Target(
        measure=str(entry.get("measure")),
        within=duration(within) if isinstance(within, str) else None,
        at_least=entry.get("at_least"),
        compliance=entry.get("compliance"),
        per=entry.get("per"),
        stated=entry.get("stated"),
    )
    value = promise_text.promised_value(target, language)
    yield value
    yield promise_text.compliance(target, language) or ""
    if target.stated and target.stated != value:
        yield " ".join(target.stated.split())
    if cutoff := entry.get("cutoff"):
        yield text("terms.cutoff", time=str(cutoff))
    if hours := entry.get("hours"):
        yield text("terms.counted-on", calendar=_name("calendar", str(hours), catalogs))


def _step(entry: Mapping[str, Any], catalogs: Catalogs) -> str:
    """``Controlling lead: Sign off every margin below 12 %, within 1 working day, only sometimes``."""
    return _list(_of_step(entry, catalogs))


def _of_step(entry: Mapping[str, Any], catalogs: Catalogs) -> Iterator[str]:
    by, service = entry.get("by"), entry.get("service")
    who = ""
    if isinstance(by, str):
        who = _name("role" if "/" in by else "department", by, catalogs)
    elif isinstance(service, str):
        who = _name("service", service, catalogs)
    does = entry.get("does") or entry.get("title") or ""
    yield text("changed-value.step", who=who, does=does) if who and does else who or does
    if isinstance(within := entry.get("within"), str):
        yield from (promise_text.time_limit(limit) for limit in [duration(within)] if limit)
    if entry.get("when") == "sometimes":
        yield text("changed-value.sometimes")


def _channel(entry: Mapping[str, Any], _: Catalogs) -> str:
    kind = entry.get("type")
    by = text(f"by-channel.{kind}") if kind in CHANNEL_TYPES else str(kind)
    where = ", ".join(str(part) for key, part in entry.items() if key != "type")
    return text("changed-value.channel", by=by, where=where) if where else by


def _level(entry: Mapping[str, Any], catalogs: Catalogs) -> str:
    role = _name("role", str(entry.get("role")), catalogs)
    after = entry.get("after")
    return text("changed-value.level", role=role, after=str(after)) if after else role


def _need(entry: Mapping[str, Any], catalogs: Catalogs) -> str:
    service = _name("service", str(entry.get("service")), catalogs)
    needed = entry.get("for")
    return text("changed-value.need", service=service, needed=str(needed)) if needed else service


def _closure(entry: Mapping[str, Any], _: Catalogs) -> str:
    when = text("changed-value.every-year", days=entry["every"]) if "every" in entry else ""
    others = [str(part) for key, part in entry.items() if key not in ("every", "reason")]
    days = " – ".join(others) or when
    reason = entry.get("reason")
    return text("changed-value.closure", days=days, reason=str(reason)) if reason else days


_ENTRIES: Mapping[str, Callable[[Mapping[str, Any], Catalogs], str]] = {
    "targets": _target,
    "handoffs": _step,
    "steps": _step,
    "channels": _channel,
    "escalation": _level,
    "depends_on": _need,
    "closures": _closure,
}
"""How the entries of a field are said, by its name."""
