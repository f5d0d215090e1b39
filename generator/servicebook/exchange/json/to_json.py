"""One JSON document with everything that readers may know; version 1 of its form, described by its own schema.

``{"servicebook": "1", "as_of": DAY, "organization": {…}, "departments": […], "services": […], …}``. In each list an
object has

- ``id``, whole, and in the order of which the lists are; ``path``, the file that it is written in; ``page``, its
  address on the site, from the root of the site on;
- ``written``: what its department wrote, as the schema of its kind describes it;
- ``resolved``: what it inherits, what follows from others, and what holds on the day ``as_of``: the words are those
  of ``servicebook show --format json``. Not there where nothing follows.

Questions say in which ``position`` of their file's list they stand. Settings stand as they hold: ``calendars`` written
and resolved, ``priorities`` highest first, ``audiences``, ``sites``, ``feedback``, ``rules``. Thanks name only people
who may be named. One object a line; the same catalog and day give the same bytes.
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
from servicebook.exchange.json.catalog_schema import VERSION
from servicebook.model.calendars import hours_of
from servicebook.model.catalog import Catalog
from servicebook.model.news import Kudos
from servicebook.model.visible import VisibleCatalog
from servicebook.processes import map_chunks

HELP = "everything in one JSON document with a schema, for programs"
FOLDER = False
FILE = "catalog.json"

_WORTH_IT = 3000
"""With fewer objects a second process costs more than it brings."""
_PIECE = 500

LISTS = {
    "departments": "department",
    "services": "service",
    "roles": "role",
    "people": "person",
    "faqs": "faq",
    "agreements": "agreement",
    "journeys": "journey",
    "notices": "notice",
}
"""The lists of the document, and the kind of object in each."""
NAMED = ("priorities", "audiences", "sites")
"""The lists of settings in it, whose objects stand as they hold."""


def export(catalog: VisibleCatalog) -> Mapping[str, str]:
    """The document."""
    return {FILE: document(catalog, lines(catalog))}


Lines = Mapping[str, Mapping[str, str]]
"""By kind and id, an object as it stands in the document."""


def lines(catalog: Catalog) -> Lines:
    """Every object as it stands in the document."""
    keys = [(kind, qualified_id) for kind in LISTS.values() for qualified_id in _ids(catalog, kind)]

    def make(start: int, end: int) -> list[str]:
        return [_line(_object(catalog, kind, qualified_id)) for kind, qualified_id in keys[start:end]]

    pieces = map_chunks(make, len(keys), size=_PIECE, min_items=_WORTH_IT)
    found: dict[str, dict[str, str]] = {kind: {} for kind in LISTS.values()}
    for (kind, qualified_id), line in zip(keys, chain.from_iterable(pieces), strict=True):
        found[kind][qualified_id] = line
    return found


def document(catalog: Catalog, made: Lines) -> str:
    """The document, of lines that have been made already."""
    settings = catalog.settings
    parts = [
        ("servicebook", _line(VERSION)),
        ("as_of", _line(catalog.today.isoformat())),
        ("organization", _line(plain(settings.organization))),
        *((name, _list(made[kind].values())) for name, kind in LISTS.items()),
        ("kudos", _list(_line(thanks(one)) for one in catalog.kudos)),
        ("calendars", _list(_line(calendar) for calendar in _calendars(catalog))),
        ("default_priority", _line(settings.default_priority)),
    ]
    for name in NAMED:
        values = getattr(settings, name).values()
        parts.append((name, _list(_line(plain(value)) for value in values)))
    parts += [("feedback", _line(plain(settings.feedback))), ("rules", _line(rules(catalog)))]
    return "{\n" + ",\n".join(f'"{name}": {text}' for name, text in parts) + "\n}\n"


def _ids(catalog: Catalog, kind: str) -> list[str]:
    if kind == "person":
        return list(catalog.people)
    return sorted(KINDS[kind](catalog))


def _object(catalog: Catalog, kind: str, qualified_id: str) -> dict[str, Any]:
    item = KINDS[kind](catalog)[qualified_id]
    found: dict[str, Any] = {
        "id": qualified_id,
        "path": item.origin.path,
        "page": links.to(kind, qualified_id),
    }
    if kind == "faq":
        position = item.origin.pointer[-1] + 1
        found |= {"department": item.department, "service": item.service, "position": position}
    found["written"] = item.origin.written
    if resolved := following(catalog, kind, item):
        found["resolved"] = resolved
    return found


def thanks(kudos: Kudos) -> dict[str, Any]:
    """Thanks; who is not to be named is not there."""
    parties = {"from": kudos.sender, "to": kudos.receiver}
    return {
        **{key: party for key, party in parties.items() if party},
        "about": kudos.about,
        "text": kudos.text,
        "on": kudos.on.isoformat(),
    }


def rules(catalog: Catalog) -> Any:
    """How strictly the rules are taken, as written."""
    origin = catalog.settings.rules_origin
    return origin.written if origin else {}


def _calendars(catalog: Catalog) -> Iterator[dict[str, Any]]:
    for qualified_id, calendar in sorted(catalog.settings.calendars.items()):
        yield {
            "id": qualified_id,
            "path": calendar.origin.path,
            "page": links.calendar(qualified_id),
            "written": calendar.origin.written,
            "resolved": plain(hours_of(catalog.settings, qualified_id)),
        }


_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def _line(value: Any) -> str:
    return _ENCODER.encode(value)


def _list(made: Iterable[str]) -> str:
    joined = ",\n".join(made)
    return f"[\n{joined}]" if joined else "[]"
