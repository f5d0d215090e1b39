"""Which columns of an export of answers are read, and no others: what people wrote in their own words never is.

The names of LimeSurvey's columns are those of its export with codes (``submitdate``) and with full texts (``Date
submitted``), those of Formbricks' the ones of its download (``Finished``, ``Timestamp``). Its questions are numbered
(``1. Would you recommend us?``), so that a number names one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date

from servicebook.exchange.spreadsheet.column import normalized_name
from servicebook.exchange.spreadsheet.days_of_moments import day_of_moment
from servicebook.frozen import frozen
from servicebook.model.survey import QUESTIONS

ASKED, ABOUT, FINISHED = "asked", "about", "finished"
FIELDS = (*QUESTIONS, ASKED, ABOUT)
"""What a column may be said to be."""

_KNOWN = {
    "submitdate": ASKED,
    "date_submitted": ASKED,
    "timestamp": ASKED,
    "finished": FINISHED,
}
_MEANINGS = {**{field: field for field in FIELDS}, **_KNOWN}
_SUBMITTED = frozenset(("submitdate", "date_submitted"))
"""The columns of LimeSurvey that are empty where somebody gave up."""
_NO_DAY = date(1980, 1, 1)
"""What LimeSurvey says where a survey keeps no days, so that nobody is recognized by them."""
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_NUMBER = re.compile(r"(\d{1,2})(?:[.,]0+)?")
_TO_TEN = (7, 9)
_OF_FIVE = (3, 4)
"""The least answers that count as between, and as one of the best."""


class NoColumnError(Exception):
    """A column is not there, or is there twice; ``args`` are a word for that, and names."""


@frozen(kw_only=True)
class Columns:
    """The numbers of columns, from 0: of ``questions`` by what they ask, and of what else is read."""

    questions: Mapping[str, int]
    asked: int | None
    about: int | None
    finished: int | None
    submitted: int | None

    def is_complete(self, cells: Sequence[str]) -> bool:
        """Whether whoever answered came to the end."""
        if self.finished is not None and _at(cells, self.finished).casefold() in ("no", "false", "0"):
            return False
        return self.submitted is None or bool(_at(cells, self.submitted))

    def day(self, cells: Sequence[str]) -> date | None:
        """The day of an answer, where it is told."""
        return None if self.asked is None else _day(_at(cells, self.asked))

    def subject(self, cells: Sequence[str]) -> str:
        """What an answer is about, in its own words."""
        return "" if self.about is None else _at(cells, self.about)

    def answer(self, question: str, cells: Sequence[str]) -> str:
        """The answer to a question."""
        return _at(cells, self.questions[question])


def _at(cells: Sequence[str], index: int) -> str:
    return cells[index].strip() if index < len(cells) else ""


def is_known(header: str, mapped: Mapping[str, str]) -> bool:
    """Whether a column's name is one that is read."""
    return any(name in mapped or name in _MEANINGS for name in _names(header))


def columns_of(headers: Sequence[str], mapped: Mapping[str, str]) -> Columns:
    """The columns that are read; ``mapped`` are normalized names with what they mean.

    Raises :class:`NoColumnError`.
    """
    found: dict[str, int] = {}
    for field in (*FIELDS, FINISHED):
        ranks = [_rank(header, field, mapped) for header in headers]
        best = min(ranks, default=_NOT)
        if ranks.count(best) > 1 and best != _NOT:
            raise NoColumnError("column-twice", field)
        if best != _NOT:
            found[field] = ranks.index(best)
    named = {mapped[name] for name in mapped}
    if missing := sorted(named - found.keys()):
        raise NoColumnError("no-such-column", ", ".join(missing))
    questions = {question: found[question] for question in QUESTIONS if question in found}
    if not questions:
        raise NoColumnError("no-question", ", ".join(QUESTIONS))
    submitted = [index for index, header in enumerate(headers) if normalized_name(header) in _SUBMITTED]
    return Columns(
        questions=questions,
        asked=found.get(ASKED),
        about=found.get(ABOUT),
        finished=found.get(FINISHED),
        submitted=submitted[0] if submitted else None,
    )


_NOT = 9
"""The rank of a column that is not meant."""


def _rank(header: str, field: str, mapped: Mapping[str, str]) -> int:
    """How surely a column is a field, the least number most.

    What somebody has named goes before what is called so, and a whole name before the code of a longer one.
    """
    names = _names(header)
    for rank, meanings in enumerate((mapped, _MEANINGS)):
        for position, name in enumerate(names):
            if meanings.get(name) == field and not (meanings is _MEANINGS and name in mapped):
                return 2 * rank + position
    return _NOT


def _names(header: str) -> tuple[str, ...]:
    """A column's name, and the code or number before its text: ``recommend`` of ``recommend. Would you …?``"""
    code, dot, _ = header.partition(". ")
    whole = normalized_name(header)
    return (whole, normalized_name(code)) if dot else (whole,)


def _day(words: str) -> date | None:
    """The day of a moment: ``2026-09-01 10:00:00``, or as Formbricks once wrote it, ``Tue Sep 01 2026``."""
    parts = words.split()
    if len(parts) == 4 and parts[1] in _MONTHS:
        words = f"{parts[3]}-{_MONTHS.index(parts[1]) + 1:02}-{parts[2]}"
    day = day_of_moment(words)
    return None if day == _NO_DAY else day


def kind_of_answer(question: str, words: str) -> str | None:
    """Whether a number is one of the best answers (``promoters``), one between, or one of the others.

    None for what is no number that the question has: 0 to 10 for a recommendation, 1 to 5 for the others.
    """
    found = _NUMBER.fullmatch(words)
    if found is None:
        return None
    number = int(found[1])
    between, best = _TO_TEN if question == "recommend" else _OF_FIVE
    least, most = (0, 10) if question == "recommend" else (1, 5)
    if not least <= number <= most:
        return None
    return "promoters" if number >= best else "passives" if number >= between else "detractors"
