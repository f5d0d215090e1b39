"""How somebody gives the values of an object's fields: by options of a command, or as answers to its questions."""

from __future__ import annotations

import json
from collections.abc import Iterable

from servicebook import wording
from servicebook.documents.drafting import HEADLINES, example_of, is_hours
from servicebook.documents.kinds import Kind
from servicebook.documents.properties import Property
from servicebook.documents.weekly_hours import SAMPLE


def given_by(kind: Kind, fields: Iterable[Property]) -> str:
    """How fields are given: ``--name TEXT, --set answer=VALUE``."""
    ways = {HEADLINES.get(kind.name, "name"): "--name TEXT", "summary": "--summary TEXT"}
    return ", ".join(ways.get(field.name) or f"--set {_sample(kind, field)}" for field in fields)


def _sample(kind: Kind, field: Property) -> str:
    """What to type for a field: of one with parts an example, which a shell takes as it stands."""
    if is_hours(kind, field.path):
        return f"'{field.name}={SAMPLE}'"
    if not _has_parts(field):
        return f"{field.name}=VALUE"
    return f"'{field.name}={json.dumps(example_of(field), ensure_ascii=False)}'"


def question(kind: Kind, field: Property) -> str:
    """What somebody at a terminal is asked."""
    if is_hours(kind, field.path):
        return wording.text("new.ask-hours", sample=SAMPLE)
    description = field.description.rstrip(".")
    if field.type.choices:
        return wording.text(
            "new.ask-choice", field=field.name, choices=", ".join(map(str, field.type.choices))
        )
    if _has_parts(field):
        sample = json.dumps(example_of(field), ensure_ascii=False)
        return wording.text("new.ask-example", field=field.name, description=description, example=sample)
    if field.type.name == "array":
        return wording.text("new.ask-list", field=field.name, description=description)
    return wording.text("new.ask", field=field.name, description=description)


def _has_parts(field: Property) -> bool:
    return "object" in (field.type.name, field.type.each and field.type.each.name)
