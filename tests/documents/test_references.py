"""References, circles and ids given twice: exact codes and places. ``«`` stands where the problem is."""

# ruff: noqa: E501  # one case a line
from __future__ import annotations

from pathlib import Path

import pytest
from tests.support import HR, IT, REPOSITORY, SMALL, errors, make_catalog, marked, problems, write

from servicebook.documents.markdown_links import LINKABLE
from servicebook.documents.mentions import mentions_of
from servicebook.documents.references import references_of, resolve
from servicebook.loading import load_documents

SERVICE = f"{IT}/services/x.yml"
NAMED = "name: X\nsummary: X.\nroles: {owner: it/lead}\n"
FULL = {
    **SMALL,
    f"{IT}/services/repair.yml": SMALL[f"{IT}/services/repair.yml"]
    + 'former_ids: [it/mending]\nfaqs: [{question: "How long?", answer: A day.}]\n',
    f"{IT}/roles.yml": SMALL[f"{IT}/roles.yml"]
    + "desk-lead: {title: Desk lead, reports_to: it/lead, former_ids: [it/help-lead]}\n",
    "site_config/audiences.yml": "all-staff: {name: All staff}\n",
    "site_config/topics.yml": "money: {name: Money}\n",
    "site_config/sites.yml": "berlin: {name: Berlin}\n",
}

