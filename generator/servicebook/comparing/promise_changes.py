"""What changed promises mean: each change that promises follow from gets its effect, and by how much dates move.

A change's effect is that of the promises that follow from it: of one service's own target that one, of a department's
all that inherit it, of a calendar's all that are counted on it, which is said once. Where several changes move the same
promise, each says what became of it in all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from servicebook.comparing.changes import Change, Effect, Written
from servicebook.comparing.codes import is_promise
from servicebook.comparing.directions import Direction, direction_of
from servicebook.comparing.due_difference import CountedPromise, DueComparer, DueDifference
from servicebook.comparing.promise_pairs import Key, PromisePair, promise_pairs, uses
from servicebook.model.catalog import Catalog
from servicebook.model.clocks import Clocks, NoCalendarError
from servicebook.model.common import Target
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
_SHARES = frozenset({"compliance", "at_least"})


def with_promises(
    before: Catalog, after: Catalog, changes: Sequence[Change], former: Mapping[str, str]
) -> Iterator[Change]:
    """The changes, each that promises follow from with its effect; then promises that changed for another reason.

    ``former`` has the former ids of services by today's.
    """
    comparer = _PromiseComparer(before, after)
    pairs = [pair for pair in promise_pairs(before, after, changes, former) if comparer.differs(pair)]
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


@dataclass(frozen=True, slots=True)
class _Found:
    """What became of one promise: its due dates, and its shares."""

    due: Direction
    share: Direction
    difference: DueDifference | None = None

    @property
    def direction(self) -> Direction:
        parts = {self.due, self.share}
        if Direction.INCOMPARABLE in parts or {Direction.TIGHTENED, Direction.WEAKENED} <= parts:
            return Direction.INCOMPARABLE
        return next((part for part in (self.due, self.share) if part is not Direction.SAME), Direction.SAME)


class _PromiseComparer:
    """Compares the promises of two catalogs; what is alike is compared once."""

    def __init__(self, before: Catalog, after: Catalog) -> None:
        self._clocks = Clocks(before), Clocks(after)
        self._dates = DueComparer(after.today)

    def differs(self, pair: PromisePair) -> bool:
        """Whether what is written of it, or the calendar that it is counted on, is another one."""
        one, other = pair.before, pair.after
        if one is None or other is None:
            return one is not other
        return (
            _substance(one.target) != _substance(other.target)
            or self._counted(0, one) != self._counted(1, other)
            or one.calendar != other.calendar
        )

    def compare(self, pair: PromisePair) -> _Found:
        """What became of a promise; where there was none, one is better than none."""
        one, other = pair.before, pair.after
        if one is None or other is None:
            direction = direction_of(better=one is None, worse=other is None)
            return _Found(direction, Direction.SAME)
        share = _shares(one.target, other.target)
        was, now = self._counted(0, one), self._counted(1, other)
        if was is None or now is None:
            return _Found(
                direction_of(better=was is None and now is not None, worse=now is None and was is not None),
                share,
            )
        difference = self._dates.compare(was, now)
        return _Found(difference.direction, share, difference)

    def _counted(self, side: int, promise: Promise) -> CountedPromise | None:
        target = promise.target
        if target.within is None or promise.calendar is None:
            return None
        try:
            calendar = self._clocks[side].calendar(promise.calendar)
        except NoCalendarError:  # which is a problem of its own
            return None
        return CountedPromise(calendar, target.within, target.cutoff_time)


def _substance(target: Target) -> tuple[Any, ...]:
    return target.within, target.at_least, target.cutoff, target.compliance, target.per, target.stated


def _shares(one: Target, other: Target) -> Direction:
    """Whether in more or fewer cases what is promised holds."""
    pairs = ((one.compliance, other.compliance), (one.at_least, other.at_least))
    return direction_of(
        better=any((now or 0) > (then or 0) for then, now in pairs),
        worse=any((now or 0) < (then or 0) for then, now in pairs),
    )


def _with_effect(comparer: _PromiseComparer, change: Change, pairs: Sequence[PromisePair]) -> Change:
    found = [comparer.compare(pair) for pair in pairs]
    part = (change.field or "").rpartition(".")[2]
    directions = [_of_part(part, one) for one in found]
    direction = _of_several(directions)
    effect = _EFFECTS[direction]
    if change.field == "pauses_when":
        effect = _pauses(change)
    elif part in ("stated", "per"):
        effect = Effect.REWORDED if part == "stated" else Effect.CHANGED
    also = tuple(
        dict.fromkeys(
            pair.service
            for pair, one in zip(pairs, directions, strict=True)
            if one is not Direction.SAME and pair.service != change.object_id
        )
    )
    return replace(
        change,
        code=f"{'calendar' if change.kind == 'calendar' else 'promise'}-{_ending(effect)}",
        effect=effect,
        by=_greatest(zip(found, directions, strict=True), direction),
        also=also,
    )


def _ending(effect: Effect) -> str:
    return effect.value.replace(" ", "-")


def _of_part(part: str, found: _Found) -> Direction:
    """The direction of one key of a target: of times the dates', of shares the shares'; of a whole one that of all."""
    if part in _DUE:
        return found.due
    return found.share if part in _SHARES else found.direction


def _of_several(directions: Iterable[Direction]) -> Direction:
    present = set(directions)
    if not present:
        return Direction.SAME
    if present == {Direction.UNKNOWN}:
        return Direction.UNKNOWN
    better = bool(present & {Direction.TIGHTENED, Direction.INCOMPARABLE})
    worse = bool(present & {Direction.WEAKENED, Direction.INCOMPARABLE})
    return direction_of(better=better, worse=worse)


def _greatest(found: Iterable[tuple[_Found, Direction]], direction: Direction) -> DueDifference | None:
    """Of several promises that moved, the difference of the one whose dates moved farthest that way."""
    candidates = [
        one.difference
        for one, part in found
        if one.difference is not None and part is not Direction.SAME and one.due is not Direction.SAME
    ]
    worse = direction is not Direction.TIGHTENED
    return max(candidates, key=lambda difference: _seconds(difference, later=worse), default=None)


def _seconds(difference: DueDifference, *, later: bool) -> int:
    shift = difference.later if later else difference.earlier
    return abs(shift.amounts.example.after - shift.amounts.example.before) if shift else -1


def _pauses(change: Change) -> Effect:
    """The more often the clock stops, the weaker the promise."""
    then, now = (
        frozenset(map(str, value)) if isinstance(value, list) else frozenset()
        for value in (change.before, change.after)
    )
    direction = direction_of(better=bool(then - now), worse=bool(now - then))
    return Effect.REWORDED if direction is Direction.SAME else _EFFECTS[direction]


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
    key = _key_of(change)
    return any(
        promise is not None and promise.source == source and promise.target.key == key
        for promise in (pair.before, pair.after)
    )


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
    comparer: _PromiseComparer, after: Catalog, pair: PromisePair, told: set[tuple[str, str | None, Key]]
) -> Iterator[Change]:
    """A promise that changed because of something else: an agreement began, a service went to another department."""
    if pair.customer is not None and (pair.service, None, pair.key) in told:
        return  # the service's own promise changed, which this customer has, too
    found = comparer.compare(pair)
    if found.direction in (Direction.SAME, Direction.UNKNOWN):
        return
    told.add((pair.service, pair.customer, pair.key))
    effect = _EFFECTS[found.direction]
    label = ", ".join(part for part in pair.key if part is not None)
    customer = f" for {pair.customer}" if pair.customer else ""
    service = after.services[pair.service]
    yield Change(
        code=f"promise-{_ending(effect)}",
        kind="service",
        object_id=pair.service,
        field=f"targets[{label}]{customer}",
        before=_as_written(pair.before),
        after=_as_written(pair.after),
        effect=effect,
        by=found.difference,
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
