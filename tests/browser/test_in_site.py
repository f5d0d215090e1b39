"""The example organization's catalog in somebody's own Material site, as its readers meet it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.barriers import BY_LOOK, violations
from tests.browser.watching import Scheme, Watched, watched
from tests.sites import copy_of_example, mkdocs, served
from tests.support import write

CONFIG = """\
site_name: Handbook
site_url: https://handbook.example.org/
theme:
  name: material
  font: false
  features: [navigation.tabs, navigation.tabs.sticky, navigation.instant, search.share]
  palette:
    - {media: "(prefers-color-scheme: light)", scheme: default}
    - {media: "(prefers-color-scheme: dark)", scheme: slate}
plugins:
  - search
  - servicebook: {path: services}
nav:
  - Home: index.md
  - Services: services/index.md
"""
WELCOME = "# Welcome\n\nAsk for [laptop repair](services/services/it/laptop-repair/index.md).\n"
REPAIR = "services/services/it/laptop-repair/"
LOOKS: dict[Scheme, int] = {"light": 1280, "dark": 360}
PAGES = (
    "",
    "find/?q=my+screen+is+cracked",
    "departments/it/",
    "services/it/laptop-repair/",
    "sla/",
)


@pytest.fixture(scope="module")
def handbook(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    root = copy_of_example(tmp_path_factory.mktemp("handbook"))
    write(root, {"mkdocs.yml": CONFIG, "docs/index.md": WELCOME})
    done = mkdocs(root, "build", "--strict")
    assert done.returncode == 0, done.stdout + done.stderr
    with served(root / "site") as address:
        yield address


@pytest.fixture(scope="module", params=LOOKS)
def reader(request: pytest.FixtureRequest, browser: Browser, handbook: str) -> Iterator[Watched]:
    with watched(browser, handbook, scheme=request.param, width=LOOKS[request.param]) as watch:
        yield watch


def given_date(page: Page) -> str:
    """The date that the calculator gives, once it has."""
    goal = page.locator(".sb-promise .is-goal time").first
    expect(goal).to_be_visible()
    return goal.inner_text()


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_whole_without_faults_and_without_barriers(reader: Watched, path: str) -> None:
    reader.faults.clear()
    page = reader.open(f"services/{path}")
    expect(page.locator("h1")).to_have_count(1)
    # the theme's own drawer waits beside the page
    assert [fault for fault in reader.too_wide() if ".md-sidebar" not in fault] == []
    assert reader.faults == []
    rules = None if reader.scheme == "light" else BY_LOOK  # it is the same document in the dark
    assert violations(reader, ".sb-page", rules=rules) == []


def test_the_site_s_own_pages_carry_nothing_of_ours(browser: Browser, handbook: str) -> None:
    with watched(browser, handbook) as watch:
        page = watch.open("")
        assert "servicebook" not in page.content()
        expect(page.locator("h1")).to_have_css("font-weight", "300")


def test_dates_are_given_also_after_the_theme_has_changed_pages_in_place(
    browser: Browser, handbook: str
) -> None:
    with watched(browser, handbook) as watch:
        first = given_date(watch.open(REPAIR))
        page = watch.open("")
        page.evaluate("window.stayed = true")
        page.get_by_role("link", name="laptop repair").click()
        page.wait_for_url(f"{handbook}{REPAIR}")
        page.wait_for_function("!window.stayed")
        assert given_date(page) == first
        page.get_by_role("link", name="Home", exact=True).first.click()
        expect(page.get_by_role("heading", name="Welcome")).to_be_visible()
        page.go_back()
        assert given_date(page) == first


def test_the_find_page_answers_a_query_that_the_theme_would_take_for_its_own(
    browser: Browser, handbook: str
) -> None:
    with watched(browser, handbook) as watch:
        page = watch.open("services/find/?q=cracked+screen")
        first = page.locator("#find-app .sb-row__name").first
        expect(first).to_have_text("Laptop repair")
        expect(page.locator("form[data-find] input[type=search]")).to_have_value("cracked screen")
        expect(page.locator("[data-md-toggle=search]")).not_to_be_checked()
        page.reload()
        expect(first).to_have_text("Laptop repair")


def test_the_bar_finds_while_somebody_types_and_leads_to_the_sections(
    browser: Browser, handbook: str
) -> None:
    for width in (1280, 360):
        with watched(browser, handbook, width=width) as watch:
            page = watch.open(REPAIR)
            page.get_by_role("combobox", name="Search services").fill("parental leave")
            expect(page.locator(".sb-bar [role=option]").first).to_contain_text("eave")
            page.keyboard.press("Escape")
            page.locator(".sb-bar").get_by_role("link", name="Promises").click()
            page.wait_for_url(f"{handbook}services/sla/")
            assert watch.faults == []


def test_my_department_is_kept_here_too(browser: Browser, handbook: str) -> None:
    with watched(browser, handbook) as watch:
        page = watch.open(REPAIR)
        page.locator(".sb-mine").click()
        page.select_option("dialog select[name=department]", "sales")
        page.get_by_role("button", name="Save").click()
        expect(page.locator(".sb-mine")).to_contain_text("Sales")
        assert watch.faults == []


def test_the_key_of_the_theme_s_search_stays_the_theme_s(browser: Browser, handbook: str) -> None:
    with watched(browser, handbook) as watch:
        page = watch.open(REPAIR)
        page.keyboard.press("/")
        expect(page.locator("[data-md-component=search-query]")).to_be_focused()


def test_the_head_of_a_table_stays_in_sight_below_the_site_s_own_header(
    browser: Browser, handbook: str
) -> None:
    with watched(browser, handbook) as watch:
        page = watch.open("services/roles/")
        page.locator(".sb-table tbody tr").nth(40).scroll_into_view_if_needed()
        head = page.locator(".sb-table thead th").first.bounding_box()
        header = page.locator(".md-header").bounding_box()
        assert head is not None and header is not None
        assert head["y"] >= header["y"] + header["height"] - 1
        assert head["y"] < 400


def test_a_change_is_asked_for_in_a_form_here_too(reader: Watched) -> None:
    reader.faults.clear()
    page = reader.open("services/people/amira-haddad/")
    page.locator("[rel=edit][data-request]").click()
    form = page.locator("dialog[open]")
    form.locator("summary", has_text="Phone").click()
    form.get_by_label("Phone").fill("+31 20 5550 199")
    assert violations(reader, "dialog[open]") == []
    form.get_by_role("button", name="Continue").click()
    form.get_by_label("Why?").fill("A new number.")
    form.get_by_role("button", name="Ready to send").click()
    expect(form.get_by_role("link", name="Send by e-mail")).to_be_visible()
    assert violations(reader, "dialog[open]") == []
    assert [fault for fault in reader.too_wide() if ".md-sidebar" not in fault] == []
    assert reader.faults == []
