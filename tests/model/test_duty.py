"""Who is on duty, and who answers while somebody is away."""

# ruff: noqa: E501  # one case a line
from __future__ import annotations

import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from dateutil.rrule import rrulestr
from tests.rotas import event, rota, weeks
from tests.support import HR, IT, SMALL, catalog, errors, make_catalog

from servicebook.clock.shifts import LocalTimes
from servicebook.model.catalog import Catalog
from servicebook.model.duty import answers_of_role, turns
from servicebook.model.visible import visible

PEOPLE = (
    "ana: {name: Ana Ruiz, email: ana@example.org}\nben: {name: Ben}\ncy: {name: Cy}\n"
    "dee: {name: Dee, left_on: 2026-09-30}\n"
)
ABSENCES = "catalog/absences.yml"
ROTA = f"{IT}/rotas/lead.ics"


def made(root: Path, rota_text: str = "", absences: str = "", day: date = date(2026, 10, 20)) -> Catalog:
    files = {"catalog/people.yml": PEOPLE}
    files |= {ROTA: rota_text} if rota_text else {}
    files |= {ABSENCES: absences} if absences else {}
    return catalog(make_catalog(root, files, base=SMALL), day)


def on_duty(of: Catalog, first: str, last: str) -> list[tuple[str, str, str | None]]:
    """From when until when (in UTC) who is on duty for the only rota there is."""

    def seconds(moment: str) -> int:
        return int(datetime.fromisoformat(moment).replace(tzinfo=UTC).timestamp())

    found = turns(of, of.rotas["it/lead"], "Europe/Amsterdam", seconds(first), seconds(last))
    return [
        (
            f"{datetime.fromtimestamp(turn.start, UTC):%Y-%m-%dT%H:%M}",
            f"{datetime.fromtimestamp(turn.end, UTC):%Y-%m-%dT%H:%M}",
            turn.answers.person,
        )
        for turn in found
    ]


def test_a_week_begins_and_ends_at_nine_when_clocks_are_put_back_and_forward(tmp_path: Path) -> None:
    of = made(
        tmp_path,
        rota(
            weeks("ana", "20261012T090000", "20261019T090000"),
            weeks("ben", "20261019T090000", "20261026T090000"),
        ),
    )
    assert on_duty(of, "2026-10-15", "2026-11-05") == [
        ("2026-10-12T07:00", "2026-10-19T07:00", "ana"),
        ("2026-10-19T07:00", "2026-10-26T08:00", "ben"),  # 169 hours: clocks go back on the 25th
        ("2026-10-26T08:00", "2026-11-02T08:00", "ana"),
        ("2026-11-02T08:00", "2026-11-09T08:00", "ben"),
    ]
    assert on_duty(of, "2027-03-24", "2027-03-30") == [
        ("2027-03-22T08:00", "2027-03-29T07:00", "ben"),  # 167 hours
        ("2027-03-29T07:00", "2027-04-05T07:00", "ana"),
    ]


def test_a_night_has_nine_hours_or_seven_when_clocks_change_in_it(tmp_path: Path) -> None:
    of = made(tmp_path, rota(event("ana", "20261001T220000", "20261002T060000", "RRULE:FREQ=DAILY")))
    assert on_duty(of, "2026-10-24T12:00", "2026-10-25T12:00") == [
        ("2026-10-24T20:00", "2026-10-25T05:00", "ana")
    ]
    assert on_duty(of, "2027-03-27T12:00", "2027-03-28T12:00") == [
        ("2027-03-27T21:00", "2027-03-28T04:00", "ana")
    ]


def test_an_end_that_clocks_show_twice_is_the_second_and_one_that_they_skip_is_the_next(
    tmp_path: Path,
) -> None:
    of = made(
        tmp_path,
        rota(
            event("ana", "20261025T003000", "20261025T023000"),
            event("ben", "20270328T010000", "20270328T023000"),
        ),
    )
    assert on_duty(of, "2026-10-24", "2027-04-01") == [
        ("2026-10-24T22:30", "2026-10-25T01:30", "ana"),
        ("2027-03-28T00:00", "2027-03-28T01:00", "ben"),
    ]


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=DAILY", "FREQ=DAILY;INTERVAL=3", "FREQ=DAILY;BYDAY=MO,FR", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;WKST=SU",
        "FREQ=WEEKLY;INTERVAL=3;BYDAY=SU,MO", "FREQ=WEEKLY;UNTIL=20270101T000000", "FREQ=DAILY;INTERVAL=7;COUNT=70",
        "FREQ=MONTHLY;BYDAY=-1FR", "FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=31", "FREQ=YEARLY",
    ],
)  # fmt: skip
def test_a_rule_gives_the_same_however_far_its_beginning_is(rule: str) -> None:
    starts = datetime.fromisoformat("2024-02-28T09:00:00")
    times = LocalTimes(starts=starts, ends=starts.replace(hour=17), repeats=rule)
    whole = sorted(
        rrulestr(rule, dtstart=starts).between(starts, datetime.fromisoformat("2028-03-01T00:00:00"))
    )
    for first in ("2024-03-01T09:00:00", "2026-10-25T12:00:00", "2027-12-31T17:00:00"):
        begin = datetime.fromisoformat(first)
        last = begin + timedelta(days=45)
        expected = [one for one in whole if one > begin - timedelta(hours=8) and one < last]
        assert sorted(times.beginnings(begin, last)) == expected


