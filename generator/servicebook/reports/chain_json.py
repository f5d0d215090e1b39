"""A service's chains as JSON for other programs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from servicebook.analysis.chains import Chain, Comparison, WorstCase
from servicebook.analysis.critical_path import ScheduledTask, local
from servicebook.model.clocks import Clocks
from servicebook.reports.safe_text import json_text


def render(clocks: Clocks, chains: Sequence[Chain]) -> str:
    """A list, one object a priority; seconds are those of the clock on the wall.

    Instants carry the offset of the zone in which the promise is counted; those of a step that in which it is
    counted. What is not known is null.
    """
    return json_text([_chain(clocks, chain) for chain in chains])


def _chain(clocks: Clocks, chain: Chain) -> Mapping[str, Any]:
    promise, always = chain.promise, chain.always
    zone = ZoneInfo(clocks.zone(promise.calendar if promise else None))
    return {
        "service": chain.service,
        "measure": promise.target.measure if promise else None,
        "priority": chain.priority,
        "within": str(promise.target.within) if promise else None,
        **_comparison(always, zone),
        "unknown_steps": list(always.unknown_steps),
        "tried": {
            "from": always.checked.start.astimezone(zone).isoformat(),
            "until": always.checked.end.astimezone(zone).isoformat(),
            "starts": always.checked.count,
        }
        if always.checked
        else None,
        "with_sometimes": _comparison(chain.with_sometimes, zone),
    }


def _comparison(comparison: Comparison, zone: ZoneInfo) -> Mapping[str, Any]:
    return {
        "verdict": comparison.verdict.value,
        "slack_seconds": comparison.slack_seconds,
        "worst": _worst(comparison.worst, zone) if comparison.worst else None,
    }


def _worst(worst: WorstCase, zone: ZoneInfo) -> Mapping[str, Any]:
    def at(moment: datetime) -> str:
        return moment.astimezone(zone).isoformat()

    return {
        "asked": at(worst.asked),
        "promised": at(worst.promised),
        "finished": at(worst.finished),
        "path": [_step(step) for step in worst.path],
    }


def _step(step: ScheduledTask) -> Mapping[str, Any]:
    return {
        "step": step.task.id,
        "by": step.task.by,
        "starts": local(step.task, step.starts).isoformat(),
        "ends": local(step.task, step.ends).isoformat(),
        "within": str(step.task.within),
    }
