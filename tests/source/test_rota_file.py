"""Rotas are read from calendars of other programs, and from whoever proposes a change."""

# ruff: noqa: E501  # one case a line
from __future__ import annotations

import random
import time
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from tests.rotas import event, rota, weeks

from servicebook.model.rota import rota_event
from servicebook.source.rota_file import MAX_EVENTS, MAX_REPEATING, parse_rota

MONDAY, NEXT = "20261012T090000", "20261019T090000"
FIRST, LAST = datetime.fromisoformat("2026-10-01T00:00:00"), datetime.fromisoformat("2026-12-01T00:00:00")
ONE = event("ana", MONDAY, NEXT)


def events(text: str) -> list[dict[str, Any]]:
    parsed = parse_rota(text, "x.ics")
    assert parsed.problems == ()
    value: Any = parsed.value
    found: list[dict[str, Any]] = value["events"]
    return found


def fault(text: str) -> str:
    (problem,) = parse_rota(text, "x.ics").problems
    assert problem.code == "bad-rota"
    return f"{problem.place.line}: {problem.message}"


def test_an_event_says_who_when_and_by_which_clocks() -> None:
    (one,) = events(rota(weeks("Ana", MONDAY, NEXT)))
    assert one == {
        "line": 4,
        "uid": "20261012T090000Ana",
        "names": ["Ana"],
        "starts": "2026-10-12T09:00:00",
        "ends": "2026-10-19T09:00:00",
        "zone": "Europe/Amsterdam",
        "repeats": "FREQ=WEEKLY;INTERVAL=2",
    }


def test_guests_come_before_the_title_and_those_who_declined_do_not_count() -> None:
    guests = (
        'ATTENDEE;CN="Ben, B.";PARTSTAT=ACCEPTED:mailto:ben@example.org',
        "ATTENDEE;PARTSTAT=DECLINED:mailto:cy@example.org",
    )
    (one,) = events(rota(event("Desk", MONDAY, NEXT, *guests)))
    assert one["names"] == ["ben@example.org", "Ben, B.", "Desk"]


def test_a_line_may_be_folded_and_lines_may_end_as_they_do_elsewhere() -> None:
    text = rota(event("Ana", MONDAY, NEXT).replace("SUMMARY:Ana", "SUMMARY:An\n a")).replace("\n", "\r\n")
    assert events(text)[0]["names"] == ["Ana"]


@pytest.mark.parametrize(
    ("times", "starts", "ends", "zone"),
    [
        ("DTSTART:20261012T070000Z\nDTEND:20261012T150000Z", "2026-10-12T07:00:00", "2026-10-12T15:00:00", "UTC"),
        ("DTSTART:20261012T070000\nDURATION:PT8H", "2026-10-12T07:00:00", "2026-10-12T15:00:00", ""),
        ("DTSTART;VALUE=DATE:20261012\nDTEND;VALUE=DATE:20261014", "2026-10-12T00:00:00", "2026-10-14T00:00:00", ""),
        ("DTSTART;VALUE=DATE:20261012", "2026-10-12T00:00:00", "2026-10-13T00:00:00", ""),
        ("DTSTART;TZID=W. Europe Standard Time:20261012T070000\nDURATION:P7D", "2026-10-12T07:00:00", "2026-10-19T07:00:00", "Europe/Berlin"),
        ("DTSTART;TZID=Europe/Berlin:20261019T090000\nDTEND;TZID=Europe/London:20261026T080000", "2026-10-19T09:00:00", "2026-10-26T09:00:00", "Europe/Berlin"),
    ],
    ids=["utc", "floating", "days", "one-day", "windows", "two-zones"],
)  # fmt: skip
def test_beginning_and_end_are_local_whatever_form_they_have(
    times: str, starts: str, ends: str, zone: str
) -> None:
    (one,) = events(rota(f"BEGIN:VEVENT\nUID:1\n{times}\nSUMMARY:ana\nEND:VEVENT\n"))
    assert (one["starts"], one["ends"], one["zone"]) == (starts, ends, zone)


