"""What ``servicebook measure`` did, for a person at a terminal: counts, and nothing of a single request."""

from __future__ import annotations

from collections.abc import Iterator

from servicebook.clock.zones import instant_of
from servicebook.measuring.counting import Counting
from servicebook.measuring.outcome import Outcome
from servicebook.measuring.reading.read_tickets import ReadTickets
from servicebook.model.periods import PeriodUnit, containing
from servicebook.reports.safe_text import visible
from servicebook.wording import LANGUAGE, formats, text

_FIRST_DAYS = 3
"""Where something was asked on one of these days of a month, nobody doubts that it is all there."""
_MOST = 20
"""So many names of services that are unknown are shown."""


def render(outcome: Outcome, language: str) -> str:
    """All of it: what was read, by what it was judged, what changed, and what to do next."""
    lines = [*_read(outcome)]
    if outcome.counting is not None:
        lines += _counted(outcome, outcome.counting, language)
    lines += _changed(outcome)
    return "".join(f"{visible(line)}\n" for line in lines)


def _read(outcome: Outcome) -> Iterator[str]:
    for note in outcome.notes:
        yield text("measuring.note", note=note)
    for source, read in outcome.read.items():
        if not read.rows:
            yield text("measuring.none", source=source)
            continue
        rows = formats.number(read.rows, LANGUAGE)  # as the number of tickets before it
        yield text("measuring.read", source=source, count=outcome.tickets[source], rows=rows)
        yield from _of_source(read)


def _of_source(read: ReadTickets) -> Iterator[str]:
    for note in read.notes:
        yield text("measuring.note", note=note)
    if not read.tells_replies:
        yield text("measuring.note", note=text("measuring.no-replies"))
    if not read.tells_ends:
        yield text("measuring.note", note=text("measuring.no-ends"))
    for one in read.not_read:
        yield text("measuring.not-read", kind=one.kind, message=one.message)
        yield text("measuring.hint", hint=one.hint)
    for unknown in read.unknown_services[:_MOST]:
        yield text("measuring.not-read", kind="unknown-service", message=unknown.message)
        yield text("measuring.hint", hint=unknown.hint)
    if len(read.unknown_services) > _MOST:
        yield f"  {text('check.more', count=len(read.unknown_services) - _MOST)}"
    for name, count in read.left_out.items():
        yield text("measuring.left-out", name=name, count=count)


def _counted(outcome: Outcome, counting: Counting, language: str) -> Iterator[str]:
    if not counting.asked and not counting.later:
        return
    if counting.rows:
        yield text("measuring.engine", engine=counting.engine) if counting.engine else text("measuring.loop")
    known = counting.known
    if known.begins is None:
        yield text("measuring.no-history", reason=known.why_not or text("measuring.not-committed"))
    else:
        since = formats.day(instant_of(known.begins).date(), language)
        yield text("measuring.history", day=since)
        if counting.older and counting.older == counting.asked:
            yield text("measuring.all-older")
        elif counting.older:
            yield text("measuring.older", count=counting.older)
        if known.is_shallow:
            yield text("measuring.shallow")
    if counting.later:
        yield text("measuring.later", count=counting.later, day=formats.day(outcome.today, language))
    yield from _begin(outcome, counting, language)
    for service, count in sorted(counting.unpromised.items()):
        yield text("measuring.unpromised", service=service, count=count)
        if priorities := counting.never_promised.get(service):
            names = text("list.separator").join(priorities)
            yield text("measuring.hint", hint=text("measuring.never-promised", priorities=names))


def _begin(outcome: Outcome, counting: Counting, language: str) -> Iterator[str]:
    """That the first month may not be whole, where it is written: nobody can see that in an export."""
    if counting.first is None or counting.first.day <= _FIRST_DAYS:
        return
    month = containing(counting.first, PeriodUnit.MONTH)
    if any(one.period == month and one.is_different for one in outcome.changes):
        day = formats.day(counting.first, language)
        yield text("measuring.begins-within", day=day, period=month.text, next=month.later(1).text)


def _changed(outcome: Outcome) -> Iterator[str]:
    for one in outcome.changes:
        counts = {
            "new": one.new, "other": one.changed, "same": one.unchanged, "gone": one.gone, "hidden": one.hidden,
            "held-back": one.held_back,
            **({"reported": one.reported} if outcome.counting else {"from-tickets": one.reported}),
        }  # fmt: skip
        said = [text(f"measuring.rows.{name}", count=count) for name, count in counts.items() if count]
        if said:
            changes = text("list.separator").join(said)
            yield text(
                "measuring.changed", department=one.department, period=one.period.text, changes=changes
            )
    if any(one.hidden for one in outcome.changes):
        yield text("measuring.fewest", fewest=outcome.fewest)
    for lost in outcome.lost:
        yield text(
            "measuring.lost",
            service=lost.service,
            period=lost.period.text,
            now=lost.now,
            before=lost.before,
            unit=lost.period.unit.value,
        )
    for period, count in outcome.not_over.items():
        yield text("measuring.not-over", period=period.text, count=count)
    for path in outcome.paths:
        yield (
            text("measuring.would-write", path=path) if outcome.is_dry else text("measuring.wrote", path=path)
        )
    if not outcome.paths:
        yield text("measuring.nothing" if outcome.changes else "measuring.nothing-counted")
    elif not outcome.is_dry:
        yield text("measuring.next")
