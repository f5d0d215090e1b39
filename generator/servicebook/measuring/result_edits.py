"""Changes within one file of results, as places of its text that change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from datetime import date
from typing import Any

import yaml

from servicebook import wording
from servicebook.frozen import frozen
from servicebook.model.common import MEASURES
from servicebook.model.results import key_of
from servicebook.source.lines import line_break_at, start_of_line
from servicebook.source.yaml_parts import CannotEditError, Part, parts_of, value_part
from servicebook.source.yaml_reader import parse
from servicebook.source.yaml_rewrite import Rewriting, rewritten, same
from servicebook.source.yaml_writer import WIDTH, scalar

Row = Mapping[str, Any]

_GROUPS = (
    ("service", "measure", "priority", "channel", "agreement"),
    ("promised", "commit", "basis"),
    ("asked", "counted", "kept", "open_overdue", "still_open", "undecided"),
    ("half_within", "nine_in_ten_within", "lived_half", "lived_nine_in_ten", "paused"),
)
"""The keys of a row in their order. Where a row needs several lines, these stay together as far as they can: new counts
then change the line of counts, and a reviewer sees at once what has changed."""
_MARGIN = 4
"""The column of a row's hyphen."""


@frozen(kw_only=True)
class PeriodEdit:
    """What becomes of a period: ``stands`` has for each row that is there the one in its place, None where it goes.

    ``rows`` are further ones. A period that is not there yet has no ``stands``.
    """

    period: str
    as_of: date | None
    stands: Sequence[Row | None] | None = None
    rows: Sequence[Row] = field(default=())


def period_lines(period: str, as_of: date | None, rows: Iterable[Row]) -> list[str]:
    """A period with its rows, in order, as lines."""
    lines = [f"{period}:", *([f"  as_of: {as_of.isoformat()}"] if as_of else []), "  results:"]
    for row in sorted(rows, key=_order):
        lines += row_lines(row, _MARGIN)
    return lines


def row_lines(row: Row, margin: int) -> list[str]:
    """A row between braces, on one line where it fits."""
    lines = [" " * margin + "- {"]
    is_begun = False
    for group in _GROUPS:
        written = ", ".join(f"{key}: {scalar(row[key], in_flow=True)}" for key in group if key in row)
        if not written:
            continue
        if not is_begun:
            lines[-1] += written
        elif len(lines[-1]) + len(written) + 3 <= WIDTH:
            lines[-1] += f", {written}"
        else:
            lines[-1] += ","
            lines.append(" " * (margin + 3) + written)
        is_begun = True
    lines[-1] += "}"
    return lines


def _order(row: Row) -> tuple[Any, ...]:
    key = key_of(row)
    return (key.service, MEASURES.index(key.measure), *(part or "" for part in key[2:]))


def edited(text: str, current: Mapping[str, Any], edits: Sequence[PeriodEdit]) -> str:
    """The text of a file that says ``current``, with its periods edited.

    Raises :class:`CannotEditError` where something cannot be changed without changing something else.
    """
    wanted = _wanted(current, edits)
    if same(current, wanted):
        return text
    ending = "" if text.endswith(("\n", "\r")) else line_break_at(text, len(text))
    complete = text + ending  # so that every line that is added or removed has an end
    root = parts_of(complete)
    if not _is_in_lines(root, edits):
        return rewritten(text, wanted)
    change = _Change(complete)
    for edit in edits:
        part = value_part(root, edit.period)
        if part is None:
            change.add_period(root, edit)
        else:
            change.edit_period(part, current[edit.period], edit)
    changed = change.result().removesuffix(ending)
    after = parse(changed, "")
    if after.problems or not same(after.value, wanted):
        raise CannotEditError(wording.text("edit.changes-more"))
    return changed


def _wanted(current: Mapping[str, Any], edits: Iterable[PeriodEdit]) -> dict[str, Any]:
    """What the file is to say."""
    wanted = dict(current)
    for edit in edits:
        before = current.get(edit.period, {})
        others = {key: value for key, value in before.items() if key not in ("as_of", "results")}
        as_of = {"as_of": edit.as_of.isoformat()} if edit.as_of else {}
        wanted[edit.period] = {**as_of, "results": _rows(before.get("results", ()), edit), **others}
    return wanted


def _rows(stood: Sequence[Row], edit: PeriodEdit) -> list[Row]:
    """The rows of a period, each new one behind the last of those that come before it."""
    after = _neighbors(stood, edit)
    stands = edit.stands or ()
    rows = [dict(row) for row in after.get(-1, ())]
    for index, row in enumerate(stands):
        rows += [dict(row)] if row is not None else []
        rows += [dict(one) for one in after.get(index, ())]
    return list[Row](rows)


