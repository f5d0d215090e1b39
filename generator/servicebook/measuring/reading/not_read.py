"""What could not be read of an export: how often, in which rows, and what to do. Nothing of it names anybody.

Of a row, a message quotes at most its number and the cell that it is about, and that only of a column of dates, states,
services or priorities; not even there what may be an address or a sentence.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from servicebook.frozen import frozen
from servicebook.wording import text

_SHOWN_ROWS = 5
MAX_SHOWN = 60
"""What is longer is no date, no state and no name of a service, whatever the column is called."""


@frozen(kw_only=True)
class NotRead:
    """Rows, or tickets of several rows, that were not read for the same reason.

    ``kind`` is its stable name; ``rows`` are the first of them, as people find them.
    """

    kind: str
    count: int
    rows: tuple[str, ...]
    message: str
    hint: str


_MOST_VALUES = 20
"""So many different words are a list; more of them are what people wrote."""


@dataclass(slots=True)
class _Same:
    count: int = 0
    rows: list[str] = field(default_factory=list)
    hint: str = ""


@dataclass(slots=True)
class Findings:
    """Collects what cannot be read, by kind and column, and words of a list by each of them."""

    _found: dict[tuple[str, str], dict[str, _Same]] = field(default_factory=dict)
    _examples: dict[tuple[str, str], str] = field(default_factory=dict)

    def add(
        self,
        kind: str,
        row: str,
        column: str = "",
        *,
        example: object = "",
        word: object = "",
        hint: str = "",
    ) -> None:
        """One row.

        The first ``example`` is quoted for all of a kind; each ``word`` is told by itself. Both have to be of a column
        that names nobody. ``hint`` is what to do about that word.
        """
        said = quotable(example)
        # a date, a time, a number: what has no digit is something else, whatever the column is called
        if any(map(str.isdigit, said)):
            self._examples.setdefault((kind, column), said)
        same = self._found.setdefault((kind, column), {}).setdefault(quotable(word), _Same())
        same.count += 1
        same.hint = hint
        if len(same.rows) < _SHOWN_ROWS:
            same.rows.append(row)

    def all(self) -> tuple[NotRead, ...]:
        """All of them, the most frequent first."""
        found: list[NotRead] = []
        for (kind, column), words in self._found.items():
            example = self._examples.get((kind, column), "")
            if len(words) > _MOST_VALUES:
                together = _Same(
                    sum(same.count for same in words.values()),
                    [row for same in words.values() for row in same.rows][:_SHOWN_ROWS],
                )
                found.append(_not_read(kind, column, "", together))
            else:
                found += (_not_read(kind, column, word or example, same) for word, same in words.items())
        return tuple(sorted(found, key=lambda one: (-one.count, one.kind, one.message)))


def quotable(value: object) -> str:
    """A value as it may be quoted; nothing where it may be a sentence or an address."""
    words = str(value).strip()
    return "" if len(words) > MAX_SHOWN or "@" in words or "\n" in words else words


def _not_read(kind: str, column: str, value: str, same: _Same) -> NotRead:
    rows = text("list.separator").join(same.rows) + (" …" if same.count > len(same.rows) else "")
    if column and value:
        message = text(f"tickets.value.{kind}", count=same.count, rows=rows, column=column, value=value)
    elif column:
        message = text(f"tickets.column.{kind}", count=same.count, rows=rows, column=column)
    else:
        message = text(f"tickets.rows.{kind}", count=same.count, rows=rows)
    return NotRead(
        kind=kind,
        count=same.count,
        rows=tuple(same.rows),
        message=message,
        hint=same.hint or text(f"tickets.do.{kind}"),
    )
