"""What leaves the catalog: in every format everything that may be known, nobody who may not, and nothing that runs."""

# ruff: noqa: E501  # one object a line
from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import icalendar
import jsonschema
import jsonschema_rs
import pytest
import yaml
from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as st
from tests.support import HR, IT, REPOSITORY, SMALL, catalog, example_on, make_catalog

from servicebook.documents.kinds import ID
from servicebook.exchange.catalog_formats import EXPORTERS
from servicebook.exchange.feeds.content_lines import escaped, escaped_lines, file_of
from servicebook.exchange.json.catalog_schema import schema
from servicebook.exchange.spreadsheet.cell_syntax import (
    guard_formula,
    join_entries,
    split_entries,
    unguard_formula,
)
from servicebook.exchange.spreadsheet.sheet_columns import SHEETS
from servicebook.exchange.spreadsheet.to_csv import table_text
from servicebook.model.catalog import Catalog
from servicebook.model.visible import visible

DAY = date(2026, 11, 22)
TEXTS = "Name, of; \\ all\n\u202ealive \U0001f33b"
PEOPLE = (
    "ana: {name: 'Ana, of; all', email: ana@example.org, chat: '=ana', phone: '+49 30 1', languages: [de], site: here, handles: {github: ana-hub}}\n"
    "ben: {name: Bengoneson, email: ben@example.org, left_on: 2026-01-01}\n"
    "eva: {name: Evastays, email: eva@example.org}\n"
)
FILES = {
    "site_config/sites.yml": "here: {name: Here, address: 'Road 1; Town, Land'}\n",
    "catalog/people.yml": PEOPLE,
    f"{IT}/roles.yml": "lead: {title: Lead, holders: [ana, ben], deputies: [eva]}\n",
    f"{HR}/roles.yml": "head: {title: Head, holders: [eva]}\n",
    f"{HR}/department.yml": (
        "name: HR\nsummary: People.\nhead: hr/head\nmeetings:\n"
        "- {what: Round table, when: Monday 10:00, how_often: weekly, repeats: {every: week, on: [mon]}, link: 'https://meet.example.org/x'}\n"
        "- {what: Other, when: Monday 11:00, how_often: weekly}\n"
    ),
    f"{IT}/services/repair.yml": (
        "name: '=HYPERLINK(\"https://evil.example.org\")'\nsummary: We mend it.\nroles: {owner: it/lead}\n"
        "description: 'Ask [Ana the lead](person:ana), not [the old one](person:ben) or [him][b].\n\n\n  [b]: person:ben'\n"
        "aliases: ['</script>', '-1+1', '@x', fix-it]\nlifecycle: live\n"
        "targets: [{measure: response_time, within: 4 hours}, {measure: fulfillment_time, priority: high, within: 1 working day}]\n"
        "channels: [{type: email, address: it@example.org}, {type: phone, number: '+49 30 2'}]\n"
        "faqs: [{question: 'Why?', answer: 'See [it](service:it/loan).'}]\n"
        "reviewed_on: 2026-09-01\nreview_every: 6 months\ndepends_on: [{service: it/loan}]\n"
    ),
    f"{IT}/services/loan.yml": "name: Loan\nsummary: A loan.\nroles: {owner: it/lead}\n",
    "catalog/agreements/it-hr.yml": "provider: it\ncustomer: hr\ncovers: [it/repair]\ntargets: [{measure: response_time, within: 1 hour}]\neffective_until: 2027-01-31\n",
    "catalog/journeys/day.yml": "name: Day\nsummary: One.\nsteps: [{id: a, title: A, service: it/loan}]\n",
    "catalog/notices/shut.yml": "title: Shut\naffects: {departments: [it]}\neffect: closed\nfrom: 2026-12-24\nuntil: 2026-12-31\n",
    "catalog/notices/past.yml": "title: Past\naffects: {departments: [it]}\neffect: closed\nfrom: 2026-01-24\nuntil: 2026-01-31\n",
    "catalog/kudos.yml": "- {from: 'person:ben', to: 'person:ana', text: Thanks., on: 2026-10-01}\n",
}
ROLES_ONLY = {"site_config/organization.yml": "name: Fern\npeople: roles-only\n"}


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    return catalog(make_catalog(tmp_path_factory.mktemp("small"), FILES, base=SMALL), DAY)


@pytest.fixture(scope="module")
def example() -> Catalog:
    return example_on(DAY).catalog


