"""A service's chains as JSON for other programs."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from servicebook.analysis.chains import Chain, Compared, Worst
from servicebook.analysis.network import Done, local
from servicebook.model.clocks import Clocks


def render(clocks: Clocks, chains: Sequence[Chain]) -> str:
    """A list, one object a priority; seconds are those of the clock on the wall.

    Instants carry the offset of the zone in which the promise is counted; those of a step that in which it is
    counted. What is not known is null.
    """
    return json.dumps([_chain(clocks, chain) for chain in chains], indent=2, ensure_ascii=False) + "\n"


def _chain(clocks: Clocks, chain: Chain) -> Mapping[str, Any]:
    promise, always = chain.promise, chain.always
    zone = ZoneInfo(clocks.zone(promise.calendar if promise else None))
    return {
        "service": chain.service,
        "measure": promise.target.measure if promise else None,
        "priority": chain.priority,
        "within": str(promise.target.within) if promise else None,
        **_compared(always, zone),
        "unknown_steps": list(always.unknown_steps),
        "tried": {
            "from": always.tried.start.astimezone(zone).isoformat(),
            "until": always.tried.end.astimezone(zone).isoformat(),
            "starts": always.tried.starts,
        }
        if always.tried
        else None,
        "with_sometimes": _compared(chain.with_sometimes, zone),
    }


def _compared(compared: Compared, zone: ZoneInfo) -> Mapping[str, Any]:
    return {
        "verdict": compared.verdict.value,
        "slack_seconds": compared.slack_seconds,
        "worst": _worst(compared.worst, zone) if compared.worst else None,
    }


def _worst(worst: Worst, zone: ZoneInfo) -> Mapping[str, Any]:
    def at(moment: datetime) -> str:
        return moment.astimezone(zone).isoformat()

    return {
        "asked": at(worst.asked),
        "promised": at(worst.promised),
        "finished": at(worst.finished),
        "path": [_step(one) for one in worst.path],
    }


def _step(one: Done) -> Mapping[str, Any]:
    return {
        "step": one.task.id,
        "by": one.task.by,
        "starts": local(one.task, one.starts).isoformat(),
        "ends": local(one.task, one.ends).isoformat(),
        "within": str(one.task.within),
    }
