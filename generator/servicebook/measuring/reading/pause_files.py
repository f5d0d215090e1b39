"""The second export of a source, which tells when its tickets waited: pauses, or the states that they came into."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path

from servicebook.measuring.reading.export_files import BrokenOffError, open_export
from servicebook.measuring.reading.export_lines import PickedTable, pick
from servicebook.measuring.reading.export_table import Wanted, positions
from servicebook.measuring.reading.histories import Change, Spans, pauses_of
from servicebook.measuring.reading.moment_columns import moments_of
from servicebook.measuring.reading.moments import Moments, NotAMomentError
from servicebook.measuring.reading.not_read import Findings
from servicebook.measuring.reading.settled import Settled
from servicebook.measuring.tickets import merged
from servicebook.problems import Place, Problem, error
from servicebook.wording import text

COLUMNS = ("ticket", "from", "until", "state")


def pauses_from(path: Path, how: Settled, findings: Findings) -> dict[str, Spans] | Problem:
    """The pauses of each ticket that a file tells, or why it cannot be read."""
    columns = how.source.pauses.columns
    wanted = Wanted(names={key: columns.get(key, (key,)) for key in COLUMNS}, given=frozenset(columns))
    with ExitStack() as stack:
        opened = open_export(path, how.source, wanted, stack)
        if opened.problems:
            return opened.problems[0]
        table = opened.tables[0]
        places = positions(table.header, wanted)
        needed = ("ticket", "from", "state" if how.pause_states else "until")
        if missing := [key for key in needed if key not in places]:
            message = text("tickets.pauses-without", names=text("list.separator").join(missing))
            return error("missing-key", Place(path.as_posix()), message, text("tickets.pauses-without-hint"))
        try:
            picked = pick(table, places, how.missing, is_one_of_several=True)
        except BrokenOffError as fault:
            return fault.problem
    moments = moments_of([picked], how, [key for key in ("from", "until") if key in places])
    if isinstance(moments, Problem):
        return moments
    return _pauses(picked, moments[0], how, findings)


def _pauses(
    picked: PickedTable, moments: Mapping[str, Moments], how: Settled, findings: Findings
) -> dict[str, Spans]:
    changes: dict[str, list[Change]] = defaultdict(list)
    spans: dict[str, list[tuple[int, int | None]]] = defaultdict(list)
    for number, cells in picked.rows:
        row = dict(zip(picked.keys, cells, strict=True))
        where = picked.where(number)
        try:
            start, end = (
                None if row.get(key) is None else moments[key].seconds(row[key]) for key in ("from", "until")
            )
        except NotAMomentError as fault:
            findings.add(fault.fault, where)
            continue
        if row["ticket"] is None or start is None:
            findings.add("half-a-pause", where)
        elif how.pause_states:
            changes[str(row["ticket"])].append((start, str(row["state"] or "").casefold()))
        elif end is not None and end < start:
            findings.add("half-a-pause", where)
        else:
            spans[str(row["ticket"])].append((start, end))
    found = {key: pauses_of(sorted(several), how.pause_states) for key, several in changes.items()}
    return found or {key: merged(tuple(several)) for key, several in spans.items()}
