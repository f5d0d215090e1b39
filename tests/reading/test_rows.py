"""What stands in an export twice, is paused, reopened, contradicts itself or is unknown."""

from __future__ import annotations

import builtins
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from tests.reading.exports import at, read_text, small_catalog, source, told

from servicebook.measuring.reading.read_tickets import ReadTickets, read
from servicebook.model.catalog import Catalog

PLAIN = "zone: Europe/Berlin\n"


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    return small_catalog(tmp_path_factory.mktemp("catalog"))


def kinds(found: ReadTickets) -> list[tuple[str, int, tuple[str, ...]]]:
    return [(one.kind, one.count, one.rows) for one in found.not_read]


def test_rows_of_one_ticket_that_contradict_each_other_are_told_and_not_read(
    tmp_path: Path, known: Catalog
) -> None:
    text = (
        "ticket,service,asked,done\n"
        "1,it/repair,2026-10-02 09:00,2026-10-03 09:00\n"
        "1,it/repair,2026-10-02 09:00,2026-10-04 09:00\n"
        "2,it/repair,2026-10-02 09:00,\n"
    )
    found = read_text(tmp_path, text, PLAIN, known)
    assert [ticket.key for ticket in found.tickets] == ["2"]
    assert kinds(found) == [("contradicting", 2, ("row 2", "row 3"))]


def test_white_space_within_names_does_not_matter(tmp_path: Path, known: Catalog) -> None:
    text = (
        "ticket,service,asked,done,state\n"
        "1,Broken  by   itself,2026-10-02 09:00,2026-10-03 09:00,Done\n"
        "2,Broken\u00a0by itself,2026-10-02 09:00,2026-10-03 09:00,Done  elsewhere\n"
    )
    how = f"{PLAIN}services: {{Broken by  itself: it/repair}}\nleave_out: [Done elsewhere]\n"
    found = read_text(tmp_path, text, how, known)
    assert [(ticket.key, ticket.service) for ticket in found.tickets] == [("1", "it/repair")]
    assert found.notes == ("1 ticket was left out because of its state",)


def test_one_column_may_tell_service_priority_and_channel(tmp_path: Path, known: Catalog) -> None:
    text = (
        "ticket,type,asked,done\n"
        "1,Urgent repair,2026-10-02 09:00,2026-10-03 09:00\n"
        "2,Repair by phone,2026-10-02 09:00,2026-10-03 09:00\n"
    )
    how = (
        f"{PLAIN}columns: {{service: type, priority: type, channel: type}}\n"
        "services: {Urgent repair: it/repair, Repair by phone: it/repair}\n"
        'priorities: {Urgent repair: high, "*": null}\n'
        'channels: {Repair by phone: phone, "*": null}\n'
    )
    found = read_text(tmp_path, text, how, known)
    assert [(one.service, one.priority, one.channel) for one in found.tickets] == [
        ("it/repair", "high", None),
        ("it/repair", None, "phone"),
    ]
    assert found.notes == ()


def test_words_of_a_map_that_no_row_has_are_told(tmp_path: Path, known: Catalog) -> None:
    text = (
        "ticket,service,asked,done,priority,customer\n"
        "1,Group 39,2026-10-02 09:00,2026-10-03 09:00,2 - High,Cleo Adams\n"
        "2,Screens,2026-10-02 09:00,2026-10-03 09:00,2 - High,\n"
    )
    how = (
        f'{PLAIN}services: {{Group 93: it/repair, Screens: it/repair, Chairs: it/repair, "*": null}}\n'
        "priorities: {2 - High: high, 5 - Planning: null}\n"
        "columns: {customer: customer}\ncustomers: {Cleo Adam: it, '*': null}\n"
    )
    assert read_text(tmp_path, text, how, known).notes == (
        'services: "Group 93" is in no row; is it "Group 39"?',
        'services: in no row: "Chairs"',
        # whom an export names is not shown; and what is not to be counted may well not be there
        'customers: in no row: "Cleo Adam"',
    )


