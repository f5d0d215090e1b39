"""Lists that are sorted and filtered in the reader's browser; and without scripts, everything."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.watching import Scheme, watched

SHIFTS = """
window.shifted = 0;
window.jumps = [];
new PerformanceObserver(list => {
  for (const { value, sources } of list.getEntries()) {
    const inSight = sources.filter(one => one.previousRect.height);
    if (inSight.length === sources.length) window.shifted += value;
    for (const { node, previousRect: from, currentRect: to } of inSight) {
      if (Math.abs(to.y - from.y) >= 1) window.jumps.push(`${node?.textContent} from ${from.y} to ${to.y}`);
    }
  }
}).observe({ type: "layout-shift", buffered: true });
"""
"""What moves up or down, and how much moves sideways, of what can be seen: a filter may bring other rows into sight."""


def rows(page: Page) -> int:
    """How many rows or items of the list are seen."""
    return page.locator("#list_ [data-item]:visible").count()


def test_words_narrow_the_list_and_the_address_keeps_them(browser: Browser, example: str) -> None:
    with watched(browser, example) as watch:
        page = watch.open("sla/")
        total = rows(page)
        expect(page.locator("button[type=reset]")).not_to_be_visible()
        page.locator("input[name=measure][value=resolution_time]").check(force=True)
        expect(page).to_have_url(f"{watch.base}sla/?measure=resolution_time")
        solved = rows(page)
        assert 0 < solved < total
        expect(page.locator(".sb-filters__result[role=status]")).to_have_text(f"{solved} of {total} services")
        page.locator("input[name=measure][value=availability]").check(force=True)
        expect(page).to_have_url(f"{watch.base}sla/?measure=resolution_time&measure=availability")
        assert rows(page) > solved, "words of one group are alternatives"
        page.reload()
        assert solved < rows(page) < total
        page.locator("button[type=reset]").click()
        expect(page).to_have_url(f"{watch.base}sla/")
        expect(page.locator("button[type=reset]")).not_to_be_visible()
        assert rows(page) == total
        assert watch.faults == []


def test_filters_of_the_search_are_cleared_only_where_there_are_any(browser: Browser, example: str) -> None:
    with watched(browser, example) as watch:
        page = watch.open("find/")
        clear = page.locator("#find-app button[type=reset]")
        expect(page.locator(".sb-find__results > li").first).to_be_visible()
        expect(clear).not_to_be_visible()
        page.locator("input[name=time]").first.check(force=True)
        clear.click()
        expect(clear).not_to_be_visible()
        assert page.locator("#find-app input:checked").count() == 0
        assert watch.faults == []


def test_names_of_another_direction_keep_off_what_unfolds_their_line(browser: Browser, example: str) -> None:
    with watched(browser, example, width=360) as watch:
        page = watch.open("sla/")
        page.evaluate("document.body.dir = document.documentElement.dir = 'rtl'")
        page.locator("details[data-section]").first.evaluate("one => { one.open = true; }")
        for line in page.locator("[data-item]:visible:has(details)").all():
            name, more = (line.locator(part).first.bounding_box() for part in ("a", "summary"))
            assert name and more
            assert more["x"] + more["width"] <= name["x"]


def test_a_word_counts_what_it_would_show(browser: Browser, example: str) -> None:
    with watched(browser, example) as watch:
        page = watch.open("roles/?department=it")
        label = page.locator("label", has=page.locator("input[name=state][value=vacant]"))
        count = int(label.locator(".sb-count").inner_text())
        label.locator("input").check(force=True)
        expect(page.locator("[data-shown]")).to_have_text(str(count))
        assert rows(page) == count
        assert set(page.locator("#list_ [data-item]:visible td:nth-child(2)").all_inner_texts()) == {"IT"}
        assert watch.faults == []


def test_typed_words_are_found_without_accents_and_nothing_is_said_to_be_nothing(
    browser: Browser, example: str
) -> None:
    with watched(browser, example) as watch:
        page = watch.open("people/")
        page.locator("input[name=words]").fill("DUARTE ines")
        expect(page.locator("[data-shown]")).to_have_text("1")
        assert page.locator("tbody tr:visible th").inner_text() == "Inês Duarte"
        page.locator("input[name=words]").fill("nobody is called this")
        expect(page.locator("[data-none-of]")).to_be_visible()
        assert rows(page) == 0
        assert watch.faults == []


def test_columns_sort_by_size_and_from_the_keyboard(browser: Browser, example: str) -> None:
    with watched(browser, example) as watch:
        page = watch.open("sla/")
        head, times = (
            page.locator(".sb-sort[data-key=time]"),
            page.locator("#list_ [data-item]:visible > [data-key=time]"),
        )
        departments = page.locator("#list_ details[data-section]:visible")
        total, sections = rows(page), departments.count()
        head.focus()
        page.keyboard.press("Enter")
        assert head.get_attribute("aria-pressed") == "true"
        assert departments.count() == 0, "sorted, it is one list, whatever the department"
        assert rows(page) == total
        up = [int(order) for order in times.evaluate_all("all => all.map(one => one.dataset.sort)") if order]
        assert up == sorted(up)
        assert page.locator("#list_ [data-item]:visible .sb-lines__by").first.is_visible()
        page.keyboard.press("Enter")
        assert page.url.endswith("?sort=-time")
        down = [
            int(order) for order in times.evaluate_all("all => all.map(one => one.dataset.sort)") if order
        ]
        assert down == up[::-1]
        assert times.last.get_attribute("data-sort") in ("", None)
        page.locator("button[type=reset]").click()
        expect(departments).to_have_count(sections)
        assert watch.faults == []


def test_words_open_what_has_them_and_without_words_all_is_folded_again(
    browser: Browser, example: str
) -> None:
    with watched(browser, example, width=360) as watch:
        page = watch.open("sla/")
        assert rows(page) == 0
        page.locator("input[name=words]").fill("laptop repair")
        expect(page.locator("#list_ [data-item]:visible").first).to_contain_text("Laptop repair")
        page.locator("input[name=words]").fill("contract signatures")
        expect(page.locator("[data-none-of]")).to_be_visible()
        page.locator("input[name=words]").fill("")
        expect(page.locator("#list_ details[data-section]:visible").first).to_be_visible()
        assert rows(page) == 0
        assert watch.faults == []


def test_a_word_of_what_is_unfolded_unfolds_it(browser: Browser, example: str) -> None:
    with watched(browser, example) as watch:
        page = watch.open("sla/?customer=sales")
        for row in page.locator("#list_ [data-item]:visible").all():
            expect(row.locator("li", has_text="for Sales").first).to_be_visible()
        assert watch.faults == []


def test_without_scripts_everything_is_there_and_no_form(browser: Browser, example: str) -> None:
    with watched(browser, example, java_script_enabled=False) as watch:
        page = watch.open("roles/?state=vacant")
        assert not page.locator("form.sb-filters").is_visible()
        assert rows(page) == page.locator("[data-item]").count() > 0
        page = watch.open("sla/")
        assert rows(page) == page.locator("[data-item]").count() > 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_head_of_a_long_list_stays_in_sight(browser: Browser, example: str, scheme: Scheme) -> None:
    with watched(browser, example, scheme=scheme) as watch:
        page = watch.open("sla/")
        row = page.locator("#list_ [data-item]").nth(50)
        row.evaluate("row => row.scrollIntoView()")
        seen = page.evaluate(
            """() => { const head = document.querySelector("#list_ > .sb-lines__head");
              const box = head.getBoundingClientRect();
              return [box.top, head.contains(document.elementFromPoint(box.left + 20, box.top + 12)),
                getComputedStyle(head).backgroundColor]; }"""
        )
        assert seen[0] == 0
        assert seen[1], "a row lies on the head"
        assert "rgba" not in seen[2], "rows shine through"
        head = page.locator("#list_ > .sb-lines__head").bounding_box()
        box = row.bounding_box()
        assert head and box and box["y"] >= head["height"] - 1, "what is gone to hides below the head"
        page.emulate_media(media="print")
        assert (
            page.evaluate("getComputedStyle(document.querySelector('.sb-lines__head')).position") == "static"
        )


@pytest.mark.parametrize("width", [360, 320])
def test_departments_are_folded_on_a_phone_and_open_to_rows_that_fit(
    browser: Browser, example: str, width: int
) -> None:
    with watched(browser, example, width=width) as watch:
        page = watch.open("sla/")
        assert rows(page) == 0
        section = page.locator("#list_ details[data-section]").first
        section.locator("summary").first.click()
        expect(section.locator("[data-item]").first).to_be_visible()
        assert rows(page) == section.locator("[data-item]").count()
        fold = section.locator("[data-item] details").first
        fold.locator("summary").click()
        expect(fold.locator("li").first).to_be_visible()
        assert watch.too_wide() == []
        assert watch.faults == []


@pytest.mark.parametrize(
    "path",
    [
        "sla/",
        "roles/?state=vacant",
        "people/",
        "faq/?words=laptop",
        "departments/it/",
        "services/it/account-access/",
        "thanks/",
    ],
)
def test_nothing_jumps_while_the_page_comes_to_life(browser: Browser, example: str, path: str) -> None:
    with watched(browser, example, traffic=True, fresh=True) as watch:
        watch.add_script(SHIFTS)
        watch.slow_down()
        page = watch.open(path)
        watch.rest()
        assert page.evaluate("window.jumps") == []
        assert page.evaluate("window.shifted") < 0.005


def test_what_people_said_is_filtered_by_the_address_of_the_department_that_leads_there(
    browser: Browser, example: str
) -> None:
    with watched(browser, example) as watch:
        page = watch.open("feedback/")
        total = rows(page)
        page = watch.open("feedback/?department=it")
        of_it = rows(page)
        assert 0 < of_it < total
        page.locator("input[name=status][value=declined]").check(force=True)
        expect(page).to_have_url(f"{watch.base}feedback/?status=declined&department=it")
        assert 0 < rows(page) < of_it
        expect(page.locator("#done_h")).not_to_be_visible()
        assert watch.faults == []
    with watched(browser, example, java_script_enabled=False) as watch:
        page = watch.open("feedback/?department=it")
        assert rows(page) == total
