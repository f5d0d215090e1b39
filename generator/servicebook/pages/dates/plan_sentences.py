"""A journey's plan in words. ``assets/plan.js`` says the same in the reader's browser."""

from __future__ import annotations

from datetime import datetime

from servicebook.analysis.critical_path import local
from servicebook.analysis.network import Task
from servicebook.analysis.plan import Plan, Planned
from servicebook.clock.skipped_periods import Reason
from servicebook.model.catalog import Catalog
from servicebook.model.journey import Journey
from servicebook.wording import formats, promise_text, text
from servicebook.wording.lists import listed
from servicebook.wording.time_spans import duration

_TOLD = frozenset((Reason.WEEKEND, Reason.WEEKDAY, Reason.HOLIDAY, Reason.CLOSURE))
"""What is told to be passed over: whole days; that nights and breaks do not count is plain from the hours."""
_NAMED = 2
"""How many of the steps that wait for one are named."""


def titles_of(journey: Journey) -> dict[str, str]:
    """What each step is called, by its id."""
    return {step.id: step.title or step.id for step in journey.steps}


def why(catalog: Catalog, plan: Plan, planned: Planned) -> str:
    """One sentence: within what, on whose hours, what is passed over, and what waits for it.

    ``Within 2 working days on IT desk (Europe/Amsterdam), not counting the weekend and Good Friday (holiday);
    needed before "A badge".`` And a sentence for each notice that moves the date, or may.
    """
    said, before = promised(planned.task), _before(planned, titles_of(plan.journey))
    passed = promise_text.skipped_periods(part for part in planned.skipped_periods if part.reason in _TOLD)
    sentence = (
        text("plan-step.why-skipping", promised=said, periods=listed(passed), before=before)
        if passed
        else text("plan-step.why", promised=said, before=before)
    )
    moved = [added(catalog, delay.notice) for delay in planned.delays]
    return " ".join([sentence, *moved, *(may_move(catalog, notice) for notice in planned.uncertain)])


def added(catalog: Catalog, notice: str) -> str:
    """``With 3 working days more: Spare screens are late.``"""
    adds = catalog.notices[notice].adds
    assert adds is not None, "what moves a date says by how much"
    return text("delay.added", duration=duration(adds), notice=catalog.notices[notice].title)


def may_move(catalog: Catalog, notice: str) -> str:
    """``Uncertain: Strike in the distribution hall.``"""
    return text("delay.uncertain", notice=catalog.notices[notice].title)


def promised(task: Task) -> str:
    """Within what it is done, and on whose hours that is counted: how the sentence begins."""
    assert task.calendar is not None and task.within is not None, "what is planned has a time"
    limit = formats.capitalized(promise_text.time_limit(task.within))
    calendar, zone = task.calendar.name, task.calendar.zone
    if task.cutoff:
        cutoff = f"{task.cutoff:%H:%M}"
        return text("plan.promised-cutoff", limit=limit, cutoff=cutoff, calendar=calendar, zone=zone)
    return text("plan.promised", limit=limit, calendar=calendar, zone=zone)


def _before(planned: Planned, titles: dict[str, str]) -> str:
    if not planned.waiting:
        return text("plan-step.day-begins")
    first = [text("plan-step.named", title=titles[other]) for other in planned.waiting[:_NAMED]]
    more = len(planned.waiting) - len(first)
    return listed([*first, text("plan-step.others", count=more)] if more else first)


def summary(task: Task, title: str) -> str:
    """What to do at the last moment: ask for a service, or see that a step begins."""
    return text("plan.request" if task.service else "plan.start", step=title)


def who(catalog: Catalog, task: Task) -> str:
    """The department that does it, by its name."""
    department = catalog.departments.get(task.department)
    return department.name if department else task.department


def in_zone(planned: Planned, moment: datetime) -> datetime:
    """The instant in the zone in which the step is counted."""
    return local(planned.task, moment)


def too_late(planned: Planned, now: datetime) -> bool:
    """Whether the last moment has passed."""
    return planned.ask_by < now