CASES = [
    (f"{HR}/department.yml", "name: HR\nsummary: P.\npart_of: «people\n", "unknown-department", '"people" is not a department'),
    (f"{HR}/department.yml", "name: HR\nsummary: P.\nhead: «head\n", "unknown-role", "write head: hr/head"),
    (f"{HR}/department.yml", "name: HR\nsummary: P.\nmeetings: [{what: Table, with: [it, «itt]}]\n", "unknown-department", '"itt" is not a department'),
    (f"{HR}/department.yml", "name: HR\nsummary: P.\nmeetings: [{what: Table, with: [it/lead, «it/led]}]\n", "unknown-role", 'did you mean "it/lead"?'),
    (f"{HR}/department.yml", "name: HR\nsummary: P.\nmeetings: [{what: Table, with: [«role:it/lead]}]\n", "unknown-role", 'did you mean "it/lead"?'),
    (f"{HR}/department.yml", "name: HR\nsummary: P.\nsupport_hours: «ofice\n", "unknown-calendar", 'did you mean "office"?'),
    (f"{HR}/department.yml", "name: HR\nsummary: P.\nsites: [berlin, «london]\n", "unknown-site", "use one of: berlin (they are those of site_config/sites.yml)"),
    (f"{HR}/department.yml", "name: HR\nsummary: P.\nescalation: [{role: «hr/hed}]\n", "unknown-role", 'did you mean "hr/head"?'),
    (SERVICE, "name: X\nsummary: X.\nroles: {owner: it/lead, deputy: «it/desk-led}\n", "unknown-role", '"it/desk-led" is not a role'),
    (SERVICE, "name: X\nsummary: X.\nroles:\n  owner: «it/help-lead\n", "unknown-role", 'it is now called "it/desk-lead"'),
    (SERVICE, "name: X\nsummary: X.\nroles: {owner: «role:it/lead}\n", "unknown-role", 'did you mean "it/lead"?'),
    (SERVICE, NAMED + "topics: [money, «mony]\n", "unknown-topic", 'did you mean "money"?'),
    (SERVICE, NAMED + "audience: [all-staff, «all-stuff]\n", "unknown-audience", 'did you mean "all-staff"?'),
    (SERVICE, NAMED + "replaced_by: «repair\n", "unknown-service", "write replaced_by: it/repair"),
    (SERVICE, NAMED + "replaced_by: «it/mending\n", "unknown-service", 'it is now called "it/repair"'),
    (SERVICE, NAMED + "replaced_by: «service:it/repair\n", "unknown-service", 'did you mean "it/repair"?'),
    (SERVICE, NAMED + "depends_on: [{service: «zzz/qqqqqqqqq}]\n", "unknown-service", "define it in catalog/departments/<department>/services/<id>.yml, or correct the id"),
    (SERVICE, NAMED + "handoffs: [{id: a, by: «desk}]\n", "unknown-department", '"desk" is not a department'),
    (SERVICE, NAMED + "handoffs: [{id: a, by: it, after: []}, {id: b, service: «it/repairs}]\n", "unknown-service", 'did you mean "it/repair"?'),
    (SERVICE, NAMED + "not_for: [{text: New, use: «it/order}]\n", "unknown-service", '"it/order" is not a service'),
    (SERVICE, NAMED + "targets: [{measure: response_time, within: 1 hour, priority: «hihg}]\n", "unknown-priority", 'did you mean "high"?'),
    (SERVICE, NAMED + "targets: [{measure: response_time, within: 1 hour, priority: «urgent}]\n", "unknown-priority", 'did you mean "high", the highest of: high, normal?'),
    (SERVICE, NAMED + "targets: [{measure: response_time, within: 1 hour, hours: «night}]\n", "unknown-calendar", '"night" is not a calendar'),
    (f"{IT}/roles.yml", "lead: {title: Lead, holders: [ana, «bea]}\n", "unknown-person", '"bea" is not a person'),
    (f"{IT}/roles.yml", "lead: {title: Lead, holders: [{person: «anna}]}\n", "unknown-person", 'did you mean "ana"?'),
    (f"{IT}/roles.yml", "lead: {title: Lead, reports_to: «hr/hed}\n", "unknown-role", 'did you mean "hr/head"?'),
    ("catalog/people.yml", "ana: {name: Ana, site: «paris}\nben: {name: Ben}\n", "unknown-site", '"paris" is not a site'),
    ("catalog/agreements/a.yml", "provider: «itt\ncustomer: hr\ncovers: [it/repair]\n", "unknown-department", '"itt" is not a department'),
    ("catalog/agreements/a.yml", "provider: it\ncustomer: hr\ncovers:\n  - it/repair\n  - «it/repare\n", "unknown-service", 'did you mean "it/repair"?'),
    ("catalog/journeys/j.yml", NAMED.replace("roles: {owner: it/lead}", "for: [«staff]") + "steps: [{id: a, title: A, by: it}]\n", "unknown-audience", '"staff" is not an audience'),
    ("catalog/notices/n.yml", "title: N\neffect: closed\nfrom: 2026-09-01\naffects: {departments: [it, «hrr]}\n", "unknown-department", '"hrr" is not a department'),
    ("catalog/kudos.yml", "- {from: department:it, to: «person:bob, text: Hi, on: 2026-09-01}\n", "unknown-person", '"bob" is not a person'),
    ("catalog/kudos.yml", "- {from: «it, to: person:ana, text: Hi, on: 2026-09-01}\n", "bad-value", "write from: department:it"),
    ("site_config/calendars.yml", 'office: {name: O, extends: «base, open: {mon: ["09:00-10:00"]}}\n', "unknown-calendar", '"base" is not a calendar'),
    ("site_config/priorities.yml", "default: «middle\npriorities: {high: {name: H}}\n", "unknown-priority", '"middle" is not a priority'),
    ("site_config/organization.yml", "name: O\nfeatured: [«it/gone]\n", "unknown-service", '"it/gone" is not a service'),
    ("catalog/results/it/2026.yml", "2026-10: {results: [{service: «it/repare, measure: response_time, counted: 7, kept: 7}]}\n", "unknown-service", 'did you mean "it/repair"?'),
    ("catalog/results/it/2026.yml", "2026-10: {results: [{service: it/repair, measure: response_time, agreement: «it-hr, counted: 7, kept: 7}]}\n", "unknown-agreement", '"it-hr" is not an agreement'),
    ("catalog/results/it/2026.yml", "2026-10: {results: [{service: it/repair, measure: response_time, priority: «hihg, counted: 7, kept: 7}]}\n", "unknown-priority", 'did you mean "high"?'),
    ("catalog/results/it/2026.yml", "2026-10: {results: [], notes: {«it/repare: It was hot.}}\n", "unknown-service", 'did you mean "it/repair"?'),
    ("catalog/results/it/2026.yml", "2026-10:\n  results: []\n  notes:\n    it/repair: See [it](«service:it/rep).\n", "unknown-service", '"it/rep" is not a service'),
    ("catalog/results/hr/2026.yml", "2026-10: {results: [{service: «it/repair, measure: response_time, counted: 7, kept: 7}]}\n", "bad-value", "it/repair has never been a service of hr\nmove the line to catalog/results/it/2026.yml"),
    ("catalog/results/itt/2026.yml", "«2026-10: {results: []}\n", "unknown-department", "a folder of results has the id of a department"),
    # in Markdown
    (SERVICE, NAMED + "description: See [it](«service:it/repare).\n", "unknown-service", 'did you mean "it/repair"?'),
    (SERVICE, NAMED + "description: |\n  Ask [us](role:it/lead),\n  or see [it](«service:it/repai)\n  or [that](service:it/repair).\n", "unknown-service", '"it/repai" is not a service'),
    (SERVICE, NAMED + "description: |\n  [good](service:it/repair) and [bad](«service:it/rep).\n", "unknown-service", '"it/rep" is not a service'),
    (SERVICE, NAMED + "description: |\n  a\u2028b\x85c\n  [bad](«service:it/rep)\n", "unknown-service", '"it/rep" is not a service'),
    (SERVICE, NAMED + "description: See <«service:it/rep>.\n", "unknown-service", '"it/rep" is not a service'),
    (SERVICE, NAMED + "description: 'See [it](«person:büro).'\n", "unknown-person", '"büro" is not a person'),
    (SERVICE, NAMED + "description: |\n  See [it].\n\n  [it]: «faq:it/why\n", "unknown-faq", '"it/why" is not a question'),
    (SERVICE, NAMED + "faqs:\n  - question: Why?\n    answer: See [it](«department:itt).\n", "unknown-department", '"itt" is not a department'),
    ("catalog/notices/n.yml", "title: N\neffect: closed\nfrom: 2026-09-01\naffects: {departments: [it]}\ntext: See [it](«journey:start).\n", "unknown-journey", '"start" is not a journey'),
    ("catalog/notices/n.yml", "title: N\neffect: closed\nfrom: 2026-09-01\naffects: {departments: [it]}\ntext: See [it](«notice:m) and [n](notice:n).\n", "unknown-notice", '"m" is not a notice'),
    (f"{IT}/faqs.yml", "- {question: Why?, answer: 'See [it](«agreement:it-hr).'}\n", "unknown-agreement", '"it-hr" is not an agreement'),
    # circles
    (f"{HR}/department.yml", "name: HR\nsummary: P.\npart_of: «hr\n", "circular-reference", "the departments are part of one another in a cycle: hr → hr"),
    (f"{IT}/roles.yml", "lead: {title: Lead, reports_to: «it/deputy}\ndeputy: {title: Deputy, reports_to: it/lead}\n", "circular-reference", "the roles report to one another in a cycle: it/lead → it/deputy → it/lead"),
    (SERVICE, NAMED + "replaced_by: «it/x\n", "circular-reference", "the services replace one another in a cycle: it/x → it/x"),
    (SERVICE, NAMED + "handoffs:\n  - {id: a, by: it}\n  - {id: b, service: «it/x}\n", "circular-reference", "the services hand work to one another in a cycle: it/x → it/x"),
    ("site_config/calendars.yml", 'office: {name: O, open: {mon: ["09:00-10:00"]}, extends: «b}\nb: {name: B, extends: office}\n', "circular-reference", "the calendars extend one another in a cycle: office → b → office"),
    # ids given twice
    (SERVICE, NAMED + "former_ids: [«it/repair]\n", "duplicate-id", 'the service id "it/repair" is taken'),
    (SERVICE, NAMED + "former_ids: [«it/mending]\n", "duplicate-id", 'the service id "it/mending" is taken'),
    (SERVICE, NAMED + "faqs:\n  - {question: Why?, answer: A.}\n  - «{question: why, answer: B.}\n", "duplicate-id", "add another id: to one of the two, or merge them"),
    (f"{IT}/faqs.yml", "- {question: Why?, answer: A.}\n- «{question: Why?, answer: A.}\n", "duplicate-id", "both say the same: remove one of the two"),
    (f"{IT}/faqs.yml", "- {question: Why?, answer: A.}\n- «{question: How?, answer: B., id: why}\n", "duplicate-id", 'the question id "it/why" is taken'),
    ("catalog/people.yml", "ana: {name: Ana}\nben: {name: Ben, former_ids: [«ana]}\n", "duplicate-id", 'the person id "ana" is taken'),
]  # fmt: skip


