"""The files of results with what was counted anew: every other character in them stays what it was.

People write notes and comments into these files, and read their changes. So a line is touched only where its numbers
have changed, and what is written is always in the same order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from operator import attrgetter
from typing import Any, TypeAlias

from servicebook import wording
from servicebook.documents.kinds import BY_NAME
from servicebook.documents.schema_comment import schema_line
from servicebook.frozen import frozen
from servicebook.measuring.result_edits import PeriodEdit, edited, period_lines
from servicebook.model.periods import Period
from servicebook.model.results import ResultKey, key_of
from servicebook.problems import Place, Problem, error
from servicebook.source.catalog_tree import read_text
from servicebook.source.planned_changes import Changes
from servicebook.source.tree import Tree
from servicebook.source.yaml_parts import CannotEditError
from servicebook.source.yaml_reader import parse

Row: TypeAlias = Mapping[str, Any]
"""A result as it is written: the keys of its schema, with plain values."""


@frozen(kw_only=True)
class CountedPeriod:
    """What was counted of a department's services in a period.

    ``rows`` are to stand in it. Of those that are there, the ones that ``replaces`` tells of are taken out if they are
    not among them; all others stay, also where a row of the same key was counted anew. ``as_of`` is the day of
    counting where the period was not over.
    """

    department: str
    period: Period
    rows: Sequence[Row]
    replaces: Callable[[Row], bool]
    as_of: date | None = None


@frozen(kw_only=True)
class EditedResults:
    """The files to be written.

    ``standing`` are results that were counted, and not written: their place is taken by some that may not be replaced.
    ``problems`` are those of files that cannot be read or changed; while there is one, nothing should be written.
    """

    changes: Changes
    standing: tuple[tuple[str, Period, ResultKey], ...]
    problems: tuple[Problem, ...]


def edited_results(tree: Tree, counted: Iterable[CountedPeriod]) -> EditedResults:
    """What the files of results of a catalog's tree are to say after counting, as changes for ``make_changes``."""
    by_path: dict[str, list[CountedPeriod]] = {}
    for one in sorted(counted, key=attrgetter("department", "period")):
        by_path.setdefault(results_path(one.department, one.period.year), []).append(one)
    texts: dict[str, tuple[str, str]] = {}
    added: dict[str, str] = {}
    standing: list[tuple[str, Period, ResultKey]] = []
    problems: list[Problem] = []
    for path, periods in by_path.items():
        before = read_text(tree, path, BY_NAME["results"].max_bytes) if _is_there(tree, path) else None
        if isinstance(before, Problem):
            problems.append(before)
            continue
        if before is None:
            if lines := [line for one in periods for line in _new_period(one)]:
                added[path] = new_file(path) + "\n".join(lines) + "\n"
            continue
        try:
            after, left = _edited(before, path, periods)
        except CannotEditError as fault:
            message = wording.text("results.cannot-write", reason=fault)
            problems.append(
                error("bad-value", Place(path), message, wording.text("results.cannot-write-hint"))
            )
            continue
        standing += left
        if after != before:
            texts[path] = (before, after)
    return EditedResults(
        changes=Changes(texts=texts, added=added), standing=tuple(standing), problems=tuple(problems)
    )


def results_path(department: str, year: int) -> str:
    """The file of a department's results in a year."""
    return BY_NAME["results"].pattern.format(department=department, id=f"{year:04}")


def _is_there(tree: Tree, path: str) -> bool:
    return tree.mode(path) is not None


def new_file(path: str) -> str:
    """The lines with which a new file of results begins."""
    return f"{schema_line(path)}\n# {wording.text('results.written-by')}\n"


def _new_period(one: CountedPeriod) -> list[str]:
    """The lines of a period that is not there yet; none where nothing was counted."""
    return period_lines(one.period.text, one.as_of, one.rows) if one.rows else []


def _edited(
    text: str, path: str, counted: Sequence[CountedPeriod]
) -> tuple[str, list[tuple[str, Period, ResultKey]]]:
    """The new text of a file, and what its place is taken of. Raises :class:`CannotEditError`."""
    parsed = parse(text, path)
    current: Any = parsed.value
    if parsed.problems or not isinstance(current, dict):
        raise CannotEditError(wording.text("edit.faults"))
    edits: list[PeriodEdit] = []
    left: list[tuple[str, Period, ResultKey]] = []
    for one in counted:
        stands = current.get(one.period.text)
        if stands is None:
            edits += [PeriodEdit(period=one.period.text, as_of=one.as_of, rows=one.rows)] if one.rows else []
            continue
        edit, taken = _against(one, stands["results"])
        edits.append(edit)
        left += [(one.department, one.period, key) for key in taken]
    return edited(text, current, edits), left


def _against(one: CountedPeriod, rows: Sequence[Row]) -> tuple[PeriodEdit, list[ResultKey]]:
    """What changes in a period that is there, and the keys of rows that are not written."""
    new = {key_of(row): row for row in one.rows}
    kept: list[Row | None] = []
    taken: list[ResultKey] = []
    for row in rows:
        key = key_of(row)
        if not one.replaces(row):
            kept.append(row)
            if key in new:
                taken.append(key)
                del new[key]
        else:
            kept.append(new.pop(key, None))
    edit = PeriodEdit(period=one.period.text, as_of=one.as_of, stands=kept, rows=tuple(new.values()))
    return edit, taken
