"""What a file of each kind must look like: every fault with its exact code, line and column.

``«`` stands where the problem is.
"""

# ruff: noqa: E501  # one case a line
from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.strategies import examples
from tests.support import HR, IT, SMALL, found, make_catalog, marked, problems

from servicebook.documents.document import Document
from servicebook.documents.kinds import KINDS, Kind, location_of
from servicebook.documents.schema_check import check_schema
from servicebook.problems import Problem

SERVICE = f"{IT}/services/x.yml"
DEPARTMENT = f"{HR}/department.yml"
CALENDARS = "site_config/calendars.yml"
NAMED = "name: X\nsummary: X.\nroles: {owner: it/lead}\n"
CALENDAR = 'office:\n  name: Office\n  open: {mon: ["09:00-17:00"]}\n'

CASES = [
    # a key that is not known, missing, or given no value
    (SERVICE, "name: X\nsummary: X.\n«frobnicate: 1\n", "unknown-key", '"frobnicate" is not a key of the file'),
    (SERVICE, "«sumary: X.\nname: X\n", "unknown-key", 'did you mean "summary"?'),
    (SERVICE, NAMED + "cost: {amount: 3, «curency: EUR}\n", "unknown-key", 'did you mean "currency"?'),
    (SERVICE, NAMED + "targets:\n  - measure: response_time\n    «withn: 2 hours\n", "unknown-key", '"withn" is not a key of "targets[1]"'),
    (SERVICE, NAMED + 'channels: [{type: email, «adress: "a@b.org"}]\n', "unknown-key", 'did you mean "address"?'),
    (f"{IT}/roles.yml", "lead:\n  title: Lead\n  holders:\n    - {person: ana, «untill: 2026-09-01}\n", "unknown-key", 'did you mean "until"?'),
    (f"{IT}/roles.yml", "lead:\n  title: Lead\n  holders: [{«interim: true}]\n".replace("[{«", "[«{"), "missing-key", "add person: <person>"),
    (SERVICE, "«name: X\n", "missing-key", 'the file has no "summary"'),
    (SERVICE, NAMED + 'faqs:\n  - «question: "Why?"\n', "missing-key", '"faqs[1]" has no "answer"'),
    (SERVICE, NAMED + "channels:\n  - «type: phone\n", "missing-key", "add number: +49 30 1234 100"),
    (SERVICE, NAMED + "targets: [«{measure: response_time, priority: high}]\n", "missing-key", '"targets[1]" promises nothing'),
    (SERVICE, NAMED + "cost: «{currency: EUR}\n", "missing-key", '"cost" gives neither an amount nor a note'),
    (SERVICE, NAMED + "handoffs: [«{id: a}]\n", "missing-key", '"handoffs[1]" does not say who does it'),
    (SERVICE, 'name: X\nsummary: X.\nfaqs: [«{question: "修理?", answer: Yes.}]\n', "missing-key", "no id can be made from the words of this question"),
    ("catalog/journeys/x.yml", "name: X\nsummary: X.\nsteps: [«{id: a, title: A}]\n", "missing-key", '"steps[1]" does not say who does it'),
    (CALENDARS, CALENDAR + "  closures: [«{reason: Party}]\n", "missing-key", '"office.closures[1]" does not say when'),
    (SERVICE, "name: X\nsummary:«\n", "wrong-type", '"summary" has no value'),
    (SERVICE, NAMED + "lifecycle:«\n", "wrong-type", '"lifecycle" has no value'),
    (SERVICE, NAMED + "targets: [{measure: response_time, none: «~}]\n", "wrong-type", '"targets[1].none" has no value'),
    # another kind of value than was asked for
    (SERVICE, "«- a\n", "wrong-type", "the file must be a group of keys, not a list"),
    (SERVICE, "«just words\n", "wrong-type", 'the file must be a group of keys, not text ("just words")'),
    ("catalog/kudos.yml", "«a: 1\n", "wrong-type", "the file must be a list, not a group of keys"),
    (SERVICE, NAMED + "aliases: «laptop\n", "wrong-type", "write aliases: [laptop]"),
    (SERVICE, NAMED + "aliases: [a, «true]\n", "wrong-type", 'write "true"'),
    (SERVICE, "name: «007\nsummary: X.\n", "wrong-type", 'write name: "007"'),
    (SERVICE, "name: X\nsummary: «{a: 1}\n", "wrong-type", '"summary" must be text, not a group of keys'),
    (SERVICE, NAMED + "channels: [{type: phone, number: «0301234}]\n", "wrong-type", 'write number: "0301234"'),
    (SERVICE, NAMED + "targets: [{measure: response_time, within: «4}]\n", "wrong-type", "within: 4 hours, within: 4 working days or within: 4 minutes"),
    (SERVICE, NAMED + "targets: [{measure: response_time, within: 1 hour, cutoff: «1400}]\n", "wrong-type", 'write cutoff: "14:00"'),
    (SERVICE, NAMED + "reviewed_on: «2026\n", "wrong-type", "write year-month-day, such as 2026-09-01"),
    (SERVICE, NAMED + "targets: [{measure: availability, at_least: «99.5%}]\n", "wrong-type", "write at_least: 99.5"),
    (SERVICE, NAMED + "cost: «5\n", "wrong-type", '"cost" must be text or a group of keys, not a number (5)'),
    (f"{IT}/roles.yml", "lead: {title: Lead, holders: [«[ana]]}\n", "wrong-type", '"lead.holders[1]" must be text or a group of keys, not a list'),
    (f"{IT}/roles.yml", "lead: «Lead\n", "wrong-type", '"lead" must be a group of keys, not text ("Lead")'),
    (SERVICE, NAMED + "channels: [{type: chat, handle: x, preferred: «yes}]\n", "wrong-type", '"channels[1].preferred" must be true or false, not text ("yes")'),
    # a value that is none of those it may have
    (SERVICE, NAMED + "lifecycle: «alive\n", "bad-value", "write lifecycle: live"),
    (SERVICE, NAMED + "cost: «gratis\n", "bad-value", '"cost": "gratis" is not one of its values'),
    (SERVICE, NAMED + "targets: [{measure: response_time, none: «false}]\n", "bad-value", "write true"),
    (f"{IT}/department.yml", "name: IT\nsummary: Devices.\nicon: «material/laptopp\n", "bad-value", 'did you mean "material/laptop"?'),
    (f"{IT}/department.yml", "name: IT\nsummary: Devices.\nicon: «laptop\n", "bad-value", '"icon": "laptop" is not an icon of Material for MkDocs\ndid you mean "material/laptop"?'),
    (f"{IT}/department.yml", "name: IT\nsummary: Devices.\nicon: «material/../material/laptop\n", "bad-value", "is not an icon"),
    (f"{IT}/department.yml", "name: IT\nsummary: Devices.\nicon: «/etc/hostname\n", "bad-value", "write a set and a name, like material/laptop"),
    (SERVICE, NAMED + "targets: [{measure: availability, at_least: «0}]\n", "bad-value", '"targets[1].at_least": 0 is not a percentage'),
    (SERVICE, NAMED + "targets: [{measure: availability, at_least: «101}]\n", "bad-value", "is not a percentage"),
    (DEPARTMENT, "name: X\nsummary: X.\nmeetings: [{what: X, repeats: {every: week, «which: last, on: [mon]}}]\n", "bad-value", '"meetings[1].repeats.which" does not fit every: week'),
    (DEPARTMENT, "name: X\nsummary: X.\nmeetings: [{what: X, repeats: «{every: month, on: [mon]}}]\n", "missing-key", "add which: first"),
    (SERVICE, NAMED + "targets: [{measure: quality, stated: Good., «within: 1 hour}]\n", "bad-value", '"targets[1].within": availability, quality and accuracy have no time'),
    (SERVICE, NAMED + "targets: [{measure: response_time, within: 1 hour, «at_least: 5}]\n", "bad-value", '"targets[1].at_least": only availability, quality and accuracy are percentages'),
    (SERVICE, NAMED + "targets: [{measure: response_time, none: true, «stated: Soon.}]\n", "bad-value", '"targets[1].stated" contradicts none: true'),
    (SERVICE, NAMED + 'targets: [{measure: response_time, within: 1 hour, cutoff: «"24:00"}]\n', "bad-value", "is not a time of day"),
    (SERVICE, NAMED + 'channels: [{type: email, address: «"a b@c.org"}]\n', "bad-value", "is not an e-mail address"),
    (SERVICE, NAMED + 'channels: [{type: email, address: «a%0Ab@c.org}]\n', "bad-value", "is not an e-mail address"),
    (SERVICE, NAMED + 'channels: [{type: email, address: «a@c%0a.org}]\n', "bad-value", "is not an e-mail address"),
    (SERVICE, NAMED + "channels: [{type: phone, number: «ask Jo}]\n", "bad-value", "is not a phone number"),
    (SERVICE, NAMED + "cost: {amount: «-1}\n", "bad-value", '"cost.amount": -1 is not an amount'),
    (SERVICE, NAMED + "cost: {amount: 1, currency: «eur}\n", "bad-value", "is not a currency"),
    (SERVICE, NAMED + "aliases: [a, b, «a]\n", "bad-value", '"aliases": "a" is in the list twice'),
    (SERVICE, 'name: «"  "\nsummary: X.\n', "bad-value", '"name" is empty'),
    (SERVICE, "name: «|\n\nsummary: X.\n", "bad-value", "is empty"),
    (SERVICE, NAMED + "former_ids: [«It/x]\n", "bad-value", "is not a full id"),
    (SERVICE, NAMED + "handoffs: [{id: a, service: it/repair, «within: 1 hour}]\n", "bad-value", "contradicts the promise of the service"),
    ("catalog/journeys/x.yml", "name: X\nsummary: X.\nsteps: «[]\n", "bad-value", '"steps" is empty'),
    ("catalog/notices/x.yml", "title: X\neffect: closed\nfrom: 2026-09-01\naffects: {departments: [it]}\n«adds: 3 working days\n", "bad-value", '"adds" moves dates only with effect: delayed'),
    ("catalog/notices/x.yml", "title: X\neffect: changed\nfrom: 2026-09-01\naffects: {departments: [it]}\n«adds: 3 working days\n", "bad-value", 'remove adds:, or write effect: delayed'),
    ("catalog/notices/x.yml", "title: X\neffect: delayed\nfrom: 2026-09-01\naffects: {departments: [it]}\nadds: «0 working days\n", "bad-duration", '"adds": "0 working days" is not a duration that can be added'),
    ("catalog/notices/x.yml", "title: X\neffect: delayed\nfrom: 2026-09-01\naffects: {departments: [it]}\nadds: «same working day\n", "bad-duration", 'write a whole number and a unit: 3 working days, 2 hours'),
    ("catalog/notices/x.yml", "title: X\neffect: closed\nfrom: 2026-09-01\naffects: «{}\n", "bad-value", '"affects" is empty'),
    ("catalog/agreements/x.yml", "provider: it\ncustomer: hr\ncovers: [it/repair]\naccepted: [{party: hr, by: hr/head, on: 2026-01-01, terms: «yes}]\n", "bad-value", "run this to write it: servicebook accept AGREEMENT --party DEPARTMENT --by ROLE"),
    ("catalog/people.yml", "ana: {name: Ana}\nben: {name: Ben, languages: [«German]}\n", "bad-value", "is not a language code"),
    (CALENDARS, CALENDAR + "«always: {name: Always}\n", "bad-value", '"always" is reserved for the calendar that never closes'),
    (CALENDARS, CALENDAR + "  zone: «Europe/Berln\n", "bad-value", "is not a time zone"),
    (CALENDARS, CALENDAR + "  zone: «Europe\n", "bad-value", "is not a time zone"),
    (CALENDARS, 'office: {name: Office, open: {mon: [«"9-17"]}}\n', "bad-value", "is not an interval of opening hours"),
    (CALENDARS, CALENDAR + "  holidays: {country: «Germany}\n", "bad-value", "is not a country"),
    (CALENDARS, CALENDAR + "  closures: [{on: 2026-12-24, «until: 2026-12-31, reason: Party}]\n", "bad-value", "contradicts on:"),
    ("site_config/organization.yml", "name: X\nlanguage: «english-please\n", "bad-value", "is not a language"),
    ("site_config/organization.yml", "name: X\npeople: «roles\n", "bad-value", "write full or roles-only"),
    ("site_config/rules.yml", "severities: {no-deputy: «false}\n", "bad-value", 'write no-deputy: "off"'),
    ("site_config/rules.yml", "severities: {no-deputy: «true}\n", "bad-value", 'write "off", "warning" or "error"'),
    # dates, durations, addresses, ids
    (SERVICE, NAMED + "reviewed_on: «2026-02-30\n", "bad-date", '"reviewed_on": "2026-02-30" is not a date'),
    (SERVICE, NAMED + "reviewed_on: «01.09.2026\n", "bad-date", "write reviewed_on: 2026-09-01"),
    (SERVICE, NAMED + "reviewed_on: «2026-9-1\n", "bad-date", "is not a date"),
    (SERVICE, NAMED + "reviewed_on: «20260901T\n", "bad-date", "is not a date"),
    (SERVICE, NAMED + "reviewed_on: «|\n  2026-09-01\n", "bad-date", "is not a date"),
    (SERVICE, NAMED + "targets: [{measure: response_time, within: «2 days}]\n", "bad-duration", '"targets[1].within": "2 days" is not a duration'),
    (SERVICE, NAMED + "targets: [{measure: response_time, within: «0 hours}]\n", "bad-duration", "is not a duration"),
    (SERVICE, NAMED + "targets:\n  - measure: response_time\n    within: «|\n      4 hours\n", "bad-duration", "is not a duration"),
    (SERVICE, NAMED + "review_every: «6 working days\n", "bad-duration", "is not a span of calendar time"),
    (SERVICE, NAMED + "links: [{text: X, url: «www.example.org}]\n", "bad-url", "write url: https://www.example.org"),
    (SERVICE, NAMED + 'links: [{text: X, url: «"https://a b.org"}]\n', "bad-url", "is not a web address"),
    (SERVICE, NAMED + 'links: [{text: X, url: «"javascript:alert(1)"}]\n', "bad-url", "is not a web address"),
    ("site_config/organization.yml", "name: X\nsource_url: «https://git.example.org/edit\n", "bad-url", "write the address with {path}"),
    ("site_config/feedback.yml", 'rate: «"https://x.org/{name}"\n', "bad-url", "only {kind}, {id}, {page} and {query} may be in braces"),
    (f"{IT}/roles.yml", "lead: {title: Lead}\n«Desk Lead: {title: Desk}\n", "bad-id", 'call it "desk-lead"'),
    ("catalog/people.yml", "ana: {name: Ana}\nben: {name: Ben, handles: {«Git Hub: x}}\n", "bad-id", 'call it "git-hub"'),
    (SERVICE, NAMED + "handoffs: [{id: «Step One, by: it}]\n", "bad-id", "write id: step-one"),
]  # fmt: skip


