"""A service's hand-offs at their worst, as a drawing with its sentences; when a journey is done at the earliest."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from servicebook.analysis.chains import Chain, Comparison, Verdict, WorstCase
from servicebook.analysis.network import Task, is_plain, tasks_of_service, without_sometimes
from servicebook.analysis.schedule import NoSchedule, Schedule
from servicebook.clock.due_dates import YEAR
from servicebook.clock.durations import days_later
from servicebook.clock.zones import seconds_of
from servicebook.explanations import no_date, unknown_chain, unknown_time
from servicebook.frozen import frozen
from servicebook.model.catalog import Catalog
from servicebook.model.journey import Journey
from servicebook.model.service import Service
from servicebook.pages.drawings.courses import course
from servicebook.pages.drawings.swimlanes import Done, Goal, Setting, Timeline, timeline
from servicebook.pages.parts.handoffs import department_of, titles_of
from servicebook.pages.rendering.context import RenderContext
from servicebook.wording import formats, text
from servicebook.wording.lists import listed
from servicebook.wording.time_spans import wall_clock

if TYPE_CHECKING:
    from servicebook.analysis.chain_slack import Slack


@frozen(kw_only=True)
class ScheduleView:
    """A drawing and what it says in a sentence or two; without a drawing, why there is none."""

    timeline: Timeline | None
    said: str
    over: bool = False


def of_service(context: RenderContext, service: Service) -> ScheduleView | None:
    """The hand-offs of a service, from the start that leaves the least time; None where nobody can ask for it."""
    catalog = context.catalog
    slack = context.chains.slack_at(service.id, catalog.settings.default_priority)
    if slack is None:
        return None
    known = catalog.derive(_Known).by_slack
    key = id(slack[0]), id(slack[1])
    found = known.get(key)
    if found is None:
        chain = _usual(context, service)
        comparison, worst = chain.with_sometimes, chain.with_sometimes.worst
        if worst is None:
            comparison, worst = chain.always, chain.always.worst
        if worst is None:
            tasks = tasks_of_service(context.clocks, service)
            return ScheduleView(
                timeline=None, said=_unknown(tasks, titles_of(catalog, service.handoffs), chain)
            )
        found = known[key] = slack, _alike(context, chain, comparison, worst)
    return _drawn(context, service, found[1])


def _usual(context: RenderContext, service: Service) -> Chain:
    """The chain at the default priority."""
    chains = context.chains[service.id]
    usual = context.catalog.settings.default_priority
    return next((chain for chain in chains if chain.priority == usual), chains[0])


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


@frozen
class _Alike:
    """What is said of a worst case, and drawn, that does not depend on who does what: services alike share it.

    ``whole`` says that the steps are in it which are done only sometimes.
    """

    said: str
    setting: Setting
    whole: bool


class _Known:
    """What services share that have the very same slack, with and without what is done only sometimes: it stands for
    all on which their dates depend. By its ids, with itself, so that no other gets them."""

    def __init__(self, _: Catalog) -> None:
        self.by_slack: dict[tuple[int, int], tuple[Slack, _Alike]] = {}


def _drawn(context: RenderContext, service: Service, alike: _Alike) -> ScheduleView:
    catalog, steps = context.catalog, service.handoffs
    titles = titles_of(catalog, steps)
    if is_plain(steps):  # what they wait for is then that of all others alike
        done = [
            Done(step.id, department_of(step, service.department), titles[step.id], False) for step in steps
        ]
    else:
        tasks = tasks_of_service(context.clocks, service)
        done = [
            Done(task.id, task.department, titles[task.id], task.sometimes)
            for task in (tasks if alike.whole else without_sometimes(tasks))
        ]
    said = alike.said
    if len(done) < len(steps):
        sometimes = listed([titles[step.id] for step in steps if step.when == "sometimes"])
        said = f"{said} {text('schedule.not-drawn', steps=sometimes)}"
    drawing = timeline(catalog, alike.setting, done)
    return ScheduleView(timeline=drawing, said=said, over=drawing.over)


def _alike(context: RenderContext, chain: Chain, comparison: Comparison, worst: WorstCase) -> _Alike:
    catalog, always = context.catalog, chain.always
    language, year = catalog.settings.organization.language, catalog.today.year
    assert chain.promise is not None, "what has a worst case was promised"
    zone = ZoneInfo(context.clocks.zone(chain.promise.calendar))

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
    tasks = [one.task for one in worst.tasks]
    places = {task.id: place for place, task in enumerate(tasks)}
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
            times=tuple(str(task.within) for task in tasks),
            after=tuple(tuple(places[other] for other in task.after) for task in tasks),
        ),
        whole=comparison is chain.with_sometimes,
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
