"""Agreements: the directory, and the page of one."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from tests.pages.rendering import body_at, made, view_at
from tests.support import HR, IT, SMALL, opened, run

from servicebook.model.promises import terms_of
from servicebook.pages.rendering.context import MAX_ROWS, RenderContext, render_context

FILE = "catalog/agreements/it-hr.yml"
TERMS = (
    "name: Repairs for HR\nsummary: HR cannot wait.\nprovider: it\ncustomer: hr\ncovers: [it/repair]\n"
    "targets: [{measure: response_time, within: 1 hour, compliance: 95, per: month}]\n"
    "customer_duties: [Bring the charger.]\nquality: [It works.]\n"
)


def accepted(
    root: Path,
    more: str = "",
    terms: str | None = None,
    files: dict[str, str] | None = None,
    provider: str = "it",
) -> RenderContext:
    """The small catalog with an agreement that both have accepted, on today's terms unless others are given."""
    text = TERMS.replace("provider: it", f"provider: {provider}")
    if terms is None:
        site = made(root, {**(files or {}), FILE: text})
        terms = terms_of(site.catalog, site.catalog.agreements["it-hr"])
    acceptances = (
        f"accepted:\n- {{party: {provider}, by: it/lead, on: 2026-01-05, terms: {terms}}}\n"
        f"- {{party: hr, by: hr/head, on: 2026-01-07, terms: {terms}}}\n"
    )
    return made(root, {**(files or {}), FILE: text + more + acceptances})


def test_agreement_in_force_promises_its_own_times(tmp_path: Path) -> None:
    view = view_at(accepted(tmp_path), "agreements/it-hr/")
    assert view.in_force
    assert [(t.measure, t.value) for t in view.targets] == [("First reply", "within 1 hour")]
    (covered,) = view.covered
    assert covered.service.text == "Repair"
    assert [(t.value, t.source.text) for t in covered.targets] == [("within 1 hour", "agreement")]


def test_page_says_who_accepted_by_which_role_and_when(tmp_path: Path) -> None:
    view = view_at(accepted(tmp_path), "agreements/it-hr/")
    assert [(a.party.text, a.role.text, a.holders, a.on, a.current) for a in view.accepted] == [
        ("IT", "Lead", "Ana", "5 Jan 2026", True),
        ("HR", "Head", "Ben", "7 Jan 2026", True),
    ]
    assert view.terms.startswith("sha256-")


def test_missing_acceptance_is_shown_and_the_services_own_times_apply(tmp_path: Path) -> None:
    site = made(tmp_path, {FILE: TERMS})
    view = view_at(site, "agreements/it-hr/")
    assert not view.in_force
    assert view.why == "IT and HR have not accepted it yet."
    assert [a.role for a in view.accepted] == [None, None]
    assert [t.value for t in view.targets] == ["within 1 hour"]
    assert [t.value for t in view.covered[0].targets] == ["within 4 hours"]
    body = body_at(site, "agreements/it-hr/")
    assert "IT would promise" in body
    assert "own targets</a> apply to HR" in body


def test_changed_terms_are_told_apart_from_those_accepted(tmp_path: Path) -> None:
    site = accepted(tmp_path, terms="sha256-" + "0" * 32)
    view = view_at(site, "agreements/it-hr/")
    assert view.state.text == "not accepted again yet"
    assert [a.current for a in view.accepted] == [False, False]
    assert view.why == (
        "What is promised has changed since both accepted it, and IT and HR have not accepted it again yet."
    )
    assert [t.value for t in view.covered[0].targets] == ["within 4 hours"]
    body = body_at(site, "agreements/it-hr/")
    assert "Accept it again" in body
    command = f"servicebook accept it-hr --party it --by it/lead --terms {view.terms}"
    assert f'<code class="sb-code is-long" dir="ltr">{command}</code>' in body


def test_only_who_has_not_accepted_is_asked_to(tmp_path: Path) -> None:
    site = made(tmp_path, {FILE: TERMS})
    terms = terms_of(site.catalog, site.catalog.agreements["it-hr"])
    one = f"accepted: [{{party: it, by: it/lead, on: 2026-01-05, terms: {terms}}}]\n"
    view = view_at(made(tmp_path, {FILE: TERMS + one}), "agreements/it-hr/")
    assert [(party.text, command) for party, command in view.to_accept] == [
        ("HR", f"servicebook accept it-hr --party hr --by hr/head --terms {terms}")
    ]
    assert view_at(accepted(tmp_path / "b"), "agreements/it-hr/").to_accept == []