def _neighbors(stood: Sequence[Row], edit: PeriodEdit) -> dict[int, list[Row]]:
    """The new rows in order, by the position of the row below which they come; -1 is above all."""
    orders = [_order(row) for row in stood]
    found: dict[int, list[Row]] = {}
    for row in sorted(edit.rows, key=_order):
        order = _order(row)
        index = max((at for at, other in enumerate(orders) if other <= order), default=-1)
        found.setdefault(index, []).append(row)
    return found


def _is_in_lines(root: Part, edits: Iterable[PeriodEdit]) -> bool:
    """Whether periods, their keys and rows that change have lines of their own."""
    if root.in_brackets:
        return False
    for edit in edits:
        part = value_part(root, edit.period)
        if part is None:
            continue
        if part.in_brackets or not isinstance(part.event, yaml.MappingStartEvent):
            return False
        results = value_part(part, "results")
        if results is None or (results.in_brackets and results.inside):
            return False
    return True


class _Change(Rewriting):
    """The places of a file of results that change."""

    def add_period(self, root: Part, edit: PeriodEdit) -> None:
        """Put a period below the last of those before it, or above all."""
        lines = "".join(f"{line}\n" for line in period_lines(edit.period, edit.as_of, edit.rows))
        keys, values = root.inside[::2], root.inside[1::2]
        before = [at for at, key in enumerate(keys) if getattr(key.event, "value", "") < edit.period]
        if before:
            at = before[-1]
            self.add_below(self.last_word(keys[at], values[at]), 0, lines)
        else:
            self.splices.append((keys[0].start, keys[0].start, self.in_its_lines(keys[0].start, lines)))

    def edit_period(self, part: Part, current: Mapping[str, Any], edit: PeriodEdit) -> None:
        """Change the day of counting and the rows of a period."""
        self._edit_as_of(part, current.get("as_of"), edit.as_of)
        results = value_part(part, "results")
        assert results is not None  # or the file would not be valid
        new_ones = _neighbors(current["results"], edit)
        if not results.inside:
            if new_ones:  # they take the place of []
                start = len(self.text[: results.start].rstrip(" "))
                lines = self._rows(new_ones[-1], _MARGIN, start).rstrip("\r\n")
                self.splices.append((start, results.end, line_break_at(self.text, start) + lines))
            return
        if not new_ones and not any(edit.stands or ()):
            key = next(key for key in part.inside[::2] if getattr(key.event, "value", None) == "results")
            colon = self.text.index(":", key.end) + 1
            self.splices.append((colon, colon, " []"))
        margin = self._column(results.inside[0])
        if above := new_ones.get(-1):
            start = start_of_line(self.text, results.inside[0].start)
            self.splices.append((start, start, self._rows(above, margin, start)))
        for index, row in enumerate(edit.stands or ()):
            item = results.inside[index]
            end = self.end_of(item)
            if row is None:
                self.remove_lines(self.hyphen(item), end, None)
            elif not same(current["results"][index], row):
                self._replace_row(item, row, margin)
            if below := new_ones.get(index):
                self.add_below(end, margin, self._rows(below, 0, end))

    def _edit_as_of(self, part: Part, old: str | None, day: date | None) -> None:
        new = day.isoformat() if day else None
        if old == new:
            return
        keys, values = part.inside[::2], part.inside[1::2]
        if old is None:
            start = start_of_line(self.text, keys[0].start)
            line = " " * (keys[0].start - start) + f"as_of: {new}\n"
            self.splices.append((start, start, self.in_its_lines(start, line)))
            return
        key, value = next(
            (key, value)
            for key, value in zip(keys, values, strict=True)
            if getattr(key.event, "value", None) == "as_of"
        )
        if new is None:
            self.remove_lines(key.start, self.last_word(key, value), None)
        else:
            self.splices.append((value.start, value.end, new))

    def _replace_row(self, item: Part, row: Row, margin: int) -> None:
        """Put a row in the place of another one; a comment behind it stays."""
        end = self.end_of(item)
        if not item.in_brackets and "#" in self.text[item.start : end]:
            raise CannotEditError(wording.text("results.comment-in-row", service=row["service"]))
        first, *rest = row_lines(row, margin)
        written = "\n".join([first.removeprefix(" " * margin + "- "), *rest])
        self.splices.append((item.start, end, self.in_its_lines(item.start, written)))

    def _rows(self, rows: Iterable[Row], margin: int, near: int) -> str:
        lines = (line for row in rows for line in row_lines(row, margin))
        return self.in_its_lines(near, "".join(f"{line}\n" for line in lines))

    def _column(self, item: Part) -> int:
        hyphen = self.hyphen(item)
        return hyphen - start_of_line(self.text, hyphen)

    def in_its_lines(self, near: int, lines: str) -> str:
        """Lines that end as those of the text do."""
        return lines.replace("\n", line_break_at(self.text, near))