def test_what_reopening_began_is_new_where_rows_say_when(tmp_path: Path, known: Catalog) -> None:
    text = (
        "ticket,service,asked,done,reopened\n"
        "1,it/repair,2026-10-02 09:00,2026-10-03 09:00,0\n"
        "1,it/repair,2026-10-05 09:00,2026-10-05 10:00,1\n"
        "2,it/repair,2026-10-02 09:00,2026-10-05 10:00,1\n"
    )
    found = read_text(tmp_path, text, f"{PLAIN}reopened: new\n", known)
    assert [(ticket.key, ticket.reopened) for ticket in found.tickets] == [("1", 0), ("1/2", 0)]
    assert kinds(found) == [("reopened-when", 1, ("row 4",))]


def test_impossible_orders_are_told(tmp_path: Path, known: Catalog) -> None:
    text = (
        "ticket,service,asked,first_reply,done\n"
        "1,it/repair,2026-10-02 09:00,,2026-10-02 08:00\n"
        "2,it/repair,2026-10-02 09:00,2026-10-02 08:00,\n"
        "3,,2026-10-02 09:00,,\n"
        "4,it/repair,,,\n"
        ",it/repair,2026-10-02 09:00,,\n"
    )
    found = read_text(tmp_path, text, PLAIN, known)
    assert found.tickets == ()
    assert sorted(kinds(found)) == [
        ("ends-before-asked", 1, ("row 2",)),
        ("no-asked", 1, ("row 5",)),
        ("no-service", 1, ("row 4",)),
        ("no-ticket", 1, ("row 6",)),
        ("reply-before-asked", 1, ("row 3",)),
    ]


def test_pauses_of_a_second_file_are_those_of_the_tickets(tmp_path: Path, known: Catalog) -> None:
    (tmp_path / "pauses.csv").write_text(
        "Key;From;To\n1;2026-10-02 10:00;2026-10-02 12:00\n1;2026-10-02 11:00;2026-10-02 13:00\n"
        "2;2026-10-02 10:00;\n;;2026-10-02 10:00\n"
    )
    text = "ticket,service,asked,done\n1,it/repair,2026-10-02 09:00,2026-10-05 09:00\n2,it/repair,2026-10-02 09:00,\n"
    how = f"{PLAIN}pauses: {{file: pauses.csv, columns: {{ticket: Key, from: From, until: To}}}}\n"
    found = read_text(tmp_path, text, how, known)
    assert [ticket.pauses for ticket in found.tickets] == [
        ((at("2026-10-02 10:00"), at("2026-10-02 13:00")),),
        ((at("2026-10-02 10:00"), None),),
    ]
    assert [one.kind for one in found.not_read] == ["half-a-pause"]


def test_a_history_of_states_tells_the_pauses(tmp_path: Path, known: Catalog) -> None:
    (tmp_path / "history.csv").write_text(
        "ticket,from,state\n1,2026-10-02 09:00,Open\n1,2026-10-02 10:00,Waiting for customer\n1,2026-10-02 12:00,Open\n"
    )
    text = "ticket,service,asked,done\n1,it/repair,2026-10-02 09:00,2026-10-05 09:00\n"
    how = f"{PLAIN}pauses: {{file: history.csv, states: [waiting for customer]}}\n"
    found = read_text(tmp_path, text, how, known)
    assert found.tickets[0].pauses == ((at("2026-10-02 10:00"), at("2026-10-02 12:00")),)


def test_states_without_times_are_no_pauses_and_that_is_said(tmp_path: Path, known: Catalog) -> None:
    text = "ticket,service,asked,done,state\n1,it/repair,2026-10-02 09:00,,Waiting\n"
    found = read_text(tmp_path, text, f"{PLAIN}pauses: {{states: [Waiting]}}\n", known)
    assert found.tickets[0].pauses == ()
    assert any("no pause was counted" in note for note in found.notes)


