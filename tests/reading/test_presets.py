"""Each tool's own export is read, with the names of its columns, its dates and its bad habits."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import openpyxl
import pyarrow
import pytest
from pyarrow import parquet
from tests.reading.exports import at, read_case, small_catalog, source, told
from tests.support import REPOSITORY

from servicebook.measuring.reading.export_table import normal_name
from servicebook.measuring.reading.presets import COLUMNS, PRESETS
from servicebook.measuring.reading.read_tickets import ReadTickets, read
from servicebook.model.catalog import Catalog

local = datetime.fromisoformat
"""Workbooks know no zone."""

JIRA = """
format: jira
zone: Europe/Berlin
services: {Broken laptop: it/repair, Account access: it/access}
priorities: {Medium: normal}
"""


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    return small_catalog(tmp_path_factory.mktemp("catalog"))


def test_jira_repeats_columns_and_writes_months_in_letters(known: Catalog) -> None:
    found = read_case("jira.csv", JIRA, known)
    assert told(found.tickets) == [
        ("SD-1", "it/repair", "high", "10-02 07:15:00", None, "10-05 14:40:00"),
        ("SD-2", "it/repair", "normal", "10-12 22:05:00", None, "10-14 10:00:00"),
        ("SD-3", "it/access", "normal", "10-31 16:59:00", None, None),
    ]
    assert (found.rows, found.not_read, found.unknown_services, found.problems) == (3, (), (), ())


def test_jira_in_german_has_a_mark_lines_in_cells_and_other_names(known: Catalog) -> None:
    found = read_case("jira_german.csv", JIRA, known)
    assert told(found.tickets) == [
        ("SD-101", "it/repair", "high", "10-02 07:15:00", None, "10-05 14:40:00"),
        ("SD-102", "it/access", "normal", "10-02 10:05:00", None, "10-02 10:45:00"),
        ("SD-103", "it/repair", "normal", "03-02 23:10:00", None, None),
    ]
    (unknown,) = found.unknown_services
    assert (unknown.name, unknown.count) == ("Printer", 1)


SERVICENOW = """
format: servicenow
zone: Europe/Berlin
rows: one per update
columns: {service: category}
services: {Category 55: it/repair, Category 40: it/access}
priorities: {1 - Critical: high, 3 - Moderate: normal}
channels: {Phone: phone}
pauses: {states: [Awaiting User Info]}
"""


def test_servicenow_tells_every_update_and_writes_a_question_mark_for_nothing(known: Catalog) -> None:
    found = read_case("servicenow_updates.csv", SERVICENOW, known)
    assert told(found.tickets) == [
        ("INC0000045", "it/repair", "normal", "09-28 23:16:00", None, "09-29 09:29:00"),
        ("INC0000047", "it/access", "high", "10-01 02:40:00", None, "10-02 07:52:00"),
    ]
    assert [one.reopened for one in found.tickets] == [0, 1]
    assert found.tickets[0].pauses == ((at("2026-09-29 09:00"), at("2026-09-29 10:30")),)
    assert [(one.kind, one.rows) for one in found.not_read] == [("no-service", ("row 12",))]


def test_servicenow_whose_reopened_tickets_count_as_new_tells_each_request(known: Catalog) -> None:
    found = read_case("servicenow_updates.csv", f"{SERVICENOW}reopened: new\n", known)
    assert told(found.tickets)[1:] == [
        ("INC0000047", "it/access", "high", "10-01 02:40:00", None, "10-01 13:09:00"),
        ("INC0000047/2", "it/access", "high", "10-02 06:00:00", None, "10-02 07:52:00"),
    ]


def test_zammad_has_real_dates_below_a_title(tmp_path: Path, known: Catalog) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Tickets"
    sheet.append(["Tickets: 2026-10 (Fernhill)"])
    sheet.append(
        ["#", "Title", "State", "Priority", "Group", "Owner", "Customer", "Created At", "Updated At", "Closed At",
         "Close In Min", "Close Diff In Min", "First Response At", "First Response In Min"]
    )  # fmt: skip
    sheet.append(
        ["10023", "Screen", "closed", "2 normal", "Laptops", "Ana", "Mira Okafor", local("2026-10-02T09:15:00"),
         local("2026-10-05T00:00:00"), local("2026-10-05T16:40:00"), 1080, 60, local("2026-10-02T09:45:30"), 30]
    )  # fmt: skip
    sheet.append(
        ["10024", "Twice", "merged", "2 normal", "Laptops", "Ana", "Jon Bell", local("2026-10-02T09:00:00")]
    )
    sheet.append(
        ["10025", "Mouse", "open", "3 high", "Laptops", "Ana", "Jon Bell", local("2026-10-06T09:00:00")]
    )
    book.create_sheet("About").append(["made by", "Zammad"])
    book.save(tmp_path / "zammad.xlsx")
    written = """
    format: zammad
    zone: Europe/Berlin
    services: {Laptops: it/repair}
    priorities: {2 normal: normal, 3 high: high}
    """
    found = read(source(written), [tmp_path / "zammad.xlsx"], known)
    assert told(found.tickets) == [
        ("10023", "it/repair", "normal", "10-02 07:15:00", "10-02 07:45:30", "10-05 14:40:00"),
        ("10025", "it/repair", "high", "10-06 07:00:00", None, None),
    ]
    assert "1 ticket was left out because of its state" in found.notes
    assert any("About" in note for note in found.notes)


def test_znuny_writes_the_zone_behind_each_time(known: Catalog) -> None:
    written = (
        "format: znuny\nzone: Asia/Tokyo\nservices: {Gerät defekt: it/repair}\npriorities: {'*': null}\n"
    )
    found = read_case("znuny.csv", written, known)
    assert told(found.tickets) == [
        ("2026100210000017", "it/repair", None, "10-02 07:15:04", "10-02 07:45:00", "10-05 14:40:00"),
        ("2026100210000026", "it/repair", None, "10-03 07:15:04", None, None),
    ]
    assert any("Windows-1252" in note for note in found.notes)


def test_freshservice_is_done_when_closed_where_it_was_never_resolved(known: Catalog) -> None:
    written = """
    format: freshservice
    zone: Europe/Berlin
    services: {Laptop repair: it/repair, Access: it/access}
    priorities: {Medium: normal}
    channels: {Portal: form}
    """
    found = read_case("freshservice.csv", written, known)
    assert told(found.tickets) == [
        ("SR-77", "it/repair", "high", "10-02 07:15:04", "10-02 07:45:00", "10-05 14:40:00"),
        ("INC-78", "it/access", "normal", "10-02 08:00:00", None, "10-02 08:30:00"),
        ("INC-79", "it/access", "normal", "10-25 00:30:00", None, None),
    ]
    assert [one.channel for one in found.tickets] == ["form", "email", "phone"]


def test_zendesk_replies_after_minutes_of_the_clock_and_keeps_the_end_of_what_is_open_again(
    known: Catalog,
) -> None:
    written = "format: zendesk\nzone: Europe/Berlin\nservices: {Laptops: it/repair}\n"
    found = read_case("zendesk.csv", written, known)
    assert told(found.tickets) == [
        ("5001", "it/repair", "high", "10-02 07:15:04", "10-02 07:45:04", "10-05 14:40:00"),
        ("5002", "it/repair", None, "10-06 08:00:00", None, None),
        ("5003", "it/repair", "high", "10-07 08:00:00", "10-07 09:00:00", "10-07 10:00:00"),
    ]


def test_glpi_in_french_ends_lines_with_a_separator(known: Catalog) -> None:
    written = """
    format: glpi
    zone: Europe/Paris
    services: {Matériel > Portable: it/repair, Accès: it/access}
    priorities: {Haute: high, Moyenne: normal}
    """
    found = read_case("glpi_french.csv", written, known)
    assert told(found.tickets) == [
        ("1 234", "it/repair", "high", "10-02 07:15:00", None, "10-05 14:40:00"),
        ("1 235", "it/access", "normal", "10-13 08:00:00", None, "10-13 09:00:00"),
        ("1 236", "it/repair", "normal", "10-14 08:00:00", None, None),
    ]


def test_a_plain_list_has_titles_above_totals_below_and_rows_twice(known: Catalog) -> None:
    found = read_case("plain.csv", "zone: Europe/Berlin\n", known)
    assert [ticket.key for ticket in found.tickets] == ["1", "2", "3"]
    assert [(one.kind, one.count, one.rows) for one in found.not_read] == [("no-asked", 1, ("row 8",))]
    assert found.notes == ("1 row says the same as another of its ticket, and was counted once",)


def test_nothing_that_people_wrote_is_kept_or_told(known: Catalog) -> None:
    cases = {
        "jira.csv": JIRA,
        "jira_german.csv": JIRA,
        "freshservice.csv": "format: freshservice\n",
        "zendesk.csv": "format: zendesk\n",
        "glpi_french.csv": "format: glpi\n",
        "znuny.csv": "format: znuny\n",
    }
    for name, written in cases.items():
        said = repr(read_case(name, written, known)).casefold()
        for personal in ("okafor", "bell", "@", "screen", "schirm", "kennwort", "écran", "souris", "mouse"):
            assert personal not in said, (name, personal)


def test_presets_name_no_column_that_has_no_meaning() -> None:
    for name, preset in PRESETS.items():
        assert preset.columns.keys() <= set(COLUMNS), name
        assert {"ticket", "service", "asked", "done"} <= preset.columns.keys(), name


def test_dates_of_parquet_have_zones_or_not(tmp_path: Path, known: Catalog) -> None:
    table = pyarrow.table(
        {
            "ticket": [1, 2],
            "service": pyarrow.array(["it/repair", "it/access"]).dictionary_encode(),
            "asked": pyarrow.array([local("2026-10-02T09:15:00")] * 2, pyarrow.timestamp("ns")),
            "done": pyarrow.array([local("2026-10-02T09:15:00"), None], pyarrow.timestamp("us", "UTC")),
            "summary": ["Mira's screen", "x"],
        }
    )
    parquet.write_table(table, tmp_path / "export.parquet")
    found: ReadTickets = read(source("zone: Europe/Berlin\n"), [tmp_path / "export.parquet"], known)
    assert told(found.tickets) == [
        ("1", "it/repair", None, "10-02 07:15:00", None, "10-02 09:15:00"),
        ("2", "it/access", None, "10-02 07:15:00", None, None),
    ]


def test_days_of_a_workbook_need_the_time_that_counts(tmp_path: Path, known: Catalog) -> None:
    book = openpyxl.Workbook()
    book.active.append(["ticket", "service", "asked", "done"])
    book.active.append([1, "it/repair", date(2026, 10, 2), date(2026, 10, 5)])
    book.save(tmp_path / "days.xlsx")
    found = read(source("zone: Europe/Berlin\n"), [tmp_path / "days.xlsx"], known)
    assert [problem.message for problem in found.problems] == ['column "asked" has days without a time']
    written = "zone: Europe/Berlin\ntime_of_day: {asked: '09:00', done: '17:00'}\n"
    found = read(source(written), [tmp_path / "days.xlsx"], known)
    assert told(found.tickets) == [("1", "it/repair", None, "10-02 07:00:00", None, "10-05 15:00:00")]


def test_the_help_names_the_columns_of_each_format() -> None:
    page = (REPOSITORY / "site_config/pages/help/maintainers/measuring.md").read_text(encoding="utf-8")
    for name, preset in PRESETS.items():
        (row,) = [line for line in page.splitlines() if line.startswith(f"| `{name}` |")]
        for key, names in preset.columns.items():
            assert name == "plain" or f"{key}: *{names[0]}*" in row, (name, key)


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Cloturé le", "Clôturé le"),
        ("Custom field (Request Type)", "Campo personalizado (request  type)"),
        ("Champs personnalisés (Request Type)", "Request_Type"),
        ("Benutzerdefinierte Felder (Request Type)", "Benutzerdefiniertes Feld (Request Type)"),
        ("Vorgangsschlüssel:", "Vorgangsschlüssel"),
        ("Request type [list]", "Request Type"),
        ("\ufeffReopen count", "reopen_count"),
    ],
)
def test_names_of_columns_are_the_same_but_for_what_tools_put_around_them(name: str, other: str) -> None:
    assert normal_name(name) == normal_name(other)
