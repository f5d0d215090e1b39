"""What changed promises mean: each change that promises follow from gets its effect, and by how much dates move.

A change's effect is that of the promises that follow from it: of one service's own target that one, of a department's
all that inherit it, of a calendar's all that are counted on it, which is said once. Where several changes move the same
promise, each says what became of it in all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from servicebook.comparing.changes import Change, Effect, MovedPromise, Written
from servicebook.comparing.codes import is_promise
from servicebook.comparing.directions import Direction, of_several
from servicebook.comparing.due_difference import DueDifference
from servicebook.comparing.open_hours import HoursDifference
from servicebook.comparing.promise_effects import PromiseComparer, PromiseDifference, pauses
from servicebook.comparing.promise_pairs import Key, PromisePair, promise_pairs, uses
from servicebook.model.catalog import Catalog
from servicebook.model.clocks import Clocks, NoCalendarError
from servicebook.model.promises import Promise
from servicebook.wording.time_spans import duration

_EFFECTS = {
    Direction.TIGHTENED: Effect.TIGHTENED,
    Direction.WEAKENED: Effect.WEAKENED,
    Direction.INCOMPARABLE: Effect.INCOMPARABLE,
    Direction.SAME: Effect.CHANGED,
    Direction.UNKNOWN: Effect.CHANGED,
}
_DUE = frozenset({"within", "cutoff", "hours", "support_hours"})
_SHARES = frozenset({"compliance", "at_least", "per"})


def with_promises(
    before: Catalog, after: Catalog, changes: Sequence[Change], former: Mapping[str, str]
) -> Iterator[Change]:
    """The changes, each that promises follow from with its effect; then promises that changed for another reason.

    ``former`` has the former ids of services by today's.
    """
    comparer = PromiseComparer(Clocks(before), Clocks(after))
    pairs = [
        pair
        for pair in promise_pairs(before, after, changes, former)
        if comparer.differs(pair.before, pair.after)
    ]
    explained: set[tuple[str, str | None, Key]] = set()
    for change in changes:
        if not is_promise(change.code):
            yield change
            continue
        own = [pair for pair in pairs if _follows(before, after, change, pair)]
        explained.update((pair.service, pair.customer, pair.key) for pair in own)
        yield _with_effect(comparer, change, own)
    for pair in pairs:
        if (pair.service, pair.customer, pair.key) not in explained:
            yield from _unexplained(comparer, after, pair, explained)


def _with_effect(comparer: PromiseComparer, change: Change, pairs: Sequence[PromisePair]) -> Change:
    if change.kind == "calendar":
        pairs = list(_on_both_calendars(pairs))
    found = [comparer.promises(pair.before, pair.after) for pair in pairs]
    part = (change.field or "").rpartition(".")[2]
    directions = [_of_part(part, one) for one in found]
    hours = _hours(comparer, change)
    own = [_pauses(change)] if change.field == "pauses_when" else [hours.direction] if hours else []
    effect = Effect.REWORDED if part == "stated" else _EFFECTS[of_several([*directions, *own])]
    most = () if part in _SHARES else _most(pairs, found, effect)
    return replace(
        change,
        code=f"{'calendar' if change.kind == 'calendar' else 'promise'}-{effect.value}",
        effect=effect,
        by=most[0].due if most else None,
        most=most if any(one.service != change.object_id for one in most) else (),
        hours=hours if hours and hours.direction is not Direction.SAME else None,
        also=_others(change, pairs, directions),
    )


def _others(change: Change, pairs: Sequence[PromisePair], directions: Sequence[Direction]) -> tuple[str, ...]:
    """The services, beside the one that the change is of, whose promises are not the same as before."""
    moved = (
        pair for pair, direction in zip(pairs, directions, strict=True) if direction is not Direction.SAME
    )
    return tuple(dict.fromkeys(pair.service for pair in moved if pair.service != change.object_id))


def _on_both_calendars(pairs: Iterable[PromisePair]) -> Iterator[PromisePair]:
    """The promises of now, and those of before that are others, each by itself: what a calendar alone does to them."""
    for pair in pairs:
        for promise in dict.fromkeys((pair.after, pair.before)):
            if promise is not None:
                yield replace(pair, before=promise, after=promise)


def _pauses(change: Change) -> Direction:
    then, now = (value if isinstance(value, list) else () for value in (change.before, change.after))
    return pauses(map(str, then), map(str, now))


def _hours(comparer: PromiseComparer, change: Change) -> HoursDifference | None:
    """How the open time differs of a calendar that is another one, or in which people can be reached or a service used.

    None for what is no such change, and where there is no such calendar before or now.
    """
    before, after = comparer.before.catalog, comparer.after.catalog
    if change.kind == "calendar":
        calendars: tuple[str | None, ...] = (change.object_id, change.object_id)
    elif change.field == "support_hours":
        calendars = _support_hours(before, change), _support_hours(after, change)
    elif change.field == "service_hours":
        calendars = tuple(
            value if isinstance(value, str) else None for value in (change.before, change.after)
        )
    else:
        return None
    was, now = calendars
    try:
        return comparer.hours(was, now) if was and now else None
    except NoCalendarError:  # which is a problem of its own
        return None


def _support_hours(catalog: Catalog, change: Change) -> str | None:
    """The id of the calendar on which the object of a change can be reached, be it inherited."""
    if service := catalog.services.get(change.object_id):
        return catalog.support_hours(service).value
    is_department = change.kind == "department" and change.object_id in catalog.departments
    return catalog.department_hours(change.object_id).value if is_department else None


def _of_part(part: str, found: PromiseDifference) -> Direction:
    """The direction of one key of a target: of times the dates', of shares the shares'; of a whole one that of all."""
    if part in _DUE:
        return found.of("due", "hours")
    return found.of(part) if part in _SHARES else found.direction


def _most(
    pairs: Sequence[PromisePair], found: Sequence[PromiseDifference], effect: Effect
) -> tuple[MovedPromise, ...]:
    """Of several promises, the one whose dates moved farthest that way; both ways, the farthest of each way."""
    moved = [
        MovedPromise(pair.service, one.due)
        for pair, one in zip(pairs, found, strict=True)
        if one.due is not None and one.due.direction is not Direction.SAME
    ]
    ways = {Effect.TIGHTENED: (False,), Effect.INCOMPARABLE: (True, False)}.get(effect, (True,))
    most = [max(moved, key=lambda one, way=way: _seconds(one.due, later=way)) for way in ways if moved]  # type: ignore[misc]
    return tuple(dict.fromkeys(most))


def _seconds(difference: DueDifference, *, later: bool) -> int:
    shift = difference.later if later else difference.earlier
    return abs(shift.amounts.example.after - shift.amounts.example.before) if shift else -1


def _follows(before: Catalog, after: Catalog, change: Change, pair: PromisePair) -> bool:
    """Whether a promise is what it is because of what a change is about."""
    root = (change.field or "").partition("[")[0].partition(".")[0]
    if change.kind == "calendar":
        return uses(before, pair.before, change.object_id) or uses(after, pair.after, change.object_id)
    if root == "support_hours":
        return _counted_elsewhere(pair) and _is_below(before, after, change, pair)
    source = "service" if change.kind == "service" else f"{change.kind}:{change.object_id}"
    if root != "targets" or (change.kind == "service" and pair.service != change.object_id):
        return False
    return _is_of_target(change, source, pair)


def _is_of_target(change: Change, source: str, pair: PromisePair) -> bool:
    """Whether a promise is the target that a change is about, which is written at a source."""
    key = _key_of(change)
    own = [
        promise is not None and promise.source == source and promise.target.key == key
        for promise in (pair.before, pair.after)
    ]
    # a part of a target changes what follows from it now and did before, and not what another target was added for
    is_whole = (change.field or "").endswith("]")
    return any(own) if is_whole or None in (pair.before, pair.after) else all(own)


def _counted_elsewhere(pair: PromisePair) -> bool:
    one, other = pair.before, pair.after
    return one is not None and other is not None and one.calendar != other.calendar


def _is_below(before: Catalog, after: Catalog, change: Change, pair: PromisePair) -> bool:
    """Whether a service takes its hours from the object of a change, before or now."""
    if change.kind == "service":
        return pair.service == change.object_id
    source = f"department:{change.object_id}"
    return source in (
        before.support_hours(before.services[pair.former]).source,
        after.support_hours(after.services[pair.service]).source,
    )


def _key_of(change: Change) -> Key | None:
    """The key of the target that a change of ``targets`` is about, from where it is written."""
    written = change.written
    if written is None:
        return None
    pointer = written.pointer
    at = pointer.index("targets")
    if len(pointer) <= at + 1:
        return None
    entry: Any = written.document.value_at(pointer[: at + 2])
    return entry["measure"], entry.get("priority"), entry.get("channel")


def _unexplained(
    comparer: PromiseComparer, after: Catalog, pair: PromisePair, told: set[tuple[str, str | None, Key]]
) -> Iterator[Change]:
    """A promise that changed because of something else: an agreement began, a service went to another department."""
    if pair.customer is not None and (pair.service, None, pair.key) in told:
        return  # the service's own promise changed, which this customer has, too
    found = comparer.promises(pair.before, pair.after)
    if found.direction in (Direction.SAME, Direction.UNKNOWN):
        return
    told.add((pair.service, pair.customer, pair.key))
    effect = _EFFECTS[found.direction]
    label = ", ".join(part for part in pair.key if part is not None)
    customer = f" for {pair.customer}" if pair.customer else ""
    service = after.services[pair.service]
    yield Change(
        code=f"promise-{effect.value}",
        kind="service",
        object_id=pair.service,
        field=f"targets[{label}]{customer}",
        before=_as_written(pair.before),
        after=_as_written(pair.after),
        effect=effect,
        by=found.due,
        written=Written("head", service.origin.document),
    )


def _as_written(promise: Promise | None) -> dict[str, Any] | None:
    if promise is None:
        return None
    target = promise.target
    parts = {
        "measure": target.measure,
        "priority": target.priority,
        "channel": target.channel,
        "within": duration(target.within) if target.within else None,
        "at_least": target.at_least,
        "cutoff": target.cutoff,
        "compliance": target.compliance,
        "per": target.per,
        "stated": target.stated,
    }
    return {name: part for name, part in parts.items() if part is not None}
