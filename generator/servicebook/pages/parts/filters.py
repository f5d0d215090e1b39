"""Filters above a list: visible words with counts. The page's script (``assets/table.js``) makes them work.

Every row of a list carries marks; the groups of a form are made from them, so that no word leads to nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache

from markupsafe import Markup, escape

from servicebook.frozen import frozen

Marks = tuple["Mark", ...]
LIST = "list_"
"""The id of the list that a form filters; with an underscore, which ids of the catalog never have."""


@frozen
class Mark:
    """What a row may be found by: ``value`` has no spaces, ``text`` is what readers choose."""

    group: str
    value: str
    text: str


@frozen
class Choice:
    """A word that can be chosen, and how many rows have it."""

    value: str
    text: str
    number: int


@frozen(kw_only=True)
class Group:
    """The words of one kind; a ``folded`` group opens on demand."""

    name: str
    legend: str
    choices: tuple[Choice, ...]
    folded: bool


@frozen(kw_only=True)
class Filters:
    """A form: the list it belongs to, how many rows there are (``noun`` in the plural), how they can be sorted.

    ``sorts`` are (column, words) pairs; a column is the ``data-key`` of a table's head.
    """

    target: str
    total: int
    noun: str
    groups: tuple[Group, ...]
    sorts: tuple[tuple[str, str], ...] = ()


def group(
    rows: Iterable[Marks], name: str, legend: str, *, order: Sequence[str] = (), folded: bool = False
) -> Group:
    """The words of one kind that the rows have: in ``order`` where given, else as they come."""
    texts: dict[str, str] = {}
    numbers: Counter[str] = Counter()
    for marks in rows:
        for mark in marks:
            if mark.group == name:
                texts.setdefault(mark.value, mark.text)
                numbers[mark.value] += 1
    rank = {value: index for index, value in enumerate(order)}
    values = sorted(texts, key=lambda value: rank.get(value, len(rank)))
    return Group(
        name=name,
        legend=legend,
        choices=tuple(Choice(value, texts[value], numbers[value]) for value in values),
        folded=folded,
    )


def filters(
    groups: Iterable[Group], *, total: int, noun: str, sorts: tuple[tuple[str, str], ...] = ()
) -> Filters | None:
    """The form of a list, without groups of a single word; None where there is nothing to choose from."""
    if total < 2:
        return None
    useful = tuple(filter_group for filter_group in groups if len(filter_group.choices) > 1)
    return Filters(target=LIST, total=total, noun=noun, groups=useful, sorts=sorts)


@lru_cache(maxsize=4096)
def data_of(marks: Marks) -> Markup:
    """A row's marks as attributes, with a space before each: `` data-department="it" data-state="held"``."""
    by_group: dict[str, list[str]] = {}
    for mark in marks:
        values = by_group.setdefault(mark.group, [])
        if mark.value not in values:
            values.append(mark.value)
    return Markup(
        "".join([f' data-{escape(name)}="{escape(" ".join(values))}"' for name, values in by_group.items()])
    )