def test_a_rule_ends_by_the_clocks_of_its_event_and_a_last_day_is_included() -> None:
    for until, local in (("20261231T230000Z", "20270101T000000"), ("20261231", "20261231T235959")):
        (one,) = events(rota(event("ana", MONDAY, NEXT, f"RRULE:FREQ=WEEKLY;UNTIL={until}")))
        assert one["repeats"] == f"FREQ=WEEKLY;UNTIL={local}"


@pytest.mark.parametrize("zone", ["Asia/Tokyo", "America/New_York"])
@pytest.mark.parametrize("last", ["99991231T235959Z", "99991231T235959", "99991231"])
def test_a_rule_that_ends_with_the_calendar_ends_late(zone: str, last: str) -> None:
    (one,) = events(rota(event("ana", MONDAY, NEXT, f"RRULE:FREQ=WEEKLY;UNTIL={last}", zone=zone)))
    assert one["repeats"].startswith("FREQ=WEEKLY;UNTIL=21")


def test_what_is_left_out_added_replaced_and_cancelled_is_kept_as_local_times() -> None:
    changed = event(
        "ben", "20261019T100000", "20261026T090000", "RECURRENCE-ID:20261019T070000Z", "STATUS:CANCELLED"
    )
    one, other = events(
        rota(weeks("ana", MONDAY, NEXT, 1, "EXDATE:20261102T080000Z", "RDATE:20261105T080000Z"), changed)
    )
    assert (one["left_out"], one["added"]) == (["2026-11-02T09:00:00"], ["2026-11-05T09:00:00"])
    assert (other["instead_of"], other["is_cancelled"]) == ("2026-10-19T09:00:00", True)


def test_zones_alarms_and_whatever_else_a_calendar_has_are_passed_over() -> None:
    head = (
        "BEGIN:VTIMEZONE\nTZID:Europe/Amsterdam\nBEGIN:STANDARD\nDTSTART:19700101T000000\n"
        "RRULE:FREQ=SECONDLY\nTZOFFSETFROM:+0100\nTZOFFSETTO:+0100\nEND:STANDARD\nEND:VTIMEZONE\n"
        "BEGIN:VTODO\nSUMMARY:X\nEND:VTODO\n"
    )
    alarm = "BEGIN:VALARM\nTRIGGER:-PT5M\nSUMMARY:ben\nEND:VALARM\nDESCRIPTION:A secret\nX-ANY:1"
    (one,) = events(rota(event("ana", MONDAY, NEXT, alarm), head=head))
    assert one["names"] == ["ana"]
    assert "secret" not in str(one)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("name: X\n", "1: the file is no calendar"),
        ("<!doctype html>", "1: the file is no calendar"),
        (rota(), "1: nobody is ever on duty: the calendar has no event"),
        (rota(ONE).replace("END:VCALENDAR\n", ""), "4: the calendar is cut off: a BEGIN has no END of its own"),
        (rota(ONE).replace("END:VEVENT\n", ""), "9: the calendar is cut off: a BEGIN has no END of its own"),
        (rota(event("ana", MONDAY, NEXT, zone="Mars/Olympus")), '4: "Mars/Olympus" is no time zone'),
        (rota(event("ana", MONDAY, NEXT, zone="Factory")), '4: "Factory" is no time zone'),
        (rota(event("ana", "soon", NEXT)), "4: DTSTART of the event that begins here cannot be read"),
        (rota(event("ana", NEXT, MONDAY)), "4: the event that begins here ends before it begins, or lasts longer than 366 days"),
        (rota(event("ana", MONDAY, MONDAY)), "4: the event that begins here ends before it begins, or lasts longer than 366 days"),
        (rota(event("ana", "10000101T000000", "10000102T000000")), "4: the event that begins here does not begin between 2000 and 2099"),
        (rota(ONE.replace(f"DTEND;TZID=Europe/Amsterdam:{NEXT}\n", "")), "4: the event that begins here has no end"),
        (rota(ONE.replace(f"DTSTART;TZID=Europe/Amsterdam:{MONDAY}\n", "")), "4: the event that begins here does not say when somebody is on duty"),
        (rota(event("ana", MONDAY, NEXT, f"RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/Amsterdam:{MONDAY}")), "4: the event that begins here changes all that follow (RANGE=THISANDFUTURE)"),
        (rota(weeks("ana", MONDAY, NEXT.replace("19T", "20T"), 1)), "4: the event that begins here lasts longer than until it begins again"),
        (rota(*[weeks("ana", MONDAY, NEXT)] * (MAX_REPEATING + 1)), "704: more than 100 events of the calendar repeat"),
        (rota(event("ana", MONDAY, NEXT, "RRULE:FREQ=SECONDLY")), '4: the event that begins here repeats "SECONDLY"'),
        (rota(event("ana", MONDAY, NEXT, "RRULE:FREQ=WEEKLY", "RRULE:FREQ=DAILY")), "4: the event that begins here has two rules by which it repeats"),
    ],
)  # fmt: skip
def test_what_cannot_be_a_rota_is_said_with_its_line(text: str, said: str) -> None:
    assert fault(text) == said


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=DAILY;INTERVAL=7;BYDAY=TU",
        "FREQ=WEEKLY;BYDAY=2MO",
        "FREQ=MONTHLY;BYDAY=1MO;BYMONTHDAY=20",
        "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=6",
        "FREQ=MONTHLY;BYDAY=6MO",
        "FREQ=MONTHLY;BYMONTHDAY=32",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=YEARLY;BYWEEKNO=53",
        "FREQ=WEEKLY;INTERVAL=0",
        "FREQ=WEEKLY;INTERVAL=100000000",
        "FREQ=HOURLY",
        "FREQ=MINUTELY;COUNT=100000000",
    ],
)
def test_rules_that_may_never_come_to_an_end_are_refused(rule: str) -> None:
    assert "the event that begins here repeats" in fault(rota(event("ana", MONDAY, NEXT, f"RRULE:{rule}")))