@pytest.mark.parametrize(("path", "text", "code", "words"), CASES, ids=[c[1][-40:] for c in CASES])
def test_every_fault_of_reference_is_one_problem_with_its_place(
    tmp_path: Path, path: str, text: str, code: str, words: str
) -> None:
    content, line, column = marked(text)
    root = make_catalog(tmp_path, {path: content}, base=FULL)
    found = [p for p in problems(root) if p.severity.value == "error"]
    assert [(p.code, str(p.place)) for p in found] == [(code, f"{path}:{line}:{column}")]
    assert found[0].hint
    assert words in f"{found[0].message}\n{found[0].hint}"


def test_every_reference_that_exists_is_fine(tmp_path: Path) -> None:
    text = (
        NAMED + "support_hours: always\naudience: [all-staff]\nsites: [berlin]\nhandoffs:\n"
        "  - {id: a, by: it}\n  - {id: b, by: it/lead}\n  - {id: c, service: it/repair}\n"
        "description: |\n  [a](service:it/repair) [b](department:hr) [c](role:it/lead) [d](person:ana)\n"
        "  [e](faq:it/repair/how-long) [f](calendar:office) [g](https://example.org/service:x) `[h](service:no)`\n"
    )
    assert errors(make_catalog(tmp_path, {SERVICE: text}, base=FULL)) == []


