"""How a rule says that a promise outruns its chain, in a sentence that a manager understands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from servicebook.analysis.chains import Chain, Comparison, WorstCase, all_chains
from servicebook.analysis.critical_path import ScheduledTask
from servicebook.model.catalog import Catalog
from servicebook.model.service import Service
from servicebook.problems import Place, Problem, Related, Severity
from servicebook.rules.finding import finding
from servicebook.wording import text
from servicebook.wording.time_spans import duration, wall_clock


def distinct(chains: Iterable[Chain]) -> Iterator[Chain]:
    """One chain for each promise: priorities that share one are the same case."""
    seen = []
    for chain in chains:
        if chain.promise not in seen:
            seen.append(chain.promise)
            yield chain


def chain_finding(
    catalog: Catalog, code: str, severity: Severity, chain: Chain, comparison: Comparison
) -> Problem:
    """``asked Fri 16:00, promised Mon 16:00, but purchasing has until Wed 17:00``, and the step to talk about."""
    service, worst = catalog.services[chain.service], comparison.worst
    assert worst is not None and worst.longest is not None, "what outruns has been walked through"
    zone = ZoneInfo(all_chains(catalog).clocks.zone(catalog.support_hours(service).value))
    late = wall_clock(int((worst.finished - worst.promised).total_seconds()))
    return finding(
        code,
        severity,
        _place(service, chain),
        text(
            "chain-overrun.message",
            asked=_about(worst.asked, zone),
            promised=_when(worst.promised, zone),
            who=_who(catalog, worst.path[-1]),
            finished=_when(worst.finished, zone),
            late=late,
        ),
        text(
            "chain-overrun.hint",
            step=worst.longest.task.id,
            who=_who(catalog, worst.longest),
            within=_duration(worst.longest),
            service=service.id,
        ),
        tuple(_path(service, worst, zone)),
    )


def _path(service: Service, worst: WorstCase, zone: ZoneInfo) -> Iterator[Related]:
    ids = [handoff.id for handoff in service.handoffs]
    for step in worst.path:
        place = service.origin.place("handoffs", ids.index(step.task.id))
        said = text(
            "chain-overrun.step",
            step=step.task.id,
            by=step.task.by,
            within=_duration(step),
            start=_when(step.starts, zone),
            end=_when(step.ends, zone),
        )
        yield Related(place, said)


def _place(service: Service, chain: Chain) -> Place:
    """The promise where the service makes it itself, else its hand-offs."""
    promise = chain.promise
    if promise is not None and promise.source == "service":
        return service.origin.place("targets", service.targets.index(promise.target), "within")
    return service.origin.place("handoffs", key=True)


def _duration(step: ScheduledTask) -> str:
    assert step.task.within is not None, "what is scheduled has a time"
    return duration(step.task.within)


def _who(catalog: Catalog, step: ScheduledTask) -> str:
    department = catalog.departments.get(step.task.department)
    return department.name if department else step.task.by


def _about(moment: datetime, zone: ZoneInfo) -> str:
    """The same to the minute: the worst start is often the last second before something, or the first after."""
    if moment.second == 59:
        return text("moment.just-before", moment=_when(moment + timedelta(seconds=1), zone))
    if moment.second == 1:
        return text("moment.just-after", moment=_when(moment - timedelta(seconds=1), zone))
    return _when(moment, zone)


def _when(moment: datetime, zone: ZoneInfo) -> str:
    """``Fri 4 Dec 2026 16:00``; seconds where there are any."""
    at = moment.astimezone(zone)
    return f"{at:%a} {at.day} {at:%b %Y %H:%M}" + (f":{at:%S}" if at.second else "")
