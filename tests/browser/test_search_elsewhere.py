"""The search box that a site offers to an intranet works there, under the policies that both of them send."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.barriers import violations
from tests.browser.watching import watched
from tests.sites import build_well, served
from tests.support import SMALL, write

ADDRESS = "https://services.example.org/"
"""What the site is built for; the test replaces it with the address at which it is served."""
FILES = {
    **SMALL,
    "mkdocs.yml": f"site_name: S\nsite_url: {ADDRESS}\ndocs_dir: site_config/pages\n"
    "theme: {name: servicebook}\nplugins: [servicebook]\n",
    "site_config/pages/house.md": "# House rules\n",
}

BLOCKED = """() => new Promise((tell) => {
  document.addEventListener("securitypolicyviolation", (event) => tell(event.effectiveDirective));
  document.forms[0].requestSubmit();
})"""
"""Sends the form, and says which directive has kept it from being sent."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("elsewhere")
    return build_well(write(folder / "root", FILES), folder / "site")


@contextmanager
def intranet(folder: Path, form: str, policy: str) -> Iterator[str]:
    """A page with the search box, on a site of its own."""
    page = f'<!DOCTYPE html><html lang="en"><title>Intranet</title><h1>Intranet</h1>{form}'
    headers = f"/*\n  {policy}\n"
    with served(write(folder, {"index.html": page, "_headers": headers})) as address:
        yield address


def test_the_copied_search_box_opens_the_results(browser: Browser, site: Path, tmp_path: Path) -> None:
    with served(site) as base, watched(browser, base) as watch:
        shown = watch.open("reference/search/").locator("pre")
        expect(shown).to_have_count(7)
        assert violations(watch) == [] and watch.faults == []
        copied = [code.replace(ADDRESS, base) for code in shown.all_inner_texts()]
        (form,) = [code for code in copied if code.startswith("<form")]
        (allowed,) = [code for code in copied if "form-action" in code]
        policy = allowed.replace(ADDRESS.rstrip("/"), base.rstrip("/"))
        with intranet(tmp_path / "intranet", form, policy) as start:
            page = watch.page
            page.goto(start)
            page.get_by_role("searchbox").fill("repair & more")
            page.get_by_role("button").click()
            page.wait_for_url(f"{base}find/?q=repair+%26+more")
            expect(page.locator("[data-result='service:it/repair']")).to_be_visible()
        assert watch.faults == []


def test_a_policy_that_does_not_name_the_site_keeps_the_search_box_from_it(
    browser: Browser, site: Path, tmp_path: Path
) -> None:
    with served(site) as base, watched(browser, base) as watch:
        form = f'<form action="{base}find/"><input type="search" name="q"><button>Find</button></form>'
        own = "Content-Security-Policy: form-action 'self'"
        with intranet(tmp_path / "intranet", form, own) as start:
            watch.page.goto(start)
            assert watch.page.evaluate(BLOCKED) == "form-action"
            watch.faults.clear()  # the fault is what the test wants