def test_what_a_document_mentions_is_what_its_references_name(tmp_path: Path) -> None:
    texts = {path: text for path, text, *_ in CASES if path != SERVICE}
    texts |= {
        f"{IT}/services/x-{number}.yml": text
        for number, (path, text, *_) in enumerate(CASES)
        if path == SERVICE
    }
    faulty = make_catalog(tmp_path, {path: text.replace("«", "") for path, text in texts.items()}, base=FULL)
    documents = [*load_documents(faulty).documents, *load_documents(REPOSITORY).documents]
    mentioned = [mentions_of(document) for document in documents]
    assert mentioned == [tuple(dict.fromkeys(map(resolve, references_of(one)))) for one in documents]
    assert {kind for named in mentioned for kind, _ in named} > {*LINKABLE} - {"notice"}


def test_a_circle_names_all_its_places(tmp_path: Path) -> None:
    root = make_catalog(
        tmp_path,
        {
            f"catalog/departments/{d}/department.yml": f"name: {d}\nsummary: Some.\npart_of: {above}\n"
            for d, above in ("ab", "bc", "ca", "da")
        },
    )
    (problem,) = problems(root)
    assert problem.message == "the departments are part of one another in a cycle: a → b → c → a"
    assert [str(r.place) for r in problem.related] == [
        "catalog/departments/b/department.yml:3:10", "catalog/departments/c/department.yml:3:10",
    ]  # fmt: skip


def test_services_that_hand_work_to_one_another_in_a_circle_are_all_named(tmp_path: Path) -> None:
    def service(*to: str) -> str:
        steps = ", ".join(f"{{id: s{number}, service: it/{name}}}" for number, name in enumerate(to))
        return f"name: S\nsummary: S.\nhandoffs: [{steps}]\n"

    root = make_catalog(
        tmp_path,
        {
            f"{IT}/services/{name}.yml": service(*to)
            for name, to in {"a": "xb", "b": "xc", "c": "xa", "d": "a", "x": ""}.items()
        },
    )
    (problem,) = [p for p in problems(root) if p.severity.value == "error"]
    assert problem.message == "the services hand work to one another in a cycle: it/a → it/b → it/c → it/a"
    assert str(problem.place) == f"{IT}/services/a.yml:3:55"
    assert [str(r.place) for r in problem.related] == [
        f"{IT}/services/b.yml:3:55", f"{IT}/services/c.yml:3:55",
    ]  # fmt: skip
    leaning = {
        f"{IT}/services/{name}.yml": f"name: S\nsummary: S.\ndepends_on: [{{service: it/{to}}}]\n"
        for name, to in {"a": "b", "b": "a"}.items()
    }
    assert errors(make_catalog(tmp_path / "leaning", leaning)) == []


def test_two_circles_are_two_problems(tmp_path: Path) -> None:
    root = make_catalog(
        tmp_path,
        {
            f"catalog/departments/{d}/department.yml": f"name: D\nsummary: Some.\npart_of: {above}\n"
            for d, above in ("ab", "ba", "cd", "dc")
        },
    )
    assert [p.code for p in problems(root)] == ["circular-reference"] * 2


def test_of_a_long_circle_some_are_listed_and_all_are_counted(tmp_path: Path) -> None:
    calendars = "".join(
        f"c{n}: {{name: C {n}, open: {{mon: ['09:00-10:00']}}, extends: c{(n + 1) % 400}}}\n"
        for n in range(400)
    )
    root = make_catalog(tmp_path, {"site_config/calendars.yml": calendars})
    (problem,) = [p for p in problems(root) if p.code == "circular-reference"]
    assert problem.message.endswith(
        "in a cycle: c0 → c1 → c2 → c3 → c4 → c5 → c6 → c7 → c8 → c9 → … → c0 (400 in all)"
    )
    assert (problem.hint or "").startswith('remove one of these references: this one, from "c0" to "c1", or')
    assert problem.related[0].message == 'from "c1" to "c2"'
    assert [related.place.line for related in problem.related] == list(range(2, 12))
    assert problem.related[-1].message == "this is part of the cycle, and so are 389 more that are not listed"


def test_an_id_given_twice_points_to_the_other(tmp_path: Path) -> None:
    faqs = "- {question: Why?, answer: A.}\n- {question: why, answer: B.}\n"
    (problem,) = [
        p for p in problems(make_catalog(tmp_path, {f"{IT}/faqs.yml": faqs})) if p.code == "duplicate-id"
    ]
    assert [str(related.place) for related in problem.related] == [f"{IT}/faqs.yml:1:3"]


