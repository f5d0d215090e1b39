"""What the calculator's script looks up: which targets apply to every choice that a reader has.

Which apply is decided here, so that the script has no rules of its own; it only counts them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from markupsafe import Markup

from servicebook import links
from servicebook.analysis.escalation_times import counted_from
from servicebook.analysis.promise_periods import PromisePeriod
from servicebook.analysis.published_days import window
from servicebook.analysis.quote import provider_zone, zone_of
from servicebook.analysis.uncertainty import delays_and_changes
from servicebook.clock.zones import start_of_day
from servicebook.frozen import frozen
from servicebook.model.catalog import Catalog
from servicebook.model.common import CHANNEL_TYPES
from servicebook.model.news import Notice
from servicebook.model.promises import Promise, applicable
from servicebook.model.service import Service
from servicebook.pages.dates.opening_hours import place_of
from servicebook.pages.dates.typical_dates import is_dated, label, rank
from servicebook.pages.parts.announcements import effect_and_dates
from servicebook.pages.rendering.context import RenderContext
from servicebook.pages.rendering.urls import UrlContext
from servicebook.wording import formats, promise_text, text
from servicebook.wording.time_spans import duration


@frozen
class FieldsView:
    """What the reader can choose, where that makes a difference: (value, words)."""

    priorities: tuple[tuple[str, str], ...]
    priority: str
    channels: tuple[tuple[str, str], ...]
    customers: tuple[tuple[str, str], ...]


Tables = Mapping[str, tuple[PromisePeriod, ...]]
"""What applies to each customer by day of asking, "" being all others."""


@frozen
class _Choices:
    """What can be chosen, and what applies to each choice, by its place among the promises of times.

    It depends on what is promised for which priority and channel, and not on how much: most services of a catalog
    share a few of these. ``priority`` is chosen at first. ``applying`` has for each table and its periods, in order,
    what applies to a choice (``normal/phone``), whether that is of no channel, and the one from which escalation
    counts, or None.
    """

    named: bool
    channels: tuple[str, ...]
    priority: str | None
    applying: tuple[tuple[tuple[str, bool, tuple[int, ...], int | None], ...], ...]


def _shape(timed: tuple[Promise, ...]) -> tuple[Any, ...]:
    """All of some promises that decides which of them apply to a choice."""
    return tuple([(p.target.key, p.target.within is None, p.calendar is None) for p in timed])


def _choices(catalog: Catalog, periods: Sequence[tuple[Promise, ...]]) -> _Choices:
    """``periods`` are the promises of times of all tables, those to everybody first."""
    settings = catalog.settings
    named, used = _differences(tuple(settings.priorities), periods)
    priorities = tuple(settings.priorities) if named else (settings.default_priority,)
    channels = tuple(c for c in CHANNEL_TYPES if c in used)
    return _Choices(
        named=named,
        channels=channels,
        priority=_shown_priority(settings.default_priority, priorities, periods[0]),
        applying=tuple(
            tuple(
                _applying(timed, priority, channel)
                for priority in priorities
                for channel in (None, *channels)
            )
            for timed in periods
        ),
    )


def _differences(
    priorities: tuple[str, ...], periods: Iterable[tuple[Promise, ...]]
) -> tuple[bool, set[str]]:
    """Whether the priority makes a difference, and which channels do."""
    used: set[str] = set()
    named = False
    for timed in periods:
        if any(p.target.priority is not None for p in timed):
            named = named or len({applicable(timed, priority) for priority in priorities}) > 1
        used.update(_channels_that_differ(timed, priorities or (None,)))
    return named, used


def _shown_priority(
    default: str | None, priorities: Iterable[str | None], usual: tuple[Promise, ...]
) -> str | None:
    """The default priority, else the highest for which a date can be given."""
    for priority in (default, *priorities):
        if any(is_dated(p) for p in applicable(usual, priority)):
            return priority
    return default


def _applying(
    timed: tuple[Promise, ...], priority: str | None, channel: str | None
) -> tuple[str, bool, tuple[int, ...], int | None]:
    places = {id(promise): place for place, promise in enumerate(timed)}
    chosen = applicable(timed, priority, channel)
    main = counted_from(chosen, channel)
    return (
        f"{priority or ''}/{channel or ''}",
        channel is None,
        tuple(places[id(p)] for p in sorted(chosen, key=rank)),
        places[id(main)] if main else None,
    )


@frozen
class _Told:
    """What the script is told of a target. Others have the same ``measure``, with what its date is called, and the same
    ``often``: how often it is kept, in words, and whether an agreement says so."""

    measure: tuple[str, str]
    often: tuple[str, bool]
    rest: tuple[int, str, int | None, str | None, int | None]


def _numbered(targets: Iterable[_Told]) -> dict[str, list[Any]]:
    """Targets for the script: what several have alike is in lists of its own, and each has the numbers there."""
    measures: dict[tuple[str, str], int] = {}
    often: dict[tuple[str, bool], int] = {}
    listed = [
        [
            measures.setdefault(told.measure, len(measures)),
            often.setdefault(told.often, len(often)),
            *told.rest,
        ]
        for told in targets
    ]
    return {"measures": list(measures), "often": list(often), "targets": listed}


class Lookup:
    """What the script looks up: targets by number, and which of them apply to which choice."""

    def __init__(self, context: RenderContext, urls: UrlContext, service: Service, tables: Tables) -> None:
        self.context, self.urls, self.service, self.tables = context, urls, service, tables
        self._timed = [
            tuple([p for p in period.promises if p.target.is_time])
            for table in tables.values()
            for period in table
        ]
        shape = tuple(map(_shape, self._timed))
        self._choices = context.catalog.once(_choices, shape, self._timed)
        self._targets: dict[_Told, int] = {}
        self._clocks: dict[str, int] = {}

    def fields(self) -> FieldsView:
        """What can be chosen, with the priority that is chosen at first."""
        catalog = self.context.catalog
        priorities = catalog.settings.priorities.values()
        channels = [(c, text(f"channel.{c}")) for c in self._choices.channels]
        names = [(c, catalog.departments[c].name) for c in self.tables if c]
        return FieldsView(
            priorities=tuple((p.id, p.name) for p in priorities) if self._choices.named else (),
            priority=self.priority or "",
            channels=(("", text("when.any-channel")), *channels) if channels else (),
            customers=(("", text("when.any-department")), *names) if names else (),
        )

    @property
    def priority(self) -> str | None:
        """The priority that is chosen at first."""
        return self._choices.priority

    def data(self) -> dict[str, Any]:
        """Everything for the script but the levels of escalation; instants are seconds since 1970."""
        zone = zone_of(self.context.clocks, self.service)
        return {
            "zone": zone,
            "place": place_of(zone),
            "default": self.context.catalog.settings.default_priority or "",
            "tables": self._tables(),
            **_numbered(self._targets),
            "clocks": list(self._clocks),
            "levels": [],
            "notices": list(self._notices()),
        }

    def _tables(self) -> dict[str, list[list[Any]]]:
        zone = ZoneInfo(provider_zone(self.context.clocks, self.service))
        periods = zip(self._timed, self._choices.applying, strict=True)
        return {
            customer: [[start_of_day(zone, period.start), self._applying(*next(periods))] for period in table]
            for customer, table in self.tables.items()
        }

    def _applying(
        self, timed: tuple[Promise, ...], choices: tuple[tuple[str, bool, tuple[int, ...], int | None], ...]
    ) -> dict[str, list[Any]]:
        """For each choice the numbers of the targets that apply, and of the one from which escalation counts, or -1."""
        known: dict[tuple[int, bool], int] = {}

        def number(place: int, with_channel: bool) -> int:
            found = known.get((place, with_channel))
            if found is None:
                found = known[place, with_channel] = self._number(timed[place], with_channel)
            return found

        return {
            choice: [
                [number(place, with_channel) for place in places],
                -1 if main is None else number(main, with_channel),
            ]
            for choice, with_channel, places, main in choices
        }

    def _number(self, promise: Promise, with_channel: bool) -> int:
        target, clock = promise.target, -1
        if is_dated(promise):
            file = self.context.clock_files.of_service(self.service, promise.calendar)
            if file is not None:
                clock = self._clocks.setdefault(self.urls.to(file.path), len(self._clocks))
        kept: dict[Any, _Told] = self.context.clock_files.kept
        agreed = promise.source.startswith("agreement:")
        key = ("target", target, with_channel, clock, agreed)
        if key not in kept:
            kept[key] = self._content(promise, with_channel, clock, agreed)
        return self._targets.setdefault(kept[key], len(self._targets))

    def _content(self, promise: Promise, with_channel: bool, clock: int, agreed: bool) -> _Told:
        """What the script is told of a target; ``clock`` is the number of its calendar, or -1."""
        target, language = promise.target, self.context.language
        cutoff = target.cutoff_time
        return _Told(
            measure=(target.measure, label(promise, with_channel=with_channel)),
            often=(promise_text.compliance(target, language) or "", agreed),
            rest=(
                clock,
                promise_text.promised_value(target, language),
                target.within.amount if target.within else None,
                target.within.unit.value if target.within else None,
                cutoff.hour * 60 + cutoff.minute if cutoff else None,
            ),
        )

    def _notices(self) -> Iterator[list[Any]]:
        """Delays and changes: from when, until when (None: for good), what, where it is told, and what it adds.

        In the order in which they are added; those that were over before the published days are left out.
        """
        language = self.context.language
        first, _ = window(self.context.catalog.today)
        for notice, start, end in delays_and_changes(self.context.clocks, self.service):
            if not notice.is_over(first):
                span = formats.date_range(notice.start, notice.end, language)
                yield [
                    start,
                    end,
                    notice.effect,
                    effect_and_dates(notice, span),
                    notice.title,
                    self.urls.to(links.notice(notice.id)),
                    adds_of(notice),
                ]


def adds_of(notice: Notice) -> list[Any] | None:
    """What a notice adds to due dates, for a script: amount, unit, and both in words."""
    if notice.adds is None:
        return None
    return [notice.adds.amount, notice.adds.unit.value, duration(notice.adds)]


def json_of(content: Mapping[str, Any]) -> Markup:
    """JSON that may stand in a template element, whatever texts are in it.

    Not in a script element: where Material replaces pages without loading them (navigation.instant), it runs the text
    of every script as JavaScript, whatever its type.
    """
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e"))


def _channels_that_differ(timed: tuple[Promise, ...], priorities: tuple[str | None, ...]) -> Iterator[str]:
    """The channels on which another promise holds than on none, at any of the priorities."""
    for channel in {p.target.channel for p in timed if p.target.channel}:
        if any(applicable(timed, p) != applicable(timed, p, channel) for p in priorities):
            yield channel
