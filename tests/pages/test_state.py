"""Catalog health: the overview, and each department's page."""

from __future__ import annotations

from pathlib import Path

from tests.pages.rendering import body_at, made, view_at

from servicebook.analysis.coverage import coverage
from servicebook.pages.parts.finding_groups import GROUPS, ORDER
from servicebook.pages.state import MAX_SHARED
from servicebook.rules import RULES

IT = "catalog/departments/it"
ORGANIZATION = {
    "site_config/organization.yml": "name: X\nsource_url: 'https://git.example.org/{path}'\n",
}
BARE = {f"{IT}/services/bare.yml": "name: Bare\nsummary: Nothing is known.\n"}


def test_catalog_without_problems_is_said_to_be_good(tmp_path: Path) -> None:
    site = made(tmp_path)
    assert site.problems == ()
    view = view_at(site, "state/")
    assert view.is_good
    assert view.columns == ()
    assert view.headline == "Nothing is missing, overdue or vacant."
    assert view_at(site, "state/it/").is_good
    assert "sb-problems" not in body_at(site, "state/")


def test_complete_are_services_in_which_nothing_was_found(tmp_path: Path) -> None:
    files = {
        **BARE,
        f"{IT}/services/old.yml": "name: Old\nsummary: Gone.\nlifecycle: retired\n",
        f"{IT}/services/new.yml": "name: New\nsummary: Soon.\nlifecycle: planned\nroles: {owner: it/lead}\n",
    }
    site = made(tmp_path, files)
    found = {problem.place.path for problem in site.problems}
    counted = coverage(site.catalog, site.problems).departments["it"]
    assert (counted.services, counted.complete, counted.percent) == (
        3,
        3 - len(found),
        100 * (3 - len(found)) // 3,
    )
    assert f"{IT}/services/bare.yml" in found


def test_figures_of_a_department_count_its_findings_and_lead_to_them(tmp_path: Path) -> None:
    site = made(tmp_path, BARE)
    view, body = view_at(site, "state/it/"), body_at(site, "state/it/")
    whole, unnamed, *found = view.figures
    assert unnamed.what.endswith("without other names, by which people would find them")
    assert (whole.value, whole.note) == ("50 %", "1 of 2 services")
    assert sum(int(figure.value) for figure in found) == len(view.problems) == 2
    for figure in found:
        assert body.count(f'id="{figure.href.removeprefix("#")}"') == 1
    assert view_at(site, "state/").rows[0].complete == whole.value


def test_services_without_aliases_are_counted_and_lead_to_the_command(tmp_path: Path) -> None:
    files = {
        f"{IT}/services/named.yml": "name: Named\nsummary: Well.\naliases: [known]\nroles: {owner: it/lead}\n",
        f"{IT}/services/old.yml": "name: Old\nsummary: Gone.\nlifecycle: retired\n",
    }
    site = made(tmp_path, files)
    for path in ("state/", "state/it/"):
        figure = view_at(site, path).figures[1]
        assert (figure.value, figure.note) == ("1", "the command servicebook suggest-aliases proposes some")
    repair = f"{IT}/services/repair.yml"
    text = (tmp_path / repair).read_text("utf-8")
    whole = made(tmp_path / "whole", {**files, repair: text + "aliases: [mending]\n"})
    assert len(view_at(whole, "state/").figures) == 1


def test_overview_counts_by_department_and_kind(tmp_path: Path) -> None:
    files = {**BARE, "catalog/departments/hr/roles.yml": "head: {title: Head}\n"}
    view = view_at(made(tmp_path, files), "state/")
    assert view.columns == ("Missing", "Vacant")
    assert [(r.department.text, r.counts, r.total) for r in view.rows] == [
        ("IT", ("2", ""), "2"),
        ("HR", ("", "1"), "1"),
    ]
    assert view.rows[0].department.href == "../state/it/"
    assert [(c.code, c.number) for c in view.codes] == [
        ("no-owner", "1"),
        ("no-promise", "1"),
        ("vacant-role", "1"),
    ]
    assert view.headline == "3 findings: 2 missing, 1 vacant."


