"""Values that several kinds of object have in common."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, time
from functools import lru_cache
from typing import Any

from servicebook.clock.durations import Duration, parse_duration
from servicebook.frozen import frozen
from servicebook.settings import day as day

Json = Mapping[str, Any]


def duration(text: str | None) -> Duration | None:
    """A duration that the schema has already found to be one."""
    return parse_duration(text) if text else None


def strings(value: Iterable[str] | None) -> tuple[str, ...]:
    """A list of texts, or none."""
    return tuple(value or ())


@frozen(kw_only=True)
class Link:
    """A page elsewhere."""

    text: str
    url: str


@frozen(kw_only=True)
class Channel:
    """A way of asking; ``type`` is one of :data:`CHANNEL_TYPES`."""

    type: str
    name: str | None = None
    url: str | None = None
    address: str | None = None
    handle: str | None = None
    number: str | None = None
    place: str | None = None
    site: str | None = None
    hours: str | None = None
    preferred: bool = False
    urgent: bool = False
    note: str | None = None


@frozen(kw_only=True)
class Target:
    """One promise. Its key is (measure, priority, channel); ``at_least`` and ``compliance`` are percentages.

    ``services`` are those covered by an agreement for which its target holds; empty for all, and outside agreements.
    """

    measure: str
    priority: str | None = None
    channel: str | None = None
    services: tuple[str, ...] = ()
    within: Duration | None = None
    at_least: float | None = None
    hours: str | None = None
    cutoff: str | None = None
    compliance: float | None = None
    per: str | None = None
    stated: str | None = None
    none: bool = False

    def __hash__(self) -> int:
        # of what targets differ in most: they are in the keys of many tables, and hashed whenever one is looked up
        amount = self.within.amount if self.within else None
        return hash((self.measure, self.priority, amount, self.cutoff, self.compliance, self.stated))

    @property
    def key(self) -> tuple[str, str | None, str | None]:
        """What makes two targets rivals: measure, priority, channel."""
        return self.measure, self.priority, self.channel

    @property
    def written_key(self) -> tuple[Target, type, type]:
        """The same for targets that are equal and written alike: 90 and 90.0 are equal, and written differently."""
        return self, self.at_least.__class__, self.compliance.__class__

    @property
    def cutoff_time(self) -> time | None:
        """The local time from which a request counts as the next working day's."""
        return time.fromisoformat(self.cutoff) if self.cutoff else None

    @property
    def is_time(self) -> bool:
        """Whether it says how long something takes."""
        return self.measure in TIME_MEASURES


CHANNEL_TYPES = ("form", "email", "chat", "phone", "desk")
TIME_MEASURES = ("response_time", "resolution_time", "fulfillment_time")
"""The measures of time, in the order in which they pass: first reply, failure resolved, all done."""
MEASURES = (*TIME_MEASURES, "availability", "quality", "accuracy")
"""Every measure, in the order in which they are listed."""
MAIN_MEASURES = TIME_MEASURES[::-1]
"""The measures of time, the one first that says most about a service: when all is done."""


@frozen(kw_only=True)
class EscalationLevel:
    """Whom to ask, and how long after the missed due date; ``after`` None is at once."""

    role: str
    after: Duration | None = None
    note: str | None = None


@frozen(kw_only=True)
class Step:
    """A step of a service's hand-offs or of a journey.

    ``start_here`` leads to the pages of that name, for newcomers. ``after`` None waits for the step above, () for
    none; ``title`` is a journey's. ``when`` is ``always`` or ``sometimes``.
    """

    id: str
    title: str | None = None
    by: str | None = None
    service: str | None = None
    does: str | None = None
    within: Duration | None = None
    after: tuple[str, ...] | None = None
    when: str = "always"
    start_here: bool = False
    note: str | None = None


@frozen(kw_only=True)
class Repeats:
    """On which days a meeting is held: on the weekdays ``on`` (``mon`` … ``sun``) of every week, month or quarter.

    ``which`` of them in the month or quarter, ``first`` … ``fourth`` or ``last``; None for every week.
    """

    every: str
    on: tuple[str, ...]
    which: str | None = None


@frozen(kw_only=True)
class Meeting:
    """A regular meeting; ``with_`` names departments and roles. ``when`` and ``how_often`` are words for readers."""

    what: str
    when: str | None = None
    how_often: str | None = None
    repeats: Repeats | None = None
    with_: tuple[str, ...] = ()
    about: str | None = None
    link: str | None = None


@frozen(kw_only=True)
class WrittenScenario:
    """A situation that a department has written down for newcomers, who are to find out what follows.

    It is asked on the next such ``weekday`` (``mon`` … ``sun``) at ``time`` (``15:40``), in the zone of the service.
    """

    situation: str
    service: str
    weekday: str
    time: str
    priority: str | None = None
    customer: str | None = None


@frozen(kw_only=True)
class Review:
    """When somebody last found the object true, and for how long that lasts."""

    on: date | None
    every: Duration | None


def links(value: Json) -> tuple[Link, ...]:
    return tuple(Link(**item) for item in value.get("links", ()))


def channels(value: Json) -> tuple[Channel, ...]:
    return tuple(Channel(**item) for item in value.get("channels", ()))


def targets(value: Json) -> tuple[Target, ...]:
    return tuple(
        [
            _target(**{**item, "services": strings(item["services"])} if "services" in item else item)
            for item in value.get("targets", ())
        ]
    )


@lru_cache(maxsize=8192, typed=True)
def _target(*, within: str | None = None, **said: Any) -> Target:
    """What is promised in the same words, in thousands of services, is one value; 90 and 90.0 are not the same."""
    return Target(within=duration(within), **said)


def escalation(value: Json) -> tuple[EscalationLevel, ...]:
    return tuple([_level(**item) for item in value.get("escalation", ())])


@lru_cache(maxsize=8192)
def _level(*, after: str | None = None, **said: str) -> EscalationLevel:
    """One value for all services that are escalated to a role alike."""
    return EscalationLevel(after=duration(after), **said)


def steps(items: Iterable[Json]) -> tuple[Step, ...]:
    return tuple(
        Step(
            **{
                **item,
                "within": duration(item.get("within")),
                "after": tuple(item["after"]) if "after" in item else None,
            }
        )
        for item in items
    )


def meetings(value: Json) -> tuple[Meeting, ...]:
    return tuple(
        Meeting(
            **{key: item[key] for key in item if key not in ("with", "repeats")},
            with_=strings(item.get("with")),
            repeats=_repeats(item.get("repeats")),
        )
        for item in value.get("meetings", ())
    )


def scenarios(value: Json) -> tuple[WrittenScenario, ...]:
    return tuple(WrittenScenario(**item) for item in value.get("scenarios", ()))


def _repeats(value: Json | None) -> Repeats | None:
    return Repeats(**{**value, "on": strings(value["on"])}) if value else None


def review(value: Json) -> Review:
    return _review(value.get("reviewed_on"), value.get("review_every"))


@lru_cache(maxsize=8192)
def _review(on: str | None, every: str | None) -> Review:
    """One value for all that is reviewed on the same day."""
    return Review(on=day(on), every=duration(every))