BROKEN = [
    (f"{IT}/roles.yml", "lead: [\n", ["yaml-syntax"]),
    (f"{IT}/roles.yml", "lead: {titel: Lead}\n", ["unknown-key"]),
    (f"{IT}/roles.yml", b"\xff", ["not-utf8"]),
    ("catalog/people.yml", "", ["empty-file"]),
    ("catalog/people.yml", "- ana\n", ["wrong-type"]),
    ("site_config/calendars.yml", "office: {}\n", ["missing-key"]),
    ("site_config/calendars.yml", "<<<<<<< HEAD\n", ["merge-conflict"]),
    ("site_config/priorities.yml", "default: normal\n", ["missing-key"]),
    ("site_config/audiences.yml", "a: &a [*a]\n", ["alias-limit"]),
    ("site_config/sites.yml", "berlin: Berlin\n", ["wrong-type"]),
    (f"{IT}/department.yml", "nmae: IT\n", ["missing-key", "unknown-key"]),
    (f"{IT}/services/repair.yml", "name: Repair\n", ["missing-key"]),
    (f"{IT}/services/repair.yml", "a: b: c\n", ["yaml-syntax"]),
    (f"{IT}/services/repair.yml", "a: 1\n---\n", ["several-documents"]),
]  # fmt: skip
USING_IT_ALL = {
    **FULL,
    SERVICE: NAMED + (
        "audience: [all-staff]\nsites: [berlin]\nsupport_hours: office\ndepends_on: [{service: it/repair}]\n"
        "targets: [{measure: response_time, within: 1 hour, priority: high}]\n"
        "description: '[a](faq:it/repair/how-long) [b](role:it/desk-lead)'\n"
    ),
    "catalog/agreements/it-hr.yml": (
        "provider: it\ncustomer: hr\ncovers: [it/repair]\n"
        f"accepted:\n  - {{party: it, by: it/lead, on: 2026-01-01, terms: sha256-{'0' * 32}}}\n"
    ),
    f"{HR}/services/pay.yml": "name: Pay\nsummary: Pay.\nroles: {owner: hr/head}\nsupport_hours: office\nhandoffs: [{id: a, by: it/lead}]\n",
}  # fmt: skip


def test_the_catalog_that_uses_everything_has_no_errors(tmp_path: Path) -> None:
    assert errors(write(tmp_path, USING_IT_ALL)) == []


@pytest.mark.parametrize(("path", "content", "codes"), BROKEN, ids=[f"{c[0]}-{c[2][0]}" for c in BROKEN])
def test_a_broken_file_causes_no_follow_ups(
    tmp_path: Path, path: str, content: str | bytes, codes: list[str]
) -> None:
    before = {p for p in problems(write(tmp_path, USING_IT_ALL)) if p.place.path != path}
    after = problems(write(tmp_path, {path: content}))
    assert [(p.code, p.place.path) for p in after if p.place.path == path] == [(code, path) for code in codes]
    assert {p for p in after if p.place.path != path} <= before


@pytest.mark.parametrize(
    "path", [f"{IT}/roles.yml", "catalog/people.yml", f"{IT}/department.yml", f"{IT}/services/repair.yml"]
)
def test_a_file_with_the_wrong_ending_causes_no_follow_ups(tmp_path: Path, path: str) -> None:
    root = write(tmp_path, USING_IT_ALL)
    (root / path).rename(root / path.replace(".yml", ".yaml"))
    assert errors(root) == [f"{path.replace('.yml', '.yaml')}:1:1 stray-file"]


@pytest.mark.parametrize(
    "path",
    [
        f"{IT}/roles.yml",
        "catalog/people.yml",
        f"{IT}/department.yml",
        IT,
        f"{IT}/services",
        "catalog/departments",
    ],
)
def test_a_link_that_leads_out_causes_no_follow_ups(tmp_path: Path, path: str) -> None:
    root = write(tmp_path / "repo", USING_IT_ALL)
    (root / path).rename(tmp_path / "elsewhere")
    (root / path).symlink_to(tmp_path / "elsewhere")
    assert errors(root) == [f"{path}:1:1 symbolic-link"]


def test_a_missing_department_file_causes_no_follow_ups(tmp_path: Path) -> None:
    root = write(tmp_path, USING_IT_ALL)
    (root / f"{IT}/department.yml").unlink()
    assert errors(root) == [f"{IT}/roles.yml:1:1 stray-file"]
