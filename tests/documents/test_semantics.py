"""A file that is valid against its schema may still contradict itself. ``«`` stands where the problem is."""

# ruff: noqa: E501  # one case a line
from __future__ import annotations

from pathlib import Path

import pytest
from tests.support import IT, SMALL, errors, make_catalog, marked, problems

SERVICE = f"{IT}/services/x.yml"
JOURNEY = "catalog/journeys/x.yml"
ROLES = f"{IT}/roles.yml"
CALENDARS = "site_config/calendars.yml"
NOTICE = "catalog/notices/x.yml"
AGREEMENT = "catalog/agreements/x.yml"
RESULTS = "catalog/results/it/2026.yml"
COUNTED = "service: it/repair, measure: response_time"
PARTIES = "provider: it\ncustomer: hr\ncovers: [it/repair]\n"
NAMED = "name: X\nsummary: X.\n"

CASES = [
    (f"{IT}/roles.yml", "lead: {title: Lead, holders: [{person: ana, since: 2026-09-02, until: «2026-09-01}]}\n", "bad-date", "until (2026-09-01) is before since (2026-09-02)"),
    (f"{IT}/roles.yml", "lead: {title: Lead, deputies: [{person: ana, since: 2026-09-02, until: «2026-09-01}]}\n", "bad-date", "is before"),
    (f"{IT}/feedback.yml", "x: {said: X., on: 2026-09-02, answer: {by: it/lead, on: «2026-09-01, text: Y.}}\n", "bad-date", "answered on 2026-09-01, before it was said on 2026-09-02"),
    (f"{IT}/feedback.yml", "x: {said: X., on: 2026-09-02, «done_in: 2b3c58f}\n", "bad-value", "write status: done, or remove done_in:"),
    (f"{IT}/feedback.yml", "x: {said: X., on: 2026-09-02, status: done, done_in: «later}\n", "bad-value", '"later" is neither a commit nor a web address'),
    (f"{IT}/feedback.yml", "x: «{said: X., on: 2026-09-02, status: declined}\n", "missing-key", "answer"),
    (f"{IT}/feedback.yml", "x: {said: X., on: 2026-09-02, about: «it/repairs}\n", "unknown-service", 'did you mean "it/repair"?'),
    (f"{IT}/meetings/last-week.yml", "«meeting: Round table\n", "bad-value", '"last-week" is not the day of a meeting'),
    (f"{IT}/meetings/2026-02-30.yml", "«meeting: Round table\n", "bad-value", "2026-11-03.yml"),
    (f"{IT}/meetings/2026-09-01.yml", "meeting: Round table\nactions: [{what: X., role: «it/leed}]\n", "unknown-role", 'did you mean "it/lead"?'),
    (f"{IT}/health/2026-q5.yml", "«as_of: 2026-09-02\nfigures: {}\n", "bad-value", '"2026-q5" is not a quarter of a year'),
    (f"{IT}/health/2026-q3.yml", "as_of: 2026-09-02\nfigures: {thanks: «-1}\n", "bad-value", "is not how many there were"),
    ("catalog/surveys/x.yml", "question: satisfied\nasked: 2026-09-02\ninvited: «9\npromoters: 4\npassives: 3\ndetractors: 3\n", "bad-value", "10 answered, although no more than 9 were invited"),
    ("catalog/notices/x.yml", "title: X\neffect: closed\naffects: {departments: [it]}\nfrom: 2026-09-02\nuntil: «2026-09-01\n", "bad-date", "write from: 2026-09-01 (line 4) and until: 2026-09-02 (line 5)"),
    ("catalog/agreements/x.yml", "provider: it\ncustomer: hr\ncovers: [it/repair]\neffective_from: 2026-09-02\neffective_until: «2026-09-01\n", "bad-date", "is before effective_from"),
    (CALENDARS, "office: {name: O, closures: [{from: 2026-09-02, until: «2026-09-01, reason: X}], open: {mon: [\"09:00-10:00\"]}}\n", "bad-date", "is before from"),
    (CALENDARS, 'office: {name: O, open: {mon: ["09:00-12:00", «"11:00-13:00"]}}\n', "bad-value", '"11:00-13:00" overlaps "09:00-12:00" of the same day\ncorrect the times; if there is no break between the two, write "09:00-13:00" for both'),
    (CALENDARS, 'office: {name: O, open: {mon: ["22:00-06:00", «"23:00-24:00"]}}\n', "bad-value", "overlaps"),
    (CALENDARS, 'office: {name: O, open: {mon: ["09:00-12:00", «"09:00-09:00"]}}\n', "bad-value", 'for a whole day write "00:00-24:00"'),
    (CALENDARS, 'office:\n  name: O\n  open: {mon: ["09:00-10:00"]}\n  special_days:\n    - {on: 2026-10-01, reason: X, open: ["09:00-12:00", «"11:00-12:00"]}\n', "bad-value", "overlaps"),
    (CALENDARS, 'office:\n  name: O\n  open: {mon: ["09:00-10:00"]}\n  special_days:\n    - {on: 2026-10-01, reason: X, open: []}\n    - {on: «2026-10-01, reason: Y, open: []}\n', "bad-value", "2026-10-01 has special hours twice"),
    (SERVICE, NAMED + "handoffs:\n  - {id: a, by: it}\n  - {id: «a, by: it}\n", "duplicate-id", "both say the same: remove one"),
    (SERVICE, NAMED + "handoffs:\n  - {id: a, by: it}\n  - {id: «a, by: hr}\n", "duplicate-id", "give one of the two steps another id"),
    (SERVICE, NAMED + "handoffs:\n  - {id: a, by: it}\n  - {id: b, by: it}\n  - {id: «a, by: it}\n", "duplicate-id", 'the step id "a" is taken'),
    (SERVICE, NAMED + "handoffs:\n  - {id: diagnose, by: it}\n  - {id: b, by: it, after: [«diagnos]}\n", "bad-value", 'did you mean "diagnose"?'),
    (JOURNEY, NAMED + "steps:\n  - {id: plan, title: Plan, by: it}\n  - {id: keys, title: Keys are given out, by: it}\n  - {id: c, title: C, by: it, after: [«give-out]}\n", "bad-value", 'did you mean "keys", where it says given-out? There are: plan, keys, c'),
    (JOURNEY, NAMED + "steps:\n  - {id: plan, title: Plan, by: it}\n  - {id: c, title: C, by: it, after: [«elsewhere]}\n", "bad-value", "write the id of a step: plan, c"),
    (SERVICE, NAMED + "handoffs:\n  - {id: a, by: it, after: [«b]}\n  - {id: b, by: it}\n", "circular-reference", "the steps wait for one another: a → b → a"),
    (SERVICE, NAMED + "handoffs:\n  - {id: a, by: it, after: [«a]}\n", "circular-reference", 'a → a\n"a" waits for "a": name another step there, or remove it from after:'),
    (SERVICE, NAMED + "handoffs:\n  - {id: a, by: it}\n  - {id: b, by: it, after: [a, «d]}\n  - {id: c, by: it}\n  - {id: d, by: it}\n", "circular-reference", '"b" waits for "d": name another step'),
    (JOURNEY, NAMED + "steps:\n  - {id: a, title: A, by: it, after: [«c]}\n  - {id: b, title: B, by: it}\n  - {id: c, title: C, by: it}\n", "circular-reference", "a → c → b → a"),
    (SERVICE, NAMED + "targets:\n  - {measure: response_time, within: 1 hour}\n  - «{measure: response_time, within: 2 hours}\n", "bad-value", "response_time is promised twice: within: 1 hour (line 4) and within: 2 hours (line 5)"),
    (SERVICE, NAMED + "channels: [{type: chat, handle: x}]\ntargets:\n  - {measure: response_time, channel: chat, within: 1 hour, cutoff: '15:00'}\n  - «{measure: response_time, channel: chat, within: 1 hour}\n", "bad-value", 'response_time (channel: chat) is promised twice: cutoff: "15:00" (line 5) and nothing of the kind (line 6)'),
    (SERVICE, NAMED + "targets:\n  - {measure: response_time, within: 1 hour}\n  - «{measure: response_time, within: 1 hour}\n", "bad-value", "response_time is promised twice, here and in line 4"),
    (SERVICE, NAMED + "targets:\n  - {measure: response_time, within: 1 hour}\n  - «{measure: response_time, none: true}\n", "bad-value", "response_time is promised twice: within: 1 hour (line 4) and none: true (line 5)"),
    (SERVICE, NAMED + "targets:\n  - {measure: response_time, within: 1 hour, services: «[it/repair]}\n", "bad-value", "only the targets of an agreement name services"),
    (f"{IT}/department.yml", "name: IT\nsummary: X.\ntargets:\n  - {measure: response_time, within: 1 hour, services: «[it/repair]}\n", "bad-value", "remove services:"),
    (AGREEMENT, PARTIES + "targets:\n  - {measure: response_time, within: 1 hour, services: [it/repair]}\n  - «{measure: response_time, within: 2 hours, services: [it/repair]}\n", "bad-value", "response_time is promised twice: within: 1 hour (line 5) and within: 2 hours (line 6)"),
    (RESULTS, "2026-09:\n  results: []\n«2025-10:\n  results: []\n", "bad-value", "2025-10 is not in 2026, the year of the file\nmove 2025-10: to catalog/results/it/2025.yml"),
    (RESULTS, "2026-10: {as_of: «2026-11-01, results: []}\n", "bad-date", "as_of (2026-11-01) is not in 2026-10\nwrite the day of counting, or remove as_of: if the period was over then"),
    (RESULTS, "2026-Q2: {as_of: «2026-03-31, results: []}\n", "bad-date", "is not in 2026-Q2"),
    (RESULTS, "2026: {as_of: «2027-01-01, results: []}\n", "bad-date", "is not in 2026"),
    (RESULTS, f"2026-10:\n  results:\n    - {{{COUNTED}, counted: 7, kept: «8}}\n", "bad-value", "kept: 8 is more than counted: 7\ncorrect the numbers: counted holds them"),
    (RESULTS, f"2026-10:\n  results:\n    - {{{COUNTED}, counted: 7, kept: «6, open_overdue: 2}}\n", "bad-value", "kept: 6 + open_overdue: 2 is more than counted: 7"),
    (RESULTS, f"2026-10:\n  results:\n    - {{{COUNTED}, asked: 6, counted: «7, kept: 7}}\n", "bad-value", "counted: 7 is more than asked: 6"),
    (RESULTS, f"2026-10:\n  results:\n    - {{{COUNTED}, asked: 7, counted: 7, kept: 7, paused: «8}}\n", "bad-value", "paused: 8 is more than asked: 7"),
    (RESULTS, f"2026-10:\n  results:\n    - {{{COUNTED}, asked: «9, counted: 7, kept: 7, still_open: 1, undecided: 0}}\n", "bad-value", "asked is 9, and counted, still_open and undecided are 8\ncorrect the numbers, or write asked: 8"),
    (RESULTS, f"2026-10:\n  results:\n    - {{{COUNTED}, counted: 7, kept: 7}}\n    - «{{{COUNTED}, counted: 7, kept: 6}}\n", "bad-value", "it/repair has response_time twice in 2026-10\nkeep one of the two"),
    (RESULTS, f"2026-10:\n  results:\n    - {{{COUNTED}, counted: 7, kept: 7}}\n    - «{{{COUNTED}, counted: 7, kept: 7}}\n", "bad-value", "both say the same: remove one"),
    (SERVICE, NAMED + 'faqs:\n  - «{question: "修理?", answer: Yes.}\n', "missing-key", "add id: with lower-case letters and digits"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "text", "code", "words"), CASES, ids=[c[1][-40:] for c in CASES])
