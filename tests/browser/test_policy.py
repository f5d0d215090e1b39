"""The policy that the site publishes: strict, on every page, and kept by every page. Every test here is under it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Route, expect

from tests.browser.watching import watched
from tests.sites import NO_WORDS, Html, build_well, headers_of, page_files, served
from tests.support import IT, SMALL, write

TABLE = "# Prices\n\n| what | price |\n|:--|--:|\n| one | 10 |\n"
RUN = """() => {
  const script = document.createElement("script");
  script.textContent = "document.title = 'run'";
  document.body.append(script);
  document.body.setAttribute("style", "padding-top: 77px");
  return [document.title, getComputedStyle(document.body).paddingTop];
}"""


def test_every_page_says_first_what_the_header_says_and_nothing_inline_is_allowed(
    example_site: Path,
) -> None:
    header = headers_of(example_site)["Content-Security-Policy"]
    assert header.startswith("default-src 'none'; script-src 'self'; style-src 'self';")
    assert "unsafe" not in header
    for path, file in page_files(example_site).items():
        elements = Html(file.read_text(encoding="utf-8").partition("</head>")[0]).elements
        first = elements[[one.tag for one in elements].index("head") + 1].attributes
        assert first.get("http-equiv") == "Content-Security-Policy", path
        assert f"{first['content']}; frame-ancestors 'self'" == header, path


def _without_header(route: Route) -> None:
    answer = route.fetch()
    kept = {name: value for name, value in answer.headers.items() if name != "content-security-policy"}
    route.fulfill(response=answer, headers=kept)


@pytest.mark.parametrize("path", ["services/it/laptop-repair/", "help/editing/", "404.html"])
def test_nothing_within_a_page_is_run_even_where_the_server_sends_no_header(
    browser: Browser, example: str, path: str
) -> None:
    with watched(browser, example) as watch:
        watch.page.route(example + path, _without_header)
        title, padding = watch.open(path).evaluate(RUN)
        assert title != "run" and padding != "77px"
        assert watch.faults and all("Content Security Policy" in fault for fault in watch.faults)


def test_aligned_columns_are_aligned_under_the_policy(browser: Browser, tmp_path: Path) -> None:
    service = f"{IT}/services/repair.yml"
    files = {
        **SMALL,
        **NO_WORDS,
        service: SMALL[service] + "description: |\n  | what | price |\n  |:--|--:|\n  | one | 10 |\n",
        "mkdocs.yml": "site_name: S\ndocs_dir: site_config/pages\ntheme: {name: servicebook}\nplugins: [servicebook]\n",
        "site_config/pages/prices.md": TABLE,
    }
    with (
        served(build_well(write(tmp_path / "root", files), tmp_path / "site")) as base,
        watched(browser, base) as watch,
    ):
        for path in ("prices/", "services/it/repair/#about"):
            cell = watch.open(path).get_by_role("cell", name="10", exact=True)
            expect(cell).to_have_css("text-align", re.compile("right$"))
        assert watch.faults == []


def test_headers_of_the_organization_s_own_win(tmp_path: Path) -> None:
    own = "/*\n  X-Own: yes\n"
    files = {**SMALL, **NO_WORDS, "site_config/pages/_headers": own}
    site = build_well(write(tmp_path / "root", files), tmp_path / "site")
    assert (site / "_headers").read_text(encoding="utf-8") == own


def test_a_site_with_another_theme_gets_no_headers(tmp_path: Path) -> None:
    own = "site_name: Handbook\ntheme: {name: material}\nplugins: [servicebook]\n"
    files = {**SMALL, **NO_WORDS, "mkdocs.yml": own, "docs/about.md": "# About\n"}
    site = build_well(write(tmp_path / "root", files), tmp_path / "site")
    assert (site / "services/it/repair/index.html").is_file()
    assert not (site / "_headers").exists()
