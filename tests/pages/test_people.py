"""People: the directory, the page of one, and none of it where names are not shown."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from tests.pages.rendering import body_at, made, view_at
from tests.support import IT

from servicebook.pages import all_pages
from servicebook.pages.people import initial
from servicebook.pages.rendering.page import body_of

PEOPLE = (
    "ana: {name: Ána Quill, email: ana@example.org, chat: '@ana', phone: '+31 20 5550', site: berlin,\n"
    "  languages: [de, pt-BR], handles: {github: ana-q}}\n"
    "ben: {name: Ben Zorn}\ngone: {name: Gone Girl, left_on: 2026-01-31}\n"
)
FILES = {
    "catalog/people.yml": PEOPLE,
    "site_config/sites.yml": "berlin: {name: Berlin, address: Am Ufer 1}\n",
    f"{IT}/roles.yml": "lead: {title: Lead, holders: [ana, gone], deputies: [ben]}\n",
    "catalog/kudos.yml": "- {from: 'person:ben', to: 'person:ana', text: Thanks., on: 2026-05-01}\n",
}
ROLES_ONLY = {"site_config/organization.yml": "name: Fernhill\npeople: roles-only\n"}


def test_row_says_roles_place_languages_and_how_to_reach(tmp_path: Path) -> None:
    ana, ben = view_at(made(tmp_path, FILES), "people/").rows
    assert [(r.text, r.note) for r in ana.roles] == [("Lead", None)]
    assert [(r.text, r.note) for r in ben.roles] == [("Head", None), ("Lead", "deputy")]
    assert (ana.site, ana.languages) == ("Berlin", "German, Portuguese (Brazil)")
    assert [c.text for c in ana.contacts] == ["ana@example.org", "@ana", "+31 20 5550"]


def test_page_of_a_person_says_all_of_it(tmp_path: Path) -> None:
    view = view_at(made(tmp_path, FILES), "people/ana/")
    assert view.name == "Ána Quill"
    assert [(h.role.text, h.department.text, h.deputy) for h in view.holds] == [("Lead", "IT", "Ben Zorn")]
    assert [(service.text, service.href) for service in view.owns] == [
        ("Repair", "../../services/it/repair/")
    ]
    assert view.site == ("Berlin", "Am Ufer 1")
    assert view.handles == (("github", "ana-q"),)
    assert [(k.sender.text, k.text) for k in view.thanks] == [("Ben Zorn", "Thanks.")]


def test_languages_are_named_in_the_sites_language(tmp_path: Path) -> None:
    site = made(tmp_path, {**FILES, "site_config/organization.yml": "name: F\nlanguage: de\n"})
    assert view_at(site, "people/ana/").languages == "Deutsch, Portugiesisch (Brasilien)"


def test_whoever_has_left_has_no_page_and_no_row(tmp_path: Path) -> None:
    site = made(tmp_path, FILES)
    assert "people/gone/" not in {page.path for page in all_pages(site)}
    for page in all_pages(site):
        if not page.path.startswith("state/"):
            assert "Gone Girl" not in body_of(page, site), page.path


def test_roles_only_leaves_no_page_no_name_and_no_link(tmp_path: Path) -> None:
    site = made(tmp_path, {**FILES, **ROLES_ONLY})
    for page in all_pages(site):
        assert not page.path.startswith("people/")
        body = body_of(page, site)
        for word in ("Quill", "Zorn", "ana@example.org", "5550", "ana-q", "people/ana", "people/ben"):
            assert word not in body, (page.path, word)
        assert 'href="people/"' not in body
        assert '../people/"' not in body
    assert "1 holder" in body_at(site, "roles/")
    assert view_at(site, "roles/it/lead/").held == "1 person"


@pytest.mark.parametrize(
    ("name", "letter"),
    [
        ("Ána", "a"),
        ("Øst", "ø"),
        ("ßet", "s"),
        ("李雷", "李"),
        ("عمر", "ع"),
        ("'t Hooft", "t"),
        ("—", "other"),
    ],
)
def test_names_are_found_under_their_letter(name: str, letter: str) -> None:
    assert initial(name) == letter


def test_above_the_limit_every_letter_has_a_list(tmp_path: Path) -> None:
    site = replace(made(tmp_path, FILES), max_rows=1)
    paths = [page.path for page in all_pages(site) if page.path.startswith("people/by/")]
    assert paths == ["people/by/a/", "people/by/b/"]
    assert [(link.text, link.note) for link in view_at(site, "people/").letters] == [("A", "1"), ("B", "1")]
    assert [row.name.text for row in view_at(site, "people/by/b/").rows] == ["Ben Zorn"]
    assert 'aria-current="page"' in body_at(site, "people/by/b/")
