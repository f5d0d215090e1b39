"""In which forms the dates of an export are written, told from all of them together, or not at all.

``03/04/2026`` is a day in March or in April. One tool writes all its dates in one form, so one value of a file that
can be meant in one way only decides for all, as long as no other contradicts it. Where none does, nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from servicebook.frozen import frozen
from servicebook.measuring.reading.moment_formats import Form

CLEAR = (
    "%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%d.%m.%Y", "%d. %m. %Y",
    "%d/%b/%Y", "%d/%b/%y", "%d-%b-%Y", "%d-%b-%y", "%d.%b.%Y", "%d.%b.%y", "%d %b %Y", "%d. %b %Y",
    "%d %b, %Y", "%b %d, %Y", "%b %d %Y",
)  # fmt: skip
"""How days are written that can be meant in one way only; any time may follow."""
_SHAPE = {**dict.fromkeys(map(ord, "0123456789"), "9"), ord("\xa0"): " ", ord("\u202f"): " "}
_UNCLEAR = re.compile(r"9{1,2}([/-])9{1,2}\1(9999|99)(?!9)")
_DURATION = re.compile(r"-?[0-9]{1,5}:[0-5][0-9](?::[0-5][0-9])?|-?[0-9]{1,6}(?:[.,][0-9]+)?")


@dataclass(slots=True)
class _Order:
    """What the dates with one separator and one length of year tell: values that begin with a day, or a month."""

    day_first: str | None = None
    month_first: str | None = None
    either: str | None = None


@frozen(kw_only=True)
class Unclear:
    """Why the form of dates is not known: ``fault`` is ``undecided`` or ``contradicting``, with values that show it.

    ``choices`` are the forms that they may have.
    """

    fault: str
    example: str
    other: str | None
    choices: tuple[str, ...]


@dataclass(slots=True)
class Shapes:
    """What texts look like that may be dates. Add all of them, then ask for the :meth:`forms`."""

    _shapes: dict[str, str] = field(default_factory=dict)
    _orders: dict[tuple[str, str], _Order] = field(default_factory=dict)
    _seen: set[str] = field(default_factory=set)

    def add(self, texts: Iterable[str]) -> None:
        """Look at texts, without spaces around them."""
        for text in texts:
            day = text.partition(" ")[0]
            if day in self._seen:
                continue
            self._seen.add(day)
            shape = text.translate(_SHAPE)
            self._shapes.setdefault(shape, text)
            if unclear := _UNCLEAR.match(shape):
                self._note(text, unclear[1], unclear[2])

    def _note(self, text: str, separator: str, year: str) -> None:
        order = self._orders.setdefault((separator, year), _Order())
        first, second = (int(part) for part in text.split(separator, 2)[:2])
        if first > 12 and second > 12:
            return  # no day at all, whatever the others are
        if first > 12:
            order.day_first = order.day_first or text
        elif second > 12:
            order.month_first = order.month_first or text
        else:
            order.either = order.either or text

    def forms(self) -> tuple[Form, ...] | Unclear:
        """The forms of all texts that were added, or why they are not known."""
        decided: list[str] = []
        for (separator, year), order in self._orders.items():
            day = separator.join(("%d", "%m", "%Y" if len(year) == 4 else "%y"))
            month = separator.join(("%m", "%d", "%Y" if len(year) == 4 else "%y"))
            example = order.day_first or order.month_first or order.either
            if example is None:
                continue
            if order.day_first and order.month_first:
                return Unclear(
                    fault="contradicting", example=order.day_first, other=order.month_first,
                    choices=_with_time((day, month), example),
                )  # fmt: skip
            # with a year of two digits, it may be the first as well, so no value decides
            if len(year) == 2:
                choices = [day] * (not order.month_first) + [month] * (not order.day_first)
                first_is_year = separator.join(("%y", "%m", "%d"))
                return Unclear(
                    fault="undecided", example=example, other=None,
                    choices=_with_time((*choices, first_is_year)[:2], example),
                )  # fmt: skip
            if not (order.day_first or order.month_first):
                return Unclear(
                    fault="undecided", example=example, other=None, choices=_with_time((day, month), example)
                )
            decided.append(day if order.day_first else month)
        return tuple(Form(written, is_whole=False) for written in (*CLEAR, *decided))


def _with_time(days: tuple[str, ...], example: str) -> tuple[str, ...]:
    """The forms of days with the time that an example has behind its day."""
    rest = example.partition(" ")[2]
    time = "".join(
        (" %I:%M" if re.search("[AaPp]", rest) else " %H:%M" if ":" in rest else "",
         ":%S" if rest.count(":") == 2 else "",
         " %p" if re.search("[AaPp]", rest) else "")
    )  # fmt: skip
    return tuple(f"{day}{time}" for day in days)


def are_durations(texts: Iterable[str]) -> bool:
    """Whether texts say how long something took, or numbers, and never when."""
    return all(_DURATION.fullmatch(text) for text in texts)


def time_of_day(written: Mapping[str, str], column: str) -> int | None:
    """The minute of the day, ``HH:MM``, that counts where a column has a day only."""
    at = written.get(column)
    return int(at[:2]) * 60 + int(at[3:]) if at else None