def only(root: Path) -> Problem:
    result = [problem for problem in problems(root) if problem.severity.value == "error"]
    assert len(result) == 1, result
    return result[0]


@pytest.mark.parametrize(("path", "text", "code", "words"), CASES, ids=[c[1][-40:] for c in CASES])
def test_every_fault_of_shape_is_one_problem_with_its_place(
    tmp_path: Path, path: str, text: str, code: str, words: str
) -> None:
    content, line, column = marked(text)
    problem = only(make_catalog(tmp_path, {path: content}, base=SMALL))
    assert (problem.code, str(problem.place)) == (code, f"{path}:{line}:{column}")
    assert problem.hint
    assert words in f"{problem.message}\n{problem.hint}"


def test_all_faults_of_a_file_are_named_at_once(tmp_path: Path) -> None:
    text = "lifecycle: alive\ncost: gratis\nfrobnicate: 1\n"
    root = make_catalog(tmp_path, {SERVICE: text}, base=SMALL)
    assert [(p.place.line, p.place.column, p.code, p.message) for p in problems(root)] == [
        (1, 1, "missing-key", 'the file has no "name"'),
        (1, 1, "missing-key", 'the file has no "summary"'),
        (1, 12, "bad-value", '"lifecycle": "alive" is not one of its values'),
        (2, 7, "bad-value", '"cost": "gratis" is not one of its values'),
        (3, 1, "unknown-key", '"frobnicate" is not a key of the file'),
    ]


