"""The form of a change: in every state, whoever uses it and however; light, on use only, and never the only way."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, Request, expect

from servicebook.source.yaml_reader import parse
from tests.browser.barriers import BY_LOOK, violations
from tests.browser.test_request_schema import objects
from tests.browser.watching import Scheme, Watched, watched
from tests.sites import DAY, build_well, contents, copy_of_example, served
from tests.support import SMALL, run, write

REPAIR = "services/it/laptop-repair/"
AMIRA = "people/amira-haddad/"
LOOKS: dict[str, tuple[Scheme, int]] = {"light": ("light", 1280), "dark": ("dark", 320)}
MOST = 20 * 1024
"""All that a form fetches, compressed, in bytes."""


def suggest(page: Page) -> Locator:
    """The form behind the link at the foot of a page."""
    page.locator("[rel=edit][data-request]").click()
    form = page.locator("dialog[open]")
    form.wait_for()
    return form


def unfold(form: Locator, name: str) -> None:
    form.locator("summary", has=form.page.get_by_text(name, exact=True)).click()


def asked(form: Locator, why: str = "So it is.") -> dict[str, Any]:
    """The request that is sent."""
    form.get_by_role("button", name="Continue").click()
    form.get_by_label("Why?").fill(why)
    form.get_by_role("button", name="Ready to send").click()
    text = form.locator(".sb-request__ways textarea")
    text.wait_for(state="attached")
    request: dict[str, Any] = json.loads(
        text.input_value().partition("servicebook-request\n")[2].partition("```")[0]
    )
    return request


@pytest.fixture
def reader(browser: Browser, example: str) -> Iterator[Watched]:
    with watched(browser, example, traffic=True) as watch:
        yield watch
        assert watch.faults == []


@pytest.fixture(params=LOOKS)
def looking(request: pytest.FixtureRequest, browser: Browser, example: str) -> Iterator[Watched]:
    scheme, width = LOOKS[request.param]
    with watched(browser, example, scheme=scheme, width=width) as watch:
        yield watch
        assert watch.faults == []


def test_no_state_of_it_has_a_barrier_or_is_too_wide(looking: Watched) -> None:
    form = suggest(looking.open(REPAIR))
    rules = None if looking.scheme == "light" else BY_LOOK  # it is the same document in the dark

    def is_fine() -> None:
        assert violations(looking, "dialog[open]", rules=rules) == []  # what is behind it is not its own
        assert looking.too_wide() == []

    is_fine()
    for name in ("Summary", "Other words for it", "Roles", "Cost", "Promises"):
        unfold(form, name)
    form.locator("li summary", has_text="Done, 3 working days").click()
    form.get_by_text("More: Priority").last.click()
    form.locator("summary", has_text="Not there yet").click()
    form.get_by_role("button", name="Add: Other words for it").click()
    is_fine()
    form.get_by_label("Summary").fill(" ")
    form.get_by_label("Owner", exact=True).fill("it/nobody")
    form.get_by_role("button", name="Continue").click()
    expect(form.get_by_text("2 things are not right yet")).to_be_visible()
    expect(form.get_by_text("There is no it/nobody in the catalog")).to_be_visible()
    is_fine()
    form.get_by_label("Summary").fill("We mend it.")
    form.get_by_label("Owner", exact=True).fill("it/head")
    form.get_by_role("button", name="Continue").click()
    expect(form.get_by_text("What would change")).to_be_visible()
    form.get_by_role("button", name="Ready to send").click()
    expect(form.get_by_text("Say in a few words why")).to_be_visible()
    is_fine()
    form.get_by_label("Why?").fill("Shorter.")
    form.get_by_role("button", name="Ready to send").click()
    form.locator(".sb-request__ways").wait_for()
    is_fine()


def test_from_right_to_left_it_is_a_mirror_and_fits(browser: Browser, example: str) -> None:
    with watched(browser, example, width=320) as watch:
        page = watch.open(REPAIR)
        page.evaluate("document.documentElement.dir = document.body.dir = 'rtl'")
        form = suggest(page)
        unfold(form, "Promises")
        form.locator("li summary", has_text="Done, 3 working days").click()
        assert watch.too_wide() == []
        summary = form.locator("summary", has_text="Promises")
        chevron = "one => one.firstElementChild.getBoundingClientRect().right > innerWidth / 2"
        assert summary.evaluate(chevron)
        assert watch.faults == []


def test_a_number_is_corrected_by_keyboard_alone_and_the_focus_comes_back(reader: Watched) -> None:
    page = reader.open(AMIRA)
    page.locator("[rel=edit][data-request]").focus()
    page.keyboard.press("Enter")
    form = page.locator("dialog[open]")
    form.wait_for()

    def tab_to(words: str) -> None:
        for _ in range(40):
            page.keyboard.press("Tab")
            if words in str(
                page.evaluate("document.activeElement.textContent + document.activeElement.ariaLabel")
            ):
                return
        raise AssertionError(words)

    tab_to("Phone")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Control+a")
    page.keyboard.type("+31 20 5550 199")
    page.keyboard.press("Enter")
    expect(form.get_by_text("What would change")).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.type("A new number.")
    tab_to("Ready to send")
    page.keyboard.press("Enter")
    form.locator(".sb-request__ways").wait_for()
    page.keyboard.press("Escape")
    expect(form).to_be_hidden()
    expect(page.locator("[rel=edit][data-request]")).to_be_focused()


def test_what_is_typed_is_told_once_the_field_is_left_and_no_longer_than_it_is_wrong(reader: Watched) -> None:
    form = suggest(reader.open(AMIRA))
    unfold(form, "Phone")
    phone, hint = form.get_by_label("Phone"), "Write digits and spaces, with the country code"
    phone.fill("extension 12")
    expect(form.get_by_text(hint)).to_be_hidden()
    phone.blur()
    expect(form.get_by_text(hint)).to_be_visible()
    assert phone.get_attribute("aria-invalid") == "true"
    phone.fill("+31 20 5550 12")
    expect(form.get_by_text(hint)).to_be_hidden()
    assert phone.get_attribute("aria-invalid") is None


def test_nothing_changed_makes_no_request(reader: Watched) -> None:
    form = suggest(reader.open(AMIRA))
    for name in ("Name", "Phone", "Languages", "Names in other systems"):
        unfold(form, name)
    form.get_by_role("button", name="Continue").click()
    expect(form.get_by_text("Nothing has changed yet.")).to_be_visible()


def test_a_form_that_is_closed_is_as_it_was_left_when_it_is_opened_again(reader: Watched) -> None:
    page = reader.open(AMIRA)
    form = suggest(page)
    unfold(form, "Chat")
    form.get_by_label("Chat").fill("@amira-h")
    form.get_by_role("button", name="Close").click()
    expect(suggest(page).get_by_label("Chat")).to_have_value("@amira-h")


def test_all_that_a_form_can_change_is_applied_as_it_says(reader: Watched, tmp_path: Path) -> None:
    form = suggest(reader.open(REPAIR))
    for name in (
        "Summary",
        "Other words for it",
        "Roles",
        "Cost",
        "Promises",
        "How the work is done",
        "Questions",
    ):
        unfold(form, name)
    form.get_by_label("Summary").fill('We mend it: "today" # or {soon}\n- really')
    form.get_by_role("button", name="Remove: Other words for it, 2").click()
    form.get_by_role("button", name="Remove: Other words for it, 4").click()
    form.get_by_role("button", name="Add: Other words for it").click()
    reader.page.keyboard.type("blue screen")
    form.get_by_label("Deputy").fill("it/asset-manager")
    form.get_by_label("How it is given: Cost").select_option(label="In detail")
    form.get_by_label("Amount").fill("12,5")
    form.locator("li summary", has_text="Done, 3 working days").click()
    form.get_by_label("Unit").select_option(label="hours")
    form.get_by_text("Do I keep my data?").last.click()
    form.get_by_label("Question (needed)").fill("Will I keep my data?")
    form.get_by_role("button", name="Add: Questions").click()
    form.get_by_label("Question (needed)").last.fill("And my stickers?")
    form.get_by_label("Answer (needed)").last.fill("No.")
    request = asked(form)
    root = copy_of_example(tmp_path / "repository")
    before = contents(root)
    file = write(tmp_path, {"request.json": json.dumps(request)}) / "request.json"
    done = run("apply", str(file), "--root", str(root), "--today", DAY, "--format", "json")
    assert done.returncode == 0, done.stdout + done.stderr
    path = "catalog/departments/it/services/laptop-repair.yml"
    assert [name for name, one in contents(root).items() if before.get(name) != one] == [path]
    now: Any = parse((root / path).read_text(encoding="utf-8"), path).value
    assert now["summary"] == 'We mend it: "today" # or {soon}\n- really'
    assert now["aliases"][0] == "broken laptop" and now["aliases"][1] == "laptop won't start"
    assert "dead battery" not in now["aliases"] and now["aliases"][-1] == "blue screen"
    assert now["roles"]["deputy"] == "it/asset-manager"
    assert now["cost"] == {"amount": 12.5}
    assert now["targets"][2]["within"] == "3 hours"
    assert [one["question"] for one in now["faqs"]][::3] == ["Will I keep my data?", "And my stickers?"]
    assert now["faqs"][0]["answer"].endswith("wipe anything.\n")


def test_it_is_fetched_on_use_only_and_weighs_little(
    browser: Browser, example: str, example_site: Path
) -> None:
    paths: list[str] = []

    def note(request: Request) -> None:
        paths.append(request.url.removeprefix(example))

    with watched(browser, example, traffic=True, fresh=True) as watch:
        watch.page.on("request", note)
        page = watch.open(REPAIR)
        watch.rest()
        assert not [path for path in paths if "request" in path]
        paths.clear()
        suggest(page)
        watch.rest()
        fetched = [path for path in paths if not path.startswith("data/")]  # those are there for programs
        assert {"assets/request.js", "request/fields/service.json"} <= set(fetched)
        assert sum(len(gzip.compress((example_site / path).read_bytes())) for path in fetched) <= MOST


def test_without_scripts_or_where_they_are_out_of_reach_the_link_leads_to_the_file(
    browser: Browser, example: str
) -> None:
    file = "https://git.example.org/fernhill/services/edit/main/catalog/people.yml"
    with watched(browser, example, java_script_enabled=False) as watch:
        link = watch.open(AMIRA).get_by_role("link", name="Suggest a change")
        assert link.get_attribute("href") == file
        assert watch.page.get_by_role("button", name="Suggest a change").count() == 0
    with watched(browser, example, fresh=True) as watch:
        watch.page.route("**/request/fields/*", lambda route: route.abort())
        watch.page.route("https://git.example.org/**", lambda route: route.fulfill(body="the file"))
        page = watch.open(AMIRA)
        page.get_by_role("link", name="Suggest a change").click()
        page.wait_for_url(file)


def test_where_nobody_said_where_files_are_edited_a_button_opens_it(browser: Browser, tmp_path: Path) -> None:
    root = write(tmp_path / "root", SMALL)
    with served(build_well(root, tmp_path / "site")) as address, watched(browser, address) as watch:
        page = watch.open("people/ana/")
        page.get_by_role("button", name="Suggest a change").click()
        page.locator("dialog[open]").wait_for()
        assert violations(watch) == []
        assert watch.faults == []


OPENED = """async objects => {
  const src = document.querySelector('script[src$="assets/servicebook.js"]').src;
  const { Knowledge } = await import(new URL("request_knowledge.js", src));
  const { partOf } = await import(new URL("request_parts.js", src));
  const found = [];
  for (const [kind, value] of objects) {
    const known = await Knowledge.of(kind);
    const part = partOf(known.fields.schema, value, known, { label: kind, required: true, kept: true, folded: true });
    document.body.append(part.element);
    const opened = new Set();
    for (let summaries = [0]; summaries.length;) {
      summaries = [...part.element.querySelectorAll("summary")].filter(one => !opened.has(one));
      for (const one of summaries) { opened.add(one); one.click(); }
    }
    const read = part.read();
    found.push([part.changes([]), read, part.element.querySelectorAll("input, select, textarea").length]);
    part.element.remove();
  }
  return found;
}"""


def test_what_is_opened_and_not_touched_stays_as_it_was_written(reader: Watched) -> None:
    odd = {
        "name": "Odd\r\nname",
        "summary": "  two  spaces\n\n",
        "reviewed_on": "2026-02-30",
        "review_every": "1 months",
        "cost": {"amount": 1.5, "per": "constructor"},
        "targets": [
            {"measure": "no such", "within": "soon", "cutoff": "25:00", "none": True, "compliance": "90"}
        ],
        "aliases": ["__proto__", "toString"],
        "audience": ["nobody"],
    }
    listed = [[kind, value] for kind, values in objects().items() for value in values]
    listed += [["service", odd], ["person", {"name": "x", "handles": {"constructor": "y"}}]]
    page = reader.open("")
    for start in range(0, len(listed), 40):
        some = listed[start : start + 40]
        for (_, value), (changes, read, fields) in zip(some, page.evaluate(OPENED, some), strict=True):
            assert changes == []
            assert read == value
            assert fields > 0


def test_what_is_referred_to_is_called_by_its_name(reader: Watched) -> None:
    form = suggest(reader.open(REPAIR))
    form.get_by_role("heading").first.click()  # lists of names may be long: they come once somebody begins
    for words in (
        "Desk lead, Deputy desk lead, Asset manager",
        "All staff",
        "Desk lead · Head of IT, 2 working days",
    ):
        expect(form.get_by_text(words, exact=True)).to_be_visible()
    unfold(form, "Roles")
    form.get_by_label("Deputy", exact=True).fill("it/asset-manager")
    form.get_by_role("button", name="Continue").click()
    expect(form.locator("del")).to_have_text("Deputy desk lead")
    expect(form.locator("ins")).to_have_text("Asset manager")


@pytest.mark.parametrize(("name", "shown"), [("Cat lead", "Cat lead"), ("Desk lead", "it/cat-lead")])
def test_two_of_one_name_are_told_apart_by_their_ids(
    browser: Browser, example: str, name: str, shown: str
) -> None:
    with watched(browser, example) as watch:
        others = json.dumps([["it/desk-lead", "Desk lead"], ["it/cat-lead", name]])
        watch.page.route("**/request/choices/role.json", lambda route: route.fulfill(body=others))
        form = suggest(watch.open(REPAIR))
        unfold(form, "Roles")
        form.get_by_label("Owner", exact=True).fill("it/cat-lead")
        form.get_by_label("Deputy", exact=True).fill("")
        form.get_by_label("Process owner", exact=True).fill("")
        form.get_by_role("button", name="Continue").click()
        expect(form.locator("ins").first).to_have_text(shown)
        assert watch.faults == []
