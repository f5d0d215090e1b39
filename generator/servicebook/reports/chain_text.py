"""A service's chains in sentences for a person at a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import groupby
from zoneinfo import ZoneInfo

from servicebook.analysis.chains import Chain, CheckedStarts, Comparison, Verdict, WorstCase
from servicebook.explanations import unknown_chain
from servicebook.model.clocks import Clocks
from servicebook.model.service import Service
from servicebook.reports.safe_text import visible
from servicebook.wording import formats, promise_text, text
from servicebook.wording.time_spans import duration, wall_clock

_INDENT = "  "


def render(clocks: Clocks, service: Service, chains: Sequence[Chain]) -> str:
    """The verdict on each promise, and what happens at the worst moment to ask."""
    return "\n".join(visible(line).rstrip() for line in _lines(clocks, service, chains)) + "\n"


def _lines(clocks: Clocks, service: Service, chains: Sequence[Chain]) -> Iterator[str]:
    yield f"{service.name} ({service.id})"
    for _, same in groupby(chains, key=lambda chain: chain.promise):
        yield ""
        yield from _promise(clocks, list(same))


def _promise(clocks: Clocks, chains: Sequence[Chain]) -> Iterator[str]:
    """The chain of a promise, which several priorities may share."""
    catalog = clocks.catalog
    chain, language = chains[0], catalog.settings.organization.language
    if chain.promise is None:
        priorities = _for(clocks, chains)
        if priorities:
            yield text("chain.unknown-for", priorities=priorities, why=unknown_chain(chain.always))
        else:
            yield text("chain.unknown", why=unknown_chain(chain.always))
        return
    assert chain.promise.target.within is not None
    zone = ZoneInfo(clocks.zone(chain.promise.calendar))
    measure = text(f"measure.{chain.promise.target.measure}")
    limit = promise_text.time_limit(chain.promise.target.within)
    priorities, verdict = _for(clocks, chains), _verdict(chain.always)
    if priorities:
        yield text("chain.promise-for", measure=measure, limit=limit, priorities=priorities, verdict=verdict)
    else:
        yield text("chain.promise", measure=measure, limit=limit, verdict=verdict)
    if chain.always.worst and chain.always.checked:
        yield from _worst(chain.always.worst, zone, language)
        yield f"{_INDENT}{_tried(chain.always.checked, zone, language)}"
    if chain.with_sometimes != chain.always:
        verdict = _verdict(chain.with_sometimes)
        yield f"{_INDENT}{text('chain.with-sometimes', verdict=verdict)}"
        if chain.with_sometimes.verdict is Verdict.OUTRUNS and chain.with_sometimes.worst:
            yield from _worst(chain.with_sometimes.worst, zone, language)


def _for(clocks: Clocks, chains: Sequence[Chain]) -> str:
    """For which priorities, where there are several promises; else nothing."""
    priorities = clocks.catalog.settings.priorities
    if len(chains) >= max(len(priorities), 1):
        return ""
    known = (priorities.get(chain.priority or "") for chain in chains)
    names = [priority.name for priority in known if priority]
    return text("list.separator").join(names)


def _verdict(comparison: Comparison) -> str:
    if comparison.slack_seconds is None:
        return text("chain.verdict-unknown", why=unknown_chain(comparison))
    span = wall_clock(abs(comparison.slack_seconds))
    if comparison.verdict is Verdict.OUTRUNS:
        return text("chain.verdict-too-short", span=span)
    return text("chain.verdict-holds", span=span)


def _worst(worst: WorstCase, zone: ZoneInfo, language: str) -> Iterator[str]:
    def at(moment: datetime) -> str:
        return formats.moment(moment.astimezone(zone), language)

    asked = text("chain.asked", asked=at(worst.asked), zone=zone, promised=at(worst.promised))
    yield f"{_INDENT}{asked}"
    for scheduled in worst.path:
        task = scheduled.task
        assert task.within is not None, "a step on the path has a time"
        step = text(
            "chain.step",
            step=task.id,
            by=task.by,
            within=duration(task.within),
            start=at(scheduled.starts),
            end=at(scheduled.ends),
        )
        yield f"{_INDENT * 2}{step}"
    yield f"{_INDENT}{text('chain.finished', moment=at(worst.finished))}"


def _tried(checked: CheckedStarts, zone: ZoneInfo, language: str) -> str:
    first = formats.day(checked.start.astimezone(zone).date(), language)
    last = formats.day(checked.end.astimezone(zone).date(), language)
    return text("chain.tried", first=first, last=last, count=checked.count)