def test_every_contradiction_is_one_problem_with_its_place(
    tmp_path: Path, path: str, text: str, code: str, words: str
) -> None:
    content, line, column = marked(text)
    found = [
        p
        for p in problems(make_catalog(tmp_path, {path: content}, base=SMALL))
        if p.severity.value == "error"
    ]
    assert [(p.code, str(p.place)) for p in found] == [(code, f"{path}:{line}:{column}")]
    assert words in f"{found[0].message}\n{found[0].hint}"


def test_a_target_of_an_agreement_names_only_services_that_it_covers(tmp_path: Path) -> None:
    content, line, column = marked(
        PARTIES + "targets: [{measure: response_time, within: 1 hour, services: [«it/x]}]\n"
    )
    files = {SERVICE: NAMED + "roles: {owner: it/lead}\n", AGREEMENT: content}
    found = [p for p in problems(make_catalog(tmp_path, files, base=SMALL)) if p.severity.value == "error"]
    assert [(p.code, str(p.place)) for p in found] == [("bad-value", f"{AGREEMENT}:{line}:{column}")]
    assert found[0].message == "this target is for it/x, and the agreement does not cover it (line 3)"
    assert [related.place.line for related in found[0].related] == [3]
    assert found[0].hint is not None
    assert found[0].hint == (
        "if it and hr have agreed to take it/x out, delete this target; if it was taken out by mistake, add it in "
        "line 3; if you do not know, ask both"
    )