def files(of: Catalog, name: str) -> Mapping[str, str]:
    return EXPORTERS[name].export(visible(of))


def only(of: Catalog, name: str) -> str:
    (text,) = files(of, name).values()
    return text


def read_json(of: Catalog) -> Any:
    return json.loads(only(of, "json"))


def sheets(of: Catalog) -> dict[str, list[dict[str, str]]]:
    rows = {}
    for name, text in files(of, "csv").items():
        assert text.startswith("\ufeff")
        assert "\r\n" in text
        rows[name] = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    return rows


@pytest.fixture(scope="module")
def example_again() -> Catalog:
    """The same, read once more."""
    return catalog(REPOSITORY, DAY)


@pytest.mark.parametrize("name", EXPORTERS)
def test_the_same_catalog_gives_the_same_text(example: Catalog, example_again: Catalog, name: str) -> None:
    first, second = files(example, name), files(example_again, name)
    assert first == second
    assert EXPORTERS[name].HELP
    assert (len(first) > 1) == EXPORTERS[name].FOLDER
    for text in first.values():
        assert text.endswith("\n")
        text.encode()


@pytest.mark.parametrize("name", EXPORTERS)
def test_people_who_left_are_in_no_format(small: Catalog, name: str) -> None:
    whole = "".join(files(small, name).values())
    for word in ("ben", "Bengoneson", "ben@example.org"):
        assert word not in whole


@pytest.mark.parametrize("name", EXPORTERS)
def test_no_format_names_people_where_names_are_not_shown(tmp_path: Path, name: str) -> None:
    shy = catalog(make_catalog(tmp_path, {**FILES, **ROLES_ONLY}, base=SMALL), DAY)
    whole = "".join(files(shy, name).values())
    for word in ("ana@", "eva@", "Ana, of", "Evastays", "ana-hub", "person:", '"ana"', '"eva"', "user:"):
        assert word not in whole
    assert "people.csv" not in files(shy, "csv")


@pytest.mark.parametrize("name", EXPORTERS)
def test_an_empty_catalog_can_be_exported(tmp_path: Path, name: str) -> None:
    files(catalog(make_catalog(tmp_path, {}), DAY), name)


def test_the_json_document_of_the_example_fits_its_schema(example: Catalog) -> None:
    jsonschema.Draft202012Validator.check_schema(schema())
    whole = read_json(example)
    # compiled: of so long a document, jsonschema looks up each reference for many seconds
    assert [fault.message for fault in jsonschema_rs.Draft202012Validator(schema()).iter_errors(whole)] == []
    assert whole["servicebook"] == "1"
    here = len(visible(example).people)
    assert 0 < here < len(example.people)
    assert {name: len(whole[name]) for name in example.counts()} == {**example.counts(), "people": here}


def test_the_schema_refuses_faulty_documents(small: Catalog) -> None:
    whole = read_json(small)
    validator = jsonschema.Draft202012Validator(schema())
    assert [fault.message for fault in validator.iter_errors(whole)] == []
    for change in (
        lambda d: d.pop("services"),
        lambda d: d.update(other=1),
        lambda d: d["services"][0]["written"].update(nmae="x"),
        lambda d: d["services"][0].pop("page"),
        lambda d: d["roles"][0]["written"].update(holders=[{"who": "x"}]),
    ):
        wrong = read_json(small)
        change(wrong)
        assert not validator.is_valid(wrong)


def test_written_and_resolved_are_kept_apart(small: Catalog) -> None:
    loan, repair = read_json(small)["services"]
    assert loan["written"] == {"name": "Loan", "summary": "A loan.", "roles": {"owner": "it/lead"}}
    assert (loan["id"], loan["page"], loan["path"]) == (
        "it/loan",
        "services/it/loan/",
        f"{IT}/services/loan.yml",
    )
    assert (loan["resolved"]["support_hours"], loan["resolved"]["inherited"]["support_hours"]) == (
        "office",
        "department:it",
    )
    assert [need["service"] for need in loan["resolved"]["needed_by"]] == ["it/repair"]
    assert repair["written"]["targets"][0] == {"measure": "response_time", "within": "4 hours"}
    assert repair["resolved"]["targets"][0]["source"] == "service"
    assert (
        repair["written"]["description"] == "Ask [Ana the lead](person:ana), not the old one or [him][b].\n\n"
    )


