"""The words of a notice say until when it lasts, and `until` is another day.

*Until the 28th* stays behind when a delay is prolonged: readers count on a day that nobody means any more. Correct the
words or `until`. Only a day in the title or at the beginning of the text is looked at, and none by which readers are
asked for something, which ends a part of the time, or which the text goes on from.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from servicebook.model.catalog import Catalog
from servicebook.model.news import Notice
from servicebook.problems import Problem, Related, Severity
from servicebook.rules.days_in_text import NamedDay, named_days
from servicebook.rules.finding import finding
from servicebook.wording import text
from servicebook.wording.formats import day

CODE = "notice-until-differs"
SEVERITY = Severity.WARNING
READS: tuple[str, ...] = ("organization",)

_UNTIL = re.compile(
    r"\b(?P<until>until|till|through|bis|jusqu['’](?:au|à)|tot|t/m|hasta|fino al?|até)"
    r"(?:[\s*_]+(?:and|including|inclusive|the|end|of|zum|einschließlich|inklusive|en|met|de|el|o|le))*[\s*_]*\Z",
    re.IGNORECASE,
)
_ASKED = re.compile(
    r"\b(?:please|order|book|ask|send|hand|return|submit|apply|register|reply|answer|sign|claim|choose|can|may|tell|"
    r"(?:bitte|bestell|buch|send|schick|reich|meld|anmeld|abgeb|antwort|kann|könn|spätestens|command|envoy|rend|répond|"
    r"inscri|demand|pouvez|peu[tv]|merci|bestel|stuur|lever|kun|graag|uiterlijk|pedi|enví|entreg|puede|favor)\w*)\b",
    re.IGNORECASE,
)
"""Somebody is to do something by that day, or still may: nothing lasts until then."""
_AFTERWARDS = re.compile(
    r"\b(?:then|after|afterwards|thereafter|danach|dann|anschließend|ensuite|puis|après|daarna|después|luego)\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?<=[^\d\s.][.!?])[\s*_]+(?=\S)")
_FIRST = 2
"""So many sentences of a text may say until when its notice lasts."""
_NEXT_MORNING = timedelta(days=4)
"""*Closed until Monday* is said of what ends with the week, or on the day before a holiday."""
_NEAR = timedelta(days=100)


def check(catalog: Catalog) -> Iterator[Problem]:
    language = catalog.settings.organization.language
    for notice in catalog.notices.values():
        if notice.end is None or notice.end == notice.start:
            continue
        for field, words in (("title", notice.title), ("text", notice.text or "")):
            if found := _other_end(words, field, notice, language):
                named, until, meant = found
                # within a month, the day alone would be read as one of that month
                said = named.written(notice.end) if named.month else day(notice.end, language)
                yield finding(
                    CODE,
                    SEVERITY,
                    notice.origin.document.place_of_text((field,), named.words.splitlines()[0]),
                    text(
                        "notice-until-differs.message",
                        words=" ".join(
                            words[until : named.start + len(named.words)].replace("*", "").split()
                        ),
                        notice=notice.title,
                        end=notice.end,
                    ),
                    text("notice-until-differs.hint", said=" ".join(said.split()), day=meant),
                    (Related(notice.origin.place("until"), text("notice-until-differs.until")),),
                )
                break


def _other_end(words: str, field: str, notice: Notice, language: str) -> tuple[NamedDay, int, date] | None:
    """The day until which words say that a notice lasts, where they say it, and which day it is; None where unsure."""
    days = list(named_days(words, language))
    ends = [(one, until) for one in days if (until := _UNTIL.search(words, 0, one.start))]
    if len(ends) != 1:
        return None
    named, until = ends[0]
    meant = _meant(named, notice)
    end = notice.end or notice.start
    if meant is None or meant in (notice.start, end) or end < meant <= end + _NEXT_MORNING:
        return None
    others = [other for one in days if one is not named for other in _near(one, notice)]
    if any(other > meant or other == end for other in others):
        return None  # the words go on from that day
    return (named, until.start(), meant) if _is_clear(words, field, until, named, notice) else None


def _is_clear(words: str, field: str, until: re.Match[str], named: NamedDay, notice: Notice) -> bool:
    """Whether nothing else is said to end on that day."""
    before = _SENTENCE.split(words[: until.start()])
    # without the day itself, which may be one in May
    sentence = before[-1] + _SENTENCE.split(words[named.start + len(named.words) :])[0]
    is_at_its_beginning = not before[-1].strip(" \n*_")
    if field == "text" and (len(before) > _FIRST or (notice.effect == "changed" and not is_at_its_beginning)):
        return False
    if _ASKED.search(sentence) or _AFTERWARDS.search(words, until.end()):
        return False
    # from the 24th until the 26th: a part of its time
    number = re.search(r"(\d+)\D{0,12}\Z", before[-1])
    return number is None or int(number[1]) == notice.start.day


def _meant(named: NamedDay, notice: Notice) -> date | None:
    """The day, the end of the notice if it may be that; None where it is before the notice begins, or far from it."""
    days = [one for one in _near(named, notice) if one >= notice.start]
    return notice.end if notice.end in days else min(days, default=None)


def _near(named: NamedDay, notice: Notice) -> list[date]:
    """The days near a notice that words may mean."""
    first, last = notice.start - _NEAR, (notice.end or notice.start) + _NEAR
    months = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    found = {named.on(month // 12, month % 12 + 1) for month in months}
    return sorted(one for one in found if one is not None and first <= one <= last)