def test_department_lists_its_problems_with_what_to_do(tmp_path: Path) -> None:
    site = made(tmp_path, {**BARE, **ORGANIZATION})
    problem = view_at(site, "state/it/").problems[0]
    assert problem.message == '"Bare" has no owner'
    assert problem.hint == "Add roles: {owner: <department>/<role>}"
    assert problem.edit == f"https://git.example.org/{IT}/services/bare.yml"
    assert problem.rule == "../../reference/rules/#no-owner"
    assert problem.place == f"{IT}/services/bare.yml:1:1"


def test_agreement_is_its_providers_to_mend(tmp_path: Path) -> None:
    files = {"catalog/agreements/a.yml": "provider: it\ncustomer: hr\ncovers: [it/repair]\n"}
    site = made(tmp_path, files)
    assert [p.code for p in view_at(site, "state/it/").problems] == ["agreement-not-accepted"]
    assert view_at(site, "state/").shared == []


def test_problem_of_a_shared_file_stands_on_the_overview(tmp_path: Path) -> None:
    calendars = "office:\n  name: Office\n  open: {mon: ['09:00-17:00']}\n  known_until: 2026-09-10\n"
    view = view_at(made(tmp_path, {"site_config/calendars.yml": calendars}), "state/")
    assert [p.code for p in view.shared] == ["calendar-ends-soon"]


def test_long_list_of_shared_problems_is_cut(tmp_path: Path) -> None:
    people = "ana: {name: Ana}\nben: {name: Ben}\n" + "".join(
        f"p{n}: {{name: P{n}, site: nowhere}}\n" for n in range(60)
    )
    site = made(tmp_path, {"catalog/people.yml": people})
    view = view_at(site, "state/")
    assert (len(view.shared), view.more_shared) == (MAX_SHARED, 10)
    assert "And 10 more" in body_at(site, "state/")


def test_waived_findings_are_shown_with_reason_and_end(tmp_path: Path) -> None:
    rules = (
        "waivers:\n"
        f"- {{code: no-owner, path: '{IT}/**', reason: 'New <b>', until: 2026-12-31}}\n"
        f"- {{code: no-promise, path: '{IT}/**', reason: Old, until: 2026-08-31}}\n"
    )
    site = made(tmp_path, {**BARE, "site_config/rules.yml": rules})
    view = view_at(site, "state/")
    assert [(w.code, w.until, w.number, w.ended) for w in view.waivers] == [
        ("no-owner", "until 31 Dec 2026", "1 finding", False),
        ("no-promise", "ended 31 Aug 2026", "", True),
    ]
    department = view_at(site, "state/it/")
    assert [w.code for w in department.waivers] == ["no-owner"]
    assert [p.code for p in department.waived] == ["no-owner"]
    assert [p.code for p in department.problems] == ["no-promise"]
    assert "New &lt;b&gt;" in body_at(site, "state/it/")


def test_overview_of_ten_thousand_problems_is_under_a_megabyte(tmp_path: Path) -> None:
    files = {
        f"catalog/departments/d{n}/department.yml": "name: D\nsummary: S.\nreviewed_on: 2020-01-01\n"
        "review_every: 1 month\n"
        for n in range(200)
    }
    files |= {
        f"catalog/departments/d{n}/roles.yml": "".join(f"r{m}: {{title: R}}\n" for m in range(25))
        for n in range(200)
    }
    site = made(tmp_path, files)
    assert len(site.problems) >= 10_000
    assert len(body_at(site, "state/").encode()) < 1_000_000


def test_every_rule_has_its_group() -> None:
    assert set(GROUPS) == {rule.CODE for rule in RULES}
    assert set(GROUPS.values()) == set(ORDER)


def test_words_of_a_problem_are_never_code(tmp_path: Path) -> None:
    bad = {f"{IT}/services/bare.yml": "name: '<script>{{ 7*7 }}</script>'\nsummary: S.\n"}
    body = body_at(made(tmp_path, bad), "state/it/")
    assert "&lt;script&gt;{{ 7*7 }}&lt;/script&gt;" in body
    assert "<script>" not in body
