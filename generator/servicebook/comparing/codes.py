"""Which code a change has, and in which way it matters: one table of kinds and fields."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum, auto
from typing import NamedTuple

from servicebook.comparing.changes import Effect
from servicebook.comparing.fields import FieldDifference
from servicebook.documents.key_order import place_in_schema
from servicebook.documents.kinds import kind_of_file
from servicebook.documents.schemas import schema_at


class Family(Enum):
    """What decides the effect of a field's change."""

    PROMISE = auto()
    """The dates that follow from it, or another measure of what is promised."""
    REACH = auto()
    """For whom, where or how something can be asked for."""
    PEOPLE = auto()
    """Who is responsible."""
    FACT = auto()
    """Something that is true or not, and no promise."""
    TEXT = auto()
    """Words for readers."""


class Meaning(NamedTuple):
    """The code of a field's change, and its family. Codes of promises end with their effect."""

    code: str
    family: Family


PROMISE = Meaning("promise", Family.PROMISE)
_WORDS = Meaning("text-changed", Family.TEXT)
_DETAIL = Meaning("detail-changed", Family.FACT)

_REVIEWED = ("service", "department", "agreement", "journey", "role")
_REVIEW = ("reviewed_on", "review_every")
_FIELDS: Mapping[tuple[str, str], Meaning] = {
    ("service", "targets"): PROMISE,
    ("department", "targets"): PROMISE,
    ("agreement", "targets"): PROMISE,
    ("service", "pauses_when"): PROMISE,
    ("service", "support_hours"): PROMISE,
    ("department", "support_hours"): PROMISE,
    ("service", "service_hours"): PROMISE,
    ("service", "audience"): Meaning("audience-changed", Family.REACH),
    ("journey", "for"): Meaning("audience-changed", Family.REACH),
    ("service", "sites"): Meaning("sites-changed", Family.REACH),
    ("department", "sites"): Meaning("sites-changed", Family.REACH),
    ("service", "channels"): Meaning("channels-changed", Family.REACH),
    ("department", "channels"): Meaning("channels-changed", Family.REACH),
    ("agreement", "covers"): Meaning("coverage-changed", Family.REACH),
    ("service", "roles"): Meaning("owner-changed", Family.PEOPLE),
    ("journey", "owner"): Meaning("owner-changed", Family.PEOPLE),
    ("department", "head"): Meaning("head-changed", Family.PEOPLE),
    ("department", "contact"): Meaning("contact-changed", Family.PEOPLE),
    ("role", "holders"): Meaning("holders-changed", Family.PEOPLE),
    ("role", "deputies"): Meaning("deputies-changed", Family.PEOPLE),
    ("role", "reports_to"): Meaning("reporting-line-changed", Family.FACT),
    ("service", "lifecycle"): Meaning("lifecycle-changed", Family.FACT),
    ("service", "replaced_by"): Meaning("replacement-changed", Family.FACT),
    ("service", "cost"): Meaning("cost-changed", Family.FACT),
    ("service", "prerequisites"): Meaning("prerequisites-changed", Family.FACT),
    ("service", "customer_duties"): Meaning("duties-changed", Family.FACT),
    ("department", "customer_duties"): Meaning("duties-changed", Family.FACT),
    ("agreement", "customer_duties"): Meaning("duties-changed", Family.FACT),
    ("service", "escalation"): Meaning("escalation-changed", Family.FACT),
    ("department", "escalation"): Meaning("escalation-changed", Family.FACT),
    ("service", "handoffs"): Meaning("handoffs-changed", Family.FACT),
    ("journey", "steps"): Meaning("steps-changed", Family.FACT),
    ("service", "depends_on"): Meaning("dependencies-changed", Family.FACT),
    ("agreement", "accepted"): Meaning("acceptance-changed", Family.FACT),
    ("agreement", "effective_from"): Meaning("period-changed", Family.FACT),
    ("agreement", "effective_until"): Meaning("period-changed", Family.FACT),
    **{(kind, key): Meaning("review-changed", Family.FACT) for kind in _REVIEWED for key in _REVIEW},
    ("department", "part_of"): Meaning("parent-changed", Family.FACT),
    ("priorities", "default"): Meaning("default-priority-changed", Family.FACT),
}
_ROLES: Mapping[str, Meaning] = {
    "deputy": Meaning("deputy-changed", Family.PEOPLE),
    "process_owner": Meaning("process-owner-changed", Family.PEOPLE),
}
_CALENDAR = Meaning("calendar", Family.PROMISE)
_TEXTS_OF_CALENDARS = frozenset({"name", "title", "summary", "description"})
_FORMER = Meaning("former-ids-changed", Family.FACT)


def is_promise(code: str) -> bool:
    """Whether a change has the code of promises or of a calendar, whose effect is still to be found."""
    return code in (PROMISE.code, _CALENDAR.code)


def meaning_of(kind: str, difference: FieldDifference) -> Meaning:
    """What the change of a field of a kind of object means."""
    if not difference.path:
        return _DETAIL
    if difference.root == "former_ids":
        return _FORMER
    if kind == "service" and difference.path[0] == "roles" and len(difference.path) > 1:
        return _ROLES.get(difference.path[1], _FIELDS[kind, "roles"])
    if known := _FIELDS.get((kind, difference.root)):
        return known
    if kind == "calendar" and difference.root not in (*_TEXTS_OF_CALENDARS, "known_until"):
        return _CALENDAR
    return _WORDS if is_text(kind, difference) else _DETAIL


def is_text(kind: str, difference: FieldDifference) -> bool:
    """Whether a field holds words for readers, by its schema."""
    pointer = difference.pointers[1] if difference.pointers[1] is not None else difference.pointers[0]
    below = tuple(pointer or ())
    file, above = kind_of_file(kind), place_in_schema(kind)
    schema, _ = schema_at(file.schema, (*above, *below))
    if schema.get("type") == "array":
        schema, _ = schema_at(file.schema, (*above, *below, 0))
    return schema.get("x-text") == "text"


OBJECTS: Mapping[Effect, str] = {
    Effect.ADDED: "added",
    Effect.REMOVED: "removed",
    Effect.MOVED: "moved",
}
"""How the code of an object's change ends: ``service-added``."""
