"""What hints of rules propose, written as they say, is found to be right."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.support import HR, IT, SMALL, make_catalog, problems

from servicebook.problems import Problem

DEPARTMENT = f"{IT}/department.yml"
LEVELS = f"{SMALL[DEPARTMENT]}escalation:\n"


def of(code: str, root: Path) -> list[Problem]:
    return [problem for problem in problems(root) if problem.code == code]


@pytest.mark.parametrize(
    ("levels", "line", "hint", "better"),
    [
        # the first contact waits longer than who is above
        (["it/lead, after: 3 working days", "hr/head, after: 1 working day"], 1,
         'give "it/lead" less than 1 working day, or leave its after: out (asked at once); '
         'or give "hr/head" more than 3 working days',
         ["it/lead", "hr/head, after: 1 working day"]),
        (["it/desk", "it/lead, after: 3 hours", "hr/head, after: 1 hour"], 2,
         'give "it/lead" less than 1 hour, or leave its after: out (asked at once); '
         'or give "hr/head" more than 3 hours',
         ["it/desk", "it/lead", "hr/head, after: 1 hour"]),
        # it is not the last one that is wrong where two others fit it
        (["it/desk, after: 30 minutes", "it/lead, after: 3 hours", "hr/head, after: 1 hour"], 2,
         'give "it/lead" less than 1 hour; or "hr/head" more than 3 hours',
         ["it/desk, after: 30 minutes", "it/lead, after: 45 minutes", "hr/head, after: 1 hour"]),
        # sooner than all the others
        (["it/desk, after: 1 hour", "it/lead, after: 3 hours", "hr/head, after: 30 minutes"], 3,
         'give "hr/head" more than 3 hours',
         ["it/desk, after: 1 hour", "it/lead, after: 3 hours", "hr/head, after: 4 hours"]),
        (["it/lead, after: 1 hour", "hr/head"], 2,
         'give "hr/head" an after: of more than 1 hour', ["it/lead, after: 1 hour", "hr/head, after: 2 hours"]),
    ],
)  # fmt: skip
def test_escalation_out_of_order_stands_where_it_is_wrong(
    tmp_path: Path, levels: list[str], line: int, hint: str, better: list[str]
) -> None:
    roles = f"{SMALL[f'{IT}/roles.yml']}desk: {{title: Desk, holders: [ben]}}\n"

    def written(lines: list[str]) -> Path:
        content = LEVELS + "".join(f"  - {{role: {one}}}\n" for one in lines)
        return make_catalog(tmp_path, {DEPARTMENT: content, f"{IT}/roles.yml": roles}, base=SMALL)

    [problem] = of("escalation-out-of-order", written(levels))
    assert (problem.place.line, problem.hint) == (LEVELS.count("\n") + line, hint)
    assert of("escalation-out-of-order", written(better)) == []


PEOPLE = "catalog/people.yml"
ANA = (
    '{name: %s, email: ana.diaz@example.org, chat: "@ana", phone: "+49 30 5550 1", handles: {github: adiaz}}'
)


@pytest.mark.parametrize("order", [("ana", "ben"), ("ben", "ana")])
def test_a_copied_person_is_told_once_where_the_name_does_not_fit(
    tmp_path: Path, order: tuple[str, str]
) -> None:
    names = {"ana": "Ana Diaz", "ben": "Ben Diaz"}
    people = "".join(f"{key}: {ANA % names[key]}\n" for key in order)
    [problem] = problems(make_catalog(tmp_path, {PEOPLE: people}, base=SMALL))
    assert (problem.code, problem.place.line) == ("email-twice", order.index("ben") + 1)
    assert problem.message == '"ben" has the e-mail address, github, chat and telephone number of "ana"'
    # what is not known yet may be left out
    own = f"ana: {ANA % names['ana']}\nben: {{name: Ben Diaz}}\n"
    assert problems(make_catalog(tmp_path, {PEOPLE: own}, base=SMALL)) == ()


def test_a_shared_line_is_not_told_with_a_copied_address(tmp_path: Path) -> None:
    people = (
        'ana: {name: Ana, email: ana@example.org, phone: "+49 30 1"}\n'
        'ben: {name: Ben, email: ana@example.org, phone: "+49 30 1"}\n'
        'cem: {name: Cem, phone: "+49 30 1"}\n'
    )
    [problem] = problems(make_catalog(tmp_path, {PEOPLE: people}, base=SMALL))
    assert problem.message == '"ana@example.org" is also the address of "ana"'


def test_one_of_two_handles_is_that_of_whom_it_names(tmp_path: Path) -> None:
    people = 'ana: {name: Ana, chat: "@ben"}\nben: {name: Ben, chat: "@ben"}\n'
    [problem] = problems(make_catalog(tmp_path, {PEOPLE: people}, base=SMALL))
    assert (problem.code, problem.place.line) == ("handle-twice", 1)


OLD = f"{IT}/services/old.yml"
RETIRED = "name: Old\nsummary: Gone.\nroles: {owner: it/lead}\ntargets: [{measure: response_time, within: 1 hour}]\n"
AGREEMENT = "catalog/agreements/it-hr.yml"
COVERING = "provider: it\ncustomer: hr\ncovers: [it/repair, it/old]\n"
USES_OF_OLD = {
    AGREEMENT: COVERING,
    f"{IT}/faqs.yml": "- question: Where?\n  answer: As [before](service:it/old), or not.\n",
    f"{IT}/services/repair.yml": f"{SMALL[f'{IT}/services/repair.yml']}description: See [it](service:it/old).\n",
}


def test_retired_services_in_agreements_and_texts_are_found_with_all_ways_out(tmp_path: Path) -> None:
    root = make_catalog(tmp_path, {**USES_OF_OLD, OLD: f"{RETIRED}lifecycle: retired\n"}, base=SMALL)
    found = of("depends-on-retired", root)
    assert [str(problem.place) for problem in found] == [
        f"{AGREEMENT}:3:21", f"{IT}/faqs.yml:2:23", f"{IT}/services/repair.yml:5:23",
    ]  # fmt: skip
    assert {problem.hint for problem in found} == {
        f"name another service here, or remove the reference; if it has a successor, write replaced_by: in {OLD}, "
        "and if it is still offered, lifecycle: live"
    }
    make_catalog(root, {OLD: f"{RETIRED}lifecycle: live\n"}, base={})
    assert of("depends-on-retired", root) == []
    # who follows the link is led on from the page of what was replaced
    make_catalog(root, {OLD: f"{RETIRED}lifecycle: retired\nreplaced_by: it/repair\n"}, base={})
    assert [(p.place.path, p.hint) for p in of("depends-on-retired", root)] == [
        (AGREEMENT, 'use "it/repair" instead')
    ]


def test_a_retired_service_may_stay_in_what_is_over(tmp_path: Path) -> None:
    notice = "title: X\neffect: closed\naffects: {departments: [it]}\nfrom: 2026-01-01\nuntil: 2026-01-02\n"
    files = {
        OLD: f"{RETIRED}lifecycle: retired\ndescription: As [me](service:it/old).\n",
        AGREEMENT: f"{COVERING}effective_until: 2026-01-31\n",
        "catalog/notices/x.yml": f"{notice}text: For [it](service:it/old).\n",
    }
    assert of("depends-on-retired", make_catalog(tmp_path, files, base=SMALL)) == []


def test_commands_that_are_to_be_copied_are_whole(tmp_path: Path) -> None:
    agreement = "agreement-about-the-repair-of-everything-that-can-break"
    accepted = "".join(
        f"  - {{party: {party}, by: {role}, on: 2026-08-01, terms: sha256-{'0' * 32}}}\n"
        for party, role in (("it", "it/lead"), ("hr", "hr/head"))
    )
    content = f"provider: it\ncustomer: hr\ncovers: [it/repair]\naccepted:\n{accepted}"
    root = make_catalog(tmp_path, {f"catalog/agreements/{agreement}.yml": content}, base=SMALL)
    [problem] = of("agreement-changed", root)
    terms = re.findall(r" --terms (sha256-[0-9a-f]{32})", str(problem.hint))
    assert len(set(terms)) == 1
    for party, role in (("it", "it/lead"), ("hr", "hr/head")):
        command = f"servicebook accept {agreement} --party {party} --by {role} --terms {terms[0]}"
        assert command in str(problem.hint)


FIX = f"{IT}/services/fix.yml"


@pytest.mark.parametrize(
    ("repair", "fix", "agreed", "message", "hint"),
    [
        ("response_time, within: 4 hours", "response_time, within: 4 hours", "response_time, within: 6 hours",
         "this promises hr 6 hours, and everybody gets 4 hours (Repair and Fix)",
         "promise 4 hours or better, or leave the target out: then the service's own applies"),
        ("response_time, within: 4 hours", "response_time, within: 5 hours", "response_time, within: 6 hours",
         "this promises hr 6 hours, and everybody gets 4 hours (Repair) and 5 hours (Fix)",
         "promise no less than that, or leave the target out: then the services' own apply"),
        ("accuracy, at_least: 97.5", "accuracy, at_least: 90", "accuracy, at_least: 95",
         "this promises hr 95 percent, and everybody gets 97.5 percent (Repair)",
         "promise 97.5 percent or better, or leave the target out: then the service's own applies"),
    ],
)  # fmt: skip
def test_an_agreement_that_promises_less_is_told_once_with_both_values(
    tmp_path: Path, repair: str, fix: str, agreed: str, message: str, hint: str
) -> None:
    service = "summary: S.\nroles: {owner: it/lead}\ntargets: [{measure: %s}]\n"
    parties = "provider: it\ncustomer: hr\ncovers: [it/repair, it/fix]\ntargets: [{measure: %s}]\n"
    files = {
        f"{IT}/services/repair.yml": f"name: Repair\n{service % repair}",
        FIX: f"name: Fix\n{service % fix}",
        AGREEMENT: parties % agreed,
    }
    root = make_catalog(tmp_path, files, base=SMALL)
    [problem] = of("agreement-weaker", root)
    assert (problem.message, problem.hint) == (message, hint)
    make_catalog(root, {AGREEMENT: parties % repair}, base={})
    assert of("agreement-weaker", root) == []


ACCEPTED = """accepted:
  - {party: it, by: it/lead, on: 2026-01-05, terms: sha256-a5877d757aa1442fa67c4e27f259980d}
  - {party: hr, by: hr/head, on: 2026-01-06, terms: sha256-a5877d757aa1442fa67c4e27f259980d}