def test_role_that_usually_accepts_is_the_nearest_head_that_somebody_is_in(tmp_path: Path) -> None:
    old = f"accepted: [{{party: hr, by: hr/aide, on: 2026-01-05, terms: sha256-{'1' * 32}}}]\n"
    board = {
        "catalog/departments/board/department.yml": "name: Board\nsummary: All.\nhead: board/chair\n",
        "catalog/departments/board/roles.yml": "chair: {title: Chair, holders: [ana]}\n",
    }
    roles = "head: {title: Head}\naide: {title: Aide, holders: [ben]}\n"
    hr = "name: HR\nsummary: People.\nhead: hr/head\n"

    def who(root: Path, department: str, more: dict[str, str]) -> str:
        files = {FILE: TERMS + old, f"{HR}/department.yml": department, f"{HR}/roles.yml": roles, **more}
        command = view_at(made(root, files), "agreements/it-hr/").to_accept[1][1]
        return str(command).split(" --by ")[1].split()[0]

    assert who(tmp_path / "a", hr + "part_of: board\n", board) == "board/chair"
    assert who(tmp_path / "b", hr, {}) == "hr/aide"
    nobody = {f"{HR}/roles.yml": roles.replace("[ben]", "[]")}
    assert who(tmp_path / "c", hr, nobody) == "ROLE"


def test_lapsed_agreement_is_renewed_before_it_is_accepted(tmp_path: Path) -> None:
    site = made(tmp_path, {FILE: TERMS + "effective_until: 2026-08-31\n"})
    assert view_at(site, "agreements/it-hr/").to_accept == []
    assert "Until it is renewed" in body_at(site, "agreements/it-hr/")


def test_both_sides_duties_stand_side_by_side_those_of_services_included(tmp_path: Path) -> None:
    repair = SMALL[f"{IT}/services/repair.yml"] + "customer_duties: [Say what broke.]\n"
    loan = "name: Loan\nsummary: We lend.\nroles: {owner: it/lead}\ncustomer_duties: [Say what broke.]\n"
    files = {
        f"{IT}/services/repair.yml": repair,
        f"{IT}/services/loan.yml": loan,
        f"{IT}/services/print.yml": "name: Print\nsummary: We print.\nroles: {owner: it/lead}\n",
        FILE: TERMS.replace("[it/repair]", "[it/repair, it/print, it/loan]"),
    }
    view = view_at(made(tmp_path, files), "agreements/it-hr/")
    assert (view.duties, view.quality) == (("Bring the charger.",), ("It works.",))
    assert [([s.text for s in asked.services], asked.duties) for asked in view.asked_of_all] == [
        (["Repair", "Loan"], ("Say what broke.",))
    ]


def test_departments_within_the_customer_are_named_but_for_those_with_their_own(tmp_path: Path) -> None:
    def part(name: str, of: str) -> dict[str, str]:
        return {
            f"catalog/departments/{name}/department.yml": f"name: {name.title()}\nsummary: S.\npart_of: {of}\n"
        }

    parts = part("pay", "hr") | part("tax", "pay") | part("hiring", "hr")
    site = accepted(tmp_path, files=parts)
    assert [link.text for link in view_at(site, "agreements/it-hr/").also_for] == ["Hiring", "Pay", "Tax"]
    assert "which are part of HR" in body_at(site, "agreements/it-hr/")
    (above,) = view_at(site, "departments/tax/").agreements
    assert (above[0].text, above[2].text, above[2].note) == ("Repairs for HR", "HR", "and therefore for Tax")
    assert "HR</a>, and therefore for Tax" in body_at(site, "departments/tax/")
    own = TERMS.replace("customer: hr", "customer: pay")
    terms = terms_of(
        (other := made(tmp_path, {"catalog/agreements/it-pay.yml": own}).catalog), other.agreements["it-pay"]
    )
    by = f"on: 2026-01-05, terms: {terms}"
    both = f"accepted: [{{party: it, by: it/lead, {by}}}, {{party: pay, by: hr/head, {by}}}]\n"
    site = made(tmp_path, {"catalog/agreements/it-pay.yml": own + both})
    assert [link.text for link in view_at(site, "agreements/it-hr/").also_for] == ["Hiring"]
    assert [link.text for link in view_at(site, "agreements/it-pay/").also_for] == ["Tax"]
    assert [a[2].text for a in view_at(site, "departments/tax/").agreements] == ["Pay"]


def test_of_two_acceptances_of_one_day_the_later_in_the_list_is_the_latest(tmp_path: Path) -> None:
    old = f"sha256-{'1' * 32}"
    site = made(tmp_path, {FILE: TERMS})
    now = terms_of(site.catalog, site.catalog.agreements["it-hr"])
    more = (
        f"accepted:\n- {{party: hr, by: hr/head, on: 2026-01-05, terms: {old}}}\n"
        f"- {{party: hr, by: hr/head, on: 2026-01-05, terms: {now}}}\n"
        f"- {{party: hr, by: hr/head, on: 2026-12-31, terms: {old}}}\n"
    )
    view = view_at(made(tmp_path, {FILE: TERMS + more}), "agreements/it-hr/")
    assert [(a.party.text, a.terms) for a in view.accepted] == [("IT", None), ("HR", now)]
    assert [a.terms for a in view.earlier] == [old]


def test_step_handed_to_another_department_takes_as_long_as_the_two_agreed_on(tmp_path: Path) -> None:
    hiring = "name: Hiring\nsummary: We hire.\nroles: {owner: hr/head}\nhandoffs: [{id: laptop, service: it/repair}]\n"
    same = {
        f"{HR}/services/hiring.yml": hiring,
        f"{IT}/services/loan.yml": hiring.replace("hr/head", "it/lead"),
    }
    site = accepted(tmp_path, files=same)
    assert view_at(site, "services/hr/hiring/").work.steps[0].time == "promised: 1 hour"
    assert view_at(site, "services/it/loan/").work.steps[0].time == "promised: 4 hours"


