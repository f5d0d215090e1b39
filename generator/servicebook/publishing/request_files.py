"""What forms of change requests fetch when one is opened: fields, what is written, what there is to choose from.

All of it is made from the visible catalog. A value that is not published as it was written, since it names somebody who
is not shown, is named among those that are withheld: a form does not offer it, as a request could not say what it
takes the place of.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

from servicebook import links
from servicebook.documents.key_order import in_schema_order
from servicebook.documents.kinds import CATALOG_KINDS
from servicebook.model.calendars import ALWAYS
from servicebook.model.faq import Faq
from servicebook.model.visible import VisibleCatalog
from servicebook.model.visible_origin import VisibleOrigin
from servicebook.publishing.publication import SiteFile, text_file
from servicebook.publishing.request_fields import fields_of
from servicebook.wording import text

_NO_FORM = frozenset({"results"})
"""Kinds that are counted, and not written by hand."""
_WHOLE = ("department", "role", "person", "agreement", "journey", "health")
"""Kinds whose objects have a page with their values, but for services: their data say what is written."""


def request_files(catalog: VisibleCatalog) -> Iterator[SiteFile]:
    """Every file of the forms."""
    for path, content in _contents(catalog):
        yield text_file(path, json.dumps(content(), ensure_ascii=False, separators=(",", ":")))


def request_paths(catalog: VisibleCatalog) -> Iterator[str]:
    """The paths of all of them, without making any."""
    return (path for path, _ in _contents(catalog))


def _contents(catalog: VisibleCatalog) -> Iterator[tuple[str, Callable[[], Any]]]:
    """What each file says, by its path."""
    people = bool(catalog.people)
    for kind in CATALOG_KINDS:
        if kind.name not in _NO_FORM:
            yield links.request_fields(kind.name), partial(fields_of, kind.name, people=people)
    for name, listed in _references(catalog).items():
        yield links.request_choices(name), partial(tuple, listed)
    yield (
        links.REQUEST_CHOICES,
        lambda: {"choices": _few(catalog), "withheld": _withheld(catalog, people=people)},
    )
    for name in _WHOLE:
        for qualified_id, item in _objects(catalog, name).items():
            path = links.request_values(name, qualified_id)
            yield path, partial(in_schema_order, name, item.origin.written)
    for department, questions in _questions(catalog).items():
        yield links.request_values("faq", department), partial(tuple, questions)


def _objects(catalog: VisibleCatalog, kind: str) -> Mapping[str, Any]:
    found: dict[str, Mapping[str, Any]] = {
        "service": catalog.services,
        "department": catalog.departments,
        "role": catalog.roles,
        "person": catalog.people,
        "agreement": catalog.agreements,
        "journey": catalog.journeys,
        "health": catalog.health_checks,
    }
    return found[kind]


def _references(catalog: VisibleCatalog) -> dict[str, list[tuple[str, str]]]:
    """By kind, id and name of what there may be thousands of: fetched where a field asks for it."""
    return {
        "service": [(one.id, one.name) for one in catalog.services.values()],
        "role": [(one.id, one.title) for one in catalog.roles.values()],
        "person": [(one.id, one.name) for one in catalog.people.values()],
        "agreement": [(one.id, one.name or one.id) for one in catalog.agreements.values()],
    }


def _few(catalog: VisibleCatalog) -> dict[str, list[tuple[str, str]]]:
    """By kind, id and name of what there are few of."""
    settings = catalog.settings
    named: dict[str, Mapping[str, Any]] = {
        "department": catalog.departments,
        "audience": settings.audiences,
        "topic": settings.topics,
        "site": settings.sites,
        "priority": settings.priorities,
        "calendar": settings.calendars,
    }
    found = {kind: [(one.id, one.name) for one in things.values()] for kind, things in named.items()}
    found["calendar"].append((ALWAYS, text("calendar.always")))
    return found


def _questions(catalog: VisibleCatalog) -> dict[str, list[Any]]:
    """By department, what is written in its file of questions; nothing of one with errors, as places would differ."""
    found: dict[str, dict[int, Any]] = {}
    for faq in _own_questions(catalog):
        found.setdefault(faq.department, {})[_origin(faq).position] = in_schema_order(
            "faq", faq.origin.written
        )
    return {
        department: [by_place[place] for place in sorted(by_place)]
        for department, by_place in found.items()
        if sorted(by_place) == list(range(len(by_place)))
    }


def _own_questions(catalog: VisibleCatalog) -> Iterator[Faq]:
    return (faq for faq in catalog.faqs.values() if faq.service is None)


def _withheld(catalog: VisibleCatalog, *, people: bool) -> dict[str, list[str]]:
    """By object, the keys whose values are not published as written; fields that no form has are not among them."""
    hidden = frozenset() if people else frozenset({"holders", "deputies"})
    found: dict[str, list[str]] = {}
    for kind in ("service", *_WHOLE):
        for qualified_id, item in _objects(catalog, kind).items():
            if withheld := _origin(item).withheld - hidden:
                found[f"{kind}:{qualified_id}"] = sorted(withheld)
    for faq in _own_questions(catalog):
        if _origin(faq).withheld:
            found.setdefault(f"faq:{faq.department}", []).append(str(_origin(faq).position))
    return found


def _origin(item: Any) -> VisibleOrigin:
    origin: VisibleOrigin = item.origin
    return origin
