"""What a message says to write in place of a value, ready to be copied."""

# ruff: noqa: E501  # one case a line
from __future__ import annotations

from pathlib import Path

import pytest
from tests.documents.test_schema_check import CALENDARS, NAMED, SERVICE, only
from tests.support import IT, SMALL, make_catalog, problems

from servicebook.problems import Problem

TARGET = NAMED + "targets: [{measure: response_time, within: %s}]\n"
TARGETS = (
    NAMED
    + "targets: [{measure: fulfillment_time, within: 1 hour}, {measure: response_time, within: 15 working days}, "
    "{measure: response_time, priority: high, within: %s}]\n"
)
AT_LEAST = NAMED + "targets: [{measure: quality, at_least: %s}]\n"
DAY = "office: {name: Office, open: {mon: %s}}\n"
CLOSED = "office: {name: Office, open: {mon: ['09:00-17:00']}, closures: [{every: %s, reason: Feast}]}\n"
CUTOFF = NAMED + "targets: [{measure: response_time, within: 1 hour, cutoff: %s}]\n"
REVIEWED = NAMED + "reviewed_on: %s\n"
COST = NAMED + "cost: %s\n"
ROLES = f"{IT}/roles.yml"
PEOPLE = "catalog/people.yml"

CASES = [
    (CALENDARS, DAY, "9-17", 'write mon: ["09:00-17:00"]'),
    (CALENDARS, DAY, "[9-17]", 'write "09:00-17:00"'),
    (CALENDARS, DAY, "9-5", 'write mon: ["09:00-17:00"]'),
    (CALENDARS, DAY, "22-6", 'write mon: ["22:00-06:00"]'),
    (CALENDARS, DAY, '"9-12, 13-17"', 'write mon: ["09:00-12:00", "13:00-17:00"]'),
    (CALENDARS, DAY, "8.30 bis 12 Uhr", 'write mon: ["08:30-12:00"]'),
    (CALENDARS, DAY, "closed", "write mon: []"),
    (CALENDARS, DAY, '{from: "07:30", to: "18:00"}', 'write mon: ["07:30-18:00"]'),
    (CALENDARS, DAY, "true", 'write it like mon: ["09:00-12:30", "13:00-17:00"]'),
    (CALENDARS, "office: {name: Office, open: %s}\n", "sat 10-14", 'write open: {sat: ["10:00-14:00"]}'),
    (CALENDARS, "office: {name: Office, holidays: %s}\n", "Netherlands", "write holidays: {country: NL}"),
    (CALENDARS, "office: {name: Office, holidays: {country: %s}}\n", "Germany", "write country: DE"),
    (CALENDARS, "office: {name: Office, zone: %s}\n", "Amsterdam", "write zone: Europe/Amsterdam"),
    (CALENDARS, CLOSED, "24.12. - 2.1.", "write every: 12-24..01-02"),
    (CALENDARS, CLOSED, "3/4", "write every: 03-04 or every: 04-03"),
    ("site_config/sites.yml", "hq: {name: HQ, address: %s}\n", "{street: 1 Quay, city: Cork}", "write address: 1 Quay, Cork"),
    (SERVICE, COST, "50€", "write cost: {amount: 50, currency: EUR}"),
    (SERVICE, COST, "1.250,50 Euro pro Gerät", "write cost: {amount: 1250.5, currency: EUR, per: Gerät}"),
    (SERVICE, COST, "50", "write cost: {amount: 50}"),
    (SERVICE, COST, "0", "write cost: free"),
    (SERVICE, COST, "none", "write cost: free"),
    (SERVICE, COST, "[50, EUR]", "write cost: {amount: 50, currency: EUR}"),
    (SERVICE, COST, "as agreed", "write cost: {note: as agreed}"),
    (SERVICE, COST, "{amount: 50 £}", "write amount: 50; the currency has a key of its own: currency: GBP"),
    (SERVICE, AT_LEAST, '"99,5"', "write at_least: 99.5"),
    (SERVICE, AT_LEAST, "99 percent", "write at_least: 99"),
    (SERVICE, TARGET, "2 days", "write within: 2 working days or within: 2 calendar days"),
    (SERVICE, TARGET, "2 Arbeitstage", "write within: 2 working days"),
    (SERVICE, TARGET, "1:30", "write within: 90 minutes"),
    (SERVICE, TARGET, "1 h 30 min", "write within: 90 minutes"),
    (SERVICE, TARGET, "1-2 working days", "write within: 2 working days"),
    (SERVICE, TARGET, "same day", "write within: same working day"),
    # a number without a unit: what comes first fits the measure, and the other times of the list
    (SERVICE, TARGET, "4", "write its unit, too: within: 4 hours, within: 4 working days or within: 4 minutes"),
    (SERVICE, TARGET, '"90"', "write its unit, too: within: 90 minutes, within: 90 hours or within: 90 working days"),
    (SERVICE, TARGET.replace("response", "fulfillment"), "3", "write its unit, too: within: 3 working days, within: 3 hours"),
    (SERVICE, TARGETS, "20", "write its unit, too: within: 20 working days, within: 20 hours or within: 20 minutes"),
    (SERVICE, NAMED + "review_every: %s\n", "6", "write its unit, too: review_every: 6 months, review_every: 6 calendar weeks"),
    (SERVICE, TARGET, "{hours: 4}", "write within: 4 hours"),
    (SERVICE, TARGET, "soon", "write a whole number and a unit: 4 hours"),
    (SERVICE, NAMED + "review_every: %s\n", "yearly", "write review_every: 12 months"),
    (SERVICE, CUTOFF, "14", 'write cutoff: "14:00"'),
    (SERVICE, CUTOFF, "14.30", 'write cutoff: "14:30"'),
    (SERVICE, CUTOFF, "14 Uhr", 'write cutoff: "14:00"'),
    (SERVICE, REVIEWED, "1. September 2026", "write reviewed_on: 2026-09-01"),
    (SERVICE, REVIEWED, "09/01/2026", "write reviewed_on: 2026-09-01 or reviewed_on: 2026-01-09"),
    (SERVICE, REVIEWED, "2026-02-30", "February 2026 has 28 days; write the day that is meant"),
    (SERVICE, REVIEWED, "2026-09-01 - 2026-09-05", "write year-month-day, such as 2026-09-01"),
    (SERVICE, REVIEWED, "September 2026", "write reviewed_on: 2026-09-01"),
    (SERVICE, REVIEWED, "“2026-09-03”", "curly quotation marks belong to the value here: write reviewed_on: 2026-09-03"),
    (SERVICE, "name: X\nsummary%s: X.\n", "\u00a0", "a space that does not break, or something else that nobody can see, belongs to the key here: write summary:"),
    (SERVICE, NAMED + 'links: [{text: "https://wiki.example.org/a", url: %s}]\n', "House rules", 'text: and url: are exchanged: write {text: House rules, url: "https://wiki.example.org/a"}'),
    (SERVICE, NAMED + "links: [{text: Rules, url: %s}]\n", "House rules", "write the whole address"),
    (SERVICE, REVIEWED, "2026-09", "write reviewed_on: 2026-09-01"),
    (SERVICE, REVIEWED, "45910", "45910 is how a spreadsheet counts the day: write reviewed_on: 2025-09-10"),
    (SERVICE, REVIEWED, '"45910.0"', "45910.0 is how a spreadsheet counts the day: write reviewed_on: 2025-09-10"),
    (SERVICE, REVIEWED, "12345", "write year-month-day, such as 2026-09-01"),
    (CALENDARS, "office: {name: Office, closures: [{on: %s, reason: Break}]}\n", "24.12.2026 - 1.1.2027", "of several days write the first and the last in place of on: from: 2026-12-24, until: 2027-01-01"),
    ("catalog/notices/x.yml", "title: X\naffects: {departments: [it]}\nfrom: 2026-09-01\neffect: %s\n", "broken", "write closed (nothing is done in that time), delayed (it takes longer) or changed (it is done in another way)"),
    (SERVICE, "name: X\nsummary: X.\ntargets: [{within: 1 hour, measure: %s}]\n", "speed", "write response_time (how soon the first answer comes), fulfillment_time (how soon a request is done)"),
    (SERVICE, "name: X\nsummary: X.\ntargets: [{within: 1 hour, measure: %s}]\n", "Fulfillment time", "write measure: fulfillment_time (how soon a request is done); there is also response_time (how soon the first answer comes) or resolution_time (how soon a failure is resolved)"),
    (CALENDARS, "office: {name: Office, zone: %s}\n", "EAT", "write zone: Africa/Nairobi"),
    (CALENDARS, "office: {name: Office, zone: %s}\nother: {name: O, zone: Europe/Vienna}\n", "CEST", "write zone: Europe/Vienna"),
    (CALENDARS, "kampala-shop: {name: Shop, zone: %s}\nother: {name: O, zone: Africa/Nairobi}\n", "EAT", "write zone: Africa/Kampala"),
    (CALENDARS, "office: {name: Madrid office, zone: %s}\n", "CEST", "write zone: Europe/Madrid"),
    (SERVICE, "name: X\nsummary: X.\nreviewed_on: %s\n", "31/09/2026", "September 2026 has 30 days"),
    (SERVICE, "name: X\nsummary: X.\nreviewed_on: %s\n", "2025-02-29", "February 2025 has 28 days"),
    (SERVICE, "name: X\nsummary: X.\nreviewed_on: %s\n", "31 June 2026", "June 2026 has 30 days"),
    (CALENDARS, "office: {name: Office, zone: %s}\n", "UTC+1", "write zone: Europe/Berlin"),
    (ROLES, "lead: {title: Lead, holders: %s}\n", "Ana Azul", "write holders: [ana-azul]"),
    (SERVICE, NAMED + "sites: %s\n", "Porto", "write sites: [porto]"),
    (SERVICE, NAMED + "sites: %s\n", "Aalsmeer, London", "write sites: [aalsmeer, london]"),
    (SERVICE, NAMED + "escalation: [%s]\n", "it/head after 1 working day", "write {role: it/head, after: 1 working day}"),
    (SERVICE, NAMED + "escalation: [%s]\n", "it/head (4h)", "write {role: it/head, after: 4 hours}"),
    (SERVICE, NAMED + "support_hours: %s\n", '{mon: ["08:00-12:00"]}', 'hours are given in site_config/calendars.yml: new-hours: {name: New hours, open: {mon: ["08:00-12:00"]}}; then write support_hours: new-hours here'),
    (PEOPLE, "ana: {name: Ana, email: %s}\nben: {name: Ben}\n", "it-desk at example.org", "write email: it-desk@example.org"),
    (SERVICE, "name: %s\nsummary: X.\n", "365", 'write name: "365"'),
    (SERVICE, "name: %s\nsummary: X.\n", "[Repair]", "write name: Repair"),
    (SERVICE, "name: X\nsummary: %s\n", "{en: We mend it.}", "write summary: We mend it."),
    (SERVICE, "name: %s\nsummary: X.\n", "", "write it like name: Laptop repair"),
    (SERVICE, NAMED + "description: %s\n", "", "write a value, or remove the key"),
    (SERVICE, NAMED + "aliases: [a, %s]\n", "null", "write what belongs here, or remove the entry"),
    (SERVICE, NAMED + "aliases: %s\n", "broken laptop, cracked screen", "write aliases: [broken laptop, cracked screen]"),
    (SERVICE, NAMED + "aliases:\n  %s\n", "-broken\n  -cracked", "write aliases: [broken, cracked]"),
    (SERVICE, NAMED + "aliases:\n  %s\n", "\u2022 broken\n  \u2022 cracked - badly", "write aliases: [broken, cracked - badly]"),
    (SERVICE, NAMED + "aliases:\n  %s\n", "1. broken\n  2. cracked", "write aliases: [broken, cracked]"),
    (SERVICE, NAMED + "aliases:\n  %s\n", "broken\n  cracked", "write aliases: [broken, cracked] or aliases: [broken cracked]"),
    (SERVICE, NAMED + "aliases: %s\n", "broken; cracked", "write aliases: [broken, cracked]"),
    (SERVICE, NAMED + "prerequisites:\n  - %s\n", "Asset tag: green", 'write "Asset tag: green"'),
    (SERVICE, NAMED + "channels: %s\n", '{type: phone, number: "+31 20 5550"}', "write channels: [{type: phone, number: +31 20 5550}]"),
    (SERVICE, NAMED + "channels: [{type: %s, url: 'https://example.org'}]\n", "Web", "write type: form"),
    (SERVICE, NAMED + "channels: [{type: %s, handle: x}]\n", "Slack", "write type: chat"),
    (SERVICE, NAMED + "channels: [{type: %s, place: x}]\n", "counter", "write type: desk"),
    (SERVICE, NAMED + "lifecycle: %s\n", "draft", "write lifecycle: planned"),
    (SERVICE, NAMED + "channels: [%s]\n", "desk@example.org", "write {type: email, address: desk@example.org}"),
    (SERVICE, NAMED + "channels: [%s]\n", '"#it-desk"', 'write {type: chat, handle: "#it-desk"}'),
    (SERVICE, NAMED + "links: [%s]\n", '"https://example.org/x"', 'write {url: "https://example.org/x", text: Repair policy}'),
    (SERVICE, NAMED + "depends_on: [%s]\n", "it/loan", "write {service: it/loan}"),
    (SERVICE, NAMED + "targets: [%s]\n", "4 hours", "write {measure: response_time, within: 4 hours}"),
    (SERVICE, NAMED + "faqs: [%s]\n", '"Why?"', 'write {question: "Why?", answer: "Yes, unless the disk has failed."}'),
    (SERVICE, NAMED + "channels: [{type: chat, handle: x, preferred: %s}]\n", "ja", "write preferred: true"),
    (SERVICE, NAMED + "channels:\n  - type: chat\n    handle: %s\n", "#it-desk", 'what follows # is a comment; put the text in quotes: handle: "#it-desk"'),
    (SERVICE, NAMED + "targets: [{measure: response_time, within: 1 hour, priority: %s}]\n", "1", "write the id of a priority, such as priority: high"),
    (SERVICE, "name: X\nsummary: X.\nroles: {owner: %s}\n", "[it/lead, it/head]", "only one is possible: owner: it/lead; the other is deputy: it/head"),
    (SERVICE, "name: X\nsummary: X.\nroles: {owner: %s, deputy: it/b}\n", "[it/lead, it/head]", "only one is possible: owner: it/lead; there is a deputy: already, so remove it/head"),
    (SERVICE, "name: X\nsummary: X.\nroles: %s\n", "it/lead", "write roles: {owner: it/lead}"),
    (ROLES, "lead: {title: Lead, holders: %s}\n", "ana", "write holders: [ana]"),
    (ROLES, "lead: {title: Lead, holders: %s}\n", "vacant", "write holders: []"),
    (ROLES, "lead: %s\n", "Lead", "write lead: {title: Lead}"),
    (PEOPLE, "ana: {name: Ana, email: %s}\nben: {name: Ben}\n", "ana(at)example.org", "write email: ana@example.org"),
    (PEOPLE, "ana: {name: Ana, email: %s}\nben: {name: Ben}\n", "Ana <ana@example.org>", "write email: ana@example.org"),
    (PEOPLE, "ana: {name: Ana, phone: %s}\nben: {name: Ben}\n", "ext. 140", 'write phone: "140"'),
    (PEOPLE, "ana:\n  name: Ana\n  languages: %s\nben: {name: Ben}\n", "Portuguese, English", "write languages: [pt, en]"),
]  # fmt: skip


