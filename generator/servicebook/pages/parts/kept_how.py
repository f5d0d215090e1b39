"""How a service's results came about, in sentences: who counted, what is known besides, and how to read it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from servicebook.analysis.kept_promises import Line, latest
from servicebook.analysis.measured_periods import MeasuredPeriod
from servicebook.model.catalog import Catalog
from servicebook.model.results import HISTORY, REPORTED, TODAY, Result
from servicebook.wording import text
from servicebook.wording.lists import listed


def how_counted(
    catalog: Catalog, line: Line, measured: Sequence[MeasuredPeriod], lines: Iterable[Line]
) -> list[str]:
    """The sentences below the figures: ``measured`` of a line, and the newest of each of the other ``lines``."""
    bases = {row.basis for one in (*measured, *_newest(line, lines)) for row in one.rows}
    sentences = list(_who(catalog, line, bases))
    if any(one.lived_half or one.lived_nine_in_ten for one in measured):
        sentences.append(text("kept.lived-explained"))
    if facts := list(_facts([row for one in measured for row in one.rows])):
        sentences.append(text("kept.facts", facts=listed(facts)))
    if bases != {REPORTED}:  # how others count is not known
        sentences.append(text("kept.overdue-explained"))
    return [
        *sentences,
        text("kept.fewest-explained", fewest=catalog.settings.fewest),
        text("kept.verdict-explained"),
    ]


def _newest(line: Line, lines: Iterable[Line]) -> Iterator[MeasuredPeriod]:
    """What is shown of the other promises."""
    for other in lines:
        if other is not line and (shown := latest(other)) is not None:
            yield shown


def _who(catalog: Catalog, line: Line, bases: set[str]) -> Iterator[str]:
    department = catalog.departments.get(line.rows[0].department)
    name = department.name if department else line.rows[0].department
    if HISTORY in bases:
        yield text("kept.how.history")
    if TODAY in bases:
        yield text("kept.how.today")
    if bases == {REPORTED}:
        yield text("kept.how-reported", department=name)
    elif REPORTED in bases:
        yield text("kept.how-partly-reported", department=name)


def _facts(rows: Sequence[Result]) -> Iterator[str]:
    """What is known of requests besides, in all of these rows together."""
    asked, paused = _total(row.asked for row in rows), _total(row.paused for row in rows)
    if asked and paused:
        yield text("kept.asked-waited", asked=text("kept.asked", count=asked), count=paused)
    elif asked:
        yield text("kept.asked", count=asked)
    elif paused:
        yield text("kept.waited", count=paused)
    if overdue := _total(row.open_overdue for row in rows):
        yield text("kept.overdue", count=overdue)
    if still_open := _total(row.still_open for row in rows):
        yield text("kept.still-open", count=still_open)
    if undecided := _total(row.undecided for row in rows):
        yield text("kept.undecided", count=undecided)


def _total(counts: Iterable[int | None]) -> int:
    """The sum of those that are known."""
    return sum(filter(None, counts))
