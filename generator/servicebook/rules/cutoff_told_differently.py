"""The words of a service say by when to ask, and its `cutoff` is another time.

*Ordered by 11:00, there the same day* stays behind when the cutoff is moved to 10:00: who asks in between is told a day
too early. Correct the words or `cutoff`. In a description, only what is promised for the same day is looked at; other
times there are those of special cases.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from servicebook.clock.durations import Unit
from servicebook.model.catalog import Catalog
from servicebook.model.common import Target
from servicebook.model.service import Service
from servicebook.problems import Problem, Related, Severity
from servicebook.rules.finding import finding
from servicebook.wording import text

CODE = "cutoff-told-differently"
SEVERITY = Severity.WARNING
READS: tuple[str, ...] = ("department", "agreement")

_TIME = (
    r"(?<!\d)(?P<hour>\d{1,2})(?:(?:[:.]|\s?h\s?)(?P<minute>[0-5]\d)(?!\d)(?:\s?(?P<half>[ap])\.?m\b)?|"
    r"(?=\s?(?:[ap]\.?m\b|uhr\b|uur\b|h\b|heures\b))(?:\s?(?P<half_alone>[ap])\.?m\b)?)"
)
_BY = r"\b(?:by|before|until|till|bis(?: um)?|vor|avant|jusqu['’]à|vóór|voor|tot|antes de(?: las)?|hasta las)\s+[*_]*"
_ASKED = (
    # "we order by 16:00" and "what the shops bring by 11:00" is work, as is what "is booked by" a time
    r"(?:(?:\A[\s*_]*|(?<=, )|(?<=\byou )|(?<=\bplease )|(?<=\bmust ))(?:order|book|ask|request|submit|send|hand in|"
    r"tell us|bring|bestel|boek|pida|commandez|demandez|réservez)|"
    r"(?<!\bis )(?<!\bare )(?:ordered|booked|asked|requested|submitted|handed in|"
    r"(?:orders|requests)(?: placed| made| received)?|bestellen sie|bestellt|buchen sie|gebucht|melden sie|fragen sie|"
    r"commandée?s?|demandée?s?|réservée?s?|besteld|geboekt|pedid[oa]s?|reservad[oa]s?))"
)
_ASKED_BEHIND = r"(?:bestellt|gebucht|beauftragt|gemeldet|angefragt|besteld|geboekt|gemeld|aangevraagd)"
_TOLD = tuple(
    re.compile(one, re.IGNORECASE)
    for one in (
        rf"{_ASKED}\b(?P<between>[^.,;:!?()\d]{{0,40}}?)[*_]*{_BY}{_TIME}",
        rf"{_BY}{_TIME}[*_]*(?: uhr| uur)?[^.,;:!?()\d]{{0,12}}?\b{_ASKED_BEHIND}\b",
    )
)
_ANY_TIME = re.compile(_TIME, re.IGNORECASE)
_DIGIT = re.compile("[0-9]")
_SENTENCE = re.compile(r"(?<=\D[.!?])\s+|\n\s*\n")


def check(catalog: Catalog) -> Iterator[Problem]:
    for service in catalog.services.values():
        timed = [(index, target) for index, target in enumerate(service.targets) if target.cutoff]
        if not timed or service.lifecycle == "retired":
            continue
        is_for_the_day = any(_is_for_the_day(target) for _, target in timed)
        index, first = next((one for one in timed if _is_for_the_day(one[1])), timed[0])
        for field, words in (
            ("summary", service.summary),
            ("description", service.description if is_for_the_day else None),
        ):
            for told, at in _told(words or "", catalog, service):
                yield finding(
                    CODE,
                    SEVERITY,
                    service.origin.document.place_of_text((field,), told.splitlines()[0]),
                    text(
                        "cutoff-told-differently.message",
                        service=service.name,
                        words=" ".join(told.replace("*", "").split()),
                        cutoff=first.cutoff,
                    ),
                    text("cutoff-told-differently.hint", cutoff=first.cutoff, told=at),
                    (
                        Related(
                            service.origin.place("targets", index, "cutoff"),
                            text("cutoff-told-differently.cutoff"),
                        ),
                    ),
                )


def _is_for_the_day(target: Target) -> bool:
    return target.within is not None and target.within.unit is Unit.WORKING_DAY and target.within.amount == 0


def _told(words: str, catalog: Catalog, service: Service) -> Iterator[tuple[str, str]]:
    """What says by when to ask, and that time, where no cutoff is that."""
    # a digit is looked for in a sixth of the time, and many texts have none
    if not _DIGIT.search(words) or not _ANY_TIME.search(words):
        return
    for sentence in _SENTENCE.split(words):
        for pattern in _TOLD:
            if (found := pattern.search(sentence)) and int(found["hour"]) < 24:
                # the same time may stand beside it in the clocks of another place
                said = {_clock(one) for one in _ANY_TIME.finditer(sentence)}
                if said.isdisjoint(_cutoffs(catalog, service)):
                    yield found[0], _clock(found)
                    break


def _clock(found: re.Match[str]) -> str:
    hour, half = int(found["hour"]), (found["half"] or found["half_alone"] or "").lower()
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return f"{hour:02}:{found['minute'] or '00'}"


def _cutoffs(catalog: Catalog, service: Service) -> set[str]:
    """The cutoffs that hold for a service, of whatever promise and agreement."""
    department = catalog.departments.get(service.department)
    lists = [service.targets, department.targets if department else ()]
    lists += [one.targets for one in catalog.agreements.values() if service.id in one.covers]
    return {target.cutoff for targets in lists for target in targets if target.cutoff}
