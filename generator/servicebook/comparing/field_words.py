"""What a field of a change is called for readers: ``targets[fulfillment_time, high].within`` is "Done (High)"."""

from __future__ import annotations

import re

from servicebook.model.catalog import Catalog
from servicebook.model.common import CHANNEL_TYPES, MEASURES
from servicebook.wording import text

INHERITED = "inherited."
"""How fields begin that an object takes from its department."""
_FIELD = re.compile(
    r"(?P<root>[^.\[]+)(?:\[(?P<entry>.*)\])?(?:\.(?P<part>[^\]]*))?(?: for (?P<customer>[a-z0-9-]+))?\Z"
)

_NAMED = frozenset(
    {
        "name", "title", "summary", "description", "aliases", "lifecycle", "replaced_by", "audience", "topics", "sites",
        "roles", "owner", "deputy", "process_owner", "support_hours", "service_hours", "channels", "prerequisites",
        "not_for", "cost", "pauses_when", "customer_duties", "escalation", "handoffs", "depends_on", "links",
        "former_ids", "reviewed_on", "review_every", "head", "part_of", "contact", "meetings", "holders", "deputies",
        "reports_to", "covers", "quality", "effective_from", "effective_until", "accepted", "steps", "for", "question",
        "answer", "order", "open", "hours", "holidays", "closures", "special_days", "extends", "zone", "known_until",
        "until", "from", "effect", "adds", "text", "responsibilities",
    }
)  # fmt: skip
"""The fields that have a name of their own; others are called as they are written."""


def field_words(catalog: Catalog, field: str) -> str:
    """The field's name, with that of its entry and part."""
    match = _FIELD.match(field)
    if match is None:
        return field
    if field.startswith(INHERITED):
        return text("changed-field.inherited", field=_name(field.removeprefix(INHERITED)))
    root, entry, part, customer = match["root"], match["entry"], match["part"], match["customer"]
    if root == "targets" and entry is not None:
        words = _target(catalog, entry)
        words = (
            text("changed-field.part", field=words, part=_part(part)) if part and part != "within" else words
        )
    else:
        words = _name(root)
        if entry:
            words = text("changed-field.entry", field=words, entry=entry)
        if part:
            words = text("changed-field.part", field=words, part=_part(part))
    if customer:
        department = catalog.departments.get(customer)
        return text("changed-field.for", field=words, customer=department.name if department else customer)
    return words


def customer_of(field: str | None) -> str | None:
    """The department that alone is promised what a field is about, by an agreement."""
    match = _FIELD.match(field or "")
    return match["customer"] if match else None


def _name(field: str) -> str:
    return text(f"changed-field.name.{field}") if field in _NAMED else field.replace("_", " ")


def _part(part: str) -> str:
    return ", ".join(step if step.startswith("[") else _name(step).lower() for step in part.split("."))


def _target(catalog: Catalog, entry: str) -> str:
    """``Done (High, by phone)``: the measure, and for what it holds."""
    measure, *rest = entry.split(", ")
    name = text(f"measure.{measure}") if measure in MEASURES else measure
    only = ", ".join(_condition(catalog, condition) for condition in rest)
    return text("changed-field.entry", field=name, entry=only) if only else name


def _condition(catalog: Catalog, condition: str) -> str:
    if priority := catalog.settings.priorities.get(condition):
        return priority.name
    if condition in CHANNEL_TYPES:
        return text(f"by-channel.{condition}")
    service = catalog.services.get(condition)
    return service.name if service else condition
