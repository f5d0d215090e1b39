"""Roles: the directory, and the page of one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from tests.pages.rendering import body_at, made, view_at
from tests.support import IT

from servicebook.pages import all_pages

ROLES = f"{IT}/roles.yml"
FULL = (
    "lead:\n  title: Lead\n  summary: Leads.\n  aliases: [boss]\n  responsibilities: [Repairs., Loans., The rota.]\n"
    "  decides: [Repair or replace.]\n  holders: [{person: ana, interim: true, since: 2026-07-01, until: 2026-12-31}]\n"
    "  deputies: [ben]\n  contact: {email: lead@example.org}\n"
    "buyer: {title: Buyer, vacant_since: 2026-05-01, reports_to: it/lead}\n"
)


def test_row_says_who_holds_stands_in_owns_and_reports(tmp_path: Path) -> None:
    view = view_at(made(tmp_path, {ROLES: FULL}), "roles/")
    section = next(s for s in view.sections if s.anchor == "it")
    buyer, lead = section.rows
    assert (lead.answers, lead.more_answers) == (("Repairs.", "Loans."), 1)
    assert [(h.text, h.note) for h in lead.holders] == [("Ana", "acting")]
    assert [d.text for d in lead.deputies] == ["Ben"]
    assert [s.text for s in lead.owns] == ["Repair"]
    assert (buyer.vacant, buyer.holders, buyer.reports_to.text) == ("vacant since 1 May 2026", [], "Lead")


def test_vacant_interim_and_without_a_deputy_can_be_filtered(tmp_path: Path) -> None:
    view = view_at(made(tmp_path, {ROLES: FULL}), "roles/")
    states, departments = view.filters.groups
    assert [(c.value, c.number) for c in states.choices] == [
        ("held", 1),
        ("interim", 1),
        ("vacant", 1),
        ("no-deputy", 2),
    ]
    assert [(c.value, c.number) for c in departments.choices] == [("hr", 1), ("it", 2)]
    assert [(f.text, f.href) for f in view.facts][1:3] == [
        ("1 vacant", "?state=vacant"),
        ("1 acting", "?state=interim"),
    ]


def test_department_without_roles_is_named(tmp_path: Path) -> None:
    site = made(tmp_path, {"catalog/departments/legal/department.yml": "name: Legal\nsummary: Law.\n"})
    assert [link.text for link in view_at(site, "roles/").without] == ["Legal"]
    assert "1 department has not described any roles yet." in body_at(site, "roles/")


def test_above_the_limit_departments_have_lists_of_their_own(tmp_path: Path) -> None:
    site = made(
        tmp_path, {ROLES: FULL, "catalog/departments/legal/department.yml": "name: Law\nsummary: x\n"}
    )
    assert "roles/it/" not in {page.path for page in all_pages(site)}
    small = replace(site, max_rows=2)
    view = view_at(small, "roles/")
    assert view.sections == []
    assert [(link.text, number, vacant) for link, number, vacant in view.departments] == [
        ("HR", 1, 0),
        ("IT", 2, 1),
    ]
    assert [row.role.text for row in view_at(small, "roles/it/").sections[0].rows] == ["Buyer", "Lead"]
    assert "No roles have been described yet." in body_at(small, "roles/legal/")
    assert view_at(small, "roles/it/lead/").crumbs[1].href == "../../it/"


def test_page_of_a_role_says_all_of_it(tmp_path: Path) -> None:
    site = made(
        tmp_path,
        {
            ROLES: FULL,
            f"{IT}/services/repair.yml": (
                "name: Repair\nsummary: We mend it.\nroles: {owner: it/lead}\nescalation: [{role: it/lead}]\n"
            ),
        },
    )
    view = view_at(site, "roles/it/lead/")
    assert view.responsibilities == ("Repairs.", "Loans.", "The rota.")
    assert view.decides == ("Repair or replace.",)
    assert [(p.name.text, p.note, p.interim) for p in view.people] == [
        ("Ana", "acting, since 1 Jul 2026, until 31 Dec 2026", True)
    ]
    assert [p.name.text for p in view.deputies] == ["Ben"]
    assert [(link.text, link.note) for link in view.reports] == [("Buyer", "vacant")]
    assert [(g.anchor, [r.name.text for r in g.rows]) for g in view.services] == [("owns", ["Repair"])]
    assert [link.text for link in view.late] == ["Repair"]
    assert [link.text for link in view.head_of] == ["IT"]
    assert [c.href for c in view.contacts] == ["mailto:lead@example.org"]


def test_vacant_role_is_shown_as_an_empty_place(tmp_path: Path) -> None:
    site = made(tmp_path, {ROLES: FULL})
    (place,) = view_at(site, "roles/it/buyer/").people
    assert (place.name.text, place.vacant, place.mark) == ("Vacant since 1 May 2026", True, "")
    assert '<li class="is-vacant">' in body_at(site, "roles/it/buyer/")


def test_role_whose_interim_ended_is_vacant(tmp_path: Path) -> None:
    site = made(tmp_path, {ROLES: FULL}, today=date(2027, 1, 1))
    assert view_at(site, "roles/it/lead/").people[0].vacant


def test_escalations_beyond_twenty_are_counted(tmp_path: Path) -> None:
    services = {
        f"{IT}/services/s{number}.yml": f"name: S{number}\nsummary: x\nescalation: [{{role: it/lead}}]\n"
        for number in range(23)
    }
    view = view_at(made(tmp_path, services), "roles/it/lead/")
    assert (len(view.late), view.more_late) == (20, 3)