def test_a_misspelt_key_is_not_named_missing_too(tmp_path: Path) -> None:
    root = make_catalog(tmp_path, {SERVICE: "nmae: X\n"}, base=SMALL)
    assert [p.message for p in problems(root)] == [
        'the file has no "summary"', '"nmae" is not a key of the file',
    ]  # fmt: skip


def test_long_values_are_shortened_in_messages(tmp_path: Path) -> None:
    root = make_catalog(tmp_path, {SERVICE: NAMED + f"lifecycle: {'x' * 500}\n"}, base=SMALL)
    assert only(root).message == f'"lifecycle": "{"x" * 57}…" is not one of its values'


@pytest.mark.parametrize(
    "text",
    [
        "name: " + "n" * 300 + "\nsummary: X.\n",
        "name: صيانة الحاسوب\nsummary: 修理您的电脑。\naliases: [ordinateur cassé, 👩‍💻]\n",
        'name: "no"\nsummary: "2026-09-01"\n',
        "name: no\nsummary: 17:30\n",
    ],
)
def test_names_of_any_length_and_script_are_fine(tmp_path: Path, text: str) -> None:
    root = make_catalog(tmp_path, {SERVICE: text + "roles: {owner: it/lead}\n"}, base=SMALL)
    assert found(root) == [f"{SERVICE}:1:1 no-promise"]


