"""A journey planned backwards, in sentences for a person at a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from servicebook.analysis.plan import Plan, Planned
from servicebook.model.catalog import Catalog
from servicebook.pages.dates.plan_sentences import in_zone, summary, titles_of, too_late, who, why
from servicebook.reports.safe_text import visible
from servicebook.wording import formats, text

_INDENT = "  "


def render(catalog: Catalog, plan: Plan, now: datetime) -> str:
    """The steps in the order in which they must be asked for, and which of them are already too late."""
    return "\n".join(visible(line).rstrip() for line in _lines(catalog, plan, now)) + "\n"


def _lines(catalog: Catalog, plan: Plan, now: datetime) -> Iterator[str]:
    organization = catalog.settings.organization
    yield f"{plan.journey.name} ({plan.journey.id})"
    yield text("plan.by", day=formats.day(plan.by, organization.language), zone=organization.zone)
    titles = titles_of(plan.journey)
    for step in plan.steps:
        yield ""
        yield from _step(catalog, plan, step, titles[step.task.id], now)


def _step(catalog: Catalog, plan: Plan, step: Planned, title: str, now: datetime) -> Iterator[str]:
    def say(moment: datetime) -> str:
        return formats.moment(moment, catalog.settings.organization.language)

    ask_by = formats.deadline(in_zone(step, step.ask_by), say)
    if too_late(step, now):
        yield text("plan.too-late", step=title, who=who(catalog, step.task))
        should = text("plan.should-request" if step.task.service else "plan.should-begin", deadline=ask_by)
        yield f"{_INDENT}{should}"
    else:
        yield f"{summary(step.task, title)} ({who(catalog, step.task)})"
        ready = formats.capitalized(text("plan.dates", deadline=ask_by, ready=say(in_zone(step, step.due))))
        yield f"{_INDENT}{ready}"
    yield f"{_INDENT}{why(catalog, plan, step)}"