@pytest.mark.parametrize(
    "text",
    [
        rota(*[event("ana", MONDAY, NEXT)] * (MAX_EVENTS + 1)),
        "BEGIN:VCALENDAR\n" + "BEGIN:X\n" * 100_000,
        "BEGIN:VCALENDAR\n" + "BEGIN:X\n" * 50_000 + "END:X\n" * 50_000 + "END:VCALENDAR\n",
        rota(event("ana", MONDAY, NEXT, "EXDATE:" + ",".join([MONDAY] * 30_000))),
        rota(event("ana", MONDAY, NEXT, "ATTENDEE:" + "x" * 900_000)),
        rota(event("ana", MONDAY, NEXT, "SUMMARY;" + "X=1;" * 100_000 + "Y=1:z")),
        "BEGIN:VCALENDAR\n" + " \n" * 400_000,
        "\x00" * 1000,
    ],
    ids=["many", "deep", "deep-and-closed", "left-out", "long-name", "parameters", "folded", "nul"],
)
def test_a_hostile_calendar_is_refused_or_read_soon(text: str) -> None:
    started = time.process_time()
    parse_rota(text, "x.ics")
    assert time.process_time() - started < 20  # milliseconds to a second; minutes would be an attack


def test_any_broken_calendar_is_a_problem_and_no_exception() -> None:
    whole = rota(weeks("ana", MONDAY, NEXT, 2, "EXDATE:20261102T080000Z"), ONE)
    for at in range(0, len(whole), 3):
        for broken in (whole[:at], whole[:at] + "\x00;:=" + whole[at + 2 :]):
            parsed = parse_rota(broken, "x.ics")
            assert (parsed.value is None) == bool(parsed.problems)


