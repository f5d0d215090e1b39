"""What readers want to say is written where they read, and goes along with an issue or a mail."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import parse_qs, parse_qsl, urlsplit

import pytest
from playwright.sync_api import Browser, Locator

from tests.browser.watching import Watched, watched
from tests.sites import build_well, served
from tests.support import SMALL, write

FILES = {
    **SMALL,
    "site_config/organization.yml": (
        "name: Acme\nsource_url: 'https://git.example.org/acme/services/edit/main/{path}'\n"
    ),
    "site_config/feedback.yml": (
        "issues: true\nmail: catalog@example.org\nsuggest: 'https://forms.example.org/s?about={kind}:{id}'\n"
    ),
}
WORDS = "It's & always #1 – “late”?\n+ 50 % <b>"


@pytest.fixture(scope="module")
def reader(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Watched]:
    folder = tmp_path_factory.mktemp("feedback")
    site = build_well(write(folder / "root", FILES), folder / "site")
    with served(site) as address, watched(browser, address, fresh=True, traffic=True) as watch:
        yield watch
        assert watch.faults == []


def opened(reader: Watched) -> Locator:
    """The ways of saying something about a service, unfolded, with the field for words."""
    page = reader.open("services/it/repair/")
    ways = page.locator(".sb-ways-in")
    ways.get_by_text("Say what is good, wrong or missing").click()
    ways.get_by_label("Your words").wait_for()
    return ways


def address(ways: Locator, name: str) -> str:
    return ways.locator("a", has_text=name).get_attribute("href") or ""


def test_words_go_along_with_an_issue_and_a_mail(reader: Watched) -> None:
    ways = opened(reader)
    ways.get_by_label("Your words").fill(WORDS)
    issue = parse_qs(urlsplit(address(ways, "Issue: Suggest something")).query)
    assert issue["said"] == [WORDS]
    assert (issue["about"], issue["template"]) == (["service:it/repair"], ["suggestion.yml"])
    mail = dict(parse_qsl(urlsplit(address(ways, "E-mail: Suggest something")).query, strict_parsing=True))
    assert mail == {
        "subject": "Suggestion: service:it/repair",
        "body": "Page: /services/it/repair/\n\n" + WORDS.replace("\n", "\r\n"),
    }
    assert address(ways, "Form: Suggest something") == "https://forms.example.org/s?about=service:it/repair"


def test_words_that_are_taken_back_leave_the_addresses(reader: Watched) -> None:
    ways = opened(reader)
    before = address(ways, "Issue: Rate this service")
    ways.get_by_label("Your words").fill(WORDS)
    assert address(ways, "Issue: Rate this service") != before
    ways.get_by_label("Your words").fill("  ")
    assert address(ways, "Issue: Rate this service") == before


def test_words_that_have_no_room_are_to_be_pasted(reader: Watched) -> None:
    ways = opened(reader)
    before = address(ways, "E-mail: Thank somebody")
    ways.get_by_label("Your words").fill("ä" * 600)
    ways.get_by_text("This is too long for a link").wait_for()
    assert address(ways, "E-mail: Thank somebody") == before
    assert parse_qs(urlsplit(address(ways, "Issue: Thank somebody")).query)["said"] == ["ä" * 600]
