"""Dates mean one moment, or none: nothing is guessed about their order, their zone or their time."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from tests.reading.exports import at, read_text, small_catalog, source, told

from servicebook.measuring.reading.export_lines import seconds_of_span
from servicebook.measuring.reading.moment_formats import Form
from servicebook.measuring.reading.read_tickets import ReadTickets, read
from servicebook.model.catalog import Catalog

PLAIN = "zone: Europe/Berlin\n"


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    return small_catalog(tmp_path_factory.mktemp("catalog"))


def asked_and_done(
    folder: Path, known: Catalog, *rows: tuple[str, str], how: str = PLAIN, separator: str = ";"
) -> ReadTickets:
    lines = ["ticket;service;asked;done", *(f"{n};it/repair;{a};{d}" for n, (a, d) in enumerate(rows))]
    return read_text(folder, "\n".join(lines) + "\n", how, known)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2026-10-02 09:15", "10-02 07:15:00"),
        ("2026-10-02T09:15:30.123", "10-02 07:15:30"),
        ("2026-10-02T09:15:30Z", "10-02 09:15:30"),
        ("2026-10-02T09:15:30.000+0530", "10-02 03:45:30"),
        ("2026-10-02 09:15:30 -05:00", "10-02 14:15:30"),
        ("2026/10/02 09:15", "10-02 07:15:00"),
        ("02.10.2026, 09:15", "10-02 07:15:00"),
        ("2. 10. 2026 9:15", "10-02 07:15:00"),
        ("02/Oct/26 9:15 AM", "10-02 07:15:00"),
        ("02/Okt/26 12:15 AM", "10-01 22:15:00"),
        ("02-OCT-2026 12:15:00 PM", "10-02 10:15:00"),
        ("2 févr. 2026 09:15", "02-02 08:15:00"),
        ("06 abr 2026, 0:36", "04-05 22:36:00"),
        ("Oct 2, 2026, 9:15 p.m.", "10-02 19:15:00"),
        ("2026-10-02 09:15:00 (America/New_York)", "10-02 13:15:00"),
        ("2026-10-02\u00a009:15", "10-02 07:15:00"),
    ],
)
def test_a_date_in_a_clear_form_is_read(tmp_path: Path, known: Catalog, written: str, meant: str) -> None:
    found = asked_and_done(tmp_path, known, (written, written))
    assert [ticket[3] for ticket in told(found.tickets)] == [meant], found


@pytest.mark.parametrize(
    "written",
    [
        "2026-13-02 09:15",
        "2026-02-30 09:15",
        "2026-10-02 25:15",
        "2026-10-02 13:15 PM",
        "soon",
        "12.10.",
        "1899-12-30 00:00",
    ],
)  # fmt: skip
def test_what_is_no_date_is_told_with_its_row(tmp_path: Path, known: Catalog, written: str) -> None:
    found = asked_and_done(tmp_path, known, ("2026-10-02 09:15", ""), (written, ""))
    assert [ticket.key for ticket in found.tickets] == ["0"]
    (told_of,) = found.not_read
    assert (told_of.kind, told_of.count, told_of.rows) == ("bad-date", 1, ("row 3",))
    assert (written in told_of.message) == (written != "soon")


def test_dates_that_cannot_be_read_are_told_together(tmp_path: Path, known: Catalog) -> None:
    rows = [
        ("2026-10-02 09:15", ""),
        *((f"2026-13-{day:02} 09:15", "") for day in range(1, 31)),
        ("Mira Okafor", ""),
    ]
    found = asked_and_done(tmp_path, known, *rows)
    (told_of,) = found.not_read
    assert told_of.message == (
        '31 rows have no date in column "asked", such as 2026-13-01 09:15 (row 3, row 4, row 5, row 6, row 7 …)'
    )


def test_one_day_after_the_twelfth_decides_for_all_dates(tmp_path: Path, known: Catalog) -> None:
    rows = [("03/04/2026 09:00", "05/04/2026 09:00"), ("04/04/2026 09:00", "13/04/2026 09:00")]
    found = asked_and_done(tmp_path, known, *rows)
    assert [ticket[3] for ticket in told(found.tickets)] == ["04-03 07:00:00", "04-04 07:00:00"]
    found = asked_and_done(tmp_path, known, ("03/04/2026 09:00", "03/13/2026 09:00"))
    assert [ticket[3] for ticket in told(found.tickets)] == ["03-04 08:00:00"]


def test_without_such_a_day_it_has_to_be_said(tmp_path: Path, known: Catalog) -> None:
    rows = [("03/04/2026 9:05 AM", "05/04/2026 9:05 AM")]
    found = asked_and_done(tmp_path, known, *rows)
    assert found.tickets == ()
    assert [(problem.message, problem.hint) for problem in found.problems] == [
        (
            "no date tells whether its day or its month comes first: 03/04/2026 9:05 AM may be either",
            'say it in measures.yml: dates: "%d/%m/%Y %I:%M %p" or dates: "%m/%d/%Y %I:%M %p"',
        )
    ]
    said = asked_and_done(tmp_path, known, *rows, how=f'{PLAIN}dates: "%m/%d/%Y %I:%M %p"\n')
    assert [ticket[3] for ticket in told(said.tickets)] == ["03-04 08:05:00"]


def test_dates_that_contradict_each_other_are_not_read(tmp_path: Path, known: Catalog) -> None:
    found = asked_and_done(tmp_path, known, ("13/04/2026 09:00", "04/25/2026 09:00"))
    assert [problem.message for problem in found.problems] == [
        "the day comes first in 13/04/2026 09:00, and the month in 04/25/2026 09:00"
    ]
    how = f'{PLAIN}dates: {{asked: "%d/%m/%Y %H:%M", "*": "%m/%d/%Y %H:%M"}}\n'
    said = asked_and_done(tmp_path, known, ("13/04/2026 09:00", "04/25/2026 09:00"), how=how)
    assert told(said.tickets)[0][3:] == ("04-13 07:00:00", None, "04-25 07:00:00")


def test_years_of_two_digits_have_to_be_said(tmp_path: Path, known: Catalog) -> None:
    found = asked_and_done(tmp_path, known, ("13/04/26 09:00", "25/04/26 09:00"))
    assert [problem.hint for problem in found.problems] == [
        'say it in measures.yml: dates: "%d/%m/%y %H:%M" or dates: "%y/%m/%d %H:%M"'
    ]


def test_a_time_that_clocks_skip_is_the_moment_at_which_they_do(tmp_path: Path, known: Catalog) -> None:
    found = asked_and_done(tmp_path, known, ("2026-03-29 02:30", "2026-03-29 03:00"))
    assert told(found.tickets)[0][3:] == ("03-29 01:00:00", None, "03-29 01:00:00")


def test_a_time_that_clocks_show_twice_is_the_first_unless_that_is_before_asking(
    tmp_path: Path, known: Catalog
) -> None:
    rows = [("2026-10-25 02:30", "2026-10-25 02:40"), ("2026-10-25 02:50", "2026-10-25 02:10")]
    found = asked_and_done(tmp_path, known, *rows)
    assert [one[3:] for one in told(found.tickets)] == [
        ("10-25 00:30:00", None, "10-25 00:40:00"),
        ("10-25 00:50:00", None, "10-25 01:10:00"),
    ]


def test_numbers_are_dates_only_where_that_is_said(tmp_path: Path, known: Catalog) -> None:
    rows = [("46297,385416667", "46300,694444444")]
    found = asked_and_done(tmp_path, known, *rows)
    assert [problem.code for problem in found.problems] == ["bad-value"]
    said = asked_and_done(tmp_path, known, *rows, how=f'{PLAIN}dates: excel\ndecimal: ","\n')
    assert told(said.tickets)[0][3:] == ("10-02 07:15:00", None, "10-05 14:40:00")
    rows = [("1790925300000", "1790925360000")]
    said = asked_and_done(tmp_path, known, *rows, how=f"{PLAIN}dates: unix ms\n")
    assert told(said.tickets)[0][3:] == ("10-02 07:15:00", None, "10-02 07:16:00")


def test_numbers_in_a_workbook_are_its_days(tmp_path: Path, known: Catalog) -> None:
    book = openpyxl.Workbook()
    book.active.append(["ticket", "service", "asked", "done"])
    book.active.append([4711, "it/repair", 46297.385416667, "2026-10-05 16:40"])
    book.active.append([4712, "it/repair", 12, None])
    book.save(tmp_path / "export.xlsx")
    found = read(source(PLAIN), [tmp_path / "export.xlsx"], known)
    assert told(found.tickets) == [("4711", "it/repair", None, "10-02 07:15:00", None, "10-05 14:40:00")]
    assert [(one.kind, one.rows) for one in found.not_read] == [("bad-date", ("sheet Sheet, row 3",))]


def test_days_need_the_time_that_counts(tmp_path: Path, known: Catalog) -> None:
    rows = [("2026-10-02", "2026-10-05"), ("2026-10-03", "")]
    found = asked_and_done(tmp_path, known, *rows)
    assert [(problem.message, problem.hint) for problem in found.problems] == [
        (
            'column "asked" has days without a time',
            'say in measures.yml which time counts, for instance time_of_day: {asked: "17:00"}',
        )
    ]
    said = asked_and_done(
        tmp_path, known, *rows, how=f'{PLAIN}time_of_day: {{asked: "09:00", done: "17:00"}}\n'
    )
    assert [one[3:] for one in told(said.tickets)] == [
        ("10-02 07:00:00", None, "10-05 15:00:00"),
        ("10-03 07:00:00", None, None),
    ]


def test_some_days_among_times_are_told(tmp_path: Path, known: Catalog) -> None:
    found = asked_and_done(tmp_path, known, ("2026-10-02 09:00", ""), ("2026-10-03", ""))
    assert [(one.kind, one.rows) for one in found.not_read] == [("no-time", ("row 3",))]


def test_durations_are_no_dates(tmp_path: Path, known: Catalog) -> None:
    text = (
        "Issue key,Request Type,Created,Custom field (Time to resolution)\n"
        "SD-1,it/repair,02/Oct/26 9:15 AM,-3:20\nSD-2,it/repair,02/Oct/26 9:15 AM,\n"
    )
    how = "format: jira\ncolumns: {done: Custom field (Time to resolution)}\n"
    found = read_text(tmp_path, text, how, known)
    assert [problem.message for problem in found.problems] == [
        'column "Custom field (Time to resolution)" says how long something took, such as -3:20, and not when it was'
    ]


def test_hours_of_a_calendar_do_not_tell_when_the_reply_came(tmp_path: Path, known: Catalog) -> None:
    text = "Id,Group,Created at,First reply time in minutes within business hours\n1,it/repair,2026-10-02 09:15,30\n"
    how = "format: zendesk\ncolumns: {first_reply_after: First reply time in minutes within business hours}\n"
    found = read_text(tmp_path, text, how, known)
    assert [problem.code for problem in found.problems] == ["bad-value"]


@pytest.mark.parametrize(
    ("written", "decimal", "seconds"),
    [("90", ".", 5400), ("1:30", ".", 5400), ("0:00:30", ".", 30), ("0,5", ",", 30), ("1.5", ".", 90),
     (2, ".", 120), ("-5", ".", None), ("1,5", ".", None), ("1:75", ".", None), ("nan", ".", None), (1e300, ".", None)],
)  # fmt: skip
def test_the_time_until_the_first_reply_is_minutes_or_a_clock(
    written: str | float, decimal: str, seconds: int | None
) -> None:
    assert seconds_of_span(written, decimal) == seconds


def test_a_form_reads_the_same_whatever_it_has_read_before() -> None:
    form, fresh = Form("%d %b %Y %H:%M"), Form("%d %b %Y %H:%M")
    texts = [
        f"{day} {month} 2026 {hour}:15" for day in (1, 13, 31) for month in ("feb", "mar") for hour in (1, 2)
    ]
    for text in [*texts, *reversed(texts)]:
        assert form.read(text) == Form(fresh.written).read(text)


def test_clocks_are_those_of_the_source() -> None:
    assert at("2026-10-02 09:15") == 1790925300
