"""Search as readers use it: in the header, on the find page, with anything that can be typed, and without scripts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from servicebook.search.spelling import dictionary
from tests.browser.watching import KINDS, Watched, watched
from tests.sites import page_files

ROWS = "#find-app .sb-find__results > li"
REPAIR = 'a[data-result="service:it/laptop-repair"]'
HOSTILE = {
    "ten thousand letters": "a" * 10_000,
    "a megabyte": "broken laptop, " * 70_000,
    "ten thousand words": "laptop " * 1_500,
    "emoji": "💐🌷 👩🏽‍🌾 🏳️‍🌈",
    "markup": "<img src=x onerror=alert(1)>",
    "script": '"><script>alert(1)</script>',
    "regular expression": "(.*+?)[^a-z]{1,}$|\\",
    "only signs": "%%% ''' --- ???",
    "Arabic": "إصلاح الحاسوب المحمول",
    "Chinese": "修理笔记本电脑",
    "words of JavaScript": "constructor __proto__ toString hasOwnProperty",
    "half a surrogate": "\ud83d".encode("utf-16", "surrogatepass").decode("utf-16", "replace"),
    "template": "{{ 7*7 }} ${7*7} {query}",
}


@pytest.fixture
def watch(browser: Browser, example: str) -> Iterator[Watched]:
    with watched(browser, example) as watch:
        yield watch
        assert watch.faults == []


def results(page: Page) -> list[str]:
    """Kind and id of the results on the find page, best first."""
    found: list[str] = page.locator(f"{ROWS} a[data-result]").evaluate_all(
        "links => links.map(a => a.dataset.result)"
    )
    return found


def services_in(site: Path) -> list[str]:
    """The paths of all services' pages, without what changed in them, and old addresses that lead to new ones."""
    return [
        path
        for path, file in page_files(site).items()
        if path.startswith("services/")
        and path.count("/") == 3
        and 'http-equiv="refresh"' not in file.read_text(encoding="utf-8")
    ]


def told(page: Page) -> int:
    """How many services the find page says it shows."""
    return int(page.locator(".sb-filters__result b").inner_text())


def box(page: Page, group: str, value: str) -> None:
    """Click a filter, unfolding its group where it is folded."""
    fold = page.locator(f"details.sb-filters__group:has([data-group={group}])")
    if fold.count() and fold.get_attribute("open") is None:
        fold.locator("summary").click()
    page.locator(f"input[name={group}][value='{value}']").click()


def counted(page: Page, group: str, value: str) -> int:
    """The number at a filter."""
    return int(
        page.locator(f"label:has(input[name={group}][value='{value}']) .sb-count").text_content() or ""
    )


