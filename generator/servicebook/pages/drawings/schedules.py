"""A service's hand-offs at their worst, as a drawing with its sentences; when a journey is done at the earliest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from servicebook.analysis.chains import Chain, Comparison, Verdict, WorstCase
from servicebook.analysis.network import Task, tasks_of_service
from servicebook.analysis.schedule import NoSchedule, Schedule
from servicebook.clock.due_dates import YEAR
from servicebook.clock.durations import days_later
from servicebook.clock.zones import seconds_of
from servicebook.explanations import no_date, unknown_chain, unknown_time
from servicebook.model.catalog import Catalog
from servicebook.model.journey import Journey
from servicebook.model.service import Service
from servicebook.pages.drawings.courses import course
from servicebook.pages.drawings.swimlanes import Goal, Setting, Timeline, timeline
from servicebook.pages.parts.handoffs import titles_of
from servicebook.pages.rendering.context import RenderContext
from servicebook.wording import formats, text
from servicebook.wording.lists import listed
from servicebook.wording.time_spans import wall_clock


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduleView:
    """A drawing and what it says in a sentence or two; without a drawing, why there is none."""

    timeline: Timeline | None
    said: str
    over: bool = False


def of_service(context: RenderContext, service: Service) -> ScheduleView | None:
    """The hand-offs of a service, from the start that leaves the least time; None where nobody can ask for it."""
    chain = _usual(context, service)
    if chain is None:
        return None
    comparison, worst = chain.with_sometimes, chain.with_sometimes.worst
    if worst is None:
        comparison, worst = chain.always, chain.always.worst
    if worst is None:
        tasks = tasks_of_service(context.clocks, service)
        return ScheduleView(
            timeline=None, said=_unknown(tasks, titles_of(context.catalog, service.handoffs), chain)
        )
    return _measured(context, service, chain, comparison, worst)


def _usual(context: RenderContext, service: Service) -> Chain | None:
    """The chain at the default priority."""
    chains = context.chains.get(service.id, ())
    usual = context.catalog.settings.default_priority
    return next((chain for chain in chains if chain.priority == usual), next(iter(chains), None))


def _unknown(tasks: Sequence[Task], titles: dict[str, str], chain: Chain) -> str:
    said = without_time(tasks, titles)
    return text("schedule.unknown", why=said or unknown_chain(chain.always))


def without_time(tasks: Sequence[Task], titles: dict[str, str]) -> str:
    """``"Tea" has no time and "Cake" is handed to it/cake, which promises no time``; nothing where all have one."""
    return listed(
        unknown_time(text("step-time.title", title=titles[task.id]), task.unknown)
        for task in tasks
        if task.unknown
    )


def _measured(
    context: RenderContext,
    service: Service,
    chain: Chain,
    comparison: Comparison,
    worst: WorstCase,
) -> ScheduleView:
    catalog = context.catalog
    assert chain.promise is not None and comparison.checked is not None, (
        "what has a worst case was promised and checked"
    )
    zone = context.clocks.zone(chain.promise.calendar)
    key = (  # all but who does what, and what it is called
        zone,
        worst.asked,
        worst.promised,
        worst.finished,
        comparison.verdict,
        comparison.slack_seconds,
        comparison.checked.end,
        chain.always.slack_seconds,
        *[(one.task.calendar, one.starts, one.received, one.ends) for one in worst.tasks],
    )
    alike = catalog.once(_alike, key, ZoneInfo(zone), comparison, chain.always, worst)
    said = alike.said
    titles = titles_of(catalog, service.handoffs)
    if len(worst.tasks) < len(service.handoffs):
        incomplete_kinds = [step.id for step in service.handoffs if step.when == "sometimes"]
        steps = listed([titles[step] for step in incomplete_kinds])
        said = f"{said} {text('schedule.not-drawn', steps=steps)}"
    drawing = timeline(catalog, alike.setting, worst.tasks, titles)
    return ScheduleView(timeline=drawing, said=said, over=drawing.over)


@dataclass(frozen=True, slots=True)
class _Alike:
    """What is said of a worst case, and drawn, that does not depend on who does what: services alike share it."""

    said: str
    setting: Setting


def _alike(
    catalog: Catalog, zone: ZoneInfo, comparison: Comparison, always: Comparison, worst: WorstCase
) -> _Alike:
    language, year = catalog.settings.organization.language, catalog.today.year

    def say(moment: datetime) -> str:
        return formats.minute(seconds_of(moment), zone, year, language)

    asked, promised, finished = (
        formats.near_minute(worst.asked, say),
        say(worst.promised),
        say(worst.finished),
    )
    said = [
        _worst_case(catalog, comparison, zone),
        text("schedule.worst-case", asked=asked, zone=zone.key, finished=finished),
        text("schedule.promised", promised=promised, left=_left(comparison)),
    ]
    if always.slack_seconds not in (None, comparison.slack_seconds):
        said.append(text("schedule.without-sometimes", left=_left(always)))
    return _Alike(
        said=" ".join(said),
        setting=Setting(
            goal=Goal(
                text=text("schedule.goal-promised", moment=promised),
                more=_left(comparison),
                over=comparison.verdict is Verdict.OUTRUNS,
            ),
            begin=text("schedule.begin-asked", moment=asked),
            course=course(catalog, worst.tasks, worst.asked, worst.promised, zone),
        ),
    )


def _worst_case(catalog: Catalog, comparison: Comparison, zone: ZoneInfo) -> str:
    """Over what time this is the worst case: a year, or less where the calendars are not known that far."""
    assert comparison.checked is not None
    end = comparison.checked.end.astimezone(zone).date()
    if end >= days_later(catalog.today, YEAR):
        return text("schedule.worst-of-year")
    return text("schedule.worst-until", day=formats.day(end, catalog.settings.organization.language))


def _left(comparison: Comparison) -> str:
    seconds = comparison.slack_seconds or 0
    if seconds < 0:
        return text("schedule.too-short", span=wall_clock(-seconds))
    return text("schedule.to-spare", span=wall_clock(seconds))


def earliest(catalog: Catalog, journey: Journey, scheduled: Schedule | NoSchedule) -> str:
    """When a journey is done that begins next: one sentence, on the organization's clocks; else why it is not known."""
    if isinstance(scheduled, NoSchedule):
        why = _why(scheduled, titles_of(catalog, journey.steps))
        return text("schedule.total-unknown", why=why)
    zone = ZoneInfo(catalog.settings.organization.zone)
    language, year = catalog.settings.organization.language, catalog.today.year
    started, ends = (
        formats.minute(seconds_of(moment), zone, year, language)
        for moment in (scheduled.asked, scheduled.ends)
    )
    return text("schedule.journey", started=started, zone=zone.key, ends=ends, total=total(scheduled))


def _why(missing: NoSchedule, titles: dict[str, str]) -> str:
    if missing.fault:
        return no_date(missing.fault)
    return without_time(missing.unknown, titles) or text("schedule.no-steps")


def total(scheduled: Schedule | NoSchedule) -> str:
    """``20 working days``, ``the same working day``; ``total not known``."""
    if isinstance(scheduled, NoSchedule):
        return text("schedule.total-not-known")
    return (
        text("count.working-day", count=scheduled.working_days)
        if scheduled.working_days
        else text("promise.same-working-day")
    )
