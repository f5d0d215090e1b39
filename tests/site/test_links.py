"""The example's site as files: every address in it leads somewhere, and every page is whole."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from tests.search.read_index import paths_in
from tests.sites import MISSING, Html, addresses, dead, dead_addresses, internal

LOADED = {("script", "src"), ("link", "href"), ("img", "src"), ("iframe", "src"), ("source", "src")}
TO_IDS = ("aria-labelledby", "aria-describedby", "aria-controls", "for", "list", "headers")
WORLD = ("https", "http", "mailto", "tel", "sms", "xmpp")


@pytest.fixture(scope="module")
def site(example_pages: dict[str, Html]) -> dict[str, Html]:
    return example_pages


def test_every_address_within_the_site_leads_to_a_file_and_an_id(
    site: dict[str, Html], example_site: Path
) -> None:
    found = dead_addresses(site, example_site)
    assert len(found.seen) > 10_000
    assert found.dead == []


def test_every_result_of_the_search_leads_to_a_page_and_an_id(
    site: dict[str, Html], example_site: Path
) -> None:
    files = {f"{path}index.html" for path in site}
    ids = {f"{path}index.html": set(page.ids()) for path, page in site.items()}
    paths = paths_in(example_site / "search")
    assert len(paths) > 100
    assert [fault for path in paths if (fault := dead("", path, files, ids))] == []


def test_addresses_of_the_world_are_of_kinds_that_run_nothing(site: dict[str, Html]) -> None:
    kinds = {
        urlsplit(address).scheme
        for page in site.values()
        for _, _, address in addresses(page)
        if not internal(address)
    }
    assert kinds <= set(WORLD)


def test_nothing_is_loaded_from_another_origin(site: dict[str, Html]) -> None:
    foreign = [
        (path, element.tag, address)
        for path, page in site.items()
        for element, name, address in addresses(page)
        if (element.tag, name) in LOADED and not internal(address)
        and not (element.tag == "link" and element.attributes.get("rel") in {"canonical", "alternate"})
    ]  # fmt: skip
    assert foreign == []
    assert not any("srcset" in element.attributes for page in site.values() for element in page.elements)


def test_style_sheets_and_scripts_name_no_other_origin(example_site: Path) -> None:
    for file in (example_site / "assets").rglob("*.css"):
        text = file.read_text(encoding="utf-8")
        assert "@import" not in text, file
        assert "url(http" not in text and "url(//" not in text, file


def test_nothing_in_a_page_is_run_or_styled_by_the_page_itself(site: dict[str, Html]) -> None:
    found = Counter(
        (element.tag, name)
        for page in site.values()
        for element in page.elements
        for name in element.attributes
        if name == "style" or name.startswith("on")
    )
    assert found == {}
    tags = [
        (path, element.tag, element.attributes.get("type"))
        for path, page in site.items()
        for element in page.elements
        if element.tag == "style"
        or (
            element.tag == "script"
            and "src" not in element.attributes
            and element.attributes.get("type") not in {"application/json", "application/ld+json"}
        )
    ]
    assert tags == []


def test_ids_are_unique_on_each_page_and_are_never_empty(site: dict[str, Html]) -> None:
    for path, page in site.items():
        twice = [id_ for id_, times in Counter(page.ids()).items() if times > 1]
        assert twice == [], path
        assert all(page.ids()) and not any(" " in id_ for id_ in page.ids()), path


def test_what_names_and_describes_an_element_is_on_the_same_page(site: dict[str, Html]) -> None:
    for path, page in site.items():
        ids = set(page.ids())
        for element in page.elements:
            for name in TO_IDS:
                missing = [id_ for id_ in element.attributes.get(name, "").split() if id_ not in ids]
                assert missing == [], (path, element)


def test_every_page_has_one_heading_of_the_first_rank_a_title_and_a_language(site: dict[str, Html]) -> None:
    assert len(site) > 250
    for path, page in site.items():
        tags = Counter(element.tag for element in page.elements)
        assert tags["h1"] == 1, path
        assert tags["title"] == 1 and page.title.strip(), path
        assert page.elements[0].tag == "html" and page.elements[0].attributes.get("lang"), path


def test_headings_skip_no_rank_downwards(site: dict[str, Html]) -> None:
    found = {}
    for path, page in site.items():
        ranks = [
            int(e.tag[1]) for e in page.elements if len(e.tag) == 2 and e.tag[0] == "h" and e.tag[1].isdigit()
        ]
        if skips := [(one, other) for one, other in pairwise(ranks) if other > one + 1]:
            found[path] = skips
    assert found == {}


def test_titles_tell_the_pages_of_a_folder_apart(site: dict[str, Html]) -> None:
    times = Counter((path.split("/")[0], path.count("/") > 1, page.title) for path, page in site.items())
    assert [title for title, number in times.items() if number > 1] == []


def test_the_site_can_lie_in_any_folder_of_a_server(site: dict[str, Html]) -> None:
    absolute = [
        (path, address)
        for path, page in site.items()
        for _, _, address in addresses(page)
        if path != MISSING and address.startswith("/")
    ]
    assert absolute == []


def test_the_page_for_unknown_addresses_works_at_any_depth(site: dict[str, Html]) -> None:
    relative = [
        address
        for _, _, address in addresses(site[MISSING])
        if internal(address) and not address.startswith(("/", "#"))
    ]
    assert relative == []
