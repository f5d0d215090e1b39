"""``site_config/`` as frozen values: organization, calendars, priorities, audiences, topics, sites, rules."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from servicebook.documents.document import Document, DocumentOrigin, Origin

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Organization:
    """Whose catalog it is. ``zone`` is an IANA name; ``language`` a code that Babel knows."""

    name: str = "Service catalog"
    tagline: str | None = None
    language: str = "en"
    zone: str = "UTC"
    currency: str | None = None
    source_url: str | None = None
    people: str = "full"
    featured: tuple[str, ...] = ()
    service_desk: str | None = None

    @property
    def shows_people(self) -> bool:
        """Whether names and contacts of people may appear in any output."""
        return self.people == "full"


@dataclass(frozen=True, slots=True, kw_only=True)
class Closure:
    """Days on which a calendar is closed; both ends included."""

    start: date
    end: date
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SpecialDay:
    """A day with open intervals of its own."""

    on: date
    open: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarDefinition:
    """A calendar as written: weekdays it does not name come from the one it extends.

    ``open`` maps ``mon``…``sun`` to intervals ``HH:MM-HH:MM`` in its zone.
    """

    id: str
    name: str
    zone: str | None = None
    extends: str | None = None
    open: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    holidays: tuple[str, str | None] | None = None
    known_until: date | None = None
    closures: tuple[Closure, ...] = ()
    special_days: tuple[SpecialDay, ...] = ()
    origin: Origin = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Priority:
    """How bad it is, in the words of the person who asks."""

    id: str
    name: str
    means: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Audience:
    """Who may ask."""

    id: str
    name: str
    description: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """What services are about, in readers' words."""

    id: str
    name: str
    description: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """Where the organization works."""

    id: str
    name: str
    address: str | None = None
    zone: str | None = None
    calendar: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Feedback:
    """Address templates with ``{kind}``, ``{id}`` and ``{query}``."""

    rate: str | None = None
    suggest: str | None = None
    report_gap: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiver:
    """Findings that are waived: a rule's code, the files by pattern, why, and until when."""

    code: str
    path: str
    reason: str
    until: date | None
    origin: Origin = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """All of ``site_config/``; what is not written has its default."""

    organization: Organization = field(default_factory=Organization)
    calendars: Mapping[str, CalendarDefinition] = field(default_factory=dict)
    priorities: Mapping[str, Priority] = field(default_factory=dict)
    default_priority: str | None = None
    audiences: Mapping[str, Audience] = field(default_factory=dict)
    topics: Mapping[str, Topic] = field(default_factory=dict)
    sites: Mapping[str, Site] = field(default_factory=dict)
    feedback: Feedback = field(default_factory=Feedback)
    severities: Mapping[str, str] = field(default_factory=dict)
    waivers: tuple[Waiver, ...] = ()
    rules_origin: Origin | None = field(default=None, compare=False, repr=False)


def day(text: str | None) -> date | None:
    """A date that the schema has already found to be one."""
    return date.fromisoformat(text) if text else None


_NAMED: Mapping[str, tuple[str, Callable[..., Audience | Topic | Site]]] = {
    "audience": ("audiences", Audience),
    "topic": ("topics", Topic),
    "site": ("sites", Site),
}
"""Kinds that are a map from ids to things with a name: the setting, and what makes one of it."""


def settings_from(documents: Iterable[Document]) -> Settings:
    """The settings of documents that are valid against the schemas of their kinds."""
    settings: dict[str, Any] = {}
    for document in documents:
        value: Any = document.value
        match document.location.kind.name:
            case "organization":
                parts = {**value, "featured": tuple(value.get("featured", ()))}
                settings["organization"] = Organization(**parts)
            case "calendar":
                settings["calendars"] = {
                    key: _calendar(key, item, DocumentOrigin(document, (key,))) for key, item in value.items()
                }
            case "priorities":
                settings["default_priority"] = value["default"]
                settings["priorities"] = {
                    key: Priority(id=key, **item) for key, item in value["priorities"].items()
                }
            case "audience" | "topic" | "site" as kind:
                name, make = _NAMED[kind]
                settings[name] = {key: make(id=key, **item) for key, item in value.items()}
            case "feedback":
                settings["feedback"] = Feedback(**value)
            case "rules":
                settings["rules_origin"] = DocumentOrigin(document)
                settings["severities"] = dict(value.get("severities", {}))
                settings["waivers"] = tuple(
                    Waiver(
                        code=item["code"],
                        path=item["path"],
                        reason=item["reason"],
                        until=day(item.get("until")),
                        origin=DocumentOrigin(document, ("waivers", index)),
                    )
                    for index, item in enumerate(value.get("waivers", ()))
                )
    return Settings(**settings)


def _calendar(key: str, item: Json, origin: Origin) -> CalendarDefinition:
    holidays = item.get("holidays")
    return CalendarDefinition(
        id=key,
        name=item["name"],
        zone=item.get("zone"),
        extends=item.get("extends"),
        open={weekday: tuple(intervals) for weekday, intervals in item.get("open", {}).items()},
        holidays=(holidays["country"], holidays.get("subdivision")) if holidays else None,
        known_until=day(item.get("known_until")),
        closures=tuple(
            Closure(
                start=date.fromisoformat(closure.get("on") or closure["from"]),
                end=date.fromisoformat(closure.get("on") or closure["until"]),
                reason=closure["reason"],
            )
            for closure in item.get("closures", ())
        ),
        special_days=tuple(
            SpecialDay(on=date.fromisoformat(d["on"]), open=tuple(d["open"]), reason=d["reason"])
            for d in item.get("special_days", ())
        ),
        origin=origin,
    )