def test_what_each_way_costs_is_said_where_the_agreement_was_accepted(tmp_path: Path) -> None:
    content = PARTIES + (
        "targets: [{measure: response_time, within: 1 hour, services: [it/x]}]\n"
        "accepted:\n  - {party: it, by: it/lead, on: 2026-01-22, terms: sha256-e58fa643d107a18646a407705dfe6e2b}\n"
    )
    files = {SERVICE: NAMED + "roles: {owner: it/lead}\n", AGREEMENT: content}
    (hint,) = [
        p.hint for p in problems(make_catalog(tmp_path, files, base=SMALL)) if p.severity.value == "error"
    ]
    assert hint == (
        "if it and hr have agreed to take it/x out, delete this target (both then accept again); if it was taken out "
        "by mistake, add it in line 3 (what was accepted on 2026-01-22 then stands); if you do not know, ask it/lead"
    )


def test_an_end_before_the_beginning_may_be_of_the_next_year(tmp_path: Path) -> None:
    notice = "title: X\neffect: closed\naffects: {departments: [it]}\nfrom: 2026-12-21\nuntil: 2026-01-08\n"
    root = make_catalog(tmp_path, {NOTICE: notice}, base=SMALL)
    [problem] = (p for p in problems(root) if p.code == "bad-date")
    assert str(problem.hint).startswith(
        "if it ends in the next year, write until: 2027-01-08 (line 5); if the two are exchanged, write from:"
    )
    make_catalog(tmp_path, {NOTICE: notice.replace("2026-01-08", "2027-01-08")}, base=SMALL)
    assert problems(root) == ()
    make_catalog(tmp_path, {NOTICE: notice.replace("2026-01-08", "2026-06-08")}, base=SMALL)
    [problem] = (p for p in problems(root) if p.code == "bad-date")
    assert str(problem.hint).startswith("if the two are exchanged, write from:")


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (SERVICE, NAMED + "targets:\n  - {measure: quality, stated: Good.}\n  - {measure: quality, stated: Better.}\n"),
        (SERVICE, NAMED + "targets:\n  - {measure: response_time, within: 1 hour, priority: high}\n  - {measure: response_time, within: 2 hours}\n  - {measure: response_time, within: 1 hour, channel: phone}\n"),
        (AGREEMENT, PARTIES + "targets:\n  - {measure: response_time, within: 1 hour, services: [it/repair]}\n  - {measure: response_time, within: 2 hours}\n"),
        (SERVICE, NAMED + "handoffs:\n  - {id: a, by: it}\n  - {id: b, by: it, after: []}\n  - {id: c, by: it, after: [a, b]}\n"),
        (CALENDARS, 'office: {name: O, open: {mon: ["09:00-12:00", "12:00-13:00", "22:00-06:00"]}}\n'),
        (CALENDARS, 'office: {name: O, open: {mon: ["00:00-24:00"]}, closures: [{from: 2026-09-01, until: 2026-09-01, reason: X}]}\n'),
        (ROLES, "lead: {title: Lead, holders: [{person: ana, since: 2026-09-01, until: 2026-09-01}]}\n"),
    ],
)  # fmt: skip
def test_what_does_not_contradict_itself_is_let_be(tmp_path: Path, path: str, text: str) -> None:
    assert errors(make_catalog(tmp_path, {path: text}, base=SMALL)) == []


