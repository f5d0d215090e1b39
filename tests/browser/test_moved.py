"""Addresses that lead nowhere any more: old ones lead on, unknown ones to what they may have meant."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.watching import watched
from tests.sites import SUB_PATH

UNKNOWN = "services/it/laptop-fixing-desk/"
MISSED = ("404 for", "status of 404")


@pytest.mark.parametrize("folder", ["", SUB_PATH.lstrip("/")])
@pytest.mark.parametrize("scripts", [True, False])
def test_an_old_address_leads_on_at_once(browser: Browser, example: str, folder: str, scripts: bool) -> None:
    with watched(browser, example, java_script_enabled=scripts) as watch:
        watch.page.goto(f"{example}{folder}services/it/laptop-fix/")
        watch.page.wait_for_url(f"{example}{folder}services/it/laptop-repair/")
        expect(watch.page.get_by_role("heading", level=1)).to_have_text("Laptop repair")
        assert watch.faults == []


@pytest.mark.parametrize("folder", ["", SUB_PATH.lstrip("/")])
@pytest.mark.parametrize("width", [1280, 360])
def test_an_unknown_address_shows_what_its_words_find(
    browser: Browser, example: str, folder: str, width: int
) -> None:
    with watched(browser, example, width=width) as watch:
        watch.expected = MISSED
        page = watch.open(folder + UNKNOWN)
        found = page.locator("#sb-meant")
        expect(found.get_by_role("heading")).to_have_text("You may have looked for: laptop fixing desk")
        expect(found.get_by_role("link", name="Laptop repair")).to_be_visible()
        expect(page.get_by_role("searchbox").or_(page.get_by_role("combobox"))).to_have_value(
            "laptop fixing desk"
        )
        assert watch.too_wide() == []
        assert watch.faults == []
        found.get_by_role("link", name="Laptop repair").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Laptop repair")


@pytest.mark.parametrize(
    "address",
    ["services/zzzzqqqq/", "404.html", "%E0%A4%A/", "-/", "x" * 900],
)
def test_an_address_that_says_nothing_leaves_the_page_as_it_is(
    browser: Browser, example: str, address: str
) -> None:
    with watched(browser, example, traffic=True) as watch:
        watch.expected = MISSED
        page = watch.open(address)
        watch.rest()
        expect(page.get_by_role("heading", level=1)).to_have_text("This page is not here")
        expect(page.locator("#sb-meant")).to_be_hidden()
        assert watch.faults == []


def test_where_the_last_word_finds_nothing_the_others_may(browser: Browser, example: str) -> None:
    with watched(browser, example) as watch:
        watch.expected = MISSED
        page = watch.open("departments/laptop/zzzzqqqq/")
        expect(page.locator("#sb-meant q")).to_have_text("laptop zzzzqqqq")
        assert watch.faults == []


def test_without_scripts_the_box_leads_to_the_find_page(browser: Browser, example: str) -> None:
    with watched(browser, example, java_script_enabled=False) as watch:
        watch.expected = MISSED
        page = watch.open(UNKNOWN)
        expect(page.locator("#sb-meant")).to_be_hidden()
        page.get_by_role("searchbox").fill("laptop")
        page.get_by_role("button", name="Find").click()
        page.wait_for_url("**/find/?q=laptop")
        assert watch.faults == []


def test_data_blocks_offend_no_policy_and_are_read_as_data(browser: Browser, example: str) -> None:
    with watched(browser, example) as watch:
        page = watch.open("services/it/laptop-repair/")
        (text,) = page.locator('script[type="application/ld+json"]').all_text_contents()
        assert json.loads(text)["name"] == "Laptop repair"
        assert watch.faults == []


@pytest.mark.parametrize(
    ("path", "link", "begins"),
    [
        ("sla/", "CSV file", b"\xef\xbb\xbfdepartment,service,"),
        ("people/amira-haddad/", "Contact card (vCard)", b"BEGIN:VCARD\r\n"),
    ],
)
def test_what_can_be_saved_is_saved(
    browser: Browser, example: str, tmp_path: Path, path: str, link: str, begins: bytes
) -> None:
    with watched(browser, example) as watch:
        page = watch.open(path)
        with page.expect_download() as saving:
            page.get_by_role("link", name=link).click()
        saving.value.save_as(tmp_path / "saved")
        assert (tmp_path / "saved").read_bytes().startswith(begins)
        assert watch.faults == []
