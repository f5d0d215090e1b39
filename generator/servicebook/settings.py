"""``site_config/`` as frozen values: organization, calendars, priorities, audiences, topics, principles, rules…"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import field
from datetime import date
from typing import Any, NamedTuple

from servicebook.clock.durations import Duration, parse_duration
from servicebook.clock.yearly_days import BadRuleError, parse_yearly_days
from servicebook.documents.document import Document, DocumentOrigin, Origin
from servicebook.frozen import frozen
from servicebook.named_settings import Audience as Audience
from servicebook.named_settings import Principle as Principle
from servicebook.named_settings import Priority as Priority
from servicebook.named_settings import Site as Site
from servicebook.named_settings import Topic as Topic
from servicebook.ticket_sources import CountedTable, TicketSource, counted_from, sources_from

Json = Mapping[str, Any]


@frozen(kw_only=True)
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
    origin: Origin | None = field(default=None, compare=False, repr=False)

    @property
    def shows_people(self) -> bool:
        """Whether names and contacts of people may appear in any output."""
        return self.people == "full"


@frozen(kw_only=True)
class Closure:
    """Days on which a calendar is closed; both ends included."""

    start: date
    end: date
    reason: str
    once: bool = False


@frozen(kw_only=True)
class SpecialDay:
    """A day with open intervals of its own."""

    on: date
    open: tuple[str, ...]
    reason: str


@frozen(kw_only=True)
class YearlyClosure:
    """Closed on days that come back, as :mod:`servicebook.clock.yearly_days` reads them.

    From ``start`` through ``end``, both included; None is without limit.
    """

    every: str
    reason: str
    start: date | None = None
    end: date | None = None


@frozen(kw_only=True)
class YearlySpecialDay:
    """Days that come back, with open intervals of their own; limited likewise."""

    every: str
    open: tuple[str, ...]
    reason: str
    start: date | None = None
    end: date | None = None


@frozen(kw_only=True)
class Season:
    """Hours that hold from ``start`` through ``end``, and in the days of ``every`` where that is given.

    ``open`` maps the weekdays that it names to intervals.
    """

    open: Mapping[str, tuple[str, ...]]
    every: str | None = None
    start: date | None = None
    end: date | None = None


class PublicHolidays(NamedTuple):
    """The public holidays of a place, of some ``categories`` of the library; none given are its usual ones."""

    country: str
    subdivision: str | None = None
    categories: tuple[str, ...] = ()


@frozen(kw_only=True)
class CalendarDefinition:
    """A calendar as written: weekdays it does not name come from the one it extends.

    ``open`` maps ``mon``…``sun`` to intervals ``HH:MM-HH:MM`` in its zone; of ``hours``, the last that names the
    weekday on a day holds. ``no_holidays`` leaves out those of the calendar that it extends.
    """

    id: str
    name: str
    zone: str | None = None
    extends: str | None = None
    open: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    hours: tuple[Season, ...] = ()
    holidays: PublicHolidays | None = None
    no_holidays: bool = False
    known_until: date | None = None
    closures: tuple[Closure, ...] = ()
    yearly_closures: tuple[YearlyClosure, ...] = ()
    special_days: tuple[SpecialDay, ...] = ()
    yearly_special_days: tuple[YearlySpecialDay, ...] = ()
    origin: Origin = field(compare=False, repr=False)


@frozen(kw_only=True)
class Feedback:
    """Where readers can say something, and how soon that is answered.

    Address templates with ``{kind}``, ``{id}``, ``{page}`` and ``{query}``; ``anonymous`` are the keys of those forms
    that nobody is recognized by. ``issues``: also as an issue at the host where files are edited; ``mail`` an address.
    """

    rate: str | None = None
    suggest: str | None = None
    report_gap: str | None = None
    thank: str | None = None
    anonymous: tuple[str, ...] = ()
    issues: bool = False
    mail: str | None = None
    answer_within: Duration | None = None


@frozen(kw_only=True)
class Waiver:
    """Findings that are waived: a rule's code, the files by pattern, why, and until when."""

    code: str
    path: str
    reason: str
    until: date | None
    origin: Origin = field(compare=False, repr=False)

    def is_over(self, day: date) -> bool:
        """Whether its last day lies before a day; one without a last day never is."""
        return self.until is not None and self.until < day


@frozen(kw_only=True)
class Settings:
    """All of ``site_config/``; what is not written has its default. ``counted_by`` is a role."""

    organization: Organization = field(default_factory=Organization)
    calendars: Mapping[str, CalendarDefinition] = field(default_factory=dict)
    priorities: Mapping[str, Priority] = field(default_factory=dict)
    default_priority: str | None = None
    audiences: Mapping[str, Audience] = field(default_factory=dict)
    topics: Mapping[str, Topic] = field(default_factory=dict)
    sites: Mapping[str, Site] = field(default_factory=dict)
    principles: Mapping[str, Principle] = field(default_factory=dict)
    feedback: Feedback = field(default_factory=Feedback)
    severities: Mapping[str, str] = field(default_factory=dict)
    waivers: tuple[Waiver, ...] = ()
    fewest: int = 5
    """Results that count fewer requests are shown nowhere."""
    counted_by: str | None = None
    sources: Mapping[str, TicketSource] = field(default_factory=dict)
    counted: CountedTable = field(default_factory=CountedTable)
    rules_origin: Origin | None = field(default=None, compare=False, repr=False)
    priorities_origin: Origin | None = field(default=None, compare=False, repr=False)