def says_what_fix_writes(problem: Problem) -> bool:
    """Whether whoever follows the hint by hand writes what ``check --fix`` does, if that does something."""
    written = problem.edit.text.splitlines() if problem.edit else []
    return all(line.strip().strip("\"'") in (problem.hint or "") for line in written)


@pytest.mark.parametrize(("path", "text", "value", "hint"), CASES, ids=[f"{c[1][-30:]}{c[2]}" for c in CASES])
def test_a_refused_value_comes_with_what_to_write(
    tmp_path: Path, path: str, text: str, value: str, hint: str
) -> None:
    problem = only(make_catalog(tmp_path, {path: text % value}, base=SMALL))
    assert problem.hint
    assert problem.hint.startswith(hint)
    assert says_what_fix_writes(problem)


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("- {said: Slow., on: 2026-08-14}\n", 'write {id-1: {said: Slow., "on": 2026-08-14}}'),
        ("- slow: {said: Slow., on: 2026-08-14}\n", 'write {slow: {said: Slow., "on": 2026-08-14}}'),
        (
            "- {said: " + "Slow. " * 99 + ", on: 2026-08-14}\n",
            "write an id of your own and a colon in place of each hyphen, and its keys below it",
        ),
    ],
)
def test_a_list_of_what_needs_ids_gets_them(tmp_path: Path, written: str, hint: str) -> None:
    root = make_catalog(tmp_path, {f"{IT}/feedback.yml": written}, base=SMALL)
    assert [(p.code, p.hint) for p in problems(root)] == [("wrong-type", hint)]


