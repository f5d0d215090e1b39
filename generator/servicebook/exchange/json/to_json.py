"""One JSON document with everything that readers may know; version 1 of its form, described by its own schema.

``{"servicebook": "1", "as_of": DAY, "organization": {…}, "departments": […], "services": […], …}``. In each list an
object has

- ``id``, the qualified one, by which the lists are sorted; ``path``, the file that it is written in; ``page``, its
  address on the site, from the root of the site on;
- ``written``: what its department wrote, as the schema of its kind describes it;
- ``resolved``: what it inherits, what follows from others, and what applies on the day ``as_of``: the keys are those
  of ``servicebook show --format json``. Left out where nothing follows.

Questions have their ``position`` in their file's list. Settings are as they apply: ``calendars`` written and
resolved, ``priorities`` highest first, ``audiences``, ``topics``, ``sites``, ``principles``, ``feedback``, ``rules``.
Thanks name only people who may be named. ``results``, left out where there are none, have an entry for each department
and period. One object a line; the same catalog and day give the same bytes.
:mod:`~servicebook.exchange.json.from_json` reads it.

Keys may be added without a new version; none is taken away, and none changes its meaning.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Any

from servicebook import links
from servicebook.analysis.resolved import KINDS, following, plain
from servicebook.documents.key_order import in_schema_order
from servicebook.exchange.json.catalog_schema import NAMED_SETTINGS, VERSION
from servicebook.exchange.json.result_entries import result_entries
from servicebook.model.calendars import hours_of
from servicebook.model.catalog import Catalog
from servicebook.model.news import Kudos
from servicebook.model.visible import VisibleCatalog
from servicebook.processes import map_chunks

HELP = "everything in one JSON document with a schema, for programs"
FOLDER = False
FILE = "catalog.json"

_MIN_OBJECTS = 3000
"""With fewer objects a second process costs more than it saves."""
_OBJECTS_A_CHUNK = 500

OBJECT_LISTS: Mapping[str, str] = {
    "departments": "department",
    "services": "service",
    "roles": "role",
    "people": "person",
    "faqs": "faq",
    "agreements": "agreement",
    "journeys": "journey",
    "notices": "notice",
    "remarks": "remark",
    "meetings": "meeting",
    "health_checks": "health",
    "surveys": "survey",
}
"""The lists of the document, and the kind of object in each."""


def export(catalog: VisibleCatalog) -> Mapping[str, str]:
    """The document."""
    return {FILE: document(catalog, lines(catalog))}


Lines = Mapping[str, Mapping[str, str]]
"""By kind and id: an object's line in the document."""


def lines(catalog: Catalog) -> Lines:
    """The line of every object."""
    keys = [(kind, qualified_id) for kind in OBJECT_LISTS.values() for qualified_id in _ids(catalog, kind)]

    def make(start: int, end: int) -> list[str]:
        return [_line(_object(catalog, kind, qualified_id)) for kind, qualified_id in keys[start:end]]

    chunks = map_chunks(make, len(keys), size=_OBJECTS_A_CHUNK, min_items=_MIN_OBJECTS)
    by_kind: dict[str, dict[str, str]] = {kind: {} for kind in OBJECT_LISTS.values()}
    for (kind, qualified_id), line in zip(keys, chain.from_iterable(chunks), strict=True):
        by_kind[kind][qualified_id] = line
    return by_kind


def document(catalog: Catalog, object_lines: Lines) -> str:
    """The document, with the lines that :func:`lines` has made."""
    settings = catalog.settings
    parts = [
        ("servicebook", _line(VERSION)),
        ("as_of", _line(catalog.today.isoformat())),
        ("organization", _line(plain(settings.organization))),
        *((name, _list(object_lines[kind].values())) for name, kind in OBJECT_LISTS.items()),
        ("kudos", _list(_line(thanks(kudos)) for kudos in catalog.kudos if kudos.text)),
        ("calendars", _list(_line(calendar) for calendar in _calendars(catalog))),
        ("default_priority", _line(settings.default_priority)),
    ]
    for name in NAMED_SETTINGS:
        values = getattr(settings, name).values()
        parts.append((name, _list(_line(plain(value)) for value in values)))
    parts += [("feedback", _line(plain(settings.feedback))), ("rules", _line(rules(catalog)))]
    if catalog.results:
        parts.append(("results", _list(map(_line, result_entries(catalog)))))
    return "{\n" + ",\n".join(f'"{name}": {text}' for name, text in parts) + "\n}\n"


def _ids(catalog: Catalog, kind: str) -> list[str]:
    if kind == "person":
        return list(catalog.people)
    return sorted(KINDS[kind](catalog))


def _object(catalog: Catalog, kind: str, qualified_id: str) -> dict[str, Any]:
    item = KINDS[kind](catalog)[qualified_id]
    content: dict[str, Any] = {
        "id": qualified_id,
        "path": item.origin.path,
        "page": links.to(kind, qualified_id),
    }
    if kind == "faq":
        position = item.origin.pointer[-1] + 1
        content |= {"department": item.department, "service": item.service, "position": position}
    content["written"] = in_schema_order(kind, item.origin.written)
    if resolved := following(catalog, kind, item):
        content["resolved"] = resolved
    return content


def thanks(kudos: Kudos) -> dict[str, Any]:
    """Thanks as they are written, without who may not be named."""
    parties = {"from": kudos.sender, "to": kudos.receiver}
    return {
        **{key: party for key, party in parties.items() if party},
        "about": kudos.about,
        "text": kudos.text,
        "on": kudos.on.isoformat(),
    }


def rules(catalog: Catalog) -> Any:
    """The settings of rules, as written."""
    origin = catalog.settings.rules_origin
    return in_schema_order("rules", origin.written) if origin else {}


def _calendars(catalog: Catalog) -> Iterator[dict[str, Any]]:
    for qualified_id, calendar in sorted(catalog.settings.calendars.items()):
        yield {
            "id": qualified_id,
            "path": calendar.origin.path,
            "page": links.calendar(qualified_id),
            "written": in_schema_order("calendar", calendar.origin.written),
            "resolved": plain(hours_of(catalog.settings, qualified_id)),
        }


_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def _line(value: Any) -> str:
    return _ENCODER.encode(value)


def _list(object_lines: Iterable[str]) -> str:
    joined = ",\n".join(object_lines)
    return f"[\n{joined}]" if joined else "[]"
