"""When must it be done? A journey planned backwards on its page: for a typical day, and for any in the browser."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from markupsafe import Markup

from servicebook.analysis.network import Task, tasks_of_journey
from servicebook.analysis.plan import CannotPlanError, Plan, Planned, plan
from servicebook.analysis.published_days import window
from servicebook.analysis.uncertainty import delays_and_changes
from servicebook.clock.calendar import Calendar
from servicebook.clock.calendar_data import calendar_data
from servicebook.clock.zones import instant_of, start_of_day
from servicebook.explanations import no_plan
from servicebook.frozen import frozen
from servicebook.model.catalog import Catalog
from servicebook.model.journey import Journey
from servicebook.pages.dates.calendar_files import ClockFile
from servicebook.pages.dates.plan_sentences import in_zone, promised, summary, titles_of, too_late, who, why
from servicebook.pages.dates.promise_lookup import adds_of, json_of
from servicebook.pages.rendering.context import RenderContext
from servicebook.pages.rendering.urls import UrlContext
from servicebook.wording import formats, text
from servicebook.wording.lists import listed

_WEEKS = 8
"""How many weeks after the catalog's day a typical plan ends at the earliest: on the first of the next month."""
WIDTH, _SHORTEST = 1000, 12
"""The units of a line on which steps lie, and the shortest bar that can be seen."""


@frozen(kw_only=True)
class PlanRow:
    """A step with its last moment, in words; ``iso`` is the moment for machines.

    ``bar`` is the path from that moment until it is due, on a line of :data:`WIDTH` that ends when the day begins.
    """

    id: str
    title: str
    iso: str
    ask_by: str
    due: str
    why: str
    too_late: bool
    bar: str


@frozen(kw_only=True)
class PlanView:
    """The plan for one day, and what the page's script needs for any other from ``first`` through ``last``.

    ``late`` says of which steps the last moment has passed. ``data`` is None where a calendar is not published.
    """

    by: str
    day: str
    zone: str
    first: str
    last: str
    rows: tuple[PlanRow, ...]
    late: str | None
    data: Markup | None


def planning(context: RenderContext, urls: UrlContext, journey: Journey) -> PlanView | str:
    """The plan for a typical day; else why there is none, in one sentence."""
    catalog = context.catalog
    by = _typical_day(catalog.today)
    try:
        planned = plan(context.clocks, journey, by)
    except CannotPlanError as fault:
        return f"{no_plan(fault)}."
    language = catalog.settings.organization.language
    first, last = window(catalog.today)
    rows = tuple(_row(context, planned, step) for step in planned.steps)
    day = formats.day(by, language)
    return PlanView(
        by=by.isoformat(),
        day=day,
        zone=catalog.settings.organization.zone,
        first=max(first, catalog.today).isoformat(),
        last=last.isoformat(),
        rows=rows,
        late=_late(rows, day),
        data=_data(context, urls, journey),
    )


def _typical_day(today: date) -> date:
    later = (today + timedelta(weeks=_WEEKS)).replace(day=1)
    return (later + timedelta(days=31)).replace(day=1)


def _late(rows: Sequence[PlanRow], day: str) -> str | None:
    """``Too late for 1 of 10 steps to be ready by 4 Jan 2027: “A badge”.``"""
    titles = [text("plan-step.named", title=row.title) for row in rows if row.too_late]
    if not titles:
        return None
    late = text("script.plan.late-steps", count=len(titles), total=len(rows))
    return text("script.plan.late", late=late, day=day, steps=listed(titles))


def _bar(planned: Plan, step: Planned) -> str:
    """Where the step lies between the first request and the day; as ``barOf`` in ``assets/journey.js`` has it."""
    first = planned.steps[0].ask_by
    whole = (planned.deadline - first).total_seconds() or 1

    def x(moment: datetime) -> int:
        return round(WIDTH * (moment - first).total_seconds() / whole)

    begin = min(x(step.ask_by), WIDTH - _SHORTEST)
    return f"M{begin} 4H{max(x(step.due), begin + _SHORTEST)}"


