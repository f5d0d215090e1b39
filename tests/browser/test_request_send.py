"""A change request leaves the page as a text that people and `servicebook apply` read, whatever stands in it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, parse_qsl, unquote, urlsplit

import pytest
from playwright.sync_api import Browser

from tests.browser.watching import Watched, watched
from tests.sites import build_well, served
from tests.support import SMALL, write

GITHUB = "name: Acme\nsource_url: 'https://git.example.org/acme/services/edit/main/{path}'\n"
GITLAB = "name: Acme\nsource_url: 'https://git.example.org/acme/services/-/edit/main/{path}'\n"
FEEDBACK = "issues: true\nmail: catalog+requests@example.org\n"
REPAIR = "services/it/repair/"
ISSUES = {"host": "github", "url": "https://git.example.org/acme/services", "label": "change-request"}
MAIL = "catalog+requests@example.org"
REQUEST: dict[str, Any] = {
    "object": "service:it/repair",
    "set": [
        {"path": ["targets", 0, "within"], "from": "4 hours", "to": "2 hours"},
        {"path": ["summary"], "from": "We mend it.", "to": "We mend it & more – “quickly”\nhere"},
    ],
    "why": "It takes 2 hours.",
}
SAID = {
    "name": "Repair",
    "page": "https://acme.example.org/services/it/repair/",
    "lines": ["Within: 4 → 2 hours"],
}
HOSTILE = [
    "```json servicebook-request\n{}\n```",
    "~~~\n<!-- ",
    "<script>alert(1)</script> & <b>",
    "${{ github.token }} {{ x }} {% raw %} $(id) `id`",
    "a&body=b#c?d=e+f%20g",
    "line\r\n\u2028next\u0000",
    "\ud800 alone",
    "\u202e turned",
    "</textarea><img src=x onerror=alert(1)>",
    "[link](javascript:alert(1)) ![](https://tracker.example.org/x.png)",
]
MESSAGE = """async ([name, args]) => {
  const all = await import(new URL("../assets/request_message.js", new URL(document.baseURI)));
  const given = args.map(one => one === "inMarkdown" ? all.inMarkdown : one === "inMail" ? all.inMail : one);
  return all[name](...given);
}"""
SHOW = """async ([request, said]) => {
  const [{ src }] = document.querySelectorAll("script[src$='assets/servicebook.js']");
  const { send } = await import(new URL("request_send.js", src));
  const made = await send(request, said);
  document.querySelector("main").prepend(made);
}"""


def _site(folder: Path, **files: str) -> Path:
    given = {path.replace("__", "/") + ".yml": content for path, content in files.items()}
    return build_well(write(folder / "root", {**SMALL, **given}), folder / "site")


@pytest.fixture(scope="module")
def reader(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Watched]:
    files = {"site_config__organization": GITHUB, "site_config__feedback": FEEDBACK}
    site = _site(tmp_path_factory.mktemp("send"), **files)
    options = {"permissions": ["clipboard-read", "clipboard-write"]}
    with served(site) as address, watched(browser, address, fresh=True, traffic=True, **options) as watch:
        watch.open("find/")
        yield watch
        assert watch.faults == []


def made(reader: Watched, name: str, *args: Any) -> Any:
    return reader.page.evaluate(MESSAGE, [name, list(args)])


def blocks(body: str) -> list[Any]:
    """The requests in a text, by the words of their fences."""
    found = re.findall(r"^```json servicebook-request\n(.*?)^```\s*$", body, re.DOTALL | re.MULTILINE)
    return [json.loads(one) for one in found]


def test_a_request_is_written_as_it_is_a_change_a_line(reader: Watched) -> None:
    text = made(reader, "written", REQUEST)
    assert json.loads(text) == REQUEST
    assert [line.strip().rstrip(",") for line in text.splitlines() if '"path"' in line] == [
        json.dumps(edit, ensure_ascii=False, separators=(",", ":")) for edit in REQUEST["set"]
    ]


@pytest.mark.parametrize("words", HOSTILE)
@pytest.mark.parametrize("escaped", ["inMarkdown", "inMail"])
def test_whatever_words_are_in_it_a_text_has_one_block_with_the_whole_request(
    reader: Watched, words: str, escaped: str
) -> None:
    request = {**REQUEST, "why": words, "by": words}
    body = made(reader, "bodyOf", request, {**SAID, "name": words, "lines": [words, words]}, escaped)
    assert blocks(body) == [request]
    fences = [line for line in body.splitlines() if re.match(r"\s*(>\s*)*(```|~~~)", line)]
    assert fences == ["```json servicebook-request", "```"]


@pytest.mark.parametrize("words", HOSTILE)
def test_words_are_no_markdown_in_an_issue(reader: Watched, words: str) -> None:
    body = made(reader, "bodyOf", {**REQUEST, "why": words}, SAID, "inMarkdown")
    above = body.partition("```json")[0]
    assert not re.search(r"(?<!\\)(<|&|\]\(|`)", above)


@pytest.mark.parametrize(
    ("before", "after", "line"),
    [("4", "2", "Within: 4 → 2"), ("4", "", "Within: 4 → nothing"), ("", "2", "Within: 2")],
)
def test_a_change_is_a_line(reader: Watched, before: str, after: str, line: str) -> None:
    assert made(reader, "lineOf", {"where": "Within", "before": before, "after": after}) == line


def test_whoever_leads_to_a_page_adds_nothing_to_its_address(reader: Watched) -> None:
    led = {**SAID, "page": f"{SAID['page']}?a=![x](https://tracker.example.org/x.png)#```json"}
    body = made(reader, "bodyOf", REQUEST, led, "inMarkdown")
    assert "tracker" not in body and f"Page: {SAID['page']}\n" in body
    assert blocks(body) == [REQUEST]


def test_an_issue_is_begun_with_title_text_and_label(reader: Watched) -> None:
    way = made(reader, "issueWay", ISSUES, REQUEST, SAID)
    address = urlsplit(way["href"])
    fields = parse_qs(address.query)
    assert way["whole"] and way["href"].startswith("https://git.example.org/acme/services/issues/new?")
    assert fields.keys() == {"title", "body", "labels"}
    assert fields["title"] == ["Change: Repair (service:it/repair)"]
    assert fields["labels"] == ["change-request"]
    assert blocks(fields["body"][0]) == [REQUEST]
    assert "> Within: 4 → 2 hours" in fields["body"][0]
    assert SAID["page"] in fields["body"][0]


def test_an_issue_at_gitlab_has_its_names_for_them(reader: Watched) -> None:
    way = made(
        reader,
        "issueWay",
        {**ISSUES, "host": "gitlab"},
        {"object": "faq:it", "new": {"question": "?"}, "why": "–"},
        SAID,
    )
    address = urlsplit(way["href"])
    fields = parse_qs(address.query)
    assert address.path == "/acme/services/-/issues/new"
    assert fields["issue[title]"] == ["New: Repair (faq:it)"]
    assert blocks(fields["issue[description]"][0]) == [
        {"object": "faq:it", "new": {"question": "?"}, "why": "–"}
    ]
    assert fields["issue[description]"][0].endswith("\n/label ~change-request\n")


@pytest.mark.parametrize("words", HOSTILE)
def test_a_mail_has_one_recipient_a_subject_and_the_text(reader: Watched, words: str) -> None:
    request = {**REQUEST, "why": words}
    href = made(reader, "mailWay", MAIL, request, {**SAID, "name": words})["href"]
    assert href.startswith("mailto:catalog%2Brequests@example.org?subject=") and "+" not in href
    fields = dict(parse_qsl(urlsplit(href).query, strict_parsing=True))
    assert fields.keys() == {"subject", "body"}
    assert blocks(fields["body"].replace("\r\n", "\n")) == [request]


@pytest.mark.parametrize(("way", "where", "most"), [("issueWay", ISSUES, 8000), ("mailWay", MAIL, 2000)])
def test_what_has_no_room_in_an_address_is_to_be_pasted(
    reader: Watched, way: str, where: object, most: int
) -> None:
    short = made(reader, way, where, REQUEST, SAID)
    long = made(reader, way, where, {**REQUEST, "why": "ä \n" * 600}, SAID)
    assert (short["whole"], long["whole"]) == (True, False)
    assert len(long["href"]) < most
    assert "servicebook-request" not in long["href"]
    assert "Please paste here what you have copied." in unquote(long["href"].replace("+", " "))


def test_a_file_is_named_after_what_it_changes_whatever_that_is(reader: Watched) -> None:
    names = [
        made(reader, "fileName", {"object": one})
        for one in ("service:it/repair", "kudos:", "../../etc/passwd", "person:a b\n")
    ]
    assert names == [
        "request-service-it-repair.json", "request-kudos.json", "request--etc-passwd.json",
        "request-person-a-b.json",
    ]  # fmt: skip


def test_the_page_offers_issue_mail_copy_and_file(reader: Watched) -> None:
    page = reader.open(REPAIR)
    page.evaluate(SHOW, [REQUEST, SAID])
    ways = page.locator(".sb-request__ways")
    issue = ways.get_by_role("link", name="Send as an issue")
    fields = parse_qs(urlsplit(issue.get_attribute("href") or "").query)
    assert fields["title"] == ["Change: Repair (service:it/repair)"]
    assert "> Within: 4 → 2 hours" in fields["body"][0]
    assert "git.example.org opens in a new tab" in ways.inner_text()
    assert (ways.get_by_role("link", name="Send by e-mail").get_attribute("href") or "").startswith("mailto:")
    ways.get_by_role("button", name="Copy").click()
    ways.get_by_text("Copied.").wait_for()
    assert blocks(page.evaluate("navigator.clipboard.readText()").replace("\r\n", "\n")) == [REQUEST]
    with page.expect_download() as download:
        ways.get_by_role("link", name="Save as a file").click()
    assert download.value.suggested_filename == "request-service-it-repair.json"
    assert json.loads(Path(download.value.path()).read_bytes()) == REQUEST


def test_what_is_too_long_for_a_link_says_so(reader: Watched) -> None:
    page = reader.open(REPAIR)
    page.evaluate(SHOW, [{**REQUEST, "why": "ä \n" * 600}, SAID])
    assert page.get_by_text("This is too long for a link").count() == 2


def test_without_settings_a_request_is_copied_or_saved(browser: Browser, tmp_path: Path) -> None:
    with served(_site(tmp_path)) as address, watched(browser, address, fresh=True, permissions=[]) as watch:
        page = watch.open(REPAIR)
        page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
        page.evaluate(SHOW, [REQUEST, SAID])
        ways = page.locator(".sb-request__ways")
        assert ways.get_by_role("link").all_inner_texts() == ["Save as a file"]
        assert "give it to whoever looks after this catalog" in ways.inner_text()
        ways.get_by_role("button", name="Copy").click()
        ways.get_by_text("It cannot be copied from here").wait_for()
        marked = page.evaluate("document.activeElement.value.slice(document.activeElement.selectionStart)")
        assert blocks(marked) == [REQUEST]
