"""The JSON Schema of the JSON document. What departments write is described by the schemas that check it."""

from __future__ import annotations

import json
from typing import Any

from servicebook.documents.schemas import all_schemas

VERSION = "1"
"""A new number only when something is removed, or changes its meaning."""

FILE = "catalog.schema.json"

_SCHEMAS_OF_WRITTEN = {
    "departments": "department.schema.json",
    "services": "service.schema.json",
    "roles": "roles.schema.json#/$defs/role",
    "people": "people.schema.json#/$defs/person",
    "faqs": "common.schema.json#/$defs/faq",
    "agreements": "agreement.schema.json",
    "journeys": "journey.schema.json",
    "notices": "notice.schema.json",
    "calendars": "calendars.schema.json#/$defs/calendar",
}
_SCHEMA_OF_REMARKS = "remarks.schema.json#/$defs/remark"
_KUDOS = "kudos.schema.json#/items/properties"
NAMED_SETTINGS = ("priorities", "audiences", "topics", "sites", "principles")
"""The lists of settings in the document."""
_TEXT = {"type": "string"}
_TEXT_OR_NULL = {"type": ["string", "null"]}


_NAMED = {"type": "array", "items": {"type": "object", "required": ["id", "name"]}}


def schema_text() -> str:
    """The schema as a file."""
    return json.dumps(schema(), ensure_ascii=False, indent=1) + "\n"


def schema() -> dict[str, Any]:
    """The schema, with those it refers to in itself."""
    properties: dict[str, Any] = {
        "servicebook": {"const": VERSION, "description": "The version of this form."},
        "as_of": {"type": "string", "format": "date", "description": "The day of what is resolved."},
        "organization": {"type": "object", "required": ["name", "language", "zone", "people"]},
        **{name: _object_list(name, reference) for name, reference in _SCHEMAS_OF_WRITTEN.items()},
        "kudos": _array({"type": "object", "required": ["text", "on"], "properties": _kudos()}),
        "default_priority": _TEXT_OR_NULL,
        **{name: _NAMED for name in NAMED_SETTINGS if name not in ("topics", "principles")},
    }
    # Added to version 1 later: documents from before do not have these.
    optional = {
        "topics": _NAMED,
        "remarks": _object_list("remarks", _SCHEMA_OF_REMARKS),
        "meetings": _object_list("meetings", "meeting.schema.json"),
        "health_checks": _object_list("health_checks", "health.schema.json"),
        "surveys": _object_list("surveys", "survey.schema.json"),
        "principles": _NAMED,
        "feedback": {"type": "object", "description": "Where readers can say something."},
        "rules": {"$ref": "rules.schema.json", "description": "How strictly the rules are taken."},
        "results": _results(),
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": FILE,
        "title": "A catalog of services",
        "description": "What `servicebook export json` writes.",
        "type": "object",
        "additionalProperties": False,
        "required": list(properties),
        "properties": {**properties, **optional},
        "$defs": dict(all_schemas()),
    }


def _object_list(name: str, written_schema: str) -> dict[str, Any]:
    properties: dict[str, Any] = {
        "id": {**_TEXT, "description": "The whole id."},
        "path": {**_TEXT, "description": "The file that it is written in, from the root of the repository."},
        "page": {**_TEXT, "description": "Its address on the site, from the root of the site."},
        "written": {"$ref": written_schema, "description": "What its department wrote."},
        "resolved": {"type": "object", "description": "What is inherited and what follows from others."},
    }
    if name == "faqs":
        properties |= {"department": _TEXT, "service": _TEXT_OR_NULL}
    required = [key for key in properties if key != "resolved"]
    if name == "faqs":
        properties["position"] = {
            "type": "integer",
            "description": "Its place in the list of its file, from 1.",
        }
    return _array(
        {"type": "object", "additionalProperties": False, "required": required, "properties": properties}
    )


def _results() -> dict[str, Any]:
    properties: dict[str, Any] = {
        "department": {**_TEXT, "description": "The department in whose folder it is written."},
        "period": {**_TEXT, "description": "A month, 2026-10; a quarter, 2026-Q4; or a year, 2026."},
        "path": {**_TEXT, "description": "The file that it is written in, from the root of the repository."},
        "written": {"$ref": "results.schema.json#/$defs/period", "description": "What is published of it."},
    }
    entry = {"type": "object", "additionalProperties": False, "required": list(properties)}
    return _array({**entry, "properties": properties}) | {"description": "How often promises were kept."}


def _kudos() -> dict[str, Any]:
    named = {name: {"$ref": f"{_KUDOS}/{name}"} for name in ("from", "to", "text", "on")}
    return {**named, "about": _TEXT_OR_NULL}


def _array(items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items}