def _row(context: RenderContext, planned: Plan, step: Planned) -> PlanRow:
    catalog = context.catalog
    zone = ZoneInfo(catalog.settings.organization.zone)
    place = (
        ""
        if in_zone(step, step.ask_by).utcoffset() == step.ask_by.astimezone(zone).utcoffset()
        else _place(step)
    )

    def say(moment: datetime) -> str:
        return formats.moment_of_year(moment, catalog.today.year, catalog.settings.organization.language)

    now = instant_of(start_of_day(zone, catalog.today))
    return PlanRow(
        id=step.task.id,
        title=titles_of(planned.journey)[step.task.id],
        iso=step.ask_by.isoformat(),
        ask_by=_placed(formats.deadline(in_zone(step, step.ask_by), say), place),
        due=_placed(say(in_zone(step, step.due)), place),
        why=why(catalog, planned, step),
        too_late=too_late(step, now),
        bar=_bar(planned, step),
    )


def _place(step: Planned) -> str:
    assert step.task.calendar is not None
    return step.task.calendar.zone.rpartition("/")[2].replace("_", " ")


def _placed(moment: str, place: str | None) -> str:
    """The moment with the place whose time it is, where steps count in several zones."""
    return text("plan.moment-in", moment=moment, place=place) if place else moment


def _data(context: RenderContext, urls: UrlContext, journey: Journey) -> Markup | None:
    """The journey for the page's script (``assets/plan.js``): its steps, and the calendars that they count on.

    ``days`` are the midnights of the organization's zone, as a published calendar has them; ``after`` are numbers
    of steps, ``cutoff`` minutes after midnight.
    """
    catalog = context.catalog
    tasks = tasks_of_journey(context.clocks, journey.steps)
    files = [_file(context, task) for task in tasks]
    paths = [file.path for file in files if file is not None]
    if len(paths) < len(tasks):
        return None
    addresses = list(dict.fromkeys(paths))
    days = catalog.derive(_days)
    return json_of(
        {
            "journey": journey.id,
            "name": journey.name,
            "stamp": f"{datetime.combine(catalog.today, datetime.min.time(), UTC):%Y%m%dT%H%M%SZ}",
            "days": days,
            "clocks": [urls.to(path) for path in addresses],
            "tasks": [
                _task(context, journey, tasks, number, addresses.index(path))
                for number, path in enumerate(paths)
            ],
        }
    )


def _days(catalog: Catalog) -> dict[str, Any]:
    """The midnights of the organization's zone."""
    data = calendar_data(Calendar.always(catalog.settings.organization.zone), *window(catalog.today))
    return {key: data[key] for key in ("begin", "midnight", "lengths", "last")}


def _file(context: RenderContext, task: Task) -> ClockFile | None:
    if task.service is None:
        return context.clock_files.of_department(task.department, task.calendar_id)
    return context.clock_files.of_service(context.catalog.services[task.service], task.calendar_id)


def _task(
    context: RenderContext, journey: Journey, tasks: Sequence[Task], number: int, clock: int
) -> dict[str, Any]:
    task = tasks[number]
    assert task.within is not None, "what is planned has a time"
    title = titles_of(journey)[task.id]
    ids = [member.id for member in tasks]
    return {
        "id": task.id,
        "title": title,
        "who": who(context.catalog, task),
        "summary": summary(task, title),
        "promised": promised(task),
        "amount": task.within.amount,
        "unit": task.within.unit.value,
        "cutoff": task.cutoff.hour * 60 + task.cutoff.minute if task.cutoff else None,
        "calendar": task.calendar_id,
        "clock": clock,
        "after": [ids.index(other) for other in task.after],
        "notices": [
            [start, end, notice.title, adds_of(notice)]
            for notice, start, end in delays_and_changes(
                context.clocks, context.catalog.services[task.service] if task.service else task.department
            )
            if not notice.is_over(window(context.catalog.today)[0])
        ],
    }