ZONES = (
    "Europe/Amsterdam",
    "UTC",
    "Mars/X",
    "../../etc/passwd",
    "/etc/localtime",
    "",
    "Europe",
    "localtime",
    "Etc/GMT+5",
    "\x00",
    "W. Europe Standard Time",
)
MOMENTS = (
    "20261012T090000", "20261012T090000Z", "20261012", "00010101T000000", "99991231T235959", "99991231", "20261332T250000", "",
    "P7D", "20261025T023000", "20270328T023000", "-20261012", "20261012T090000,20261013T090000", "20261012T090000/PT1H", "23:00",
)  # fmt: skip
LENGTHS = ("P1D", "PT8H", "-P1D", "P99999999D", "x", "20261012")
RULES = (
    "FREQ=WEEKLY", "FREQ=DAILY;COUNT=0", "FREQ=DAILY;INTERVAL=x", "FREQ=WEEKLY;BYDAY=XX", "FREQ=WEEKLY;UNTIL=20261231", "FREQ=WEEKLY;UNTIL=x",
    "FREQ=MONTHLY;BYMONTHDAY=0", "FREQ=YEARLY;BYMONTH=2L", "FREQ", "=", "", "FREQ=WEEKLY;;", "freq=weekly", "FREQ=WEEKLY;WKST=XX",
    "FREQ=WEEKLY;INTERVAL=1,2", "FREQ=WEEKLY,DAILY", "FREQ=WEEKLY;UNTIL=99991231", "FREQ=WEEKLY;UNTIL=00010101T000000Z",
    "FREQ=DAILY;UNTIL=PT5M", "FREQ=WEEKLY;COUNT=99999999999999999999", "FREQ=WEEKLY;UNTIL=20261231T000000Z;COUNT=3",
)  # fmt: skip
SAID = (
    "ATTENDEE:",
    "ATTENDEE;CN=:mailto:x",
    "ATTENDEE;CN=A,B:",
    "SUMMARY;LANGUAGE=en:Ana",
    "SUMMARY:",
    "SUMMARY",
    "STATUS:CANCELLED",
)


def parameter(chance: random.Random) -> str:
    if chance.random() < 0.5:
        return ""
    others = (";VALUE=DATE", ";VALUE=PERIOD", ";VALUE=X", ';TZID="a:b"', ";X=Y", ";RANGE=THISANDFUTURE")
    return chance.choice(("", ";TZID=" + chance.choice(ZONES), chance.choice(others)))


def spoilt(chance: random.Random) -> str:
    """An event whose lines say what they may not, in any order."""
    lines = ["UID:" + chance.choice("12")]
    for name in ("DTSTART", "DTEND", "DURATION", "EXDATE", "RDATE", "RECURRENCE-ID"):
        said = chance.choice(
            LENGTHS if name == "DURATION" else MOMENTS if chance.random() < 0.4 else MOMENTS[:2]
        )
        said = said.replace("12T09", "14T09") if name == "DTEND" else said
        lines += [f"{name}{parameter(chance)}:{said}"] * (
            chance.random() < (0.9 if name in ("DTSTART", "DTEND") else 0.2)
        )
    lines += [
        line
        for line in ("RRULE:" + chance.choice(RULES), chance.choice(SAID), lines[-1])
        if chance.random() < 0.4
    ]
    chance.shuffle(lines)
    return "\n".join(["BEGIN:VEVENT", *lines, "END:VEVENT", ""])


def test_whatever_an_event_says_is_a_problem_or_can_be_counted() -> None:
    chance = random.Random(19)
    read = 0
    for _ in range(1500):
        head = chance.choice(("", f"X-WR-TIMEZONE:{chance.choice(ZONES)}\n"))
        parsed = parse_rota(rota(*(spoilt(chance) for _ in range(chance.randint(1, 2))), head=head), "x.ics")
        if parsed.problems:
            continue
        read += 1
        value: Any = parsed.value
        for times in (rota_event(one).times for one in value["events"]):
            for begins in times.beginnings(FIRST, LAST):
                start, end = times.instants(begins, ZoneInfo("Europe/Amsterdam"))
                assert start <= end
    assert read > 30
