"""Chains of hand-offs that no longer hold because of changes, or do again, anywhere in the catalog."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from enum import IntEnum

from servicebook.analysis import reasons
from servicebook.analysis.chains import Chain, Chains, Comparison, Verdict, all_chains
from servicebook.analysis.network import tasks_of_service
from servicebook.comparing.change_causes import CountedWith, causes_of
from servicebook.comparing.changes import Change, Effect, Written
from servicebook.comparing.details import ChainDetail
from servicebook.comparing.same_objects import SameObjects
from servicebook.frozen import frozen
from servicebook.model.catalog import Catalog
from servicebook.model.service import Service

_NOTHING_TO_KEEP = (reasons.NoHandoffs, reasons.NothingPromised, reasons.OnlySometimes)


class _State(IntEnum):
    """How a promise stands to its chain, the worst first."""

    LATE = 0
    UNKNOWN = 1
    HOLDS = 2
    NONE = 3
    """No promise, or nothing that is handed over."""


_WORDS = {_State.LATE: "outruns", _State.UNKNOWN: "unknown", _State.HOLDS: "holds", _State.NONE: None}


@frozen
class _Side:
    """One priority's promise against its chain, in one revision."""

    state: _State
    comparison: Comparison | None = None


_NOTHING = _Side(_State.NONE)


def chain_changes(before: Catalog, after: Catalog, changes: Sequence[Change]) -> Iterator[Change]:
    """A change for each service some of whose promises outrun their chains now and did not, or the other way.

    Only those need to be looked at that are in doubt in one of the revisions. What hides that the answer is known is
    worse than one that holds.
    """
    if not changes:
        return
    same = SameObjects(changes)
    then, now = all_chains(before), all_chains(after)
    in_doubt = dict.fromkeys((*(same.today("service", old) for old in then.doubtful), *now.doubtful))
    for service_id in in_doubt:
        service = after.services.get(service_id)
        if service is None:  # it is gone with its chain
            continue
        was, today = _sides(then, same.former("service", service_id)), _sides(now, service_id)
        for effect in (Effect.BROKEN, Effect.MENDED):
            priorities = [
                priority
                for priority in dict.fromkeys((*today, *was))
                if _effect(was.get(priority, _NOTHING), today.get(priority, _NOTHING)) is effect
            ]
            if priorities:
                yield _change(before, after, changes, service, effect, priorities, was, today)


def _sides(chains: Chains, service_id: str) -> dict[str | None, _Side]:
    """The sides of a service's chains by priority; none where nothing is handed over, or nobody can ask for it."""
    known = chains.get(service_id, ())
    return {chain.priority: _side(chain) for chain in known}


def _side(chain: Chain) -> _Side:
    comparison = chain.always
    if comparison.verdict is Verdict.OUTRUNS:
        return _Side(_State.LATE, comparison)
    if comparison.verdict is Verdict.HOLDS:
        return _Side(_State.HOLDS, comparison)
    if isinstance(comparison.reason, _NOTHING_TO_KEEP):
        return _NOTHING
    return _Side(_State.UNKNOWN, comparison)


def _effect(was: _Side, now: _Side) -> Effect | None:
    """Whether it is broken or mended. Where nothing was promised, nothing can be doubted: only a late one is told."""
    if was.state is now.state:
        return None
    if _State.NONE in (was.state, now.state) and _State.LATE not in (was.state, now.state):
        return None
    return Effect.BROKEN if now.state < was.state else Effect.MENDED


def _change(
    before: Catalog,
    after: Catalog,
    changes: Sequence[Change],
    service: Service,
    effect: Effect,
    priorities: Sequence[str | None],
    was: Mapping[str | None, _Side],
    now: Mapping[str | None, _Side],
) -> Change:
    def least(priority: str | None) -> int:
        side = (now if effect is Effect.BROKEN else was).get(priority, _NOTHING)
        slack = side.comparison.slack_seconds if side.comparison else None
        return slack if slack is not None else 0

    worst = min(priorities, key=least)
    known = after.settings.priorities
    names = [known[priority].name for priority in priorities if priority is not None and priority in known]
    is_all = len(priorities) >= max(len(after.settings.priorities), 1)
    counted = _counted_with(before, after, service)
    return Change(
        code=f"chain-{effect.value}",
        kind="service",
        object_id=service.id,
        field=None,
        before={priority or "": _WORDS[was.get(priority, _NOTHING).state] for priority in priorities},
        after={priority or "": _WORDS[now.get(priority, _NOTHING).state] for priority in priorities},
        effect=effect,
        written=Written("head", service.origin.document, ("handoffs",) if service.handoffs else ()),
        details=ChainDetail(
            before=was.get(worst, _NOTHING).comparison,
            after=now.get(worst, _NOTHING).comparison,
            priorities=() if is_all else tuple(names),
            zone=all_chains(after).clocks.zone(after.support_hours(service).value),
        ),
        causes=causes_of(before, after, changes, counted),
    )


def _counted_with(before: Catalog, after: Catalog, service: Service) -> CountedWith:
    counted = CountedWith(("service", service.id))
    counted.add_service(after, service.id)
    counted.add_tasks(after, tasks_of_service(all_chains(after).clocks, service))
    if was := before.services.get(service.id):
        counted.add_service(before, was.id)
        counted.add_tasks(before, tasks_of_service(all_chains(before).clocks, was))
    return counted