def test_a_value_that_is_long_is_shown_by_an_example(tmp_path: Path) -> None:
    text = NAMED + f"aliases: {', '.join(['word'] * 90)}\n"
    assert only(make_catalog(tmp_path, {SERVICE: text}, base=SMALL)).hint == (
        "write it like aliases: [broken laptop, cracked screen]"
    )


OPEN = 'office:\n  name: Office\n  open:\n    %s: ["09:00-17:00"]\n'
DAYS = 'office:\n  name: Office\n  open:\n    mon: ["09:00-12:00"]\n    wed: ["09:00-12:00"]\n    thu: ["09:00-12:00"]\n    fri: []\n    %s\n'
KEYS = [
    (SERVICE, NAMED + "targets: [{measure: quality, at_least: 9, %s}]\n", "compliance: 99,5", "write compliance: 99.5"),
    (SERVICE, NAMED + "not_for: [{%s}]\n", "text: A phone, cracked", 'if it belongs to the text, put that in quotes: text: "A phone, cracked"'),
    (SERVICE, NAMED + "channels: [{%s, handle: x}]\n", "type:chat", "put a space after the colon: type: chat"),
    (CALENDARS, OPEN, "Monday", 'write mon: ["09:00-17:00"]'),
    (CALENDARS, OPEN, "Montag", 'write mon: ["09:00-17:00"]'),
    (CALENDARS, OPEN, "sat-sun", 'write each day on a line of its own: sat: ["09:00-17:00"], sun: ["09:00-17:00"]'),
    (CALENDARS, 'office:\n  name: Office\n  open:\n    %s\n', "tuesday: 9-12", 'write tue: ["09:00-12:00"]'),
    (CALENDARS, DAYS, "mon-thu: [9-12]", 'write tue: ["09:00-12:00"]'),
    (CALENDARS, DAYS, "tue-fri: 9-12", 'write tue: ["09:00-12:00"]; replace the hours that are there by ["09:00-12:00"]: fri'),
    (CALENDARS, DAYS, "Friday: 9-12", 'replace the hours that are there, if these are right: fri: ["09:00-12:00"]'),
    (CALENDARS, DAYS, "wed-thu: 9-12", "remove it; these hours are there already: wed and thu"),
    (SERVICE, "name: X\nsummary: X.\nroles: {owner: it/lead}\n%s\n", "deputy: it/lead", "roles: {owner: it/lead, deputy: it/lead}"),
    (SERVICE, NAMED + "%s\n", "Process owner: it/lead", "it belongs below roles: roles: {owner: it/lead, process_owner: it/lead}"),
    (SERVICE, "name: X\nsummary: X.\n%s\n", "owner: it/lead", "it belongs below roles: roles: {owner: it/lead}"),
    (SERVICE, NAMED + "%s\n", "what you need: asset tag", "write prerequisites: [asset tag]"),
    (SERVICE, NAMED + "%s\n", "Requirements: [asset tag, floor]", "write prerequisites: [asset tag, floor]"),
    (SERVICE, NAMED + "%s\n", "opening hours: office", "write support_hours: office"),
    (SERVICE, NAMED + "%s\n", "price: 50€", "write cost: {amount: 50, currency: EUR}"),
    (SERVICE, NAMED + "%s\n", "SLA: 4 hours", "write targets: [{measure: response_time, within: 4 hours}]"),
    (SERVICE, NAMED + "%s\n", "contact: desk@example.org", "write channels: [{type: email, address: desk@example.org}]"),
    (SERVICE, NAMED + "%s\n", "status: active", "write lifecycle: live"),
    (SERVICE, NAMED + "%s\n", "tags: [cracked]", "write aliases: [cracked]"),
    (SERVICE, NAMED + "%s\n", "next review: yearly", "write review_every: 12 months"),
    (SERVICE, "name: X\nsummary: X.\n%s\n", "service_owner: it/lead", "it belongs below roles: roles: {owner: it/lead}"),
    (SERVICE, NAMED + "faqs:\n  - %s\n", "May I?: Yes.", 'write {question: "May I?", answer: Yes.}'),
    (SERVICE, NAMED + "faqs: [{%s, answer: Yes.}]\n", "q: May I?", "write question: May I?"),
    (SERVICE, NAMED + "%s\n", "// lifecycle: planned", "a comment begins with #"),
    (SERVICE, NAMED + "%s\n", "Water is our fault: dry it", "if this goes on the text above, indent it"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "text", "value", "hint"), KEYS, ids=[c[2] for c in KEYS])
