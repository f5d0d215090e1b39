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
from collections.abc import Iterable, Iterator, Mapping, Sequence
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
from servicebook.processes import each_chunk

HELP = "everything in one JSON document with a schema, for programs"
FOLDER = False
FILE = "catalog.json"

MIN_OBJECTS = 3000
"""With fewer objects a second process costs more than it saves."""
OBJECTS_A_CHUNK = 250
"""Objects whose lines are made at once."""
LINE_END = b",\n"
"""What is between two objects of a list."""

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
    keys = object_keys(catalog)

    def make(start: int, end: int) -> list[bytes]:
        return lines(catalog, keys[start:end])

    document = Document(catalog)
    parts = [document.begin()]
    done = 0
    for chunk in each_chunk(make, len(keys), size=OBJECTS_A_CHUNK, min_items=MIN_OBJECTS):
        parts.append(document.add(keys[done : done + len(chunk)], chunk))
        done += len(chunk)
    return {FILE: b"".join((*parts, document.end())).decode()}


Key = tuple[str, str]
"""The kind and the id of an object."""


def object_keys(catalog: Catalog) -> list[Key]:
    """Every object, in the order of the document."""
    return [(kind, qualified_id) for kind in OBJECT_LISTS.values() for qualified_id in _ids(catalog, kind)]


def lines(catalog: Catalog, keys: Sequence[Key]) -> list[bytes]:
    """The lines of objects in the document, in UTF-8 and without their ends."""
    return [_line(_object(catalog, *key)).encode() for key in keys]


class Document:
    """The document in parts, in UTF-8: its beginning, then its objects in their order, so many at once, then its end.

    The document of a large catalog has tens of megabytes, of which nobody needs more than a part at a time.
    """

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._waiting = list(OBJECT_LISTS.items())
        self._kind: str | None = None

    def begin(self) -> bytes:
        """What comes before the objects."""
        organization = plain(self._catalog.settings.organization)
        head = (
            ("servicebook", VERSION),
            ("as_of", self._catalog.today.isoformat()),
            ("organization", organization),
        )
        return ("{\n" + ",\n".join(f'"{name}": {_line(value)}' for name, value in head)).encode()

    def add(self, keys: Sequence[Key], object_lines: Sequence[bytes]) -> bytes:
        """The next objects, with the lines that :func:`lines` has made of them."""
        pieces: list[bytes] = []
        for (kind, _), line in zip(keys, object_lines, strict=True):
            pieces += (self.lead(kind), line)
        return b"".join(pieces)

    def lead(self, kind: str) -> bytes:
        """What comes before the next object, which is of a kind."""
        return LINE_END if kind == self._kind else self._begin_list(kind)

    def _begin_list(self, kind: str | None) -> bytes:
        """The end of the list before, lists without objects, and the beginning of that of a kind; of None, there is
        none any more."""
        begun = "]" if self._kind else ""
        self._kind = kind
        while self._waiting:
            name, waiting = self._waiting.pop(0)
            if waiting == kind:
                return f'{begun},\n"{name}": [\n'.encode()
            begun += f',\n"{name}": []'
        return begun.encode()

    def end(self) -> bytes:
        """What comes after the objects."""
        return self.end_of_lists() + self.settings()

    def end_of_lists(self) -> bytes:
        """The end of the last list, and those of which there is no object."""
        return self._begin_list(None)

    def settings(self) -> bytes:
        """What comes after the lists of objects."""
        catalog, settings = self._catalog, self._catalog.settings
        parts = [
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
        rest = "".join(f',\n"{name}": {text}' for name, text in parts)
        return f"{rest}\n}}\n".encode()


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


_ENCODER = json.JSONEncoder(
    ensure_ascii=False,
    separators=(",", ":"),
    check_circular=False,  # what is written holds nothing that it is in itself; to look for that takes a fifth longer
)


def _line(value: Any) -> str:
    return _ENCODER.encode(value)


def _list(object_lines: Iterable[str]) -> str:
    joined = ",\n".join(object_lines)
    return f"[\n{joined}]" if joined else "[]"