def test_lists_are_in_the_order_of_ids(example: Catalog) -> None:
    whole = read_json(example)
    for name in example.counts():
        ids = [item["id"] for item in whole[name]]
        assert ids == sorted(set(ids))


def test_thanks_name_only_who_may_be_named(small: Catalog) -> None:
    assert read_json(small)["kudos"] == [
        {"to": "person:ana", "about": None, "text": "Thanks.", "on": "2026-10-01"}
    ]


def test_no_cell_of_a_spreadsheet_can_become_a_formula(small: Catalog) -> None:
    tables = sheets(small)
    for rows in tables.values():
        for row in rows:
            assert not [cell for cell in row.values() if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    (repair,) = (row for row in tables["services.csv"] if row["id"] == "repair")
    assert repair["name"] == '\'=HYPERLINK("https://evil.example.org")'
    assert unguard_formula(repair["name"]) == small.services["it/repair"].name
    (ana,) = (row for row in tables["people.csv"] if row["id"] == "ana")
    assert (ana["chat"], ana["phone"]) == ("'=ana", "'+49 30 1")


def test_cells_hold_what_was_written(small: Catalog) -> None:
    tables = sheets(small)
    for sheet in SHEETS:
        assert list(tables[sheet.file][0]) == [column.name for column in sheet.columns if column.exported]
    (repair,) = (row for row in tables["services.csv"] if row["id"] == "repair")
    expected = {
        "department": "it",
        "owner": "it/lead",
        "email": "it@example.org",
        "response_time": "4 hours",
        "promised_time": "",
        "depends_on": "it/loan",
        "reviewed_on": "2026-09-01",
        "cost": "",
    }
    assert {key: repair[key] for key in expected} == expected
    assert split_entries(unguard_formula(repair["aliases"])) == ["</script>", "-1+1", "@x", "fix-it"]
    (lead,) = (row for row in tables["roles.csv"] if row["title"] == "Lead")
    assert (lead["holders"], lead["deputies"]) == ("ana", "eva")
    (faq,) = tables["faqs.csv"]
    assert (faq["service"], faq["question"]) == ("it/repair", "Why?")


@pytest.mark.parametrize(
    ("entries", "cell"),
    [
        (["laptop", "a  screen"], "laptop; a  screen"),
        ([" laptop", "screen"], "laptop; screen"),
        (["laptop", " screen"], "laptop; screen"),
        (["laptop ", "screen"], "laptop; screen"),
        (["laptop", "screen\u00a0"], "laptop; screen"),
        (["laptop", "a\nscreen"], "laptop; a screen"),
        (["laptop; screen"], "laptop; screen\n"),
        (["laptop", "screen;"], "laptop\nscreen;;\n"),
        ([], ""),
    ],
)
def test_a_cell_of_a_list_has_its_entries_without_the_spaces_around_them(
    entries: list[str], cell: str
) -> None:
    assert join_entries(entries) == cell


def test_the_directory_of_promises_names_the_source_of_each(example: Catalog) -> None:
    rows = sheets(example)["promises.csv"]
    assert {row["source"].partition(":")[0] for row in rows} == {"service", "department", "agreement"}
    for row in rows:
        assert row["source"].startswith("agreement:") == bool(row["customer"])
        assert row["within"] or row["at_least"] or row["stated"]


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_any_text_survives_a_cell(text: str) -> None:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerow([guard_formula(text), "end"])
    ((cell, _),) = csv.reader(io.StringIO(out.getvalue(), newline=""))
    assert unguard_formula(cell) == text
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "＝", "＋", "－", "＠"])
@pytest.mark.parametrize(
    "before", ["", " ", "\n", "\r\n", "\t", "\v", "\u00a0", "\u200b", "\ufeff", "\u2060 ", "\u202e", "\x1b"]
)
def test_no_cell_begins_with_a_sign_that_a_spreadsheet_runs_whatever_is_before_it(
    sign: str, before: str
) -> None:
    text = f"{before}{sign}1+1"
    assert guard_formula(text) == f"'{text}"
    assert unguard_formula(f"'{text}") == text


def entities(of: Catalog) -> list[Any]:
    return list(yaml.safe_load_all(only(of, "backstage")))


