"""What a changed promise means, by all its parts, and which promises a changed calendar moves."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from tests.support import SMALL, catalog, make_catalog

from servicebook.comparing.difference_words import difference_words, hours_words
from servicebook.comparing.directions import Direction, combined, of_several
from servicebook.comparing.promise_effects import PromiseComparer, pauses
from servicebook.model.clocks import Clocks
from servicebook.model.common import Target, duration
from servicebook.model.promises import Promise

TODAY = date(2026, 3, 2)
CALENDARS = "site_config/calendars.yml"
WEEK = "{mon: [09:00-17:00], tue: [09:00-17:00], wed: [09:00-17:00], thu: [09:00-17:00], fri: [09:00-17:00]}"
OFFICE = f"office:\n  name: Office\n  zone: Europe/Berlin\n  open: {WEEK}\n"
SATURDAYS = "late:\n  name: Late\n  extends: office\n  open: {sat: [10:00-12:00]}\n"
SHORT = OFFICE.replace("fri: [09:00-17:00]", "fri: [09:00-12:00]")


def clocks(root: Path, calendars: str = OFFICE + SATURDAYS, **files: str) -> Clocks:
    named = {name.replace("__", "/") + ".yml": content for name, content in files.items()}
    return Clocks(catalog(make_catalog(root, {CALENDARS: calendars, **named}, base=SMALL), TODAY))


@pytest.fixture
def comparer(tmp_path: Path) -> PromiseComparer:
    return PromiseComparer(clocks(tmp_path / "before"), clocks(tmp_path / "after"))


def promised(calendar: str | None = "office", within: str | None = None, **more: object) -> Promise:
    measure = "availability" if "at_least" in more else "resolution_time"
    target = replace(Target(measure=measure, within=duration(within)), **more)  # type: ignore[arg-type]
    return Promise(target, "service", calendar)


THREE_DAYS = promised(within="3 working days", compliance=90)
AVAILABLE = promised(at_least=99.0, per="month")

CASES = [
    ("the same", THREE_DAYS, THREE_DAYS, "same", []),
    ("later", THREE_DAYS, promised(within="15 working days", compliance=90), "weakened", ["due"]),
    (
        "later and less often", THREE_DAYS, promised(within="15 working days", compliance=50), "weakened",
        ["due", "compliance"],
    ),
    (
        "earlier and less often", THREE_DAYS, promised(within="2 working days", compliance=50), "incomparable",
        ["due", "compliance"],
    ),
    ("a share where none was said", promised(within="4 hours"), promised(within="4 hours", compliance=95), "weakened",
     ["compliance"]),
    ("no share any more", promised(within="4 hours", compliance=95), promised(within="4 hours"), "tightened",
     ["compliance"]),
    ("after a cutoff", THREE_DAYS, replace(THREE_DAYS, target=replace(THREE_DAYS.target, cutoff="14:00")), "weakened",
     ["due"]),
    ("on another calendar", THREE_DAYS, replace(THREE_DAYS, calendar="late"), "tightened", ["due"]),
    ("in words now", THREE_DAYS, promised(stated="As soon as we can.", compliance=90), "weakened", ["due"]),
    ("in other words", promised(stated="Soon."), promised(stated="Sooner."), "same", []),
    ("more available", AVAILABLE, promised(at_least=99.5, per="month"), "tightened", ["at_least"]),
    ("over a longer period", AVAILABLE, promised(at_least=99.0, per="year"), "weakened", ["per"]),
    ("over no period", AVAILABLE, promised(at_least=99.0), "unknown", ["per"]),
    ("in every case, over a period", promised(within="4 hours"), promised(within="4 hours", per="month"), "same", []),
    ("available at more times", AVAILABLE, replace(AVAILABLE, calendar="late"), "tightened", ["hours"]),
    ("on a calendar that is not there", THREE_DAYS, replace(THREE_DAYS, calendar="gone"), "unknown", ["due"]),
    ("on no calendar, longer", promised(None, "1 hour"), promised(None, "2 hours"), "weakened", ["due"]),
    ("on no calendar, in other units", promised(None, "1 hour"), promised(None, "1 working day"), "unknown", ["due"]),
    ("without hours now", THREE_DAYS, replace(THREE_DAYS, calendar=None), "unknown", ["due"]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("before", "after", "direction", "parts"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_each_part_has_a_direction_and_together_they_make_that_of_the_promise(
    comparer: PromiseComparer, before: Promise, after: Promise, direction: str, parts: list[str]
) -> None:
    found = comparer.promises(before, after)
    assert (found.direction, [part.field for part in found.parts]) == (direction, parts)


def test_a_promise_that_is_new_is_a_gain_and_one_that_is_gone_a_loss(comparer: PromiseComparer) -> None:
    assert comparer.promises(None, THREE_DAYS).direction is Direction.TIGHTENED
    assert comparer.promises(THREE_DAYS, None).direction is Direction.WEAKENED
    assert comparer.promises(None, None).direction is Direction.SAME


def test_why_there_is_no_calendar_is_kept(comparer: PromiseComparer) -> None:
    found = comparer.promises(THREE_DAYS, replace(THREE_DAYS, calendar="gone"))
    assert found.no_calendar is not None and found.no_calendar.calendar == "gone"


@pytest.mark.parametrize(
    ("before", "after", "direction"),
    [
        (["we wait for you"], ["we wait for you", "we wait for a part"], Direction.WEAKENED),
        (["we wait for you"], [], Direction.TIGHTENED),
        (["we wait for you"], ["we wait for a part"], Direction.INCOMPARABLE),
        (["a", "b"], ["b", "a"], Direction.SAME),
        (["we wait\nfor you"], ["we wait for you"], Direction.SAME),
    ],
)
def test_a_pause_more_weakens_and_a_pause_less_tightens(
    before: list[str], after: list[str], direction: Direction
) -> None:
    assert pauses(before, after) is direction


def test_what_is_not_known_hides_no_contradiction_and_is_hidden_by_no_direction() -> None:
    better, worse, unknown = Direction.TIGHTENED, Direction.WEAKENED, Direction.UNKNOWN
    assert combined([better, worse, unknown]) is Direction.INCOMPARABLE
    assert combined([worse, unknown]) is unknown
    assert combined([worse, Direction.SAME]) is worse
    assert combined([Direction.INCOMPARABLE, better]) is Direction.INCOMPARABLE
    assert combined([]) is Direction.SAME


BY_PHONE = promised(within="1 minute", compliance=85, per="week", channel="phone")


@pytest.mark.parametrize(
    ("before", "after", "direction"),
    [
        (BY_PHONE, promised(within="3 hours", compliance=90, per="month"), "weakened"),
        (promised(within="3 hours", compliance=90, per="month"), BY_PHONE, "tightened"),
        (BY_PHONE, promised(within="3 hours", compliance=90, channel="phone", per="week"), "incomparable"),
    ],
)
def test_a_promise_of_its_own_is_lost_or_gained_whatever_share_the_other_one_has(
    comparer: PromiseComparer, before: Promise, after: Promise, direction: str
) -> None:
    assert comparer.promises(before, after).direction == direction


def test_when_somebody_is_there_does_not_change_how_accurate_something_is(comparer: PromiseComparer) -> None:
    accurate = Promise(Target(measure="accuracy", at_least=99.0, per="month"), "service", "office")
    assert comparer.promises(accurate, replace(accurate, calendar="late")).direction is Direction.SAME


def test_hours_are_more_less_or_other_ones(tmp_path: Path) -> None:
    both = PromiseComparer(
        clocks(tmp_path / "before"), clocks(tmp_path / "after", SHORT + SATURDAYS.replace("sat", "sun"))
    )
    assert hours_words(both.hours("office", "office"), "en") == "open 260 hours less in a year, on 52 days"
    assert both.hours("office", "office").direction is Direction.WEAKENED
    assert both.hours("office", "always").direction is Direction.TIGHTENED
    found = both.hours("late", "late")
    assert (found.direction, hours_words(found, "en")) == (
        Direction.INCOMPARABLE,
        "open 104 hours more in a year, on 52 days; but 364 hours less in a year, on 104 days",
    )


def test_what_is_not_known_of_one_promise_hides_no_other() -> None:
    worse, unknown = Direction.WEAKENED, Direction.UNKNOWN
    assert of_several([worse, unknown]) is worse
    assert of_several([Direction.SAME, unknown]) is unknown
    assert of_several([worse, Direction.TIGHTENED]) is Direction.INCOMPARABLE
    assert of_several([]) is Direction.SAME


def test_a_promise_differs_where_a_calendar_does_that_its_own_extends(tmp_path: Path) -> None:
    both = PromiseComparer(clocks(tmp_path / "before"), clocks(tmp_path / "after", SHORT + SATURDAYS))
    late = promised("late", "same working day")
    assert both.differs(late, late)
    assert not both.differs(promised("always", "1 hour"), promised("always", "1 hour"))
    found = both.promises(late, late)
    assert found.due is not None and difference_words(found.due, "en") == (
        "1 working day later, for what is asked on a Friday after 12:00; but 5 hours by the clock earlier, "
        "for what is asked on a Friday before 12:00"
    )