def query_of(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


# The box in the header


def test_words_for_a_trouble_find_the_service_and_the_keyboard_opens_it(watch: Watched) -> None:
    page = watch.open("departments/")
    search = page.locator(".sb-header input[type=search]")
    search.press_sequentially("my screen is cracked")
    first = page.locator("[role=option]").first
    expect(first).to_have_attribute("data-result", "service:it/laptop-repair")
    expect(search).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    expect(first).to_have_attribute("aria-selected", "true")
    assert search.get_attribute("aria-activedescendant") == first.get_attribute("id")
    page.keyboard.press("ArrowDown")
    expect(first).to_have_attribute("aria-selected", "false")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(page.locator("[role=option]").last).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/services/it/laptop-repair/")
    expect(page.locator("h1")).to_have_text("Laptop repair")


def test_enter_without_a_choice_opens_the_find_page(watch: Watched) -> None:
    page = watch.open("services/it/loan-laptop/")
    page.locator(".sb-header input[type=search]").fill("cracked screen")
    page.keyboard.press("Enter")
    page.wait_for_url("**/find/?q=cracked+screen")
    watch.settle()
    assert results(page)[0] == "service:it/laptop-repair"


def test_escape_closes_the_results_and_keeps_the_words(watch: Watched) -> None:
    page = watch.open("departments/")
    search = page.locator(".sb-header input[type=search]")
    search.fill("laptop")
    shown = page.locator(".sb-header .sb-search__results")
    expect(shown).to_be_visible()
    page.keyboard.press("Escape")
    expect(shown).to_be_hidden()
    expect(search).to_have_value("laptop")
    expect(search).to_have_attribute("aria-expanded", "false")
    assert search.get_attribute("aria-activedescendant") is None


def test_results_close_when_the_reader_goes_elsewhere(watch: Watched) -> None:
    page = watch.open("departments/")
    page.locator(".sb-header input[type=search]").fill("laptop")
    shown = page.locator(".sb-header .sb-search__results")
    expect(shown).to_be_visible()
    page.mouse.click(5, 700)
    expect(shown).to_be_hidden()


def test_a_slash_goes_to_the_search_box_and_is_not_written_into_it(watch: Watched) -> None:
    page = watch.open("services/it/laptop-repair/")
    page.keyboard.press("/")
    search = page.locator(".sb-header input[type=search]")
    expect(search).to_be_focused()
    expect(search).to_have_value("")
    search.press_sequentially("a/b")
    expect(search).to_have_value("a/b")


def test_home_searches_too(watch: Watched) -> None:
    page = watch.open("")
    page.keyboard.press("/")
    page.keyboard.type("labtop repiar")
    expect(page.locator("[role=option]").first).to_have_attribute("data-result", "service:it/laptop-repair")


def test_results_stand_in_groups_the_best_one_first(watch: Watched) -> None:
    page = watch.open("departments/")
    search = page.locator(".sb-header input[type=search]")
    search.fill("who fixes the wifi")
    groups = page.locator(".sb-header [role=listbox] > [role=group]")
    expect(groups.first).to_have_attribute("aria-label", "Roles and people")
    expect(groups.first.locator("[role=option]").first).to_have_attribute(
        "data-result", "role:it/network-engineer"
    )
    search.fill("laptop")
    expect(groups.first).to_have_attribute("aria-label", "Services")
    kinds = groups.evaluate_all(
        "all => all.map(one => [one.getAttribute('aria-label'), ...new Set([...one.querySelectorAll('[data-result]')]"
        ".map(link => link.dataset.result.split(':')[0]))])"
    )
    assert kinds[0][:2] == ["Services", "service"]
    assert len(kinds) > 1
    assert page.locator(".sb-header [role=option]").count() == 8


def test_a_result_says_where_it_is_from_what_it_promises_and_which_words_matched(watch: Watched) -> None:
    page = watch.open("departments/")
    page.locator(".sb-header input[type=search]").fill("repair of a crackd screen")
    option = page.locator("[role=option]").first
    expect(option).to_have_attribute("data-result", "service:it/laptop-repair")
    expect(option).to_contain_text("Service IT · 3 working days")
    expect(option.locator("mark")).to_have_text(["repair", "repair", "cracked", "screen"])
    expect(option.locator(".sb-also")).to_have_text("mentions “cracked”, “screen”")


def test_letters_that_follow_do_not_take_away_what_the_arrows_chose(watch: Watched) -> None:
    page = watch.open("departments/")
    search = page.locator(".sb-header input[type=search]")
    search.fill("lapto")
    expect(page.locator("[role=option]").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    chosen = page.locator("[role=option][aria-selected=true]")
    before = chosen.get_attribute("data-result")
    page.keyboard.type("p repai")
    expect(page.locator(".sb-header mark", has_text="repair").first).to_be_visible()
    expect(chosen).to_have_attribute("data-result", before or "")


def test_where_nothing_is_found_the_box_leads_to_what_comes_nearest(watch: Watched) -> None:
    page = watch.open("departments/")
    page.locator(".sb-header input[type=search]").fill("zzzzqqqq")
    foot = page.locator(".sb-results__foot")
    expect(foot).to_have_text("Nothing found. See what comes nearest, and whom to ask")
    expect(page.locator("[role=option]")).to_have_count(0)
    foot.locator("a").click()
    page.wait_for_url("**/find/?q=zzzzqqqq")


# The find page


@pytest.fixture(scope="module")
def typing(browser: Browser, example: str) -> Iterator[Watched]:
    """Somebody who types one thing after another on the find page."""
    with watched(browser, example) as watch:
        watch.open("find/")
        yield watch


def typed(typing: Watched, query: str) -> list[str]:
    """What the find page shows for words that are typed there; all is there once they are in the address."""
    typing.page.locator("#sb-content input[type=search]").fill(query)
    typing.page.wait_for_url(lambda address: parse_qs(urlsplit(address).query).get("q") == [query])
    assert typing.faults == []
    return results(typing.page)


def test_a_mistyped_word_finds_the_service_among_the_first_three(typing: Watched) -> None:
    assert "service:it/laptop-repair" in typed(typing, "labtop")[:3]


def test_a_word_that_is_mistyped_at_its_start_is_mended(typing: Watched) -> None:
    assert "service:it/laptop-repair" in typed(typing, "kaptop")[:5]


def test_a_question_for_somebody_is_answered_with_roles_first(typing: Watched) -> None:
    assert typed(typing, "who fixes the wifi")[0] == "role:it/network-engineer"


@pytest.mark.parametrize(
    ("query", "result"),
    [
        ("broken laptop", "service:it/laptop-repair"),
        ("who is amira", "person:amira-haddad"),
        ("network engineer", "role:it/network-engineer"),
        ("phishing", "faq:it/i-clicked-on-a-strange-link-what-now"),
        ("market research", "department:market-research"),
    ],
)
def test_people_roles_questions_and_departments_are_found(typing: Watched, query: str, result: str) -> None:
    assert result in typed(typing, query)[:5]


def test_without_words_every_service_is_listed(watch: Watched, example_site: Path) -> None:
    page = watch.open("find/")
    services = services_in(example_site)
    assert told(page) == len(services)
    more = page.locator(".sb-find__more")
    while more.is_visible():
        shown = page.locator(ROWS).count()
        more.click()
        expect(page.locator(ROWS).nth(shown)).to_be_visible()
    assert sorted(results(page)) == sorted(
        f"service:{path.removeprefix('services/').rstrip('/')}" for path in services
    )


def test_filters_narrow_and_their_counts_are_true(watch: Watched) -> None:
    page = watch.open("find/")
    everything = told(page)
    box(page, "department", "it")
    count = counted(page, "department", "it")
    expect(page.locator(ROWS)).to_have_count(count)
    assert told(page) == count < everything
    assert all(one.startswith("service:it/") for one in results(page))
    both = count + counted(page, "department", "payroll")
    box(page, "department", "payroll")
    expect(page.locator(ROWS)).to_have_count(both)
    free = counted(page, "cost", "free")
    box(page, "cost", "free")
    expect(page.locator(ROWS)).to_have_count(free)
    assert told(page) == free <= both
    page.get_by_role("button", name="Clear filters").click()
    expect(page.locator(".sb-filters__result b")).to_have_text(str(everything))
    assert query_of(page) == {}


def test_words_filters_and_order_are_kept_in_the_address(watch: Watched) -> None:
    page = watch.open("find/")
    page.locator("#sb-content input[type=search]").fill("laptop")
    page.wait_for_url("**/find/?q=laptop")
    box(page, "department", "it")
    page.locator("select[name=sort]").select_option("time")
    page.wait_for_url(re.compile("sort=time"))
    assert query_of(page) == {"q": ["laptop"], "department": ["it"], "sort": ["time"]}
    before = results(page)
    assert before
    page.reload()
    watch.settle()
    assert results(page) == before
    expect(page.locator("#sb-content input[type=search]")).to_have_value("laptop")
    expect(page.locator("input[name=department][value=it]")).to_be_checked()
    expect(page.locator("input[name=department][value=it]")).to_be_visible()
    expect(page.locator("select[name=sort]")).to_have_value("time")


def test_services_can_be_sorted(watch: Watched) -> None:
    page = watch.open("find/?department=it")
    names = [one.inner_text() for one in page.locator(f"{ROWS} a[data-result]").all()]
    assert names == sorted(names, key=str.casefold)
    page.locator("select[name=sort]").select_option("time")
    expect(page.locator(f"{ROWS} a[data-result]").first).not_to_have_text(names[0])
    quickest = results(page)
    assert sorted(quickest) == sorted(f"service:it/{one.split('/')[-1]}" for one in quickest)
    assert len(quickest) == len(names)


def test_going_back_returns_to_the_results_as_they_were(watch: Watched) -> None:
    page = watch.open("find/?q=laptop&department=it")
    before = results(page)
    page.locator(REPAIR).click()
    page.wait_for_url("**/services/it/laptop-repair/")
    page.go_back()
    watch.settle()
    assert results(page) == before


def test_where_nothing_is_found_the_reader_is_led_on(watch: Watched) -> None:
    page = watch.open("find/?q=zzzzqqqq")
    nothing = page.locator(".sb-find__nothing")
    expect(nothing).to_be_visible()
    expect(page.locator(ROWS)).to_have_count(0)
    gap = nothing.get_by_role("link", name="Tell us what is missing")
    expect(gap).to_have_attribute(
        "href", "https://forms.example.org/fernhill/not-found?searched=zzzzqqqq&page=%2Ffind%2F"
    )
    expect(page.get_by_role("form", name="Filters", exact=True)).to_be_hidden()
    whom = nothing.get_by_role("region", name="Who can help")
    expect(whom.get_by_role("link", name="Facilities", exact=True)).to_be_visible()
    expect(whom.locator(".sb-button")).to_be_visible()
    expect(nothing.get_by_role("region", name="Closest results")).to_be_hidden()
    whom.get_by_role("link", name="What each department does").click()
    page.wait_for_url("**/departments/")


def test_where_nothing_is_found_what_comes_nearest_is_shown(watch: Watched) -> None:
    page = watch.open("find/?q=laptxxyyzz")
    expect(page.locator(".sb-find__nothing q")).to_have_text("laptxxyyzz")
    expect(page.locator(f"{ROWS} a[data-result]")).to_have_count(0)
    nearest = page.get_by_role("region", name="Closest results").locator("a[data-result]")
    expect(nearest.first).to_have_attribute("data-result", re.compile("^service:it/.*laptop"))
    whom = page.get_by_role("region", name="Who can help")
    expect(whom.get_by_role("link", name="IT", exact=True)).to_be_visible()


def test_filters_that_leave_nothing_can_be_taken_away(watch: Watched) -> None:
    page = watch.open("find/?q=cracked+screen&department=payroll")
    empty = page.locator(".sb-find__nothing")
    expect(empty).to_contain_text(re.compile(r"Nothing matches these filters; without them there are \d\d\."))
    expect(empty.locator("[data-nothing=query]")).to_be_hidden()
    empty.get_by_role("button", name="Clear filters").click()
    first = page.locator(f"{ROWS} a[data-result]").first
    expect(first).to_have_attribute("data-result", "service:it/laptop-repair")
    assert query_of(page) == {"q": ["cracked screen"]}


def test_kinds_can_be_chosen(watch: Watched) -> None:
    page = watch.open("find/?q=laptop")
    count = counted(page, "kind", "roles")
    box(page, "kind", "roles")
    expect(page.locator(ROWS)).to_have_count(count)
    assert {one.split(":")[0] for one in results(page)} <= {"role", "person"}
    assert query_of(page) == {"q": ["laptop"], "kind": ["roles"]}


def test_hand_written_pages_and_lists_are_found(typing: Watched) -> None:
    assert "page:help/dates" in typed(typing, "how dates are counted")[:3]
    assert "page:sla" in typed(typing, "slas")


@pytest.mark.parametrize(
    ("query", "result"),
    [
        ("SLA", "page:sla"),
        ("who does what", "page:roles"),
        ("public holidays", "page:hours"),
        ("closed at Christmas", "calendar:day-2026-12-25:Christmas Day"),
        ("closed on Christmas Day", "calendar:day-2026-12-25:Christmas Day"),
    ],
)
def test_pages_and_days_off_are_found_by_what_people_call_them(
    typing: Watched, query: str, result: str
) -> None:
    assert re.sub(r"day-\d{4}", "day-2026", typed(typing, query)[0]) == result


def test_help_for_maintainers_is_found_on_pages_of_help_alone(watch: Watched) -> None:
    for query in ("how to edit the catalog", "commands", "When something does not work"):
        shown = results(watch.open(f"find/?q={quote(query)}"))
        assert not {"page:help/editing", "page:help/reference/commands", "page:help/maintainers/troubles"} & {
            *shown
        }
    page = watch.open("help/editing/")
    box = page.locator("#sb-content .sb-search input[type=search]")
    box.fill("commands")
    expect(page.locator("#sb-content [role=option]").first).to_have_attribute(
        "data-result", "page:help/reference/commands"
    )
    box.press("Enter")
    page.wait_for_url("**/find/?help=1&q=commands")
    watch.settle()
    assert results(page)[0] == "page:help/reference/commands"
    assert {one.partition(":")[0] for one in results(page)} == {"page"}


def test_a_mistyped_word_is_named_with_what_it_was_taken_for(watch: Watched) -> None:
    page = watch.open("find/?q=labtop")
    expect(page.locator(".sb-find__instead")).to_have_text(
        "Showing results for “laptop” instead of “labtop”."
    )
    expect(page.locator(".sb-find__instead [data-mended]")).to_have_attribute("data-mended", "labtop>laptop")
    page.locator("#sb-content input[type=search]").fill("laptop")
    expect(page.locator(".sb-find__instead")).to_be_hidden()


def test_the_box_says_what_it_looked_for_instead(watch: Watched) -> None:
    page = watch.open("departments/")
    page.locator(".sb-header input[type=search]").fill("labtop repair")
    expect(page.locator(".sb-results__foot [data-mended]")).to_have_attribute("data-mended", "labtop>laptop")


def test_of_several_words_for_a_mistyped_one_each_result_names_that_which_it_has(watch: Watched) -> None:
    page = watch.open("find/?q=plann")
    _, _, used = (page.locator("[data-mended]").get_attribute("data-mended") or "").partition(">")
    assert len(used.split(",")) > 1
    marks = [row.locator("mark").count() for row in page.locator(ROWS).all()]
    assert marks[0] > 0
    assert all(
        has >= bool(later) for has, later in pairwise(map(bool, marks))
    )  # those near by meaning come after
    named = {one.inner_text().lower() for one in page.locator(f"{ROWS} .sb-also mark").all()}
    assert len(named) > 1
    assert named <= set(used.split(","))


LOOK_ALIKES = """async words => {
  const { nearest, search } = await import(new URL("../assets/engine.js", location));
  const taken = [];
  for (const word of words) {
    const { asked, found } = await search(word);
    const near = found.length ? [] : await nearest(word);
    if (near.length || asked.some(one => one.instead.length || one.like)) taken.push(word);
  }
  return taken;
}"""


def test_none_of_the_commonest_words_is_taken_for_one_that_looks_like_it(watch: Watched) -> None:
    page = watch.open("find/")
    commonest = [word for word in dictionary("en") if word.isalpha()][:4_000]
    assert page.evaluate(LOOK_ALIKES, [*commonest, "tech", "app", "kinda"]) == []
    assert page.evaluate(LOOK_ALIKES, ["labtop", "laptxxyyzz"]) == ["labtop", "laptxxyyzz"]


def test_a_rare_word_stays_what_it_is_and_the_one_that_looks_like_it_is_offered(watch: Watched) -> None:
    # a calender presses paper: English, but hardly what anybody looks for here
    page = watch.open("find/?q=Calender+of+days+off")
    said = page.locator(".sb-find__instead")
    expect(said).to_have_text("Nothing here mentions “calender”. Search for “calendar” instead")
    expect(said.locator("[data-mended]")).to_have_count(0)
    said.locator("[data-offered='calender>calendar']").click()
    page.wait_for_url("**/find/?q=calendar+of+days+off")
    expect(page.locator(".sb-find__instead")).to_be_hidden()


def test_what_looks_like_a_rare_word_is_found_as_what_fits_less_well(watch: Watched) -> None:
    page = watch.open("find/?q=calender")
    expect(page.locator(".sb-find__weak")).to_be_visible()
    marks = page.locator(f"{ROWS} mark").all_inner_texts()
    assert "calendar" in [mark.lower() for mark in marks]


def test_the_box_names_words_that_nothing_has(watch: Watched) -> None:
    page = watch.open("departments/")
    page.locator(".sb-header input[type=search]").fill("quantum laptop")
    expect(page.locator(".sb-results__foot [data-unknown]")).to_have_text("Nothing here mentions “quantum”.")


def test_a_common_word_is_not_taken_for_a_mistyped_one(typing: Watched) -> None:
    page = typing.page
    assert typed(typing, "scream laptop")  # one letter from "screen", which is a word of the catalog
    expect(page.locator(".sb-find__instead")).to_have_text("Nothing here mentions “scream”.")
    assert all("screen" not in mark for mark in page.locator(f"{ROWS} mark").all_inner_texts())


def test_other_forms_of_a_word_are_the_same_word(typing: Watched) -> None:
    # the catalog says "cracked"
    assert typed(typing, "screens cracking")[0] == "service:it/laptop-repair"
    expect(typing.page.locator(".sb-find__instead")).to_be_hidden()


def test_on_a_phone_results_come_before_filters(browser: Browser, example: str) -> None:
    with watched(browser, example, width=360) as watch:
        page = watch.open("find/?q=laptop")
        first = page.locator(f"{ROWS} a[data-result]").first
        expect(first).to_be_in_viewport()
        opener = page.get_by_role("button", name=re.compile("^Filters"))
        opener.click()
        expect(opener).to_have_attribute("aria-expanded", "true")
        box(page, "time", "days")
        expect(opener).to_have_text("Filters1")
        assert watch.too_wide() == []
        assert watch.faults == []


def test_results_follow_the_readers_department(watch: Watched) -> None:
    page = watch.open("find/")
    mine = page.locator("label:has(input[name=mine])")
    expect(mine).to_be_hidden()
    page.evaluate("localStorage.setItem('servicebook.department', 'sales')")
    page.reload()
    watch.settle()
    count = counted(page, "mine", "agreed")
    assert 0 < count < told(page)
    box(page, "mine", "agreed")
    expect(page.locator(ROWS)).to_have_count(count)
    expect(page.locator(f"{ROWS} .sb-row__state", has_text="agreed")).to_have_count(count)
    assert query_of(page) == {"mine": ["agreed"]}


# Anything that can be typed


@pytest.mark.parametrize("query", HOSTILE.values(), ids=HOSTILE)
def test_no_query_breaks_the_find_page(typing: Watched, query: str) -> None:
    page = typing.page
    field = page.locator("#sb-content input[type=search]")
    field.fill("")
    page.wait_for_url("**/find/")
    field.fill(query)
    page.wait_for_url("**/find/?q=*")
    expect(page.locator(f"{ROWS}, .sb-find__nothing:not([hidden])").first).to_be_visible()
    assert typing.too_wide() == []
    assert page.locator(f"{ROWS} :is(img, script)").count() == 0
    field.fill("cracked screen")
    expect(page.locator(f"{ROWS} a[data-result]").first).to_have_attribute(
        "data-result", "service:it/laptop-repair"
    )
    assert typing.faults == []


@pytest.mark.parametrize("name", ["markup", "script", "template", "words of JavaScript", "Arabic"])
def test_no_query_in_an_address_breaks_a_page(watch: Watched, name: str) -> None:
    page = watch.open(f"find/?q={quote(HOSTILE[name])}&department=%3Cb%3E&sort=__proto__&cost=")
    expect(page.locator("#sb-content input[type=search]")).to_have_value(HOSTILE[name])
    expect(page.locator("select[name=sort]")).to_have_value("best")
    assert watch.too_wide() == []


@pytest.mark.parametrize("name", ["markup", "regular expression", "emoji", "Chinese", "ten thousand words"])
def test_no_query_breaks_the_box_in_the_header(watch: Watched, name: str) -> None:
    page = watch.open("departments/")
    page.locator(".sb-header input[type=search]").fill(HOSTILE[name])
    expect(page.locator(".sb-header .sb-results__foot")).to_be_visible()
    assert page.locator(".sb-header .sb-search__results :is(img, script)").count() == 0
    assert watch.too_wide() == []


# Without


def test_when_the_index_cannot_be_fetched_the_find_page_lists_every_service(
    browser: Browser, example: str
) -> None:
    with watched(browser, example) as watch:
        watch.expected = ("Failed to load resource", "net::ERR")
        watch.page.route("**/search/**", lambda route: route.abort())
        watch.page.goto(example + "find/?q=laptop")
        expect(watch.page.locator("#find-list a", has_text="Laptop repair")).to_be_visible()
        expect(watch.page.locator("#find-app")).to_be_hidden()
        assert watch.faults == []


@pytest.fixture(scope="module")
def readable(browser: Browser, example: str) -> Iterator[Watched]:
    """A phone on which no script runs."""
    with watched(browser, example, width=360, java_script_enabled=False) as watch:
        yield watch


def test_without_scripts_the_find_page_lists_every_service(readable: Watched, example_site: Path) -> None:
    services = set(services_in(example_site))
    readable.page.goto(readable.base + "find/")
    links: list[str] = readable.page.locator("#find-list a").evaluate_all(
        "links => links.filter(a => a.checkVisibility()).map(a => a.getAttribute('href'))"
    )
    assert services <= {link.removeprefix("../") for link in links}
    assert readable.faults == []


@pytest.mark.parametrize("kind", [kind for kind in KINDS if not kind.startswith("find")])
def test_without_scripts_a_page_can_be_read(readable: Watched, kind: str) -> None:
    page = readable.page
    page.goto(readable.base + KINDS[kind])
    assert page.locator("h1").is_visible()
    assert len(page.locator("#sb-content").inner_text()) > 80
    page.locator(".sb-menu summary").click()
    assert page.locator(".sb-menu a", has_text="Departments").is_visible()
    assert readable.faults == []


@pytest.mark.parametrize(
    ("query", "name", "path"),
    [
        ("it depends", "What IT depends on", "departments/it/#relies-on"),
        ("payroll open", "How and when to reach Payroll", "departments/payroll/#ask"),
        ("deputy it", "Deputy of the Head of IT", "roles/it/head/"),
        ("it sales", "Laptops for people on the road", "agreements/it-sales/"),
        ("christmas", "Christmas Day", "hours/#day-2026-12-25"),
        ("office hours", "Aalsmeer office hours", "hours/#aalsmeer-office"),
        ("contracts and law", "Contracts and law", "services/#topic-contracts-and-law"),
    ],
)
def test_the_box_leads_to_the_part_of_a_page_that_answers(
    watch: Watched, query: str, name: str, path: str
) -> None:
    page = watch.open("departments/")
    page.locator(".sb-header input[type=search]").fill(query)
    first = page.locator("[role=option]").first
    expect(first).to_contain_text(name)
    assert first.get_attribute("href").endswith(path)  # type: ignore[union-attr]
    first.click()
    page.wait_for_url(f"**/{path}")
    anchor = path.partition("#")[2]
    if anchor:  # what is folded opens for the address that names it
        expect(page.locator(f"[id='{anchor}']")).to_be_in_viewport()


@pytest.mark.parametrize("query", ["who is off", "who approves travel", "who is on holiday today"])
def test_what_the_catalog_cannot_answer_ends_in_whom_to_ask(
    browser: Browser, example: str, query: str
) -> None:
    with watched(browser, example, width=360) as watch:
        page = watch.open(f"find/?q={quote(query)}")
        note = page.locator(".sb-find__weak")
        expect(note).to_contain_text("Nothing fits well.")
        expect(note.get_by_role("link").first).to_have_text("Facilities")
        expect(note.get_by_role("link")).to_have_count(1)
        page = watch.open("services/it/laptop-repair/")
        page.locator(".sb-header input[type=search]").fill(query)
        expect(page.locator(".sb-results__foot")).to_contain_text("Nothing fits well.")


def test_where_only_a_weak_part_matches_the_nearest_say_what_they_mention(watch: Watched) -> None:
    page = watch.open("find/?q=quantum+flux+printer")
    expect(page.locator(".sb-find__weak")).to_contain_text("Nothing fits well.")
    expect(page.locator(".sb-find__instead")).to_have_text("Nothing here mentions “quantum”, “flux”.")
    expect(page.locator("[data-mended]")).to_have_count(0)
    for row in page.locator(ROWS).all():
        assert row.locator("a[data-result]").count() == 1
        # printer, or printed; what is near by its meaning alone has no word to mark
        assert all("print" in mark.lower() for mark in row.locator("mark").all_inner_texts())
    assert page.locator(ROWS).first.locator("mark").count() > 0
    led_on = page.locator(".sb-find__nothing")
    topics = led_on.get_by_role("region", name="Topics").get_by_role("link")
    expect(topics.first).to_have_attribute("href", re.compile("#topic-"))
    whom = led_on.get_by_role("region", name="Who can help")
    expect(whom.get_by_role("link", name="Facilities", exact=True)).to_be_visible()
    expect(led_on.get_by_text("Nothing found for")).to_be_hidden()
    page.locator("#sb-content input[type=search]").fill("laptop")
    expect(led_on).to_be_hidden()


def test_the_closest_department_is_named_where_nearly_all_results_are_from_it(
    browser: Browser, example: str
) -> None:
    with watched(browser, example) as watch:
        note = watch.open("find/?q=bitcoin+payment").locator(".sb-find__weak")
        expect(note).to_contain_text("Closest department: Finance")
        expect(note.get_by_role("link").nth(1)).to_have_attribute(
            "href", re.compile("/departments/finance/$")
        )


PARTLY = ["barcode scanner dead", "complain about wilted roses", "journalist calls", "update the homepage"]
"""Questions of whose words one is nowhere, and the others say enough."""


@pytest.mark.parametrize(
    "query", ["cracked screen", "parental leave", "who signs contracts", "pay slip wrong", *PARTLY]
)
def test_what_is_answered_is_not_doubted(typing: Watched, query: str) -> None:
    assert typed(typing, query)
    expect(typing.page.locator(".sb-find__results li").first).to_be_visible()
    expect(typing.page.locator(".sb-find__weak")).to_be_hidden()