def test_entities_have_names_that_backstage_accepts_and_references_that_resolve(
    example: Catalog,
) -> None:
    listed = entities(example)
    refs = {
        f"{entity['kind'].lower()}:{entity['metadata'].get('namespace', 'default')}/{entity['metadata']['name']}"
        for entity in listed
    }
    assert (
        len(refs)
        == len(listed)
        == len(example.departments)
        + len(example.services)
        + len(visible(example).people)
        + 1  # what belongs to no department
    )
    for entity in listed:
        assert entity["apiVersion"] == "backstage.io/v1alpha1"
        assert ID.match(entity["metadata"]["name"])
        for tag in entity["metadata"].get("tags", ()):
            assert len(tag) <= 63 and tag == tag.lower() and " " not in tag
        spec = entity["spec"]
        for key in ("memberOf", "children", "dependsOn"):
            named = [ref if ":" in ref else f"group:{ref}" for ref in spec.get(key, ())]
            assert set(named) <= refs
        assert {spec[key] for key in ("owner", "parent") if key in spec} <= refs


def test_a_component_has_its_id_and_its_group(small: Catalog) -> None:
    (repair,) = (entity for entity in entities(small) if entity["metadata"]["name"] == "repair")
    assert repair["kind"] == "Component"
    assert repair["metadata"]["annotations"]["servicebook/id"] == "it/repair"
    assert repair["metadata"]["tags"] == ["fix-it"]
    assert repair["spec"] == {
        "type": "service",
        "lifecycle": "production",
        "owner": "group:default/it",
        "dependsOn": ["component:it/loan"],
    }
    (ana,) = (entity for entity in entities(small) if entity["metadata"]["name"] == "ana")
    assert ana["spec"]["memberOf"] == ["group:default/it"]


def events(of: Catalog) -> dict[str, Any]:
    calendar = icalendar.Calendar.from_ical(only(of, "ics"))
    assert calendar.errors == []
    return {str(event["UID"]): event for event in calendar.walk("VEVENT")}


def test_whatever_has_a_date_is_in_the_calendar(small: Catalog) -> None:
    by_uid = events(small)
    assert {uid: (str(e["SUMMARY"]), e["DTSTART"].dt, e["DTEND"].dt) for uid, e in by_uid.items()} == {
        "review.service.it/repair@servicebook": (
            'Review due: =HYPERLINK("https://evil.example.org")',
            date(2027, 3, 1),
            date(2027, 3, 2),
        ),
        "end.agreement.it-hr@servicebook": ("Agreement ends: it-hr", date(2027, 1, 31), date(2027, 2, 1)),
        "notice.shut@servicebook": ("Shut", date(2026, 12, 24), date(2027, 1, 1)),
        "meeting.hr.round-table.1@servicebook": ("Round table (HR)", date(2026, 1, 5), date(2026, 1, 6)),
    }


def test_what_calendars_close_for_is_in_the_calendar_with_what_comes_back(tmp_path: Path) -> None:
    calendars = (
        "  holidays: {country: DE}\n  closures:\n    - {every: 12-24..01-01, reason: Between the years}\n"
        "    - {on: 2026-01-02, reason: Over, once: true}\n"
        "  special_days: [{every: thu before easter, open: ['09:00-12:00'], reason: Half a day}]\n"
        "desk: {name: Desk, extends: office}\n"
    )
    week = 'office:\n  name: Office\n  open: {mon: ["09:00-17:00"], thu: ["09:00-17:00"]}\n'
    found = events(
        catalog(make_catalog(tmp_path, {"site_config/calendars.yml": week + calendars}, base=SMALL))
    )
    off = [e for uid, e in found.items() if uid.startswith("day-off.")]
    assert [(str(e["SUMMARY"]), e["DTSTART"].dt, e["DTEND"].dt, str(e["DESCRIPTION"])) for e in off] == [
        ("Between the years", date(2026, 12, 24), date(2027, 1, 2), "Office, Desk: closed"),
        ("Half a day", date(2027, 3, 25), date(2027, 3, 26), "Office, Desk: 09:00–12:00"),
        ("Between the years", date(2027, 12, 24), date(2028, 1, 2), "Office, Desk: closed"),
    ]


def test_meetings_recur_on_their_days(example: Catalog) -> None:
    recurring = [event for event in events(example).values() if "RRULE" in event]
    assert len(recurring) > 5
    for event in recurring:
        start = event["DTSTART"].dt
        rule = rrulestr(event["RRULE"].to_ical().decode(), dtstart=start_of(start))
        first, second = list(rule[:2])
        assert first.date() == start
        assert second.date() - start <= timedelta(days=100)