def day(text: str | None) -> date | None:
    """A date that the schema has already found to be one."""
    return date.fromisoformat(text) if text else None


_NAMED: Mapping[str, tuple[str, Callable[..., Audience | Topic | Principle]]] = {
    "audience": ("audiences", Audience),
    "topic": ("topics", Topic),
    "principle": ("principles", Principle),
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
                settings["organization"] = Organization(**parts, origin=DocumentOrigin(document))
            case "calendar":
                settings["calendars"] = {
                    key: _calendar(key, item, DocumentOrigin(document, (key,))) for key, item in value.items()
                }
            case "priorities":
                settings["priorities_origin"] = DocumentOrigin(document)
                settings["default_priority"] = value["default"]
                settings["priorities"] = {
                    key: Priority(id=key, **item) for key, item in value["priorities"].items()
                }
            case "site":
                settings["sites"] = {
                    key: Site(id=key, **item, origin=DocumentOrigin(document, (key,)))
                    for key, item in value.items()
                }
            case "audience" | "topic" | "principle" as kind:
                name, make = _NAMED[kind]
                settings[name] = {
                    key: make(id=key, **item, origin=DocumentOrigin(document, (key,)))
                    for key, item in value.items()
                }
            case "feedback":
                settings["feedback"] = _feedback(value)
            case "measures":
                settings |= {"counted_by": value.get("counted_by"), **value.get("publish", {})}
                settings["sources"] = sources_from(value.get("sources", {}))
                settings["counted"] = counted_from(value.get("counted", {}))
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


def _feedback(value: Any) -> Feedback:
    feedback = {**value, "anonymous": tuple(value.get("anonymous", ()))}
    if "answer_within" in value:
        feedback["answer_within"] = parse_duration(value["answer_within"])
    return Feedback(**feedback)


def _calendar(key: str, item: Json, origin: Origin) -> CalendarDefinition:
    holidays = item.get("holidays")
    place = holidays if isinstance(holidays, dict) else None
    return CalendarDefinition(
        id=key,
        name=item["name"],
        zone=item.get("zone"),
        extends=item.get("extends"),
        open=_open(item.get("open", {})),
        hours=tuple(
            Season(open=_open(season["open"]), every=season.get("every"), **_limits(season))
            for season in item.get("hours", ())
            if "every" not in season or _is_readable(season["every"])
        ),
        holidays=PublicHolidays(
            place["country"], place.get("subdivision"), tuple(place.get("categories", ()))
        )
        if place
        else None,
        no_holidays=holidays == "none",
        known_until=day(item.get("known_until")),
        closures=tuple(_closures(item)),
        yearly_closures=tuple(
            YearlyClosure(every=closure["every"], reason=closure["reason"], **_limits(closure))
            for closure in _yearly(item, "closures")
        ),
        special_days=tuple(
            SpecialDay(on=date.fromisoformat(d["on"]), open=tuple(d["open"]), reason=d["reason"])
            for d in item.get("special_days", ())
            if "every" not in d
        ),
        yearly_special_days=tuple(
            YearlySpecialDay(every=d["every"], open=tuple(d["open"]), reason=d["reason"], **_limits(d))
            for d in _yearly(item, "special_days")
        ),
        origin=origin,
    )


def _closures(item: Json) -> Iterator[Closure]:
    """The closures of one day or from one day to another."""
    for closure in item.get("closures", ()):
        if "every" not in closure:
            yield Closure(
                start=date.fromisoformat(closure.get("on") or closure["from"]),
                end=date.fromisoformat(closure.get("on") or closure["until"]),
                reason=closure["reason"],
                once=closure.get("once", False),
            )


def _yearly(item: Json, field: str) -> Iterator[Json]:
    """What comes back every year."""
    return (one for one in item.get(field, ()) if "every" in one and _is_readable(one["every"]))


def _open(written: Json) -> dict[str, tuple[str, ...]]:
    return {weekday: tuple(intervals) for weekday, intervals in written.items()}


def _limits(item: Json) -> dict[str, Any]:
    return {"start": day(item.get("from")), "end": day(item.get("until"))}


def _is_readable(every: str) -> bool:
    """Whether days that come back can be read; where they cannot, the check of the file has said so."""
    try:
        parse_yearly_days(every)
    except BadRuleError:
        return False
    return True