def test_updates_alone_tell_when_a_ticket_was_asked_and_done(tmp_path: Path, known: Catalog) -> None:
    text = (
        "case,activity,at,service\n"
        "7,Closed,2026-10-05 09:00,it/repair\n"
        "7,Registered,2026-10-02 09:00,it/repair\n"
        "7,Waiting,2026-10-02 10:00,it/repair\n"
        "7,In progress,2026-10-02 12:00,it/access\n"
        "8,Registered,2026-10-02 09:00,it/repair\n"
    )
    how = (
        f"{PLAIN}rows: one per update\ncolumns: {{ticket: case, state: activity, asked: at, updated: at}}\n"
        "done_states: [Closed]\npauses: {states: [Waiting]}\n"
    )
    found = read_text(tmp_path, text, how, known)
    assert told(found.tickets) == [
        ("7", "it/repair", None, "10-02 07:00:00", None, "10-05 07:00:00"),
        ("8", "it/repair", None, "10-02 07:00:00", None, None),
    ]
    assert found.tickets[0].pauses == ((at("2026-10-02 10:00"), at("2026-10-02 12:00")),)


def test_a_ticket_is_left_out_where_one_of_its_rows_cannot_be_read(tmp_path: Path, known: Catalog) -> None:
    text = (
        "ticket,service,asked,done,state,updated\n"
        "1,it/repair,2026-10-02 09:00,,New,2026-10-02 09:00\n"
        "1,it/repair,2026-10-02 09:00,,Waiting,2026-10-32 10:00\n"
        "2,it/repair,2026-10-02 09:00,,New,2026-10-02 09:00\n"
    )
    found = read_text(tmp_path, text, f"{PLAIN}rows: one per update\n", known)
    assert [ticket.key for ticket in found.tickets] == ["2"]
    assert sorted(kinds(found)) == [("bad-date", 1, ("row 3",)), ("other-rows", 1, ("row 2",))]


def test_unknown_services_are_listed_with_counts_and_the_nearest(tmp_path: Path, known: Catalog) -> None:
    rows = [*["Repairs"] * 3, "Forgotten passwords", "Cake", "Spam", "spam", "Request for pothole repair"]
    text = "ticket,service,asked,done\n" + "".join(
        f"{n},{name},2026-10-02 09:00,\n" for n, name in enumerate(rows)
    )
    found = read_text(tmp_path, text, f"{PLAIN}services: {{Spam: null}}\n", known)
    assert [(one.name, one.count, one.nearest) for one in found.unknown_services] == [
        ("Repairs", 3, "it/repair"),
        ("Cake", 1, None),
        ("Forgotten passwords", 1, "it/access"),
        ("Request for pothole repair", 1, None),  # one word of three is not enough
    ]
    assert found.unknown_services[0].hint == 'is it it/repair? Write below services: "Repairs": it/repair'
    assert found.left_out == {"Spam": 1, "spam": 1}
    found = read_text(tmp_path, text, f"{PLAIN}services: {{Repairs: it/repair, '*': null}}\n", known)
    assert (len(found.tickets), found.unknown_services, sum(found.left_out.values())) == (3, (), 5)


def test_what_people_wrote_is_not_shown_as_names_of_services(tmp_path: Path, known: Catalog) -> None:
    text = "ticket,service,asked,done\n" + "".join(
        f"{n},My neighbour Mira {n} said,2026-10-02 09:00,\n" for n in range(60)
    )
    found = read_text(tmp_path, text, PLAIN, known)
    assert found.unknown_services == ()
    assert "Mira" not in repr(found)
    assert "60 different texts" in " ".join(found.notes)
    found = read_text(tmp_path, text, f"{PLAIN}services: {{'*': null}}\n", known)
    assert found.left_out == {"*": 60}


