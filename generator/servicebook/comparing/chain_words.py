"""What became of chains and journeys, in sentences: when it is too late, by which way, and which step to talk about."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from servicebook.analysis.chains import Comparison, Verdict
from servicebook.analysis.critical_path import ScheduledTask
from servicebook.comparing.changes import Change, Effect
from servicebook.comparing.details import ChainDetail, JourneyDetail
from servicebook.explanations import unknown_chain, unknown_time
from servicebook.model.catalog import Catalog
from servicebook.wording import formats, text
from servicebook.wording.lists import listed
from servicebook.wording.time_spans import duration, wall_clock

_MOST_STEPS = 3
"""How many steps a line names: of a calendar that moves all of them nobody wants to read the list."""


def chain_words(detail: ChainDetail, catalog: Catalog) -> Iterator[str]:
    """Why the promise no longer leaves time for its hand-offs, and what to talk about; or that it does again."""
    now, then = detail.after, detail.before
    if now is None:
        yield text("chain-change.nothing-promised")
    elif now.verdict is Verdict.OUTRUNS:
        yield from _late(now, detail, catalog)
    elif now.verdict is Verdict.UNKNOWN:
        yield text("chain-change.unknown", why=unknown_chain(now))
    else:
        yield text("chain-change.holds", span=wall_clock(now.slack_seconds or 0))
    if then is not None and then.slack_seconds is not None:
        span = wall_clock(abs(then.slack_seconds))
        is_late = then.verdict is Verdict.OUTRUNS
        yield (
            text("chain-change.was-late", span=span) if is_late else text("chain-change.had-time", span=span)
        )


def _late(now: Comparison, detail: ChainDetail, catalog: Catalog) -> Iterator[str]:
    worst = now.worst
    assert worst is not None and worst.longest is not None, "what is late has been walked through"

    def at(moment: datetime) -> str:
        language = catalog.settings.organization.language
        local = moment.astimezone(ZoneInfo(detail.zone))
        return formats.near_minute(local, lambda when: formats.moment(when, language))

    late = text(
        "chain-change.late",
        asked=at(worst.asked),
        promised=at(worst.promised),
        who=_who(catalog, worst.path[-1]),
        finished=at(worst.finished),
        late=wall_clock(int((worst.finished - worst.promised).total_seconds())),
    )
    if detail.priorities:
        late = text("chain-change.for-priorities", what=late, priorities=listed(detail.priorities))
    yield late
    steps = (
        text("chain-change.step", step=one.task.id, who=_who(catalog, one), end=at(one.ends))
        for one in worst.path
    )
    yield text("chain-change.path", steps=text("list.separator").join(steps))
    assert worst.longest.task.within is not None, "what is scheduled has a time"
    yield text(
        "chain-change.talk",
        step=worst.longest.task.id,
        who=_who(catalog, worst.longest),
        within=duration(worst.longest.task.within),
    )


def _who(catalog: Catalog, step: ScheduledTask) -> str:
    department = catalog.departments.get(step.task.department)
    return department.name if department else step.task.by


def journey_words(detail: JourneyDetail, change: Change, catalog: Catalog) -> Iterator[str]:
    """Whether the end of all is not known any more or again, or which steps have moved it."""
    if detail.unknown is not None:
        step, reason = detail.unknown
        why = unknown_time(text("step-time.step", id=step), reason)
        is_unknown = change.effect is Effect.BROKEN
        yield text("journey-change.unknown", why=why) if is_unknown else text("journey-change.known", why=why)
        return
    journey = catalog.journeys.get(change.object_id)
    titles = {step.id: step.title or step.id for step in journey.steps} if journey else {}
    named = [text("journey-change.step", step=titles.get(step, step)) for step in detail.steps]
    yield text("journey-change.because", count=len(named), steps=listed(named, _MOST_STEPS))