def test_two_questions_without_an_id_are_not_one_id_given_twice(tmp_path: Path) -> None:
    faqs = "- {question: 修理?, answer: A.}\n- {question: 订购?, answer: B.}\n"
    path = f"{IT}/faqs.yml"
    assert errors(make_catalog(tmp_path, {path: faqs})) == [
        f"{path}:1:3 missing-key",
        f"{path}:2:3 missing-key",
    ]


def test_a_cycle_shows_where_each_step_waits_for_another(tmp_path: Path) -> None:
    steps = (
        "handoffs:\n  - {id: a, by: it, after: [c]}\n  - {id: b, by: it}\n  - {id: c, by: it, after: [b]}\n"
    )
    (problem,) = (
        p
        for p in problems(
            make_catalog(tmp_path, {SERVICE: NAMED + "roles: {owner: it/lead}\n" + steps}, base=SMALL)
        )
        if p.code == "circular-reference"
    )
    assert [(related.place.line, related.message) for related in problem.related] == [
        (7, '"c" waits for "b"'),
        (6, '"b" waits for "a"'),
    ]


def test_an_agreement_whose_days_are_reversed_has_not_lapsed(tmp_path: Path) -> None:
    dates = "effective_from: 2026-02-01\neffective_until: 2025-12-31\n"
    found = problems(make_catalog(tmp_path, {AGREEMENT: PARTIES + dates}, base=SMALL))
    assert [
        p.code for p in found if (p.place.path == AGREEMENT and "date" in p.code) or "lapsed" in p.code
    ] == ["bad-date"]