def test_agreement_is_in_force_everywhere_once_both_have_accepted_by_command(tmp_path: Path) -> None:
    made(tmp_path, {FILE: TERMS})
    for party, by in (("it", "it/lead"), ("hr", "hr/head")):
        done = run(
            "accept", "it-hr", "--party", party, "--by", by, "--root", str(tmp_path), "--today", "2026-09-01"
        )
        assert done.returncode == 0
    context = render_context(opened(tmp_path))
    assert context.problems == ()
    assert view_at(context, "agreements/it-hr/").in_force
    assert view_at(context, "agreements/").rows[0].state.text == "in force"
    ((row,),) = (section.rows for section in view_at(context, "sla/").sections)
    assert row.reply.value == "4 hours"
    assert [(other.customer.text, other.value) for other in row.others] == [("HR", "1 hour")]
    (note,) = view_at(context, "services/it/repair/").agreements
    assert (note.state, [t.value for t in note.promises]) == ("in force", ["within 1 hour"])
    for department in ("it", "hr"):
        assert [state.text for *_, state in view_at(context, f"departments/{department}/").agreements] == [
            "in force"
        ]


def test_lapsed_and_coming_agreements_say_their_day(tmp_path: Path) -> None:
    lapsed = accepted(tmp_path / "a", "effective_until: 2026-08-31\n")
    assert view_at(lapsed, "agreements/it-hr/").why == "It ended on 31 Aug 2026."
    coming = accepted(tmp_path / "b", "effective_from: 2026-10-01\n")
    assert view_at(coming, "agreements/it-hr/").why == "It begins on 1 Oct 2026."
    assert view_at(coming, "agreements/").rows[0].dates == "from 1 Oct 2026"


def test_earlier_acceptance_stays_visible(tmp_path: Path) -> None:
    old = f"sha256-{'1' * 32}"
    terms = accepted(tmp_path / "a")
    now = terms_of(terms.catalog, terms.catalog.agreements["it-hr"])
    more = (
        "accepted:\n"
        f"- {{party: it, by: it/lead, on: 2026-01-05, terms: {now}}}\n"
        f"- {{party: it, by: hr/head, on: 2025-01-05, terms: {old}}}\n"
    )
    view = view_at(made(tmp_path / "b", {FILE: TERMS + more}), "agreements/it-hr/")
    assert [(a.on, a.terms) for a in view.earlier] == [("5 Jan 2025", old)]


def test_dates_and_reviews_are_told(tmp_path: Path) -> None:
    more = "effective_from: 2026-01-01\nreviewed_on: 2026-02-01\nreview_every: 6 months\n"
    assert view_at(accepted(tmp_path, more), "agreements/it-hr/").dates == [
        ("First day", "1 Jan 2026"),
        ("Reviewed together", "1 Feb 2026"),
        ("Next review", "1 Aug 2026"),
        ("Review every", "6 months"),
    ]


def test_directory_counts_states(tmp_path: Path) -> None:
    view = view_at(accepted(tmp_path), "agreements/")
    assert [fact.text for fact in view.facts] == ["1 in force"]
    (row,) = view.rows
    assert (row.provider.text, row.customer.text, row.services) == ("IT", "HR", ("Repair",))
    assert row.dates == "no end date"


def test_long_directory_leads_to_the_departments(tmp_path: Path) -> None:
    files = {f"catalog/agreements/a-{n}.yml": TERMS for n in range(MAX_ROWS + 1)}
    view = view_at(made(tmp_path, files, today=date(2026, 9, 1)), "agreements/")
    assert view.rows == []
    assert [(link.text, number) for link, number in view.providers] == [("IT", "501 agreements")]


def test_no_agreement_is_an_invitation(tmp_path: Path) -> None:
    assert "No department has an agreement" in body_at(made(tmp_path), "agreements/")


def test_words_of_an_agreement_are_never_code(tmp_path: Path) -> None:
    bad = TERMS.replace("Repairs for HR", "'<script>alert(1)</script> {{ 7*7 }}'")
    site = made(tmp_path, {FILE: bad.replace("Bring the charger.", "'{% raw %}<b>'")})
    for path in ("agreements/", "agreements/it-hr/"):
        body = body_at(site, path)
        assert "&lt;script&gt;alert(1)&lt;/script&gt; {{ 7*7 }}" in body
        assert "<script>" not in body
    assert "{% raw %}&lt;b&gt;" in body


def test_people_who_accepted_are_not_named_where_people_are_not_shown(tmp_path: Path) -> None:
    accepted(tmp_path)
    hidden = "name: X\npeople: roles-only\n"
    agreement = (tmp_path / FILE).read_text(encoding="utf-8")
    site = made(tmp_path, {FILE: agreement, "site_config/organization.yml": hidden})
    body = body_at(site, "agreements/it-hr/")
    assert "Lead" in body
    assert "Ana" not in body