def test_an_empty_map_of_roles_and_an_empty_list_of_questions_are_fine(tmp_path: Path) -> None:
    root = make_catalog(tmp_path, {f"{HR}/faqs.yml": "[]\n", "catalog/departments/law/roles.yml": "{}\n", "catalog/departments/law/department.yml": "name: Law\nsummary: Contracts.\n"}, base=SMALL)  # fmt: skip
    assert found(root) == []


def test_a_file_that_says_null_is_empty(tmp_path: Path) -> None:
    assert found(make_catalog(tmp_path, {SERVICE: "~\n"}, base=SMALL)) == [f"{SERVICE}:1:1 empty-file"]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_key_that_is_not_known_is_explained_in_every_group(kind: Kind) -> None:
    location = location_of(kind.pattern.format(department="it", id="x"))
    assert location
    for example in examples()[kind.schema]:
        for number in range(len(list(groups(example)))):
            value = copy.deepcopy(example)
            list(groups(value))[number]["qq"] = 1
            text = json.dumps(value, ensure_ascii=False)
            document = Document(path="x.yml", location=location, text=text, value=value)
            assert all(problem.hint for problem in check_schema(document)), text


def groups(value: Any) -> Iterator[dict[str, Any]]:
    """Every group of keys within a value, the outermost first."""
    if isinstance(value, dict):
        yield value
    for item in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from groups(item)


@pytest.mark.parametrize(
    ("beside", "hint", "better"),
    [
        ("compliance: 97.5", "write at_least: 97.5 in place of within: and compliance:", "at_least: 97.5"),
        ("compliance: 98, at_least: 99", "remove within: and compliance:, as at_least: says what is promised", "at_least: 99"),
        ("per: month", "use at_least: (a percentage) or stated: (words)", "at_least: 99, per: month"),
    ],
)  # fmt: skip
def test_a_time_of_what_has_none_leads_to_the_percentage_beside_it(
    tmp_path: Path, beside: str, hint: str, better: str
) -> None:
    target = NAMED + "targets: [{measure: availability, %s}]\n"
    root = make_catalog(tmp_path, {SERVICE: target % f"within: 4 hours, {beside}"}, base=SMALL)
    assert [p.hint for p in problems(root) if p.severity.value == "error"] == [hint]
    make_catalog(root, {SERVICE: target % better}, base={})
    assert [p for p in problems(root) if p.severity.value == "error"] == []
