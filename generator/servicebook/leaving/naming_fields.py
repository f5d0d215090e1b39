"""The fields in which a person or a role is named, and what becomes of each when the person leaves.

Which fields there are is not known here but by the schemas (``x-ref``); what each of them means is. A test fails for
a field that a schema has and these tables have not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import Enum, auto

from servicebook.documents.document import Document
from servicebook.documents.kinds import KINDS, Kind
from servicebook.documents.references import Reference
from servicebook.documents.schemas import Plan, plan_of
from servicebook.source.yaml_reader import Pointer


class Meaning(Enum):
    """What it means that somebody is named in a field."""

    HOLDER = auto()
    """They hold the role."""
    DEPUTY = auto()
    """They are the role's deputy."""
    TASK = auto()
    """They are asked, or answer for something, today and later: there must be somebody."""
    ABSENT = auto()
    """They are away."""
    STANDS_IN = auto()
    """They stand in for somebody who is away."""
    RECORD = auto()
    """It happened, or was said, and stays true whoever leaves."""
    TEXT = auto()
    """A text has a link to them."""
    UNKNOWN = auto()
    """Nothing is known of the field: a person has to decide."""


PEOPLE: Mapping[tuple[str, str], Meaning] = {
    ("role", "holders"): Meaning.HOLDER,
    ("role", "holders.person"): Meaning.HOLDER,
    ("role", "deputies"): Meaning.DEPUTY,
    ("role", "deputies.person"): Meaning.DEPUTY,
    ("absence", "person"): Meaning.ABSENT,
    ("absence", "stands_in"): Meaning.STANDS_IN,
    ("kudos", "from"): Meaning.RECORD,
    ("kudos", "to"): Meaning.RECORD,
    ("remark", "from"): Meaning.RECORD,
}
"""By kind of file and field, what it means to be named there as a person."""

ROLES: Mapping[tuple[str, str], Meaning] = {
    ("department", "head"): Meaning.TASK,
    ("department", "escalation.role"): Meaning.TASK,
    ("department", "meetings.with"): Meaning.TASK,
    ("service", "roles.owner"): Meaning.TASK,
    ("service", "roles.deputy"): Meaning.TASK,
    ("service", "roles.process_owner"): Meaning.TASK,
    ("service", "escalation.role"): Meaning.TASK,
    ("service", "handoffs.by"): Meaning.TASK,
    ("role", "reports_to"): Meaning.TASK,
    ("journey", "owner"): Meaning.TASK,
    ("journey", "steps.by"): Meaning.TASK,
    ("meeting", "with"): Meaning.RECORD,
    ("meeting", "actions.role"): Meaning.TASK,
    ("agreement", "accepted.by"): Meaning.RECORD,
    ("health", "by"): Meaning.RECORD,
    ("remark", "answer.by"): Meaning.RECORD,
    ("measures", "counted_by"): Meaning.TASK,
}
"""The same for those whose role is named there."""


def meaning_of(kind: Kind, field: str, reference: Reference, named: str) -> Meaning:
    """What it means that a ``person`` or a ``role`` is named by a reference in a field of a kind of file."""
    if reference.in_markdown:
        return Meaning.TEXT
    known = PEOPLE if named == "person" else ROLES
    return known.get((kind.name, field), Meaning.UNKNOWN)


def field_of(document: Document, pointer: Pointer) -> str:
    """The names of the fields on the way to a value: ``escalation.role``. Ids and places in lists are left out."""
    plan, names = plan_of(document.location.kind.schema), []
    for step in pointer:
        if isinstance(step, str) and step in plan.keys:
            names.append(step)
            plan = plan.keys[step]
        elif plan.each is not None:
            plan = plan.each
        else:
            break  # below it nothing is referred to
    return ".".join(names)


def fields_naming(named: str) -> Iterator[tuple[str, str]]:
    """Every field of every kind of file that may name a ``person`` or a ``role``, by the schemas."""
    for kind in KINDS:
        for field in _fields(plan_of(kind.schema), named, ""):
            yield kind.name, field


def _fields(plan: Plan, named: str, above: str) -> Iterator[str]:
    if named in {kind.rstrip(":") for kind in (*plan.refs, *plan.key_refs)}:
        yield above
    if plan.each is not None:
        yield from _fields(plan.each, named, above)
    for key, below in plan.keys.items():
        yield from _fields(below, named, f"{above}.{key}" if above else key)
