"""Whatever departments write is shown as they wrote it: never run, never wider than the screen; and privacy holds."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.watching import Watched, watched
from tests.sites import build_well, contents, pages_of, served
from tests.support import write

SCRIPT = "<script>alert(1)</script>"
IMAGE = "<img src=x onerror=alert(2)>"
QUOTES = "\"'><svg onload=alert(3)>"
TEMPLATE = "{{ 7*7 }} {% raw %} ${7*7} #{7*7}"
LINK = "[click](javascript:alert(4))"
LONG = "Very long name " * 20
UNBROKEN = "Donaudampfschifffahrtsgesellschaftskapitän" * 7
ARABIC = "إصلاح الحاسوب المحمول"
HEBREW_PERSON = "דוד כהן"
ALL = f"{SCRIPT} {IMAGE} {QUOTES} {TEMPLATE}"
MARKDOWN = f"{ALL}\n\n{LINK}\n\n![x](https://elsewhere.invalid/x.png)\n\n<iframe src=https://elsewhere.invalid>\n\n`{TEMPLATE}`"

PERSON = {
    "name": "Zebulonde Quillfeather",
    "email": "zebulonde.q@example.org",
    "phone": "+49 30 987654321",
    "chat": "@zebquill",
    "handles": {"github": "zq-hub"},
}
PRIVATE = (
    "Zebulonde",
    "Quillfeather",
    "zebulonde",
    "987654321",
    "98 76 54",
    "zebquill",
    "zq-hub",
    "quillfeather",
)
IT, AR, EMPTY = (f"catalog/departments/{name}" for name in ("it", "ar", "empty"))


def yml(value: Any) -> str:
    """JSON is YAML."""
    return json.dumps(value, ensure_ascii=False)


def promise(within: str) -> dict[str, Any]:
    return {"measure": "response_time", "within": within, "stated": ALL, "per": "month"}


def catalog(people: str) -> Mapping[str, str]:
    """Two departments that write anything, and one that offers nothing."""
    asking = [
        {"type": "form", "name": ALL, "url": "https://example.org/?a=1&b='", "preferred": True},
        {"type": "chat", "handle": IMAGE},
        {"type": "desk", "place": QUOTES + UNBROKEN, "note": ALL},
    ]
    return {
        "site_config/organization.yml": yml(
            {"name": f"A & B {SCRIPT}", "tagline": ALL, "people": people, "featured": ["it/evil", "it/long"],
             "source_url": "https://git.example.org/edit/{path}"}
        ),
        "site_config/rules.yml": yml({"severities": {"dead-link": "warning"}}),
        "site_config/calendars.yml": yml(
            {"office": {"name": ALL, "open": {"mon": ["09:00-17:00"]}, "known_until": "2027-12-31",
                        "closures": [{"on": "2026-12-25", "reason": ALL}]}}
        ),
        "site_config/audiences.yml": yml({"all": {"name": ALL}}),
        "site_config/sites.yml": yml({"here": {"name": ALL, "address": UNBROKEN}}),
        "site_config/principles.yml": yml({"evil": {"name": ALL, "description": ALL}}),
        "site_config/feedback.yml": yml(
            {"rate": "https://example.org/?{kind}:{id}", "report_gap": "https://example.org/?q={query}",
             "mail": "desk@example.org"}
        ),
        "catalog/people.yml": yml(
            {"zq": PERSON, "david": {"name": HEBREW_PERSON}, "evil": {"name": SCRIPT, "chat": IMAGE}}
        ),
        f"{IT}/department.yml": yml(
            {"name": f"IT {SCRIPT}", "summary": ALL, "description": MARKDOWN, "head": "it/lead",
             "support_hours": "office", "aliases": [ALL], "channels": asking, "targets": [promise("4 hours")],
             "customer_duties": [MARKDOWN], "links": [{"text": ALL, "url": "https://example.org/?a=1&lt;b"}],
             "meetings": [{"what": ALL, "when": ALL, "with": ["ar"], "about": ALL}],
             "scenarios": [{"situation": ALL, "service": "it/evil", "weekday": "fri", "time": "15:40"}]}
        ),
        f"{IT}/roles.yml": yml(
            {"lead": {"title": f"Lead {SCRIPT}", "summary": ALL, "responsibilities": [MARKDOWN, UNBROKEN],
                      "holders": ["zq", "evil"], "deputies": ["david"]},
             "vacant": {"title": UNBROKEN, "vacant_since": "2026-01-01", "reports_to": "it/lead"}}
        ),
        f"{IT}/faqs.yml": yml(
            [{"question": f"{ALL}?", "answer": MARKDOWN}, {"question": f"{UNBROKEN}?", "answer": LONG}]
        ),
        f"{IT}/feedback.yml": yml(
            {"evil": {"said": ALL, "about": "it/evil", "on": "2026-05-01", "status": "done",
                      "answer": {"by": "it/lead", "on": "2026-05-02", "text": MARKDOWN}},
             "long": {"said": UNBROKEN, "on": "2026-05-01"}}
        ),
        f"{IT}/meetings/2026-05-04.yml": yml(
            {"meeting": ALL, "with": ["ar"],
             "actions": [{"what": what, "role": "it/vacant", "by": "2026-06-01"} for what in (ALL, UNBROKEN, LONG)]}
        ),
        **{f"{IT}/health/2026-q{number}.yml": yml(
            {"as_of": "2026-07-01", "by": "it/vacant", "notes": MARKDOWN,
             "figures": {"roles": number, "thanks": 9 ** 9}})
           for number in (1, 2)},
        **{f"catalog/surveys/evil-{year}.yml": yml(
            {"name": ALL, "asked": f"{year}-05-01", "question": "recommend", "about": "it/evil",
             "promoters": 9, "passives": 5, "detractors": 7})
           for year in (2025, 2026)},
        f"{IT}/services/evil.yml": yml(
            {"name": f"Evil {ALL}", "summary": ALL, "aliases": [ALL], "description": MARKDOWN,
             "audience": ["all"], "sites": ["here"], "roles": {"owner": "it/lead"}, "channels": asking,
             "prerequisites": [ALL, UNBROKEN], "not_for": [{"text": ALL, "use": "it/long"}],
             "cost": {"amount": 5, "per": ALL, "note": ALL},
             "targets": [promise("1 hour"), {**promise("3 working days"), "measure": "fulfillment_time"}],
             "pauses_when": [ALL], "customer_duties": [ALL],
             "escalation": [{"role": "it/lead", "note": ALL}],
             "handoffs": [{"id": "a", "by": "it/lead", "does": ALL, "within": "1 hour", "note": MARKDOWN}],
             "depends_on": [{"service": "ar/arabic", "for": ALL}],
             "faqs": [{"question": f"{IMAGE} {TEMPLATE}?", "answer": MARKDOWN}],
             "links": [{"text": ALL, "url": "https://example.org/'"}]}
        ),
        f"{IT}/services/long.yml": yml({"name": LONG, "summary": LONG, "description": LONG}),
        f"{IT}/services/unbroken.yml": yml({"name": UNBROKEN, "summary": UNBROKEN, "description": UNBROKEN}),
        f"{IT}/services/bare.yml": yml({"name": "Bare", "summary": "Nothing else is said."}),
        f"{AR}/department.yml": yml({"name": "قسم تقنية المعلومات", "summary": "نصلح الأجهزة."}),
        f"{AR}/services/arabic.yml": yml(
            {"name": ARABIC, "summary": "نصلح حاسوبك خلال يومين (Laptop 14\").", "roles": {"owner": "it/lead"}}
        ),
        f"{EMPTY}/department.yml": yml({"name": "Empty", "summary": "Nothing yet."}),
        "catalog/agreements/evil.yml": yml(
            {"name": ALL, "summary": ALL, "provider": "it", "customer": "ar", "covers": ["it/evil"],
             "targets": [promise("30 minutes")], "customer_duties": [ALL], "quality": [ALL],
             "effective_from": "2026-01-01"}
        ),
        "catalog/journeys/evil.yml": yml(
            {"name": ALL, "summary": ALL, "description": MARKDOWN, "starts_with": ALL,
             "steps": [{"id": "a", "title": ALL, "by": "it/lead", "does": ALL, "within": "1 hour", "note": MARKDOWN},
                       {"id": "b", "title": UNBROKEN, "service": "ar/arabic", "after": ["a"]}]}
        ),
        "catalog/journeys/timed.yml": yml(
            {"name": ALL, "summary": ALL,
             "steps": [{"id": "a", "title": ALL, "by": "it/lead", "within": "1 hour"},
                       {"id": "b", "title": UNBROKEN, "service": "it/evil", "after": ["a"]},
                       {"id": "c", "title": ARABIC, "by": "it", "within": "2 working days", "after": ["a"]}]}
        ),
        "catalog/notices/evil.yml": yml(
            {"title": ALL, "text": MARKDOWN, "affects": {"services": ["it/evil"]}, "effect": "delayed",
             "from": "2026-11-01", "until": "2026-12-31"}
        ),
        "catalog/kudos.yml": yml(
            [{"from": "department:ar", "to": "person:zq", "about": "it/evil", "text": ALL, "on": "2026-11-01"}]
        ),
        "catalog/results/it/2026.yml": yml(
            {f"2026-{month:02}": {
                "results": [{"service": service, "measure": "response_time", "counted": 1234567, "kept": 1000000}
                            for service in ("it/evil", "it/long", "it/unbroken")],
                "notes": {"it/evil": MARKDOWN, "it/unbroken": UNBROKEN}} for month in (8, 9, 10)}
        ),
        "site_config/pages/help.md": "# Help\n\nBy hand.\n",
    }  # fmt: skip


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    return build_well(write(folder / "root", catalog("full")), folder / "site")


@pytest.fixture(scope="module")
def private_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("private")
    return build_well(write(folder / "root", catalog("roles-only")), folder / "site")


@pytest.fixture(scope="module")
def base(site: Path) -> Iterator[str]:
    with served(site) as address:
        yield address


@pytest.fixture(scope="module")
def reader(browser: Browser, base: str) -> Iterator[Watched]:
    with watched(browser, base) as watch:
        yield watch


PATHS = (
    "", "find/", f"find/?q={quote(SCRIPT)}", "departments/", "departments/it/", "departments/ar/",
    "departments/empty/", "map/", "map/it/", "map/ar/", "services/it/evil/", "services/it/long/",
    "services/it/unbroken/", "services/it/bare/",
    "services/ar/arabic/", "sla/", "roles/", "roles/it/lead/", "roles/it/vacant/", "people/", "people/zq/",
    "people/evil/", "people/david/", "faq/", "faq/it/", "agreements/", "agreements/evil/", "journeys/",
    "journeys/evil/", "journeys/timed/", "notices/", "thanks/", "hours/", "state/", "state/it/",
    "state/empty/", "results/", "results/it/", "about/", "services/", "start/", "start/it/", "start/empty/",
    "feedback/", "surveys/", "agenda/it/", "health/it/", "404.html",
)  # fmt: skip


def test_every_page_of_the_catalog_is_looked_at(site: Path) -> None:
    own = {path for path in pages_of(site) if not path.startswith(("reference/", "help/"))}
    assert own - {path.partition("?")[0] for path in PATHS} <= {
        "faq/ar/",
        "faq/empty/",
        "state/ar/",
        "start/ar/",
    }


@pytest.mark.parametrize("path", PATHS)
def test_nothing_is_run_and_nothing_sticks_out(reader: Watched, path: str) -> None:
    reader.faults.clear()
    reader.resize(1280)
    page = reader.open(path)
    page.evaluate("document.querySelectorAll('#sb-content details').forEach(fold => { fold.open = true; })")
    for width in (1280, 360):
        reader.resize(width)
        assert reader.faults == []
        assert reader.too_wide() == [], width
    foreign = (
        "#sb-content :is(script:not([type='application/ld+json']),"
        " iframe, object, embed, img, [onerror], [onload], [href^='javascript:' i])"
    )
    assert page.locator(foreign).count() == 0
    assert "49" not in page.locator("h1").inner_text()


def test_what_was_written_is_seen_as_it_was_written(browser: Browser, base: str) -> None:
    with watched(browser, base) as watch:
        page = watch.open("services/it/evil/")
        expect(page.locator("h1")).to_have_text(f"Evil {ALL}")
        page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
        words = page.locator("#sb-content").inner_text()
        for text in (SCRIPT, IMAGE, QUOTES, TEMPLATE, LINK):
            assert text in words, text
        assert page.title().startswith(f"Evil {ALL}")
        assert watch.faults == []


def test_a_plan_shows_what_was_written(browser: Browser, base: str) -> None:
    with watched(browser, base) as watch:
        page = watch.open("journeys/timed/")
        page.wait_for_selector("#plan_form:not([hidden])")
        rows = page.locator("#plan_rows > li")
        expect(rows).to_have_count(3)
        expect(rows.first.locator(".sb-plan__title")).to_have_text(ALL)
        assert watch.faults == []


def test_what_the_calculator_is_given_is_data_and_shown_as_it_was_written(
    browser: Browser, base: str
) -> None:
    with watched(browser, base) as watch:
        page = watch.open("services/it/evil/")
        page.wait_for_selector("#promise_when:not([hidden])")
        page.eval_on_selector("#promise .sb-answer__notice", "one => one.remove()")
        page.click("[data-ask=now]")  # what the page does not tell, the script does
        beside = page.locator("#promise_beside")
        expect(beside).to_contain_text(TEMPLATE)
        for text in (SCRIPT, IMAGE, QUOTES):
            assert text in beside.inner_text(), text
        expect(page.locator("#promise_line .is-goal time")).to_have_count(1)
        assert (
            page.locator("#promise_data").evaluate(
                "one => JSON.parse(one.content.textContent).notices.length"
            )
            == 1
        )
        assert watch.faults == []


def test_search_shows_what_was_written_and_runs_none_of_it(browser: Browser, base: str) -> None:
    with watched(browser, base) as watch:
        page = watch.open("departments/")
        page.locator(".sb-header input[type=search]").fill("evil script alert")
        first = page.locator("[role=option]").first
        expect(first).to_contain_text(SCRIPT)
        expect(first).to_contain_text("{{ 7*7 }}")
        page.keyboard.press("Enter")
        page.wait_for_url("**/find/?q=*")
        watch.settle()
        expect(page.locator("#find-app .sb-rows > li").first).to_contain_text(SCRIPT)
        assert watch.faults == []


def test_arabic_names_run_from_right_to_left_and_are_found(browser: Browser, base: str) -> None:
    with watched(browser, base) as watch:
        page = watch.open("services/ar/arabic/")
        assert page.locator("h1").evaluate("one => getComputedStyle(one).direction") == "rtl"
        page = watch.open(f"find/?q={quote('الحاسوب')}")
        expect(page.locator("#find-app a[data-result]").first).to_have_attribute(
            "data-result", "service:ar/arabic"
        )
        assert watch.faults == []


def test_a_department_without_services_and_a_bare_service_say_what_is_missing(
    browser: Browser, base: str
) -> None:
    with watched(browser, base) as watch:
        assert watch.open("departments/empty/").locator(".sb-empty").count() > 0
        assert watch.open("services/it/bare/").locator(".sb-empty").count() > 0
        assert watch.faults == []


def test_with_people_shown_a_person_is_found_everywhere(site: Path) -> None:
    whole = b"".join(contents(site).values()).decode(errors="replace")
    assert all(word in whole for word in ("Quillfeather", "zebulonde.q@example.org", "zebquill"))


def test_with_roles_only_no_file_has_a_person_s_name_or_contact(private_site: Path) -> None:
    found = [
        (path, word)
        for path, content in contents(private_site).items()
        for word in (*PRIVATE, HEBREW_PERSON, "people/zq", "person:zq")
        if word.encode() in content or word in path or json.dumps(word).strip('"').encode() in content
    ]
    assert found == []
    assert not (private_site / "people").exists()


def test_with_roles_only_the_pages_are_whole(browser: Browser, private_site: Path) -> None:
    with served(private_site) as base, watched(browser, base) as watch:
        for path in (
            "",
            "services/it/evil/",
            "roles/",
            "roles/it/lead/",
            "departments/it/",
            "thanks/",
            "find/",
        ):
            watch.open(path)
            assert watch.too_wide() == []
        assert watch.faults == []