def start_of(day: date) -> Any:
    return datetime(day.year, day.month, day.day)  # noqa: DTZ001  # rules of whole days know no zone


def test_every_line_of_calendars_and_cards_is_folded_and_ends_with_crlf(example: Catalog) -> None:
    for name in ("ics", "vcard"):
        text = only(example, name)
        assert text.count("\n") == text.count("\r\n")
        assert max(len(line.encode()) for line in text.split("\r\n")) <= 75


def test_a_card_has_name_roles_place_and_contacts(small: Catalog) -> None:
    text = only(small, "vcard").replace("\r\n ", "")
    ana, _, _ = text.partition("END:VCARD\r\n")
    assert ana.split("\r\n")[:-1] == [
        "BEGIN:VCARD",
        "VERSION:4.0",
        "UID;VALUE=text:ana@servicebook",
        "KIND:individual",
        "FN:Ana\\, of\\; all",
        "N:Ana\\, of\\; all;;;;",
        "ORG:Service catalog;IT",
        "TITLE:Lead",
        "EMAIL;TYPE=work:ana@example.org",
        "TEL;TYPE=work:+49 30 1",
        "NOTE:Chat: =ana",
        "ADR;TYPE=work:;;Road 1\\; Town\\, Land;;;;",
        "LANG:de",
        "SOCIALPROFILE;SERVICE-TYPE=github;VALUE=text:ana-hub",
    ]


def test_every_card_can_be_read(example: Catalog) -> None:
    cards = only(example, "vcard").split("END:VCARD\r\n")[:-1]
    assert len(cards) == len(visible(example).people)
    for card in cards:
        read = icalendar.Component.from_ical(  # it reads the lines of both formats
            card + "END:VCARD\r\n"
        )
        assert str(read["FN"]) and str(read["VERSION"]) == "4.0"


@given(st.text(max_size=300))
def test_no_text_breaks_out_of_its_line(text: str) -> None:
    for made in (escaped(text), escaped_lines(text)):
        whole = file_of([f"NOTE:{made}"]).encode("utf-8", "surrogatepass").decode("utf-8", "surrogatepass")
        unfolded = whole.replace("\r\n ", "")
        assert unfolded.count("\r\n") == 1 and unfolded.endswith("\r\n")
        assert not any(ord(sign) < 32 and sign not in "\t\r\n" for sign in whole)


def test_the_graph_names_providers_and_its_references_resolve(example: Catalog) -> None:
    whole = json.loads(only(example, "jsonld"))
    nodes = {node["@id"]: node for node in whole["@graph"]}
    assert len(nodes) == len(whole["@graph"])
    services = [node for node in nodes.values() if node["@type"] == "Service"]
    assert len(services) == len(example.services)
    for service in services:
        assert nodes[service["provider"]["@id"]]["@type"] == "Organization"
    for department in nodes["./"]["department"]:
        assert nodes[department["@id"]]["parentOrganization"]["@id"] in nodes
    questions = [
        question for node in nodes.values() if node["@type"] == "FAQPage" for question in node["mainEntity"]
    ]
    assert len(questions) == len(example.faqs)


def test_answers_of_the_graph_are_words_and_no_markdown(tmp_path: Path) -> None:
    answer = "Ask **first**, then [fix it](service:it/repair).\n\n- a `cable`\n- ~~two~~ 2 * 3\n"
    service = {"name": "Repair", "summary": "We mend it.", "faqs": [{"question": "How?", "answer": answer}]}
    files = {f"{IT}/services/repair.yml": yaml.safe_dump(service)}
    nodes = json.loads(only(catalog(make_catalog(tmp_path, files, base=SMALL)), "jsonld"))["@graph"]
    texts = [
        question["acceptedAnswer"]["text"]
        for node in nodes
        if node["@type"] == "FAQPage"
        for question in node["mainEntity"]
    ]
    assert texts == ["Ask first, then fix it. a cable two 2 * 3"]


_CELL = st.text(st.sampled_from("a,\"\r\n\t ;'=é\u2028"), max_size=6)


@given(st.lists(st.lists(_CELL, min_size=2, max_size=4), max_size=4))
def test_a_table_is_what_the_csv_module_would_write(rows: list[list[str]]) -> None:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerows(rows)
    assert table_text(None, rows, guarded=True) == out.getvalue()
