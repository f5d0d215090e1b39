"""Somebody who never saw a file of the catalog changes it from the pages, on a phone: what they ask for is applied."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Locator

from tests.browser.barriers import violations
from tests.browser.watching import Watched, watched
from tests.sites import DAY, build_well, contents, copy_of_example, served
from tests.support import SMALL, make_catalog, run

PHONE = {"width": 360, "height": 740}
MOST_LETTERS = 150
"""Who writes 150 letters on a phone needs less than a minute (some 35 words a minute)."""


@dataclass
class Employee:
    """A reader, with what they have written until now."""

    watch: Watched
    typed: str = field(default="")

    @property
    def form(self) -> Locator:
        return self.watch.page.locator("dialog[open]")

    def asks_for(self, path: str, button: str, below: str | None = None) -> None:
        """Open a page, unfold a heading and press a button, which is to open a form without any barrier."""
        self.watch.open(path)
        if below:
            self.watch.page.get_by_role("heading", name=below).click()
        self.watch.page.get_by_role("button", name=button).click()
        self.form.wait_for()
        self.looks()

    def writes(self, label: str, words: str) -> None:
        self.typed += words
        self.form.get_by_label(label).fill(words)

    def chooses(self, label: str, words: str) -> None:
        self.form.get_by_label(label).select_option(label=words)

    def goes_on(self) -> str:
        """What would change, as the form says it."""
        self.form.get_by_role("button", name="Continue").click()
        changes = self.form.locator(".sb-ask-changes")
        changes.wait_for()
        self.looks()
        return changes.inner_text()

    def is_ready(self) -> Locator:
        """The ways of sending the request."""
        self.form.get_by_role("button", name="Ready to send").click()
        ways = self.form.locator(".sb-request__ways")
        ways.wait_for()
        self.looks()
        assert len(self.typed) <= MOST_LETTERS
        return ways

    def looks(self) -> None:
        """Hold that what is shown fits the screen and has no barrier."""
        assert self.watch.too_wide() == []
        assert violations(self.watch, "dialog[open]") == []  # test_kinds.py looks at the pages behind it


@pytest.fixture
def employee(browser: Browser, example: str) -> Iterator[Employee]:
    options = {"permissions": ["clipboard-read", "clipboard-write"]}
    with watched(browser, example, width=360, fresh=True, traffic=True, **options) as watch:
        watch.page.set_viewport_size({"width": PHONE["width"], "height": PHONE["height"]})
        yield Employee(watch)
        assert watch.faults == []


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    return copy_of_example(tmp_path / "repository")


def applied(repository: Path, request: str) -> tuple[str, list[str]]:
    """The one file that a request changes, and the lines that are not in it any more (-) or new (+)."""
    before = contents(repository)
    file = repository.parent / "request.md"
    file.write_text(request, encoding="utf-8", newline="")
    done = run("apply", str(file), "--root", str(repository), "--today", DAY)
    assert done.returncode == 0, done.stdout + done.stderr
    after = contents(repository)
    (changed,) = [path for path in before.keys() | after.keys() if before.get(path) != after.get(path)]
    texts = (one.get(changed, b"").decode().splitlines() for one in (before, after))
    _, _, *lines = difflib.unified_diff(*texts, n=0, lineterm="")
    return changed, [line for line in lines if line[0] in "+-"]


def body_of(link: Locator, name: str) -> str:
    """The text with which a link begins an issue or a mail."""
    return parse_qs(urlsplit(link.get_attribute("href") or "").query)[name][0]


def test_a_phone_number_is_corrected(employee: Employee, repository: Path) -> None:
    employee.asks_for("people/amira-haddad/", "Correct this")
    employee.writes("Phone", "+31 20 5550 199")
    assert employee.goes_on() == "Phone\n+31 20 5550 121\n+31 20 5550 199"
    employee.writes("Why?", "The old number is dead.")
    issue = employee.is_ready().get_by_role("link", name="Send as an issue")
    path, lines = applied(repository, body_of(issue, "body"))
    assert path == "catalog/people.yml"
    assert [" ".join(line.split()) for line in lines] == [
        '- phone: "+31 20 5550 121"',
        '+ phone: "+31 20 5550 199"',
    ]


def test_a_question_is_added(employee: Employee, repository: Path) -> None:
    employee.asks_for("departments/it/", "Add a question")
    employee.writes("Question", "Can I use my own mouse?")
    employee.writes("Answer", "Yes, any that needs no driver.")
    assert "Can I use my own mouse?" in employee.goes_on()
    ways = employee.is_ready()
    mail = ways.get_by_role("link", name="Send by e-mail")
    path, lines = applied(repository, body_of(mail, "body"))
    assert path == "catalog/departments/it/faqs.yml"
    assert [line[1:].strip(" -") for line in lines] == [
        "question: Can I use my own mouse?",
        "answer: Yes, any that needs no driver.",
    ]


def test_a_faster_promise_is_proposed(employee: Employee, repository: Path) -> None:
    employee.asks_for("services/it/laptop-repair/", "Propose another promise", below="All promises")
    employee.form.get_by_text("3 working days").click()
    employee.writes("Within", "2")
    assert employee.goes_on().endswith("3 working days\n2 working days")
    employee.writes("Why?", "Most are back the next day anyway.")
    ways = employee.is_ready()
    with employee.watch.page.expect_download() as download:
        ways.get_by_role("link", name="Save as a file").click()
    path, lines = applied(repository, Path(download.value.path()).read_text(encoding="utf-8"))
    assert path == "catalog/departments/it/services/laptop-repair.yml"
    old, new = lines
    assert old[1:].replace("within: 3 working days", "within: 2 working days") == new[1:]


def test_a_colleague_is_thanked(employee: Employee, repository: Path) -> None:
    employee.asks_for("people/amira-haddad/", "Say thanks")
    employee.writes("Text", "You stayed late so that the fair had its tills.")
    assert "the fair had its tills" in employee.goes_on()
    employee.is_ready().get_by_role("button", name="Copy").click()
    employee.form.get_by_text("Copied.").wait_for()
    path, lines = applied(repository, employee.watch.page.evaluate("navigator.clipboard.readText()"))
    assert path == "catalog/kudos.yml"
    assert [line[1:].strip(" -") for line in lines] == [
        "to: person:amira-haddad",
        "text: You stayed late so that the fair had its tills.",
        f"on: {DAY}",
    ]


def test_a_role_is_taken_over(employee: Employee, repository: Path) -> None:
    employee.asks_for("roles/it/desk-lead/", "I hold this role now")
    employee.writes("Person", "Jo Okoro")
    employee.goes_on()
    issue = employee.is_ready().get_by_role("link", name="Send as an issue")
    path, lines = applied(repository, body_of(issue, "body"))
    assert path == "catalog/departments/it/roles.yml"
    assert [line.strip() for line in lines] == [
        "-  holders: [amira-haddad]",
        "-  deputies: [jo-okoro]",  # nobody is a deputy of their own
        f"+  holders: [{{person: jo-okoro, since: {DAY}}}]",
    ]


def test_a_role_is_shared(employee: Employee, repository: Path) -> None:
    employee.asks_for("roles/it/desk-lead/", "I hold this role now")
    employee.writes("Person", "Jo Okoro")
    employee.chooses("Instead of who held it", "no")
    employee.goes_on()
    issue = employee.is_ready().get_by_role("link", name="Send as an issue")
    _, lines = applied(repository, body_of(issue, "body"))
    assert lines[-1] == f"+  holders: [amira-haddad, {{person: jo-okoro, since: {DAY}}}]"


def test_a_vacant_role_is_filled(employee: Employee, repository: Path) -> None:
    employee.asks_for("roles/it/network-engineer/", "I hold this role now")
    assert not employee.form.get_by_label("Instead of who held it").count()
    employee.writes("Person", "sam-peeters")
    employee.goes_on()
    issue = employee.is_ready().get_by_role("link", name="Send as an issue")
    _, lines = applied(repository, body_of(issue, "body"))
    assert [line.strip() for line in lines] == [
        "-  holders: []",
        "-  vacant_since: 2026-08-15",
        f"+  holders: [{{person: sam-peeters, since: {DAY}}}]",
    ]


def test_a_department_is_thanked_where_nobody_is_named(browser: Browser, tmp_path: Path) -> None:
    more = {
        "site_config/organization.yml": "name: Acme\npeople: roles-only\n",
        "site_config/feedback.yml": "mail: catalog@example.org\n",
        "catalog/kudos.yml": "- to: department:it\n  text: Thanks.\n  on: 2026-05-01\n",
    }
    root = make_catalog(tmp_path / "repository", more, base=SMALL)
    with (
        served(build_well(root, tmp_path / "site")) as address,
        watched(browser, address, fresh=True) as watch,
    ):
        employee = Employee(watch)
        employee.asks_for("thanks/", "Say thanks")
        employee.writes("To", "IT")
        employee.writes("Text", "The tills held.")
        employee.goes_on()
        mail = employee.is_ready().get_by_role("link", name="Send by e-mail")
        path, lines = applied(root, body_of(mail, "body"))
    assert path == "catalog/kudos.yml"
    assert [line[1:].strip(" -") for line in lines] == [
        "to: department:it",
        "text: The tills held.",
        f"on: {DAY}",
    ]


def test_thanks_are_said_in_the_dark_with_keys_alone(browser: Browser, example: str) -> None:
    with watched(browser, example, width=320, scheme="dark", fresh=True, traffic=True) as watch:
        page = watch.open("people/amira-haddad/")
        page.get_by_role("button", name="Say thanks").focus()
        page.keyboard.press("Enter")
        page.locator("dialog[open]").wait_for()
        employee = Employee(watch)
        employee.form.get_by_label("Text").focus()
        page.keyboard.type("Thank you.")
        page.keyboard.press("Enter")
        employee.form.locator(".sb-ask-changes").wait_for()
        employee.looks()
        page.keyboard.press("Tab")  # from the heading
        assert page.evaluate("document.activeElement.value") == "To say thanks."
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent") == "Ready to send"
        page.keyboard.press("Enter")
        employee.form.locator(".sb-request__ways").wait_for()
        employee.looks()
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent") == "Send as an issue"
        page.keyboard.press("Escape")
        assert page.evaluate("document.activeElement.textContent") == "Say thanks"
        assert watch.faults == []


def test_a_service_is_added(employee: Employee, repository: Path) -> None:
    employee.asks_for("departments/it/", "Add a service")
    employee.writes("Name", "Spare chargers")
    employee.writes("Summary", "A charger for who left theirs at home.")
    employee.goes_on()
    employee.writes("Why?", "Everybody asks for one.")
    issue = employee.is_ready().get_by_role("link", name="Send as an issue")
    assert "service:it/spare-chargers" in body_of(issue, "title")
    path, lines = applied(repository, body_of(issue, "body"))
    assert path == "catalog/departments/it/services/spare-chargers.yml"
    assert "+name: Spare chargers" in lines


def test_what_was_said_is_noted_by_who_answers(employee: Employee, repository: Path) -> None:
    employee.asks_for("departments/it/#for-owner", "Note what was said")
    employee.writes("What was said", "The loan laptops are hard to find.")
    employee.goes_on()
    ways = employee.is_ready()
    text = ways.locator("textarea").input_value()
    assert json.loads(text.partition("servicebook-request\n")[2].partition("```")[0])["object"] == (
        "remark:it/the-loan-laptops-are-hard-to"
    )
    path, lines = applied(repository, text)
    assert path == "catalog/departments/it/feedback.yml"
    assert f"on: {DAY}" in "".join(lines)
