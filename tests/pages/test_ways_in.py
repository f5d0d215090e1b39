"""Where readers can say something: by form, issue and mail; and what each page says of who is seen by it."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from tests.pages.rendering import body_at, made
from tests.support import SMALL, TODAY, make_catalog, opened

from servicebook.pages import all_pages
from servicebook.pages.rendering.context import render_context
from servicebook.pages.rendering.page import body_of

FEEDBACK = "site_config/feedback.yml"
ORGANIZATION = "site_config/organization.yml"
GITHUB = "name: Acme\nsource_url: 'https://github.com/acme/services/edit/main/{path}'\n"
GITLAB = "name: Acme\nsource_url: 'https://gitlab.example.org/acme/services/-/edit/main/{path}'\n"
REPAIR = "services/it/repair/"
PURPOSES = {"Rate this service", "Suggest something", "Say that something is missing", "Thank somebody"}


def ways(body: str) -> list[tuple[str, str, str, str]]:
    """What can be said on a page: what, how, the address, and what is said of who is seen."""
    block = body.partition('<aside class="sb-ways-in"')[2]
    only = re.findall(r'<a href="([^"]*)">([^<]*)</a> · ([\w-]+) <small>\(([^)]*)\)</small>', block)
    several = re.findall(
        r'<a href="([^"]*)">([\w-]+)<span class="sb-hidden">: ([^<]*)</span></a> <small>\(([^)]*)\)</small>',
        block,
    )
    return [
        (unescape(what), how, unescape(href), unescape(seen))
        for href, what, how, seen in (*only, *((href, what, how, seen) for href, how, what, seen in several))
    ]


def of(root: Path, feedback: str, path: str = REPAIR, **files: str) -> list[tuple[str, str, str, str]]:
    return ways(body_at(made(root, {FEEDBACK: feedback, **files}), path))


def test_without_settings_nothing_is_offered(tmp_path: Path) -> None:
    assert "sb-ways-in" not in body_at(made(tmp_path, {}), REPAIR)


def test_every_page_offers_to_suggest_and_to_say_what_is_missing(tmp_path: Path) -> None:
    context = made(tmp_path, {FEEDBACK: "mail: desk@example.org\n"})
    for page in all_pages(context):
        said = {what for what, *_ in ways(body_of(page, context))}
        assert "Suggest something" in said, page.path


@pytest.mark.parametrize(
    ("path", "more"),
    [
        (REPAIR, PURPOSES),
        ("departments/it/", PURPOSES - {"Rate this service"}),
        ("people/ana/", {"Suggest something", "Thank somebody"}),
        ("sla/", {"Suggest something", "Say that something is missing"}),
    ],
)
def test_what_can_be_said_fits_what_the_page_is_about(tmp_path: Path, path: str, more: set[str]) -> None:
    assert {what for what, *_ in of(tmp_path, "mail: desk@example.org\n", path)} == more


def test_a_form_gets_what_the_page_is_about_and_its_address(tmp_path: Path) -> None:
    feedback = "suggest: 'https://forms.example.org/s?about={kind}:{id}&page={page}&q={query}'\n"
    root = make_catalog(tmp_path, {FEEDBACK: feedback}, base=SMALL)
    context = render_context(opened(root, TODAY), address="https://example.org/house/")
    ((what, how, href, seen),) = ways(body_at(context, REPAIR))
    assert (what, how) == ("Suggest something", "Form")
    assert href == (
        "https://forms.example.org/s?about=service:it/repair"
        "&page=https%3A%2F%2Fexample.org%2Fhouse%2Fservices%2Fit%2Frepair%2F&q="
    )
    assert seen == "the form says whether it is anonymous"


def test_only_what_is_said_to_be_anonymous_is_called_so_and_mail_never_is(tmp_path: Path) -> None:
    feedback = (
        "suggest: 'https://forms.example.org/s'\nrate: 'mailto:a@example.org?subject={id}'\n"
        "anonymous: [suggest, rate]\nmail: desk@example.org\nissues: true\n"
    )
    offered = of(tmp_path, feedback, **{ORGANIZATION: GITHUB})
    seen = {(what, how): said for what, how, _, said in offered}
    assert {key for key, said in seen.items() if said == "anonymous"} == {("Suggest something", "Form")}
    assert {how for (_, how), said in seen.items() if said.startswith("not anonymous")} == {"Issue", "E-mail"}
    assert len(offered) == 10  # a form, a mailed form, and an issue and mail for each of four


def test_an_issue_at_github_has_form_title_and_fields(tmp_path: Path) -> None:
    found = of(tmp_path, "issues: true\n", **{ORGANIZATION: GITHUB})
    assert [how for _, how, *_ in found] == ["Issue"] * 4
    address = urlsplit(found[0][2])
    assert address.geturl().startswith("https://github.com/acme/services/issues/new?")
    assert parse_qs(address.query) == {
        "template": ["rating.yml"], "title": ["Rating: service:it/repair"], "about": ["service:it/repair"],
        "page": ["/services/it/repair/"],
    }  # fmt: skip


def test_an_issue_at_gitlab_has_form_and_title(tmp_path: Path) -> None:
    found = of(tmp_path, "issues: true\n", **{ORGANIZATION: GITLAB})
    address = urlsplit(found[1][2])
    assert address.geturl().startswith("https://gitlab.example.org/acme/services/-/issues/new?")
    assert parse_qs(address.query) == {
        "issuable_template": ["suggestion"], "issue[title]": ["Suggestion: service:it/repair"],
    }  # fmt: skip


def test_without_a_place_for_files_there_is_none_for_issues(tmp_path: Path) -> None:
    assert of(tmp_path, "issues: true\n") == []


def test_mail_says_the_page_and_nothing_adds_a_recipient(tmp_path: Path) -> None:
    ((*_, href, _),) = of(tmp_path, "mail: desk@example.org\n", "sla/")[:1]
    assert href.startswith(
        "mailto:desk@example.org?subject=Suggestion%3A%20page%3Asla&body=Page%3A%20%2Fsla%2F"
    )


def test_mail_of_a_page_within_another_names_its_whole_path(tmp_path: Path) -> None:
    ((*_, href, _),) = of(tmp_path, "mail: desk@example.org\n", "faq/it/")[:1]
    assert href.startswith(
        "mailto:desk@example.org?subject=Suggestion%3A%20page%3Afaq%2Fit&body=Page%3A%20%2Ffaq%2Fit%2F"
    )


def test_a_search_that_finds_nothing_has_every_way_with_its_words(tmp_path: Path) -> None:
    feedback = (
        "report_gap: 'https://forms.example.org/g?q={query}&k={kind}'\nissues: true\nmail: desk@example.org\n"
    )
    body = body_at(made(tmp_path, {FEEDBACK: feedback, ORGANIZATION: GITHUB}), "find/")
    templates = [unescape(one) for one in re.findall(r'data-query-template="([^"]*)"', body)]
    assert len(templates) == 3
    assert all("{query}" in template and "%7Bquery" not in template for template in templates)
    assert templates[0] == "https://forms.example.org/g?q={query}&k=search"


def test_pages_of_what_is_gone_offer_nothing(tmp_path: Path) -> None:
    context = made(tmp_path, {FEEDBACK: "mail: desk@example.org\n"})
    page = next(page for page in all_pages(context) if page.path == "sla/")
    assert ways(body_of(replace(page, is_past=True), context)) == []