def test_what_people_wrote_is_not_shown_as_priorities(tmp_path: Path, known: Catalog) -> None:
    names = ["P1", "P2", *(f"Mira {n}" for n in range(30))]
    for count, is_shown in ((2, True), (32, False)):
        text = "ticket,service,asked,done,priority\n" + "".join(
            f"{n},it/repair,2026-10-02 09:00,,{name}\n" for n, name in enumerate(names[:count])
        )
        found = read_text(tmp_path, text, PLAIN, known)
        assert ("P1" in repr(found.not_read)) == is_shown
        assert sum(one.count for one in found.not_read) == count
        assert "Mira" not in repr(found)


def test_words_of_customers_and_channels_are_told_by_their_rows_alone(tmp_path: Path, known: Catalog) -> None:
    text = (
        "ticket,service,asked,done,customer,channel,priority\n"
        "1,it/repair,2026-10-02 09:00,,HR,phone,High\n"
        "2,it/repair,2026-10-02 09:00,,Mira Okafor,phone,High\n"
        "3,it/repair,2026-10-02 09:00,,HR,Mira's phone,High\n"
        "4,it/repair,2026-10-02 09:00,,HR,phone,P1\n"
    )
    how = f"{PLAIN}columns: {{customer: customer, channel: channel}}\n"
    found = read_text(tmp_path, text, how, known)
    (ticket,) = found.tickets
    assert (ticket.customer, ticket.channel, ticket.priority) == ("hr", "phone", "high")
    assert sorted(kinds(found)) == [
        ("unknown-channel", 1, ("row 4",)),
        ("unknown-customer", 1, ("row 3",)),
        ("unknown-priority", 1, ("row 5",)),
    ]
    assert "Mira" not in repr(found)


def test_what_to_write_for_an_unknown_priority_is_told(tmp_path: Path, known: Catalog) -> None:
    text = "ticket,service,asked,done,priority\n" + "".join(
        f"{n},it/repair,2026-10-02 09:00,,{word}\n" for n, word in enumerate(["2 - High", "2 - High", "P1"])
    )
    found = read_text(tmp_path, text, PLAIN, known)
    assert [(one.count, one.hint) for one in found.not_read] == [
        (2, 'is it high? Write below priorities: "2 - High": high'),
        (1, 'write below priorities: "P1": and the id of a priority, or null to take it for none'),
    ]