"""
PARTIES = "provider: it\ncustomer: hr\n"
AGREED = f"{PARTIES}covers: [it/repair, it/fix]\n"
FIXING = (
    "name: Fix\nsummary: S.\nroles: {owner: it/lead}\ntargets: [{measure: response_time, within: 4 hours}]\n"
)


@pytest.mark.parametrize(
    ("first", "second", "days"),
    [
        ("2026-02-01\neffective_until: 2030-12-31", "2026-02-01", ("2026-12-31", "2027-01-01")),
        ("2026-02-01", "2026-11-01", ("2026-10-31", "2026-11-01")),
    ],
)
def test_an_agreement_that_covers_the_same_gets_days_that_end_it(
    tmp_path: Path, first: str, second: str, days: tuple[str, str]
) -> None:
    old, new = "catalog/agreements/care.yml", "catalog/agreements/care-2.yml"
    files = {
        FIX: FIXING,
        old: f"{AGREED}effective_from: {first}\n",
        new: f"{AGREED}effective_from: {second}\n",
    }
    root = make_catalog(tmp_path, files, base=SMALL)
    # both services are one problem
    [problem] = of("agreement-twice", root)
    assert problem.place.path == new
    assert problem.message.startswith('"it/repair" and "it/fix" are covered for hr by "')
    assert f"effective_until: {days[0]} in care and effective_from: {days[1]} here" in str(problem.hint)
    ended = f"{AGREED}effective_until: {days[0]}\n"
    make_catalog(root, {old: ended, new: f"{AGREED}effective_from: {days[1]}\n"}, base={})
    assert of("agreement-twice", root) == []


def test_of_many_agreements_that_cover_the_same_each_is_one_finding(tmp_path: Path) -> None:
    """Each with each other would be 66: 10,000 agreements would take hours, and nobody would read it."""
    root = make_catalog(
        tmp_path,
        {FIX: FIXING} | {f"catalog/agreements/care-{n:02}.yml": f"{AGREED}\n" for n in range(12)},
        base=SMALL,
    )
    found = of("agreement-twice", root)
    assert [problem.place.path for problem in found] == [
        f"catalog/agreements/care-{n:02}.yml" for n in range(1, 12)
    ]
    assert {problem.message for problem in found} == {
        '"it/repair" and "it/fix" are covered for hr by "care-00" at the same time'
    }
    # the last points at ten of the eleven others
    assert [len(problem.related) for problem in found] == [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 10]


def test_acceptances_that_were_copied_with_an_agreement_are_named_and_to_be_deleted(tmp_path: Path) -> None:
    old, new = "catalog/agreements/care.yml", "catalog/agreements/dare.yml"
    files = {
        FIX: FIXING,
        old: f"{PARTIES}covers: [it/repair]\n{ACCEPTED}",
        new: f"{PARTIES}covers: [it/fix]\n{ACCEPTED}",
    }
    root = make_catalog(tmp_path, files, base=SMALL)
    [problem] = problems(root)
    assert (problem.code, problem.place.path) == ("agreement-changed", new)
    assert problem.message.startswith('the acceptances are those of "care", whose terms are others')
    assert str(problem.hint).startswith(
        "delete what was copied under accepted:, and when the terms are right, ask "
    )
    make_catalog(root, {new: f"{PARTIES}covers: [it/fix]\n"}, base={})
    assert of("agreement-changed", root) == []


def test_exchanged_parties_are_one_problem_that_says_so(tmp_path: Path) -> None:
    own = f"covers: [it/repair]\n{ACCEPTED}"
    root = make_catalog(tmp_path, {AGREEMENT: f"provider: hr\ncustomer: it\n{own}"}, base=SMALL)
    [problem] = problems(root)
    assert (problem.code, problem.place.line) == ("agreement-covers-others", 1)
    assert problem.hint == "write provider: it and customer: hr"
    assert problems(make_catalog(root, {AGREEMENT: f"{PARTIES}{own}"}, base={})) == ()


def test_an_acceptance_of_no_party_leads_to_the_one_that_has_not_accepted(tmp_path: Path) -> None:
    wrong = ACCEPTED.replace("party: hr, by: hr/head", "party: labs, by: labs/head")
    labs = "catalog/departments/labs"
    files = {
        AGREEMENT: f"{PARTIES}covers: [it/repair]\n{wrong}",
        f"{labs}/department.yml": "name: Labs\nsummary: Trials.\nhead: labs/head\n",
        f"{labs}/roles.yml": "head: {title: Chief, holders: [ana], deputies: [ben]}\n",
    }
    root = make_catalog(tmp_path, files, base=SMALL)
    [problem] = problems(root)
    assert problem.hint == (
        "hr has not accepted: write party: hr and by: hr/head; or delete this entry and run: "
        "servicebook accept it-hr --party hr --by hr/head --terms " + str(problem.hint)[-39:]
    )
    assert (
        problems(make_catalog(root, {AGREEMENT: f"{PARTIES}covers: [it/repair]\n{ACCEPTED}"}, base={})) == ()
    )


def test_thanks_to_oneself_lead_to_whose_service_it_is(tmp_path: Path) -> None:
    thanks = (
        '- {from: "department:hr", to: "department:%s", about: it/repair, text: Well done, on: 2026-08-01}\n'
    )
    root = make_catalog(tmp_path, {"catalog/kudos.yml": thanks % "hr"}, base=SMALL)
    [problem] = problems(root)
    assert (problem.code, problem.hint) == (
        "thanks-to-oneself",
        "write to: department:it, whose service it/repair is; or in from: who thanks",
    )
    assert problems(make_catalog(root, {"catalog/kudos.yml": thanks % "it"}, base={})) == ()


def test_one_service_of_another_does_not_make_the_parties_exchanged(tmp_path: Path) -> None:
    hiring = f"{HR}/services/hiring.yml"
    files = {
        hiring: "name: Hiring\nsummary: S.\nroles: {owner: hr/head, deputy: it/lead}\n",
        AGREEMENT: f"{PARTIES}covers: [it/repair, hr/hiring]\n",
    }
    [problem] = of("agreement-covers-others", make_catalog(tmp_path, files, base=SMALL))
    assert problem.message == '"hr/hiring" is not a service of the provider it'
    assert problem.hint == 'remove it from covers:, or make "hr" the provider'


def test_a_service_of_a_name_that_is_taken_is_told_what_else_was_copied(tmp_path: Path) -> None:
    one = "name: Fix\nsummary: %s\naliases: [mend it]\n" + "targets: [{measure: response_time, within: %s}]\n"
    files = {FIX: one % ("S.", "1 hour"), OLD: one % ("T.", "1 hour")}
    [problem] = of("service-name-twice", make_catalog(tmp_path, files, base=SMALL))
    assert problem.hint == (
        "give it a name of its own, and write anew what looks copied: aliases: and targets: are those of it/fix, too; "
        "leave out what is not known yet"
    )