def test_a_hundred_who_are_on_duty_daily_since_long_ago_are_soon_counted(tmp_path: Path) -> None:
    events = [
        event("ana" if number % 2 else "ben", f"200001{number % 28 + 1:02}T{number % 24:02}0000", f"200001{number % 28 + 1:02}T{number % 24:02}3000", "RRULE:FREQ=DAILY")
        for number in range(100)
    ]  # fmt: skip
    started = time.process_time()
    assert len(on_duty(made(tmp_path, rota(*events)), "2026-10-20", "2026-11-20")) > 3000
    assert time.process_time() - started < 20  # 2; when all days were counted through, it were more


def test_times_without_a_zone_are_those_of_the_department(tmp_path: Path) -> None:
    of = made(tmp_path, rota(event("ana", "20261020T090000", "20261020T170000", zone="")))
    assert on_duty(of, "2026-10-20", "2026-10-21") == [("2026-10-20T07:00", "2026-10-20T15:00", "ana")]


def test_one_that_is_replaced_left_out_or_cancelled_is_not_there_and_one_that_is_added_is(
    tmp_path: Path,
) -> None:
    series = weeks(
        "ana", "20261005T090000", "20261005T170000", 1, "EXDATE:20261019T070000Z", "RDATE:20261021T070000Z"
    )
    uid = "20261005T090000ana"
    moved = event("ben", "20261013T090000", "20261013T170000", "RECURRENCE-ID:20261012T070000Z", uid=uid)
    off = event("ana", "20261026T090000", "20261026T170000", "RECURRENCE-ID:20261026T080000Z", "STATUS:CANCELLED", uid=uid)  # fmt: skip
    of = made(tmp_path, rota(series, moved, off))
    assert [(start[:10], who) for start, _, who in on_duty(of, "2026-10-01", "2026-11-04")] == [
        ("2026-10-05", "ana"), ("2026-10-13", "ben"), ("2026-10-21", "ana"), ("2026-11-02", "ana"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "name", ["ana", "ANA", "Ana Ruiz", "ana ruiz", "ana@example.org", "On call: Ana Ruiz", "Ana Ruiz (desk)"]
)
def test_somebody_is_named_by_id_name_or_address(tmp_path: Path, name: str) -> None:
    of = made(tmp_path, rota(event(name, "20261020T090000", "20261020T170000")))
    assert [who for *_, who in on_duty(of, "2026-10-20", "2026-10-21")] == ["ana"]


def test_who_is_away_is_stood_in_for_on_these_days_only(tmp_path: Path) -> None:
    of = made(
        tmp_path,
        rota(event("ana", "20261019T090000", "20261026T090000")),
        "- {person: ana, from: 2026-10-21, until: 2026-10-22, stands_in: ben}\n",
    )
    assert on_duty(of, "2026-10-19", "2026-10-30") == [
        ("2026-10-19T07:00", "2026-10-20T22:00", "ana"),
        ("2026-10-20T22:00", "2026-10-22T22:00", "ben"),
        ("2026-10-22T22:00", "2026-10-26T08:00", "ana"),
    ]


@pytest.mark.parametrize(
    ("absences", "who"),
    [
        ("", "ana"),
        ("- {person: ana, from: 2026-10-20, until: 2026-10-20, stands_in: cy}\n", "cy"),
        ("- {person: ana, from: 2026-10-19, until: 2026-10-19, stands_in: cy}\n", "ana"),
        ("- {person: ana, from: 2026-10-21, until: 2026-10-22, stands_in: cy}\n", "ana"),
        ("- {person: ana, from: 2026-10-20, until: 2026-10-20}\n", "ben"),  # the deputy
        (
            "- {person: ana, from: 2026-10-20, until: 2026-10-20, stands_in: cy}\n"
            "- {person: cy, from: 2026-10-01, until: 2026-10-31, stands_in: dee}\n",
            "ben",
        ),
        (
            "- {person: ana, from: 2026-10-20, until: 2026-10-20, stands_in: dee}\n"  # who has left
            "- {person: ben, from: 2026-10-20, until: 2026-10-20, stands_in: cy}\n",
            None,
        ),
    ],
)
def test_stand_ins_are_followed_once_and_then_deputies_answer(
    tmp_path: Path, absences: str, who: str | None
) -> None:
    of = made(tmp_path, absences=absences)
    (answers,) = answers_of_role(of, of.roles["it/lead"], of.today)
    assert answers.person == who
    assert (answers.away == "ana") == (who != "ana")


@pytest.mark.parametrize(
    ("absences", "expected"),
    [
        ("- {person: ana, from: 2026-10-01, until: 2026-10-02, stands_in: ana}\n", ["1:65 circular-reference"]),
        (
            "- {person: ana, from: 2026-10-01, until: 2026-10-05, stands_in: ben}\n"
            "- {person: ben, from: 2026-10-05, until: 2026-10-09, stands_in: ana}\n",
            ["1:65 circular-reference"],
        ),
        (
            "- {person: ana, from: 2026-10-01, until: 2026-10-05, stands_in: ben}\n"
            "- {person: ben, from: 2026-10-06, until: 2026-10-09, stands_in: ana}\n",
            [],
        ),
        (
            "- {person: ana, from: 2026-10-01, until: 2026-10-05, stands_in: ben}\n"
            "- {person: ben, from: 2026-10-01, until: 2026-10-05, stands_in: cy}\n"
            "- {person: cy, from: 2026-10-04, until: 2026-10-05, stands_in: ana}\n",
            ["1:65 circular-reference"],
        ),
        (
            "- {person: ana, from: 2026-10-01, until: 2026-10-05}\n- {person: ana, from: 2026-10-05, until: 2026-10-06}\n",
            ["2:23 bad-value"],
        ),
        ("- {person: ana, from: 2026-10-02, until: 2026-10-01}\n", ["1:42 bad-date"]),
        ("- {person: eve, from: 2026-10-01, until: 2026-10-01}\n", ["1:12 unknown-person"]),
        ("- {person: ana, from: 2026-10-01, until: 2026-10-01, stands_in: eve}\n", ["1:65 unknown-person"]),
        ("- {person: ana, from: 2026-10-01, until: 2026-10-01, reason: ill}\n", ["1:54 unknown-key"]),
        ("- {person: ana, from: 2026-10-01}\n", ["1:3 missing-key"]),
    ],
)  # fmt: skip
def test_circles_and_what_contradicts_itself_are_errors(
    tmp_path: Path, absences: str, expected: list[str]
) -> None:
    root = make_catalog(tmp_path, {"catalog/people.yml": PEOPLE, ABSENCES: absences}, base=SMALL)
    assert [one.removeprefix(f"{ABSENCES}:") for one in errors(root)] == expected


def test_thousands_of_absences_are_soon_checked(tmp_path: Path) -> None:
    people = "".join(f"p{number}: {{name: P{number}}}\n" for number in range(5000))
    away = "".join(
        f"- {{person: p{number}, from: 2026-10-01, until: 2026-10-09, stands_in: p{number + 1}}}\n"
        for number in range(4999)
    )
    one = "".join(
        f"- {{person: ana, from: {date(2030, 1, 1) + timedelta(days=number)}, until: {date(2030, 1, 1) + timedelta(days=number)}}}\n"
        for number in range(5000)
    )
    root = make_catalog(tmp_path, {"catalog/people.yml": PEOPLE + people, ABSENCES: away + one}, base=SMALL)
    started = time.process_time()
    assert errors(root) == []
    assert (
        time.process_time() - started < 60
    )  # seconds; when all were followed from each, it were many minutes


def test_of_absences_only_those_that_are_not_over_and_of_rotas_only_the_times_may_be_seen(
    tmp_path: Path,
) -> None:
    of = made(
        tmp_path,
        rota(
            event("ana", "20261020T090000", "20261020T170000"),
            event("dee is ill, swapped", "20261021T090000", "20261021T170000"),
        ),
        "- {person: ben, from: 2026-10-01, until: 2026-10-19}\n"
        "- {person: ana, from: 2026-10-20, until: 2026-10-20, stands_in: dee}\n"
        "- {person: dee, from: 2026-10-20, until: 2026-10-20}\n",
    )
    seen = visible(of)
    assert [(one.person, one.stands_in, one.origin.written.get("stands_in")) for one in seen.absences] == [
        ("ana", None, None)
    ]
    assert [one.names for one in seen.rotas["it/lead"].events] == [("ana",), ()]
    assert seen.rotas["it/lead"].origin.written == {}


def test_where_nobody_is_named_only_that_a_role_is_stood_in_for_is_known(tmp_path: Path) -> None:
    root = make_catalog(
        tmp_path,
        {
            "site_config/organization.yml": "name: Acme\npeople: roles-only\n",
            ABSENCES: "- {person: ana, from: 2026-10-20, until: 2026-10-20, stands_in: ben}\n",
            ROTA: rota(event("ana", "20261020T090000", "20261020T170000")),
            f"{HR}/roles.yml": "head: {title: Head, holders: [ben]}\n",
        },
        base=SMALL,
    )
    seen = visible(catalog(root, date(2026, 10, 20)))
    assert (seen.absences, seen.rotas, seen.stood_in_for) == ((), {}, frozenset({"it/lead"}))
    assert visible(catalog(root, date(2026, 10, 21))).stood_in_for == frozenset()