def test_a_separator_within_a_text_does_not_move_other_cells(tmp_path: Path, known: Catalog) -> None:
    text = (
        "service,ticket,asked,done\nit/repair,1,2026-10-02 09:00,\n"
        "it/repair, urgent,2,2026-10-02 09:00,2026-10-02 10:00\n"
    )
    found = read_text(tmp_path, text, PLAIN, known)
    assert kinds(found) == [("too-many-cells", 1, ("row 3",))]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"<html><table><tr><td>ticket</td></tr></table>", "is a web page or XML, whatever its name says"),
        (b"\xd0\xcf\x11\xe0 old", "is a workbook of an old Excel (.xls) or has a password"),
        (b"PK\x03\x04 broken", "zip"),
        (b"ticket,service,asked\n1,it/repair,2026-10-02 09:00\n", 'has no column for done: "done"'),
        (b"", 'has no columns for asked: "asked"; service: "service"; done: "done"'),
        (b'ticket,service,asked,done\n1,it/repair,"2026', "row 2"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(
    tmp_path: Path, known: Catalog, content: bytes, message: str
) -> None:
    found = read_text(tmp_path, content, PLAIN, known)
    assert len(found.problems) == 1
    assert message in found.problems[0].message
    assert found.problems[0].hint


def test_a_column_that_is_not_there_is_told_with_those_that_are(tmp_path: Path, known: Catalog) -> None:
    text = "Summary,Issue key,Request Type,Createt,Resolved\n"
    found = read_text(tmp_path, text, "format: jira\n", known)
    (problem,) = found.problems
    assert problem.message == 'has no column for asked: "Created", "Erstellt", "Création" or "Créé"'
    assert (problem.hint or "").startswith('did you mean "createt"?')


def test_all_columns_that_are_not_there_are_told_at_once(tmp_path: Path, known: Catalog) -> None:
    (problem,) = read_text(tmp_path, "Ticket,Service,Aksed,Closed on\n", PLAIN, known).problems
    assert problem.message == 'has no columns for asked: "asked"; done: "done"'
    assert problem.hint == (
        'asked: did you mean "aksed"? name them in measures.yml below columns:; there are Ticket, Service, Aksed, '
        "Closed on"
    )


def test_the_first_row_of_an_export_without_names_of_columns_is_not_shown(
    tmp_path: Path, known: Catalog
) -> None:
    text = "17,Mira Okafor,2026-10-02 09:00\n18,Jon Bell,2026-10-02 09:00\n"
    (problem,) = read_text(tmp_path, text, PLAIN, known).problems
    assert "Mira" not in repr(problem)


def test_an_export_of_one_service_needs_no_column_for_it(tmp_path: Path, known: Catalog) -> None:
    found = read_text(tmp_path, "asked\tdone\n2026-10-02 09:00\t\n", f"{PLAIN}service: it/repair\n", known)
    assert [(ticket.key, ticket.service) for ticket in found.tickets] == [("row 2", "it/repair")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings_are_found_out(tmp_path: Path, known: Catalog, encoding: str) -> None:
    text = (
        "ticket;service;asked;done\n"
        + "1;Gerät für Zugänge;2026-10-02 09:00;\n2;Schlüssel;2026-10-02 09:00;\n"
    )
    how = f"{PLAIN}services: {{Gerät für Zugänge: it/repair, Schlüssel: it/access}}\n"
    found = read_text(tmp_path, text.encode(encoding), how, known)
    assert [ticket.service for ticket in found.tickets] == ["it/repair", "it/access"]


def test_all_sheets_with_the_columns_are_read(tmp_path: Path, known: Catalog) -> None:
    book = openpyxl.Workbook()
    for month, sheet in (("09", book.active), ("10", book.create_sheet())):
        sheet.title = month
        sheet.append(["Requests"])
        sheet.append(["ticket", "service", "asked", "done"])
        sheet.append([int(month), "it/repair", f"2026-{month}-02 09:00", None])
    book.save(tmp_path / "export.xlsx")
    found = read(source(PLAIN), [tmp_path / "export.xlsx"], known)
    assert [ticket.key for ticket in found.tickets] == ["9", "10"]
    found = read(source(f"{PLAIN}sheet: '10'\n"), [tmp_path / "export.xlsx"], known)
    assert [ticket.key for ticket in found.tickets] == ["10"]


def test_files_together_are_one_export(tmp_path: Path, known: Catalog) -> None:
    for month in ("09", "10"):
        (tmp_path / f"{month}.csv").write_text(
            "ticket,service,asked,done\n1,it/repair,2026-09-02 09:00,\n"
            f"{month},it/repair,2026-{month}-02 09:00,\n,,x,\n"
        )
    found = read(source(PLAIN), [tmp_path / "09.csv", tmp_path / "10.csv"], known)
    assert [ticket.key for ticket in found.tickets] == ["1", "09", "10"]
    assert found.not_read[0].rows[0].endswith("09.csv, row 4")


def test_parquet_without_its_package_says_what_to_install(
    tmp_path: Path, known: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = builtins.__import__

    def without(name: str, *args: Any, **kwargs: Any) -> Any:
        if name.partition(".")[0] == "pyarrow":
            raise ImportError(name)
        return real(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", without)
    found = read_text(tmp_path, b"PAR1....PAR1", PLAIN, known)
    assert [problem.hint for problem in found.problems] == [
        'install it by: pip install "servicebook[measure]"'
    ]