def test_an_unknown_key_comes_with_what_was_meant(
    tmp_path: Path, path: str, text: str, value: str, hint: str
) -> None:
    problem = only(make_catalog(tmp_path, {path: text % value}, base=SMALL))
    assert problem.code == "unknown-key"
    assert hint in (problem.hint or "")
    assert says_what_fix_writes(problem)


def test_keys_that_belong_below_one_are_shown_together(tmp_path: Path) -> None:
    text = "name: X\nsummary: X.\nowner: it/lead\ndeputy: it/lead\n"
    root = make_catalog(tmp_path, {SERVICE: text}, base=SMALL)
    hints = [problem.hint for problem in problems(root) if problem.code == "unknown-key"]
    assert hints == ["it belongs below roles: roles: {owner: it/lead, deputy: it/lead}"] * 2


def test_a_range_of_days_is_mended_beside_days_with_the_same_hours(tmp_path: Path) -> None:
    root = make_catalog(tmp_path, {CALENDARS: DAYS % "mon-thu: [9-12]"}, base=SMALL)
    edit = only(root).edit
    assert edit is not None
    assert edit.text == 'tue: ["09:00-12:00"]'
    root = make_catalog(tmp_path / "other", {CALENDARS: DAYS % "thu-fri: [9-12]"}, base=SMALL)
    assert only(root).edit is None


@pytest.mark.parametrize(
    ("file", "text"),
    [
        (PEOPLE, "ana: {name: Ana, phone: %s}\nben: {name: Ben}\n"),
        (ROLES, "lead: {title: Lead, holders: [ana], deputies: [ben], contact: {phone: %s}}\n"),
        (SERVICE, NAMED + "channels: [{type: phone, number: %s}]\n"),
    ],
)
@pytest.mark.parametrize("number", ["4.93012E+11", "4.93012e11", '"4.93012E+11"', '"4,93012E+11"'])
def test_a_phone_number_that_a_spreadsheet_has_rounded_is_to_be_looked_up(
    tmp_path: Path, file: str, text: str, number: str
) -> None:
    problem = only(make_catalog(tmp_path, {file: text % number}, base=SMALL))
    assert (problem.hint or "").startswith("a spreadsheet has rounded it")
